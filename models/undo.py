"""Undo: takes back a member's own last change, as long as nobody changed the same rows since; and redo.

An undo keeps what it takes to take it back in turn, which is what redo does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tortoise.exceptions import IntegrityError

from models import db, handing_over, search_text, undo_rows
from models.history import History, UndoValue, changing
from models.reading import history as reading
from models.rules.refusals import NotFound, Refused, Stale

if TYPE_CHECKING:
    from datetime import datetime

    from models.history import Change


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
            steps = await _steps(latest)
            await undo_rows.take_back(steps, change)
            for step in steps:
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
            await undo_rows.take_back([undone], change)
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


async def _settle(change: Change) -> None:
    """Have search find what came back; nobody comes back into a stage deleted meanwhile, and the last stage stays."""
    await search_text.refresh(list(change.contacts), change.connection)
    await handing_over.keep_owned(change.contacts, change)
    for row in await change.connection.execute_query_dict(_IN_NO_STAGE):
        message = f"The stage {row['stage']} was deleted since. Move {row['name']} by hand."
        raise Stale(message)
    if not await change.connection.execute_query_dict("SELECT 1 FROM stage WHERE archived_at IS NULL LIMIT 1"):
        message = "All other stages were deleted since. Add another one first."
        raise Stale(message)


_IN_NO_STAGE = """
SELECT c.name, s.name AS stage FROM stage s JOIN contact c ON c.stage_id = s.id
WHERE s.archived_at IS NOT NULL LIMIT 1"""
