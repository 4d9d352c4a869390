"""Writing vCard 4.0 (RFC 6350), with what only Wellkept knows in X-WELLKEPT properties."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from models.exchange.card import Card, Point
from models.exchange.escapes import escape
from models.exchange.vcard_fields import CADENCE, LISTS, POINTS, TEXTS

_OCTETS = 75
_TEXTS = {"ORG": "company", "UID;VALUE=text": "uid"} | {
    name: attribute for name, attribute in TEXTS.items() if name not in {"FN", "UID"}
}
_TYPES = {"home", "work", "cell", "fax", "pager", "home fax", "work fax", "home cell", "work cell"}
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(--)(\d\d)-(\d\d)", re.ASCII)


def write(cards: Iterable[Card]) -> Iterator[str]:
    """Yield the text of each card; what is read back is what was written, with every line break a newline."""
    for card in cards:
        yield "".join(map(_folded, _lines(card)))


def _lines(card: Card) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"FN:{escape(card.name)}")
    yield from _texts(card)
    yield from _points(card)
    for name, attribute in LISTS.items():
        if items := getattr(card, attribute):
            yield f"{name}:{','.join(map(escape, items))}"
    yield from (f"NOTE:{escape(note)}" for note in card.notes)
    yield "END:VCARD"


def _texts(card: Card) -> Iterator[str]:
    for name, attribute in _TEXTS.items():
        if text := getattr(card, attribute):
            yield f"{name}:{escape(text)}"
    if card.birthday:
        yield _birthday(card.birthday)
    if card.every_days is not None:
        yield f"{CADENCE}:{card.every_days}"


def _points(card: Card) -> Iterator[str]:
    kinds = ((name, point) for name, attribute in POINTS.items() for point in getattr(card, attribute))
    return chain.from_iterable(_point(number, name, point) for number, (name, point) in enumerate(kinds, start=1))


def _point(number: int, name: str, point: Point) -> Iterator[str]:
    """Write a label that the standard knows as TYPE, any other the way Apple does: a group with X-ABLabel."""
    value = _VALUES.get(name, "{}").format(escape(point.value, "" if name == "URL" else ",;"))
    if not point.label:
        yield f"{name}:{value}"
    elif point.label in _TYPES:
        yield f'{name};TYPE="{point.label.replace(" ", ",")}":{value}'
    else:
        yield f"item{number}.{name}:{value}"
        yield f"item{number}.X-ABLabel:{escape(point.label)}"


def _birthday(text: str) -> str:
    if found := _DATE.fullmatch(text):
        return f"BDAY:{''.join(filter(None, found.groups()))}"
    return f"BDAY;VALUE=text:{escape(text)}"


def _folded(line: str) -> str:
    """Break a line at 75 octets, never inside a character."""
    raw = line.encode("utf-8", "replace")
    pieces, start, room = [], 0, _OCTETS
    while start < len(raw):
        piece = raw[start : start + room].decode("utf-8", "ignore")  # what is cut off here begins the next piece
        pieces.append(piece)
        start, room = start + len(piece.encode()), _OCTETS - 1
    return "\r\n ".join(pieces) + "\r\n"


# An address is one line to us; it travels as the street, which every program shows.
_VALUES = {"ADR": ";;{};;;;"}
