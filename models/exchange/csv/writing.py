"""Writing CSV for people and spreadsheets; `reading` reads back every cell as it was."""

import csv
from collections.abc import Iterable, Iterator, Mapping

from models.exchange.card import Card
from models.exchange.csv.cells import guarded, joined_notes
from models.rules.escapes import joined_list, unescape

_POINTS = {"E-mail": "emails", "Phone": "phones", "Address": "addresses", "Link": "links"}
_BEFORE = ("UID", "Name", "Company")
_TITLE = "TITLE:"
_AFTER = (
    "Birthday",
    "Tags",
    "Stage",
    "Owner",
    "Cadence in days",
    "Do not contact",
    "Safe topics",
    "Off limits",
    "Job title",
    "Notes",
)


class _Row:
    """What `csv.writer` writes to: it hands the row back."""

    def write(self, row: str) -> str:
        return row


def header(widths: Mapping[str, int]) -> str:
    """Return the row of headers; `widths` says how many `emails`, `phones`, `addresses` and `links` the widest has."""
    return _line([*_BEFORE, *_point_headers(widths), *_AFTER])


def lines(cards: Iterable[Card], widths: Mapping[str, int]) -> Iterator[str]:
    """Yield the row of each card, none of which may be wider than `widths` says."""
    for card in cards:
        yield _line(map(guarded, _cells(card, widths)))


def _line(cells: Iterable[str]) -> str:
    line: str = csv.writer(_Row()).writerow(cells)
    return line


def _point_headers(widths: Mapping[str, int]) -> Iterator[str]:
    for title, attribute in _POINTS.items():
        for number in range(1, widths[attribute] + 1):
            yield from (f"{title} {number}", f"{title} {number} label")


def _cells(card: Card, widths: Mapping[str, int]) -> Iterator[str]:
    yield from (card.uid, card.name, card.company)
    for attribute in _POINTS.values():
        points = getattr(card, attribute)
        for point in points:
            yield from (point.value, point.label)
        yield from [""] * (2 * (widths[attribute] - len(points)))
    yield from (card.birthday, joined_list(card.tags), card.stage, card.owner)
    yield "" if card.every_days is None else str(card.every_days)
    yield joined_list(card.do_not_contact)
    yield from (card.safe_topics, card.off_limits, _job_title(card), joined_notes(card.notes))


def _job_title(card: Card) -> str:
    """Return the one extra that people look for in a spreadsheet."""
    return next((unescape(line.removeprefix(_TITLE)) for line in card.extras if line.startswith(_TITLE)), "")
