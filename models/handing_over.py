"""What is never left with a member who left: unpleasant news to tell, and problems to solve, with what was promised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models import members
from models.reading import members as reading
from models.rules import leaving
from models.rules.refusals import Refused
from models.undo_json import AMONG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.history import Change
    from models.members import Member


async def check(member: Member, to: int | None) -> None:
    """See that somebody else takes over what this member may not leave behind. Raises Refused naming it, NotFound."""
    owned = await reading.owned(member.id)
    if to is None:
        leaving.check(member.name, news=owned.news, problems=owned.problems)
    elif (await members.current(to)).id == member.id:
        message = f"{member.name} is who leaves. Choose somebody else to take over."
        raise Refused(message)


async def hand_over(member: Member, to: int | None, change: Change) -> None:
    """Give all of it to the member `to`, within the change that has this one leave. Raises Refused, NotFound.

    Undo keeps nothing of it, and the versions rise: nobody who left owns it again.
    """
    await check(member, to)
    if to is not None:
        for sql in _HANDED_OVER:
            await change.connection.execute_query(sql, [member.id, to])


async def keep_owned(contact_ids: Iterable[int], change: Change) -> None:
    """Give to the actor what a change brought back to who left, by undo or from a file, with these contacts."""
    among = json.dumps([*contact_ids])
    for sql in _BROUGHT_BACK:
        await change.connection.execute_query(sql, [among, change.by])


_HANDED_OVER = (
    """UPDATE follow_up SET owner_id = ?2, version = version + 1
    WHERE owner_id = ?1 AND state = 'open' AND (tone = 'unpleasant' OR problem_id IS NOT NULL)""",
    "UPDATE problem SET owner_id = ?2, version = version + 1 WHERE owner_id = ?1 AND closed_at IS NULL",
)
# With the state by itself, SQLite would read all open follow-ups of the book.
_BROUGHT_BACK = (
    f"""UPDATE follow_up SET owner_id = ?2 WHERE contact_id {AMONG} AND coalesce(state, '') = 'open'
    AND (tone = 'unpleasant' OR problem_id IS NOT NULL)
    AND owner_id IN (SELECT id FROM member WHERE left_at IS NOT NULL)""",  # noqa: S608  (our own words)
    f"""UPDATE problem SET owner_id = ?2 WHERE contact_id {AMONG} AND closed_at IS NULL
    AND owner_id IN (SELECT id FROM member WHERE left_at IS NOT NULL)""",  # noqa: S608  (our own words)
)
