"""Reading the JSON that Wellkept writes: what a book holds, whole; the format is told in docs/exchange.md."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from models.exchange.card import Card, Dropped, dropped
from models.exchange.json.cards import card
from models.exchange.json.checks import Listed, Reports, announced, checked, string, taken, unknown, whole
from models.exchange.json.life import Shared
from models.exchange.json.parts import LISTS
from models.exchange.json.values import Value, values
from models.rules.refusals import NotAnAddressBook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.exchange.json.life import Row

VERSION = 1
"""Of the format; it rises when a program that knows only the older one would lose something."""

_ROWS = 500
"""Companies handed on together."""
_MOST = 1_000
"""Stages, reasons and members; no team has as many."""
_ABOUT = frozenset({"version", "written_by", "at"})


def read(stream: BinaryIO) -> Iterator[Card | Dropped | Shared]:
    """Yield what the contacts share, then a card with its life for each contact, and reports.

    Raises NotAnAddressBook, before the first of them, for what is not the JSON of this or an older Wellkept; never
    for anything behind its version.
    """
    found = values(stream)
    _check(next(found, None))
    return chain.from_iterable(_items(found))


def _check(first: Value | Dropped | None) -> None:
    if isinstance(first, Dropped):
        raise NotAnAddressBook(f"The file is not JSON (line {first.line}: {first.why}). Export it again.")
    if first is None or first.path != "version":
        raise NotAnAddressBook(
            f'The JSON is not of Wellkept: that begins with {{"version": {VERSION}. Have CSV or vCard written instead.'
        )
    if isinstance(first.value, int) and first.value > VERSION:
        raise NotAnAddressBook("The file was written by a newer Wellkept. Update this one, then import it again.")
    if first.value != VERSION or isinstance(first.value, bool):
        raise NotAnAddressBook(f"The file has no version of Wellkept's JSON that there is. It can be {VERSION}.")


def _items(found: Iterator[Value | Dropped]) -> Iterator[list[Any]]:
    listed, behind = Listed(), False
    for key, group in groupby(found, _key):
        if key == "contacts":
            behind = True
            yield from ([card(each, listed)] for each in group if isinstance(each, Value))
        elif key in _READERS and not behind:
            yield from _shared(key, group, listed)
        else:
            why = "this stands behind the contacts, which may need it" if key in _READERS else "there is no such key"
            yield from _reported(key, group, why)


def _key(item: Value | Dropped) -> str:
    return item.path.partition("[")[0] if isinstance(item, Value) else ""


def _reported(key: str, group: Iterator[Value | Dropped], why: str) -> Iterator[list[Dropped]]:
    """Report what nobody reads, by its first value; what could not be read was reported by itself."""
    for place, item in enumerate(group):
        if isinstance(item, Dropped):
            yield [item]
        elif place == 0 and key not in _ABOUT:
            yield [dropped(item.line, f"{key}: {item.value}", why)]


def _shared(key: str, group: Iterator[Value | Dropped], listed: Listed) -> Iterator[list[Any]]:
    rows: list[Row] = []
    for number, each in enumerate(item for item in group if isinstance(item, Value)):
        if number == _MOST and key != "companies":
            yield [dropped(each.line, each.path, f"more than {_MOST:,}; the rest is left out")]
        if number >= _MOST and key != "companies":
            continue
        reports = Reports(each.line, each.path, each.dropped)
        if row := _READERS[key](each.value, listed, reports):
            rows.append(row)
        yield list(reports.dropped)
        if len(rows) == _ROWS and key == "companies":
            yield [Shared(key, rows, each.line)]
            rows = []
    yield [Shared(key, rows, each.line)] if rows else []


def _business(found: Any, _listed: Listed, reports: Reports) -> Row | None:
    if not isinstance(found, dict):
        reports.drop("", found, "not an object")
        return None
    unknown(found, {*_BUSINESS}, "", reports)
    row = {}
    for name, check in _BUSINESS.items():
        if found.get(name) is not None and (value := checked(check, found[name], f".{name}", reports)) is not None:
            row[name] = value
    return row


def _member(found: Any, listed: Listed, reports: Reports) -> Row | None:
    row = taken({"name": found}, LISTS["companies"][:1], "", listed, reports)
    if row:
        row["name"] = listed.members.setdefault(row["name"].casefold(), row["name"])
    return row


def _stage(found: Any, listed: Listed, reports: Reports) -> Row | None:
    row = taken(found, LISTS["stages"], "", listed, reports)
    if row and listed.stages.setdefault(row["name"].casefold(), row["name"]) is not row["name"]:
        reports.drop("", row["name"], "listed a second time; the first is kept")
        return None
    return row


def _reason(found: Any, listed: Listed, reports: Reports) -> Row | None:
    row = taken(found, LISTS["reasons"], "", listed, reports)
    if row is None:
        return None
    named = row["kind"], row["name"]
    if listed.reasons.setdefault((row["kind"], row["name"].casefold()), named) is not named:
        reports.drop("", row["name"], "listed a second time; the first is kept")
        return None
    return {name: value for name, value in row.items() if value is not None or name not in _MAY_BE_UNSAID}


def _announcement(found: Any, listed: Listed, reports: Reports) -> Row | None:
    row = taken(found, LISTS["announcements"], "", listed, reports)
    if row is None:
        return None
    at, title = named = announced(row["at"], row["title"])
    if listed.announcements.setdefault((at, title.casefold()), named) is not named:
        reports.drop("", row["title"], "listed a second time; the first is kept")
        return None
    return row


def _company(found: Any, listed: Listed, reports: Reports) -> Row | None:
    return taken(found, LISTS["companies"], "", listed, reports)


_MAY_BE_UNSAID = frozenset({"is_ours", "asks_again"})
"""What an older file says nothing of: then it stays as the book has it."""
_BUSINESS: dict[str, Callable[[Any], Any]] = {
    "name": string,
    "birthday_days": whole,
    "grace_days": whole,
    "need_days": whole,
    "phone_region": string,
}
_READERS: dict[str, Callable[[Any, Listed, Reports], Any]] = {
    "business": _business,
    "members": _member,
    "stages": _stage,
    "reasons": _reason,
    "announcements": _announcement,
    "companies": _company,
}
