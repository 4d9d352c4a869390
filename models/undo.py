"""Undo: takes back a member's own last change, as long as nobody changed the same rows since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tortoise import Tortoise
from tortoise.exceptions import IntegrityError

from models import db
from models.history import Change, History, UndoValue, changing
from models.reading import history as reading
from models.rules import unpleasant
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from tortoise.models import Model

class Undone(NamedTuple):
    """What was taken back: the verb, and in words ("moved Bob Stone to Former")."""

    verb: str
    what: str


async def last(*, by: int, at: datetime) -> Undone:
    """Take back the last change of member `by` within 30 days; an import is taken back whole.

    Raises NotFound when there is none, Stale when somebody changed the same since, Refused where a rule forbids it.
    """
    await db.writable()
    latest = await _latest(by)
    what = await reading.said(latest.id)
    try:
        async with changing("undo", by=by, at=at) as change:
            for step in await _steps(latest):
                await _take_back(step, change)
                step.undone_at = at
                await step.save(update_fields=["undone_at"])
                await UndoValue.filter(history_id=step.id).delete()
    except IntegrityError as error:
        message = f"Something was added since to what you would undo ({what}). Take that back first."
        raise Stale(message) from error
    return Undone(latest.verb, what)


async def _latest(by: int) -> History:
    rows = await db.reader().rows(
        "SELECT max(h.id) AS id FROM history h WHERE h.by_id = ?1 AND h.undone_at IS NULL AND h.verb <> 'member.join'"
        " AND EXISTS (SELECT 1 FROM undo_value v WHERE v.history_id = h.id)",
        [by],
    )
    if rows[0]["id"] is None:
        message = "There is nothing of yours to undo."
        raise NotFound(message)
    return await History.get(id=rows[0]["id"])


async def _steps(latest: History) -> list[History]:
    if latest.run_id is None:
        return [latest]
    return await History.filter(run_id=latest.run_id, undone_at=None).order_by("-id")


async def _take_back(step: History, change: Change) -> None:
    for value_id in await UndoValue.filter(history_id=step.id).order_by("-id").values_list("id", flat=True):
        value = await UndoValue.get(id=value_id)  # read one by one, as each may teach the next its new version
        table = _table(value.table_name)
        row = await table.get_or_none(id=value.row_id)
        if value.after is not None:
            _check_unchanged(row, value.after)
        await _restore(table, row, value, change)


async def _restore(table: type[Model], row: Model | None, value: UndoValue, change: Change) -> None:
    if row is None:  # it was deleted: put it back, under its own id
        kept = {name: table._meta.fields_map[name].to_python_value(old) for name, old in (value.before or {}).items()}
        change.touch(await table.create(**kept))
        return
    change.touch(row)
    _check_news(row, value.before)
    if value.before is None:
        await _forget(row, change)
        await row.delete()
        return
    for name, old in value.before.items():
        setattr(row, name, table._meta.fields_map[name].to_python_value(old))
    if "version" in value.before:
        await _raise_version(row, value)
    await row.save(update_fields=list(value.before))


async def _raise_version(row: Model, value: UndoValue) -> None:
    """Versions only ever rise; the changes before this one, which come to be undone next, learn of the new one."""
    was, now = (value.before or {})["version"], (value.after or {})["version"] + 1
    setattr(row, "version", now)
    for older in await UndoValue.filter(table_name=value.table_name, row_id=value.row_id, id__lt=value.id):
        if older.after and older.after.get("version") == was:
            older.after["version"] = now
            await older.save(update_fields=["after"])


async def _forget(row: Model, change: Change) -> None:
    """What outreach worked out about a contact goes with the contact."""
    if row._meta.db_table == "contact":
        change.contacts.remove(row.pk)
        for derived in ("outreach", "snooze"):
            await change.connection.execute_query(f"DELETE FROM {derived} WHERE contact_id = ?1", [row.pk])  # noqa: S608


def _check_unchanged(row: Model | None, after: dict[str, Any]) -> None:
    names = ["version"] if "version" in after else list(after)
    plain = {} if row is None else {name: getattr(row, name) for name in names}
    now = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in plain.items()}
    if row is None or now != {name: after[name] for name in names}:
        message = "Somebody changed the same since, so it is not undone. Look at it and change it by hand."
        raise Stale(message)


def _check_news(row: Model, before: dict[str, Any] | None) -> None:
    """Undo neither removes unpleasant news nor softens it."""
    news = row._meta.db_table == "follow_up" and getattr(row, "tone") == Tone.UNPLEASANT
    if news and (before is None or before.get("tone", Tone.UNPLEASANT) != Tone.UNPLEASANT):
        raise Refused(unpleasant.NOT_UNDONE)


def _table(name: str) -> type[Model]:
    tables = Tortoise.apps["models"].values() if Tortoise.apps else ()
    return next(table for table in tables if table._meta.db_table == name)
