"""Reading vCard files: 3.0 and 4.0 as phones and Google write them, and most of 2.1."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import BinaryIO, TypeGuard

from models.exchange.card import Card, Dropped, dropped, stand_in
from models.exchange.vcard_fields import LISTS, POINTS, apple_label, keep, preference, readable_name
from models.exchange.vcard_lines import Property, properties

CARD_LIMIT = 10_000_000
_LINES_LIMIT = 10_000  # a card of ten million one-byte lines would cost a gigabyte of reports
_GUESSED = "this is not UTF-8: read as Latin-1 from here on, check the accents"


@dataclass(slots=True)
class _Gathered:
    """What stands between BEGIN and END, or, where `begin` is None, outside any card."""

    begin: Property | None
    items: list[Property | Dropped] = field(default_factory=list)
    count: int = 0
    size: int = 0
    ended: bool = False

    def take(self, item: Property | Dropped) -> None:
        self.count += 1
        self.size += len(item.value) if isinstance(item, Property) else 0
        if not self.begin and self.items:
            return
        if self.too_big():
            self.items.clear()
        else:
            self.items.append(item)

    def too_big(self) -> bool:
        return bool(self.begin) and (self.count > _LINES_LIMIT or self.size > CARD_LIMIT)


def read(stream: BinaryIO) -> Iterator[Card | Dropped]:
    """Yield each card of a buffered binary stream, and a report for what stands outside any card.

    Never raises for what the file contains. What a card holds and we do not keep is in its `dropped`. A card that is
    over 10 MB comes as a report only; lines between cards come as one report for each run of them.
    """
    told = False
    for gathered in _gathered(properties(stream)):
        if isinstance(report := _report(gathered), Dropped):
            yield report
        elif gathered.begin:
            guess = next((item for item in gathered.items if isinstance(item, Property) and item.guessed), None)
            yield _card(gathered, gathered.begin, None if told else guess)
            told = told or guess is not None


def _gathered(items: Iterator[Property | Dropped]) -> Iterator[_Gathered]:
    held = _Gathered(None)
    for item in items:
        if _marks(item, "BEGIN"):
            yield held
            held = _Gathered(item)
        elif held.begin and _marks(item, "END"):
            held.ended = True
            yield held
            held = _Gathered(None)
        else:
            held.take(item)
    yield held


def _marks(item: Property | Dropped, name: str) -> TypeGuard[Property]:
    return isinstance(item, Property) and item.name == name and item.value.strip().upper() == "VCARD"


def _report(gathered: _Gathered) -> Dropped | None:
    """Return the one report that stands for lines outside any card, or for a card too big to read."""
    if gathered.begin and gathered.too_big():
        return dropped(gathered.begin.line, gathered.begin.shown, "the card is over 10 MB or 10,000 lines")
    if gathered.begin or not gathered.items:
        return None
    first = gathered.items[0]
    text = first.shown if isinstance(first, Property) else first.text
    why = "outside any card" if gathered.count == 1 else f"{gathered.count:,} lines outside any card"
    return dropped(first.line, text, why)


def _card(gathered: _Gathered, begin: Property, guess: Property | None) -> Card:
    found = [item for item in gathered.items if isinstance(item, Property)]
    card = Card(begin.line, dropped=[item for item in gathered.items if isinstance(item, Dropped)])
    labels = {prop.group: apple_label(prop) for prop in found if prop.name == "X-ABLABEL" and prop.group}
    for prop in sorted(found, key=preference):
        if why := keep(card, prop, labels):
            card.dropped.append(dropped(prop.line, prop.shown, why))
    for attribute in LISTS.values():
        setattr(card, attribute, list(dict.fromkeys(getattr(card, attribute))))
    card.dropped += _lost_labels(found)
    if guess:
        card.dropped.append(dropped(guess.line, guess.shown, _GUESSED))
    if not gathered.ended:
        card.dropped.append(dropped(begin.line, begin.shown, "the END of this card is missing"))
    card.dropped.sort(key=attrgetter("line"))
    card.name = card.name if card.name.strip() else _other_name(card, found)
    return card


def _lost_labels(found: list[Property]) -> Iterator[Dropped]:
    """Report the labels of lines that are not kept; those lines are reported by themselves."""
    kept = {prop.group for prop in found if prop.name in POINTS}
    for prop in found:
        if prop.name == "X-ABLABEL" and (not prop.group or prop.group not in kept):
            yield dropped(prop.line, prop.shown, "the label of a line that is not kept")


def _other_name(card: Card, found: list[Property]) -> str:
    names = (readable_name(prop.value) for prop in found if prop.name == "N")
    return next(filter(None, names), "") or stand_in(card)
