"""Who changed a record since, and both values: what undo says when it leaves alone what somebody else made of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from models import db
from models.rules import birthday, cadence, problems, text
from models.rules.words import Weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.engine.reader import Row

_LATER = """
SELECT v.table_name, v.row_id, v.before, v.after, v.history_id, h.at, m.name AS by
FROM undo_value mine JOIN undo_value v ON v.table_name = mine.table_name AND v.row_id = mine.row_id AND v.id > mine.id
JOIN history h ON h.id = v.history_id AND h.id <> mine.history_id JOIN member m ON m.id = h.by_id
WHERE mine.id = ?1 ORDER BY v.id"""

_LISTED = """
SELECT 'contact_point' AS table_name, id, kind, value FROM contact_point WHERE contact_id = ?1
UNION ALL SELECT 'contact_tag', ct.id, 'tag', t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id
WHERE ct.contact_id = ?1"""

_LISTED_THEN = """
SELECT table_name, row_id, before FROM undo_value
WHERE table_name IN ('contact_point', 'contact_tag') AND history_id IN ({ids}) ORDER BY id DESC"""

_CALLED = {
    "contact": "SELECT name FROM contact WHERE id = ?1",
    "follow_up": "SELECT 'the follow-up with ' || c.name AS name FROM follow_up f JOIN contact c ON c.id = f.contact_id"
    " WHERE f.id = ?1",
    "need": "SELECT 'a need of ' || c.name AS name FROM need n JOIN contact c ON c.id = n.contact_id WHERE n.id = ?1",
    "rumour": "SELECT 'a rumour about ' || c.name AS name FROM rumour r JOIN contact c ON c.id = r.contact_id"
    " WHERE r.id = ?1",
    "problem": "SELECT 'the problem with ' || c.name AS name FROM problem p JOIN contact c ON c.id = p.contact_id"
    " WHERE p.id = ?1",
    "disclosure": "SELECT 'what ' || c.name || ' was told' AS name FROM disclosure d"
    " JOIN contact c ON c.id = d.contact_id WHERE d.id = ?1",
    "announcement": "SELECT '“' || title || '”' AS name FROM announcement WHERE id = ?1",
    "stage": "SELECT 'the stage ' || name AS name FROM stage WHERE id = ?1",
    "reason": "SELECT 'the reason ' || name AS name FROM reason WHERE id = ?1",
    "company": "SELECT 'the company ' || name AS name FROM company WHERE id = ?1",
    "member": "SELECT name FROM member WHERE id = ?1",
    "business": "SELECT 'what the team agreed on' AS name FROM business WHERE id = ?1",
}
"""How the rows are called that people change."""

_LINKED = {"company_id": "company", "stage_id": "stage", "reason_id": "reason", "owner_id": "member", "tag_id": "tag"}
_LINKED |= dict.fromkeys(("by_id", "closed_by_id", "discretion_by_id"), "member")
_PASSING = frozenset({"search_text", "sort_key", "updated_at", "version", "stage_since_at", "due_on", "closed_at"})


def _yes(value: Any) -> str:
    return "yes" if value else "no"


_SHOWN: dict[str, Callable[[Any], str]] = {
    "every_days": cadence.words,
    "birthday": birthday.words,
    **dict.fromkeys(("private_place", "ends_contact", "is_ours", "asks_again"), _yes),
    "amount": problems.money,
    "weight": lambda value: Weight(value).name.lower(),
}


class _Both(NamedTuple):
    """A field with the value that the older change left and the one it has now, in words."""

    field: str
    was: str
    now: str


async def changed(value_id: int, *, at: datetime) -> str:
    """Say in one line who changed a row since, what it is now and what it was; `at` is aware, in the reader's zone.

    `value_id` is the undo value of the older change.
    """
    later = await db.reader().rows(_LATER, [value_id])
    if not later:
        return "Something changed since, so it is not undone. Look at it and change it by hand."
    last = later[-1]
    which, when = await _called(last), _moment(last["at"], at)
    if _read(last["after"]) is None:
        return f"{last['by']} removed {which} since, {when}. There is nothing left to undo."
    differ = [both for both in [*await _fields(later, at), *await _lists(later)] if both.was != both.now]
    said = "; ".join(f"{both.field} is now {both.now}, yours was {both.was}" for both in differ)
    return f"{last['by']} changed {which} since, {when}{said and ': '}{said}. Look at it and change it by hand."


async def _called(last: Row) -> str:
    """Name a row, also one that is gone."""
    sql = _CALLED.get(last["table_name"])
    found = await db.reader().rows(sql, [last["row_id"]]) if sql else []
    return str(found[0]["name"] if found else (_read(last["before"]) or {}).get("name", "it"))


async def _fields(later: Sequence[Row], at: datetime) -> list[_Both]:
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for row in later:
        first = {**(_read(row["before"]) or {}), **first}
        last |= _read(row["after"]) or {}
    names = [name for name in first if name in last and name not in _PASSING]
    return [
        _Both(_label(name), await _words(name, first[name], at), await _words(name, last[name], at)) for name in names
    ]


async def _lists(later: Sequence[Row]) -> list[_Both]:
    """Compare the e-mails, phones, addresses, links and tags of a contact."""
    table, contact_id = later[0]["table_name"], later[0]["row_id"]
    if table != "contact":
        return []
    now = {(row["table_name"], row["id"]): row for row in await db.reader().rows(_LISTED, [contact_id])}
    was = dict(now)
    ids = [row["history_id"] for row in later]
    marks = ", ".join(f"?{place}" for place in range(1, len(ids) + 1))
    for row in await db.reader().rows(_LISTED_THEN.format(ids=marks), ids):
        key, before = (row["table_name"], row["row_id"]), _read(row["before"])
        was.pop(key, None)
        if before is not None and before["contact_id"] == contact_id:
            was[key] = before if "kind" in before else {"kind": "tag", "value": await _name("tag", before["tag_id"])}
    kinds = dict.fromkeys(row["kind"] for row in [*was.values(), *now.values()])
    return [_Both(kind, _joined(kind, was.values()), _joined(kind, now.values())) for kind in kinds]


def _joined(kind: str, rows: Iterable[Row]) -> str:
    found = ", ".join(sorted(str(row["value"]) for row in rows if row["kind"] == kind))
    return text.quoted(found) if found else "empty"


def _label(name: str) -> str:
    return "cadence" if name == "every_days" else name.removesuffix("_id").removesuffix("_at").replace("_", " ")


async def _words(name: str, value: Any, at: datetime) -> str:
    if value in (None, ""):
        return "empty"
    if name in _LINKED:
        return text.quoted(await _name(_LINKED[name], value))
    if name.endswith("_at"):
        return _moment(datetime.fromisoformat(value), at)
    shown = _SHOWN.get(name, str if isinstance(value, int) else text.quoted)
    return shown(value)


async def _name(table: str, row_id: int) -> str:
    rows = await db.reader().rows(f"SELECT name FROM {table} WHERE id = ?1", [row_id])  # noqa: S608  (see _LINKED)
    return str(rows[0]["name"]) if rows else ""


def _moment(then: datetime, at: datetime) -> str:
    local = then.astimezone(at.tzinfo)
    if local.date() == at.date():
        return f"at {local:%H:%M}"
    return f"on {local.day} {local:%b}, {local:%H:%M}" if local.year == at.year else f"on {local.day} {local:%b %Y}"


def _read(kept: str | None) -> dict[str, Any] | None:
    return json.loads(kept) if kept else None
