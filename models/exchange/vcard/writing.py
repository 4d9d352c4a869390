"""Writing vCard 4.0 (RFC 6350): our fields, what only Wellkept knows in X-WELLKEPT properties, and the extras."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.exchange.card import Card
from models.exchange.vcard.extras import Extras
from models.exchange.vcard.fields import CADENCE, LISTS, NOTE, TYPES, written
from models.rules.escapes import escape
from models.rules.vcard_line import Params, Property, quoted
from models.rules.vcard_value import POINTS, SINGLES

_OCTETS = 75
_FIRST: Params = (("PREF", "1"),)


def write(cards: Iterable[Card]) -> Iterator[str]:
    """Yield the text of each card; what is read back is what was written, with every line break a newline."""
    for card in cards:
        yield "".join(map(_folded, _lines(card)))


def _lines(card: Card) -> Iterator[str]:
    extras = Extras(card)
    yield from ("BEGIN:VCARD", "VERSION:4.0")
    yield from _singles(card, extras)
    yield from (prop.text() for prop in extras.names(card))
    if card.every_days is not None:
        yield f"{CADENCE}:{card.every_days}"
    yield from _points(card, extras)
    for name, attribute in LISTS.items():
        if items := getattr(card, attribute):
            yield f"{name}:{','.join(map(escape, items))}"
    yield from (f"{NOTE}:{escape(note)}" for note in card.notes)
    yield from (prop.text() for prop in extras.others)
    yield "END:VCARD"


def _singles(card: Card, extras: Extras) -> Iterator[str]:
    for name, attribute in SINGLES.items():
        value = getattr(card, attribute)
        if value or name == "FN":
            first = _FIRST if name in extras.seconds else ()
            yield _line(name, value, extras.tied(name, value), first).text()


def _line(name: str, value: str, tied: Property | None, params: Params = ()) -> Property:
    """Return the line of a field, in place of which the one tied to its value is given back."""
    ours = written(name, value)
    rest = tied or Property(0, "", name, ours.params, ours.value)
    return replace(rest, params=(*params, *rest.params))


def _points(card: Card, extras: Extras) -> Iterator[str]:
    """Write the points of a card; the first of several is the one to use, which PREF=1 says."""
    for name, attribute in POINTS.items():
        points = getattr(card, attribute)
        for place, point in enumerate(points):
            first = _FIRST if place == 0 and len(points) > 1 else ()
            yield from _labelled(_line(name, point.value, extras.tied(name, point.value), first), point.label, extras)


def _labelled(line: Property, label: str, extras: Extras) -> Iterator[str]:
    """Write a label that the standard knows as TYPE, any other the way Apple does: a group with X-ABLabel."""
    own = "" if label in TYPES else label
    kept = extras.label(line.group, label)
    group = line.group if own or kept or line.group in extras.needed else ""
    group = group or (extras.free_group() if own else "")
    types = [*(() if own else label.split()), *line.types()]
    params = (("TYPE", quoted(",".join(types))),) if types else ()
    yield replace(line, group=group, params=(*params, *line.without("TYPE"))).text()
    if kept:
        yield kept.text()
    elif own:
        yield f"{group}.X-ABLabel:{escape(label)}"


def _folded(line: str) -> str:
    """Break a line at 75 octets, never inside a character."""
    raw = line.encode("utf-8", "replace")
    pieces, start, room = [], 0, _OCTETS
    while start < len(raw):
        piece = raw[start : start + room].decode("utf-8", "ignore")  # what is cut off here begins the next piece
        pieces.append(piece)
        start, room = start + len(piece.encode()), _OCTETS - 1
    return "\r\n ".join(pieces) + "\r\n"
