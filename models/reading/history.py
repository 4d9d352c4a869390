"""History in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from models import db

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAID = {
    "contact.add": "added {name}",
    "contact.edit": "changed {name}",
    "contact.archive": "archived {name}",
    "contact.restore": "restored {name}",
    "contact.discretion": "promised {name} discretion",
    "contact.stage": "moved {name} to {stage}",
    "follow_up.add": "planned a follow-up with {name}",
    "follow_up.ask_again": "booked follow-ups with those worth asking again",
    "follow_up.edit": "changed a follow-up with {name}",
    "follow_up.snooze": "put off a follow-up with {name}",
    "follow_up.done": "closed a follow-up with {name}",
    "problem.add": "opened a problem with {name}",
    "problem.edit": "changed a problem with {name}",
    "problem.step": "did a step of a problem with {name}",
    "problem.agree": "agreed on a solution with {name}",
    "problem.close": "closed a problem with {name}",
    "outreach.snooze": "put off {name}",
    "interaction.log": "logged an interaction with {name}",
    "note.add": "added a note on {name}",
    "held_note.hold": "held a note",
    "held_note.longer": "held a note longer",
    "held_note.drop": "dropped a note that was held",
    "need.add": "noted a need of {name}",
    "need.edit": "changed a need of {name}",
    "need.confirm": "confirmed the needs of {name}",
    "need.end": "ended a need of {name}",
    "rumour.add": "noted a rumour about {name}",
    "rumour.close": "closed a rumour about {name}",
    "favour.add": "noted a favour with {name}",
    "confidence.write": "wrote a confidential note on {name}",
    "confidence.rewrite": "changed a confidential note on {name}",
    "confidence.confide": "made a note on {name} confidential",
    "secret.add": "wrote a secret",
    "secret.change": "changed a secret",
    "stage.add": "added the stage {what}",
    "stage.rename": "renamed the stage {was} to {what}",
    "stage.move": "moved the stage {what}",
    "stage.kind": "changed what the stage {what} means",
    "stage.cadence": "changed the cadence of the stage {what}",
    "stage.delete": "deleted the stage {what}",
    "reason.add": "added the reason {what}",
    "reason.rename": "renamed the reason {was} to {what}",
    "reason.move": "moved the reason {what}",
    "reason.ends": "changed what the reason {what} means",
    "reason.remove": "removed the reason {what}",
    "member.join": "joined",
    "member.add": "added a member",
    "member.remove": "removed a member",
    "member.role": "changed what a member may do",
    "member.rename": "renamed {was} to {what}",
    "company.rename": "renamed the company {was} to {what}",
    "key.new": "made a key",
    "key.passphrase": "chose another passphrase",
    "key.accept": "took a key into the key log",
    "key.revoke": "revoked a key",
    "key.role": "changed what a key may do",
    "key.recovery": "made a recovery key",
    "business.change": "changed what the team agreed on",
    "announcement.add": "announced something",
    "announcement.widen": "had more people told",
    "announcement.edit": "changed an announcement",
    "announcement.told": "noted what {name} was told",
    "announcement.close": "closed an announcement",
    "demo.remove": "removed the fictional people",
    "import": "imported contacts",
}


_NAMED = frozenset({"stage", "reason", "member", "company"})
"""The tables, beside that of contacts, whose rows are called by name."""


class _Value(NamedTuple):
    """What undo needs of one row that a verb changed."""

    table: str
    row_id: int
    before: dict[str, Any]
    after: dict[str, Any]


async def said(history_id: int) -> str:
    """Say in words what was done ("moved Bob Stone to Former"), in the names of then; of many contacts, how many."""
    (row,) = await db.reader().rows(
        "SELECT h.verb, h.changed, coalesce(h.run_id, '') AS run_id, coalesce(c.name, '') AS name"
        " FROM history h LEFT JOIN contact c ON c.id = h.contact_id WHERE h.id = ?1",
        [history_id],
    )
    verb = row["changed"] if row["verb"] == "undo" else row["verb"]  # it is called after what it took back
    if "{" not in _SAID[verb]:
        return _SAID[verb]
    values = await _values(history_id)
    if row["verb"] == "undo":
        values = [_turned(value) for value in reversed(values)]
    many = await _many(row["run_id"])
    words = {
        "name": f"{many} contacts" if many > 1 else _then(values) or row["name"],
        "stage": await _moved_to(values),
        **await _called(values),
    }
    return _SAID[verb].format(**words)


def _turned(value: _Value) -> _Value:
    return value._replace(before=value.after, after=value.before)


async def _many(run_id: str) -> int:
    """Count the contacts of a run; one that was done again is called after the first."""
    sql = "SELECT count(DISTINCT contact_id) FROM history WHERE run_id = ?1"
    return await db.reader().number(sql, [run_id.rpartition(" ")[2]])


def _then(values: Sequence[_Value]) -> str:
    """Name a contact that got the name by this, or is not there while their adding is undone."""
    return next((value.after["name"] for value in values if value.table == "contact" and "name" in value.after), "")


async def _values(history_id: int) -> list[_Value]:
    rows = await db.reader().rows(
        "SELECT table_name, row_id, before, after FROM undo_value WHERE history_id = ?1 ORDER BY id", [history_id]
    )
    return [_Value(row["table_name"], row["row_id"], _read(row["before"]), _read(row["after"])) for row in rows]


def _read(kept: str | None) -> dict[str, Any]:
    return dict(json.loads(kept) or {}) if kept else {}


async def _moved_to(values: Sequence[_Value]) -> str:
    """Name the stage that a contact was moved to."""
    stage_id = next((value.after["stage_id"] for value in values if "stage_id" in value.after), None)
    return await _name("stage", stage_id) if stage_id else ""


async def _called(values: Sequence[_Value]) -> dict[str, str]:
    """Name the last row that has a name, as it was called before (`was`) and after (`what`)."""
    value = next((value for value in reversed(values) if value.table in _NAMED), None)
    if value is None:
        return {}
    now = value.after.get("name") or await _name(value.table, value.row_id)
    return {"was": value.before.get("name", now), "what": now}


async def _name(table: str, row_id: int) -> str:
    rows = await db.reader().rows(f"SELECT name FROM {table} WHERE id = ?1", [row_id])  # noqa: S608  (see _NAMED)
    return str(rows[0]["name"]) if rows else ""
