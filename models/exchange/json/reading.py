"""Reading the JSON that Wellkept writes: what a book holds, whole; the format is told in docs/exchange.md."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from models.exchange.card import Card, Dropped, Point, dropped
from models.exchange.checking import checked
from models.exchange.json.checks import Listed, Reports, string, taken, unknown, whole
from models.exchange.json.life import CONTACT, LISTS, PARTS, Life, Shared
from models.exchange.json.values import Value, values
from models.rules.refusals import NotAnAddressBook, Refused
from models.rules.words import VOICE_OR_FACE, Channel, State, Tone

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
_TEXTS = ("uid", "name", "company", "stage", "owner", "birthday", "safe_topics", "off_limits")
_POINTS = ("emails", "phones", "addresses", "links")
_WORDS = ("tags", "do_not_contact", "extras")
_EXTRA = re.compile(r"(?!(?:BEGIN|END|VERSION)[:;])[A-Za-z0-9.-]+[:;][^\r\n]*")


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
            yield from ([_card(each, listed)] for each in group if isinstance(each, Value))
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
        if found.get(name) is not None and (value := _checked(check, found[name], f".{name}", reports)) is not None:
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
    return row


def _company(found: Any, listed: Listed, reports: Reports) -> Row | None:
    return taken(found, LISTS["companies"], "", listed, reports)


_BUSINESS: dict[str, Callable[[Any], Any]] = {
    "name": string,
    "birthday_days": whole,
    "grace_days": whole,
    "phone_region": string,
}
_READERS: dict[str, Callable[[Any, Listed, Reports], Any]] = {
    "business": _business,
    "members": _member,
    "stages": _stage,
    "reasons": _reason,
    "companies": _company,
}


def _card(each: Value, listed: Listed) -> Card | Dropped:
    reports = Reports(each.line, each.path, each.dropped)
    if not isinstance(each.value, dict):
        return each.dropped[0] if each.dropped else dropped(each.line, f"{each.path}: {each.value}", "not an object")
    found: Row = each.value
    card = Card(each.line)
    for name, check in _FIELDS.items():
        if found.get(name) is not None and (value := _checked(check, found[name], f".{name}", reports)) is not None:
            setattr(card, name, value)
    for name in _POINTS:
        setattr(card, name, list(filter(None, (_point(*item, reports) for item in _several(found, name, reports)))))
    for name in _WORDS:
        words = (_checked(_LINES[name], value, path, reports) for path, value in _several(found, name, reports))
        setattr(card, name, [word for word in words if word is not None])
    clean = checked(card)
    unsaid = [replace(lost, text=dropped(0, f"{each.path}: {lost.text}", "").text) for lost in clean.dropped]
    clean.life = _life(found, listed, reports)
    known = {*_FIELDS, *_POINTS, *_WORDS, *PARTS, *(key.name for key in CONTACT)}
    unknown(found, known, "", reports)
    clean.dropped = reports.dropped + unsaid
    return clean


def _checked(check: Callable[[Any], Any], value: Any, path: str, reports: Reports) -> Any:
    try:
        return check(value)
    except Refused as error:
        reports.drop(path, value, str(error))
        return None


def _several(found: Row, name: str, reports: Reports) -> Iterator[tuple[str, Any]]:
    """Yield the path and the value of each element of a list."""
    several = found.get(name)
    if several is not None and not isinstance(several, list):
        reports.drop(f".{name}", several, "not a list")
        return
    for place, value in enumerate(several or ()):
        yield f".{name}[{place}]", value


def _point(path: str, value: Any, reports: Reports) -> Point | None:
    if not isinstance(value, dict):
        reports.drop(path, value, 'not an object like {"label": "work", "value": "…"}')
        return None
    label = _checked(string, value.get("label") or "", f"{path}.label", reports)
    text = _checked(string, value.get("value"), f"{path}.value", reports)
    unknown(value, {"label", "value"}, path, reports)
    return None if text is None else Point(label or "", text)


def _extra(value: Any) -> str:
    if not _EXTRA.fullmatch(string(value)) or ":" not in value:
        raise Refused("not a line of a vCard")
    return str(value)


_FIELDS: dict[str, Callable[[Any], Any]] = {**dict.fromkeys(_TEXTS, string), "every_days": whole}
_LINES = {"tags": string, "do_not_contact": string, "extras": _extra}


def _life(found: Row, listed: Listed, reports: Reports) -> Life:
    since = taken({key.name: found.get(key.name) for key in CONTACT}, CONTACT, "", listed, reports) or {}
    life = Life({name: value for name, value in since.items() if value is not None})
    places: dict[int, int] = {}
    for name, part in PARTS.items():
        for place, (path, value) in enumerate(_several(found, name, reports)):
            row = taken(value, part.keys, path, listed, reports)
            if row is None:
                continue
            if name == "follow_ups":
                places[place] = len(life.parts[name])
                _settle(row, path, reports)
            elif row.get("follow_up") is not None:
                _point_to(row, places, path, reports)
            life.parts[name].append(row)
    _once(life.parts["snoozes"])
    return life


def _settle(row: Row, path: str, reports: Reports) -> None:
    """Make a follow-up say one thing: open ones were not closed, and no unpleasant news waits to be written."""
    if row["state"] == State.OPEN and row["closed_at"]:
        reports.drop(f"{path}.closed_at", row["closed_at"], "the follow-up is open")
        row["closed_at"] = None
    if row["state"] != State.OPEN and not row["closed_at"]:
        reports.drop(f"{path}.closed_at", row["closed_at"], "a closed follow-up needs it; due_at is taken")
        row["closed_at"] = row["due_at"]
    if row["state"] == State.OPEN and row["tone"] == Tone.UNPLEASANT and row["channel"] not in VOICE_OR_FACE:
        reports.drop(
            f"{path}.channel", row["channel"], "unpleasant news is told by voice or face to face; a call it is"
        )
        row["channel"] = Channel.CALL.value


def _point_to(row: Row, places: dict[int, int], path: str, reports: Reports) -> None:
    if row["follow_up"] not in places:
        reports.drop(f"{path}.follow_up", row["follow_up"], "there is no follow-up at this place, counted from 0")
    row["follow_up"] = places.get(row["follow_up"])


def _once(snoozes: list[Row]) -> None:
    """Put a reason off once only, as it is first said."""
    first = {(row["kind"], row["follow_up"]): row for row in reversed(snoozes)}
    snoozes[:] = [row for row in snoozes if first[row["kind"], row["follow_up"]] is row]
