"""Writing CSV for people and spreadsheets; `csv_reading` reads back every cell as it was."""

import csv
from collections.abc import Iterable, Iterator

from models.exchange.card import Card
from models.exchange.csv_cells import guarded, joined_notes
from models.exchange.escapes import joined_list

_POINTS = {"E-mail": "emails", "Phone": "phones", "Address": "addresses", "Link": "links"}
_BEFORE = ("UID", "Name", "Company")
_AFTER = (
    "Birthday",
    "Tags",
    "Stage",
    "Owner",
    "Cadence in days",
    "Do not contact",
    "Safe topics",
    "Off limits",
    "Notes",
)


class _Row:
    """What `csv.writer` writes to: it hands the row back."""

    def write(self, row: str) -> str:
        return row


def write(cards: Iterable[Card]) -> Iterator[str]:
    """Yield the row of headers, then a row for each card; one pair of columns for each e-mail, phone and so on.

    The cards are held in memory, as the widest decides on the columns.
    """
    kept = list(cards)
    widths = {
        attribute: max((len(getattr(card, attribute)) for card in kept), default=0) for attribute in _POINTS.values()
    }
    writer = csv.writer(_Row())
    yield writer.writerow(_headers(widths))
    for card in kept:
        yield writer.writerow(map(guarded, _cells(card, widths)))


def _headers(widths: dict[str, int]) -> Iterator[str]:
    yield from _BEFORE
    for title, attribute in _POINTS.items():
        for number in range(1, widths[attribute] + 1):
            yield from (f"{title} {number}", f"{title} {number} label")
    yield from _AFTER


def _cells(card: Card, widths: dict[str, int]) -> Iterator[str]:
    yield from (card.uid, card.name, card.company)
    for attribute, width in widths.items():
        points = getattr(card, attribute)
        for point in points:
            yield from (point.value, point.label)
        yield from [""] * (2 * (width - len(points)))
    yield from (card.birthday, joined_list(card.tags), card.stage, card.owner)
    yield "" if card.every_days is None else str(card.every_days)
    yield joined_list(card.do_not_contact)
    yield from (card.safe_topics, card.off_limits, joined_notes(card.notes))
