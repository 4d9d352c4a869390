"""One contact of a JSON file: its card, and the life that came with it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.exchange import checking
from models.exchange.card import Card, Dropped, Point, dropped
from models.exchange.json.checks import Reports, checked, string, taken, unknown, whole
from models.exchange.json.keys import PLACES
from models.exchange.json.life import Life
from models.exchange.json.parts import CONTACT, PARTS, SUBJECTS
from models.rules.refusals import Refused
from models.rules.words import VOICE_OR_FACE, Channel, State, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.exchange.json.checks import Listed
    from models.exchange.json.keys import Part
    from models.exchange.json.life import Row
    from models.exchange.json.values import Value

_TEXTS = ("uid", "name", "company", "stage", "owner", "birthday", "safe_topics", "off_limits")
_POINTS = ("emails", "phones", "addresses", "links")
_EXTRA = re.compile(r"(?!(?:BEGIN|END|VERSION)[:;])[A-Za-z0-9.-]+[:;][^\r\n]*")


def card(each: Value, listed: Listed) -> Card | Dropped:
    """Return what a value of the file says of a contact, checked; what of it could not be kept is in its `dropped`."""
    reports = Reports(each.line, each.path, each.dropped)
    if not isinstance(each.value, dict):
        return each.dropped[0] if each.dropped else dropped(each.line, f"{each.path}: {each.value}", "not an object")
    found: Row = each.value
    clean = checking.checked(_read(found, reports))
    refused = [replace(lost, text=dropped(0, f"{each.path}: {lost.text}", "").text) for lost in clean.dropped]
    clean.life = _life(found, listed, reports)
    unknown(found, _KNOWN, "", reports)
    clean.dropped = reports.dropped + refused
    return clean


def _read(found: Row, reports: Reports) -> Card:
    card = Card(reports.line)
    for name, check in _FIELDS.items():
        if found.get(name) is not None and (value := checked(check, found[name], f".{name}", reports)) is not None:
            setattr(card, name, value)
    for name in _POINTS:
        setattr(card, name, list(filter(None, (_point(*item, reports) for item in _several(found, name, reports)))))
    for name, check in _LINES.items():
        words = (checked(check, value, path, reports) for path, value in _several(found, name, reports))
        setattr(card, name, [word for word in words if word is not None])
    return card


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
    label = checked(string, value.get("label") or "", f"{path}.label", reports)
    text = checked(string, value.get("value"), f"{path}.value", reports)
    unknown(value, {"label", "value"}, path, reports)
    return None if text is None else Point(label or "", text)


def _extra(value: Any) -> str:
    if not _EXTRA.fullmatch(string(value)) or ":" not in value:
        raise Refused("not a line of a vCard")
    return str(value)


_FIELDS: dict[str, Callable[[Any], Any]] = {**dict.fromkeys(_TEXTS, string), "every_days": whole}
_LINES: dict[str, Callable[[Any], str]] = {"tags": string, "do_not_contact": string, "extras": _extra}
_KNOWN = {*_FIELDS, *_POINTS, *_LINES, *PARTS, *(key.name for key in CONTACT)}


def _life(found: Row, listed: Listed, reports: Reports) -> Life:
    since = taken({key.name: found.get(key.name) for key in CONTACT}, CONTACT, "", listed, reports) or {}
    life = Life({name: value for name, value in since.items() if value is not None})
    places: dict[str, dict[int, int]] = {name: {} for name in PARTS}
    for name, part in PARTS.items():
        for place, (path, value) in enumerate(_several(found, name, reports)):
            row = taken(value, part.keys, path, listed, reports)
            if row is not None:
                places[name][place] = len(life.parts[name])
                _point_to(row, part, places, path, reports)
                if name == "follow_ups":
                    _leave_closed(row, life.parts["problems"], path, reports)
                _SETTLE.get(name, _settled)(row, path, reports)
                life.parts[name].append(row)
    for name in ("snoozes", "disclosures"):
        _once(PARTS[name], life.parts[name])
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


def _settle_closed(word: str) -> Callable[[Row, str, Reports], None]:
    """Return what makes a row say one thing: what is closed says how, in the key `word`, and what is open does not."""

    def settle(row: Row, path: str, reports: Reports) -> None:
        if bool(row[word]) != bool(row["closed_at"]):
            said = word if row[word] else "closed_at"
            reports.drop(f"{path}.{said}", row[said], f"closed_at and {word} go together; it stays open")
            row[word], row["closed_at"] = "", None

    return settle


def _settled(_row: Row, _path: str, _reports: Reports) -> None:
    """Leave a row as it is."""


def _leave_closed(row: Row, problems: list[Row], path: str, reports: Reports) -> None:
    """Have nothing be promised for a problem that is closed: Today would ask for a step that nobody can do."""
    if row["state"] == State.OPEN and row["problem"] is not None and problems[row["problem"]]["closed_at"]:
        reports.drop(f"{path}.problem", row["problem"], "that problem is closed; it is kept as a follow-up alone")
        row["step"], row["problem"] = "", None


def _settle_step(row: Row, path: str, reports: Reports) -> None:
    if bool(row["step"]) != (row["problem"] is not None):
        said = "step" if row["step"] else "problem"
        reports.drop(f"{path}.{said}", row[said], "a step is one of a problem; it is kept as a follow-up alone")
        row["step"], row["problem"] = "", None
    _settle(row, path, reports)


_SETTLE = {
    "follow_ups": _settle_step,
    "rumours": _settle_closed("truth"),
    "problems": _settle_closed("outcome"),
}
"""What makes the rows of a list each say one thing."""


def _point_to(row: Row, part: Part, places: dict[str, dict[int, int]], path: str, reports: Reports) -> None:
    """Have a row point to where the rows of other lists are kept."""
    for key in part.keys:
        place = row[key.name]
        if place is None or (key.kind not in PLACES and key.column != "subject"):
            continue
        if key.column == "subject" and key.name != SUBJECTS.get(row["kind"], "follow_up"):
            reports.drop(f"{path}.{key.name}", place, "that is not what is behind a reason of this kind")
            row[key.name] = None
        elif key.kind in PLACES:
            known = places[PLACES[key.kind]]
            if place not in known:
                what = key.name.replace("_", "-")
                reports.drop(f"{path}.{key.name}", place, f"there is no {what} at this place, counted from 0")
            row[key.name] = known.get(place)


def _once(part: Part, rows: list[Row]) -> None:
    """Say once only what there is one of, as it is first said."""
    first = {tuple(row[name] for name in part.same): row for row in reversed(rows)}
    rows[:] = [row for row in rows if first[tuple(row[name] for name in part.same)] is row]
