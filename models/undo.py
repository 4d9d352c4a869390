"""Undo: takes back a member's own last change, as long as nobody changed the same rows since; and redo.

An undo keeps what it takes to take it back in turn, which is what redo does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tortoise import Tortoise
from tortoise.exceptions import IntegrityError

from models import contacts, db, search_text
from models.history import Change, History, UndoValue, changing, plain
from models.reading import history as reading
from models.reading import since
from models.rules import unpleasant
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Tone
from models.snoozes import Snooze

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tortoise.models import Model


_AGAIN = "redo "
"""What the run of a change begins with that was done again."""

_ONLY_UNDO_SINCE = """
h.verb = 'undo' AND NOT EXISTS (SELECT 1 FROM history n WHERE n.by_id = h.by_id AND n.id > h.id
AND n.verb <> 'undo' AND coalesce(n.run_id, '') NOT LIKE 'redo %')"""


class Undone(NamedTuple):
    """What was taken back, or done again: the verb, and in words ("moved Bob Stone to Former")."""

    verb: str
    what: str


async def last(*, by: int, at: datetime) -> Undone:
    """Take back the last change of member `by` within 30 days; an import is taken back whole.

    Raises NotFound when there is none, Stale when somebody changed the same since, Refused where a rule forbids it.
    """
    what = ""
    try:
        async with changing("undo", by=by, at=at) as change:
            latest = await _latest(by, at)
            what = await reading.said(latest.id)
            change.changed.append(latest.verb)
            change.run_id = latest.run_id
            for step in await _steps(latest):
                await _take_back(step, change)
                step.undone_at = at
                await step.save(update_fields=["undone_at"])
            await _settle(change)
    except Stale:
        raise
    except Refused:
        await _step_over(by, at)
        raise
    except IntegrityError as error:
        raise _used_since(what) from error
    await search_text.catch_up()
    return Undone(latest.verb, what)


async def redo(*, by: int, at: datetime) -> Undone:
    """Do again what the last undo of member `by` took back; not once they changed something else since.

    Raises NotFound when there is none, Stale when somebody changed the same since, Refused where a rule forbids it.
    """
    what = ""
    try:
        async with changing("redo", by=by, at=at) as change:
            undone = await _last_undo(by, at)
            what = await reading.said(undone.id)
            change.verb, change.run_id = undone.changed, f"{_AGAIN}{undone.run_id or undone.id}"
            await _take_back(undone, change)
            await _settle(change)
    except IntegrityError as error:
        raise _used_since(what) from error
    await search_text.catch_up()
    return Undone(undone.changed, what)


def _used_since(what: str) -> Stale:
    return Stale(f"Something was added since to what you would undo ({what}). Take that back first.")


async def _step_over(by: int, at: datetime) -> None:
    """Forget what it would take to undo what no rule lets be undone, so that the next undo goes further back."""
    async with db.transaction():
        for step in await _steps(await _latest(by, at)):
            await UndoValue.filter(history_id=step.id).delete()


async def _latest(by: int, at: datetime) -> History:
    return await _found("h.verb NOT IN ('member.join', 'undo')", by, at, "There is nothing of yours to undo.")


async def _last_undo(by: int, at: datetime) -> History:
    """Find one's own last undo that was not done again, with nothing after it but others that were."""
    none = "There is nothing to do again: that takes an undo of yours, and no change of yours since."
    return await _found(_ONLY_UNDO_SINCE, by, at, none)


async def _found(which: str, by: int, at: datetime, none: str) -> History:
    rows = await db.reader().rows(
        f"SELECT h.id FROM history h WHERE h.by_id = ?1 AND {which}"  # noqa: S608  (our own words)
        " AND EXISTS (SELECT 1 FROM undo_value v WHERE v.history_id = h.id AND v.kept_until >= ?2)"
        " ORDER BY h.id DESC LIMIT 1",
        [by, at],
    )
    if not rows:
        raise NotFound(none)
    return await History.get(id=rows[0]["id"])


async def _steps(latest: History) -> list[History]:
    if latest.run_id is None:
        return [latest]
    return await History.filter(run_id=latest.run_id, undone_at=None).exclude(verb="undo").order_by("-id")


async def _take_back(step: History, change: Change) -> None:
    """Make every row what it was before `step`, and keep what it takes to do that again."""
    for value_id in await UndoValue.filter(history_id=step.id).order_by("-id").values_list("id", flat=True):
        value = await UndoValue.get(id=value_id)  # read one by one, as each may teach the next its new version
        table = _table(value.table_name)
        row = await table.get_or_none(id=value.row_id)
        if row is None:
            await _put_back(table, value, change)
        else:
            await _check_unchanged(row, value, step, change)
            await _check_news(row, value, step, change)
            await _restore(row, value, change)
    await UndoValue.filter(history_id=step.id).delete()


async def _put_back(table: type[Model], value: UndoValue, change: Change) -> None:
    """Have a deleted row back under its own id."""
    if value.after is not None:
        raise Stale(await since.changed(value.id, at=change.at))
    await change.create(table, **_revived(table, value.before or {}))


async def _restore(row: Model, value: UndoValue, change: Change) -> None:
    if value.before is None:
        await _remove(row, change)
        return
    before = plain({name: getattr(row, name) for name in value.before})
    row.update_from_dict(_revived(type(row), value.before))
    if "version" in value.before:
        await _raise_version(row, value)
    await row.save(update_fields=list(value.before))
    if change.verb != "undo":
        change.name(before)
    change.remember(row, before, plain({name: getattr(row, name) for name in value.before}))


async def _raise_version(row: Model, value: UndoValue) -> None:
    """Versions only ever rise; the changes before this one, which come to be undone next, learn of the new one."""
    was, now = (value.before or {})["version"], (value.after or {})["version"] + 1
    row.update_from_dict({"version": now})
    for older in await UndoValue.filter(table_name=value.table_name, row_id=value.row_id, id__lt=value.id):
        if older.after and older.after.get("version") == was:
            older.after["version"] = now
            await older.save(update_fields=["after"])


async def _remove(row: Model, change: Change) -> None:
    """Delete a new row: a contact with what outreach worked out about it, but no word that others use by now."""
    table = row._meta.db_table
    if table == "contact":
        await change.connection.execute_query("DELETE FROM outreach WHERE contact_id = ?1", [row.pk])
        for snooze in await Snooze.filter(contact_id=row.pk):
            await change.delete(snooze)
    if table not in _SHARED or not await change.connection.execute_query_dict(_SHARED[table], [row.pk]):
        await change.delete(row)


async def _check_unchanged(row: Model, value: UndoValue, step: History, change: Change) -> None:
    after = value.after or {}
    names = ["version"] if "version" in after else list(after)
    same = plain({name: getattr(row, name) for name in names}) == {name: after[name] for name in names}
    if not same or (not names and await _newer(value, step)):
        raise Stale(await since.changed(value.id, at=change.at))


async def _newer(value: UndoValue, step: History) -> bool:
    """Say whether somebody else changed the same row later; for a new row without a version, nothing else tells.

    One's own later changes were undone before this one, and an undo only makes a row what it was.
    """
    later = UndoValue.filter(table_name=value.table_name, row_id=value.row_id, id__gt=value.id)
    return await later.exclude(history__by_id=step.by_id).exclude(history__verb="undo").exists()


async def _check_news(row: Model, value: UndoValue, step: History, change: Change) -> None:
    """Undo neither removes unpleasant news nor softens it, nor archives over it."""
    before = value.before
    if row._meta.db_table == "follow_up" and getattr(row, "tone") == Tone.UNPLEASANT:  # noqa: B009  (any table's row)
        removed = before is None and not _MAY_REMOVE.intersection((step.verb, step.changed))
        if removed or (before or {}).get("tone", Tone.UNPLEASANT) != Tone.UNPLEASANT:
            raise Refused(unpleasant.NOT_UNDONE)
    archived = row._meta.db_table == "contact" and (before or {}).get("archived_at")
    if archived and await contacts.untold(row.pk, change.connection):
        raise Refused(unpleasant.NOT_ARCHIVED)


async def _settle(change: Change) -> None:
    """Have search find what came back; nobody comes back into a stage deleted meanwhile, and the last stage stays."""
    await search_text.refresh(change.contacts, change.connection)
    for row in await change.connection.execute_query_dict(_IN_NO_STAGE):
        message = f"The stage {row['stage']} was deleted since. Move {row['name']} by hand."
        raise Stale(message)
    if not await change.connection.execute_query_dict("SELECT 1 FROM stage WHERE archived_at IS NULL LIMIT 1"):
        message = "All other stages were deleted since. Add another one first."
        raise Stale(message)


def _revived(table: type[Model], kept: dict[str, Any]) -> dict[str, Any]:
    return {name: table._meta.fields_map[name].to_python_value(value) for name, value in kept.items()}


def _table(name: str) -> type[Model]:
    tables: Iterable[type[Model]] = Tortoise.apps["models"].values() if Tortoise.apps else ()
    return next(table for table in tables if table._meta.db_table == name)


_MAY_REMOVE = frozenset({"follow_up.done", "demo.remove", "import"})
"""What may take unpleasant news away again: reopening one removes its repetition; the demo is about nobody; and where
an import brought it, somebody keeps it elsewhere."""

_IN_NO_STAGE = """
SELECT c.name, s.name AS stage FROM stage s JOIN contact c ON c.stage_id = s.id
WHERE s.archived_at IS NOT NULL LIMIT 1"""
_SHARED = {
    "company": "SELECT 1 FROM contact WHERE company_id = ?1 LIMIT 1",
    "tag": "SELECT 1 FROM contact_tag WHERE tag_id = ?1 LIMIT 1",
}
"""The words that contacts share, and whether anyone uses one."""
