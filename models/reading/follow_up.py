"""One follow-up, as verbs return it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import db
from models.rules.refusals import NotFound

if TYPE_CHECKING:
    from datetime import date, datetime

_SELECT = """
SELECT f.id, f.contact_id, c.name, f.text, f.due_at, f.due_on, f.channel, f.purpose, f.tone, f.owner_id,
       m.name AS owner, f.private_place, f.repeat, f.state, f.problem_id, f.step, f.version,
       coalesce((SELECT p.text FROM problem p WHERE p.contact_id = f.contact_id AND p.closed_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM override v WHERE v.contact_id = f.contact_id
                                   AND v.follow_up_id = f.id AND v.rule = 'sell')
                 ORDER BY p.opened_at, p.id LIMIT 1), '') AS unsolved
FROM follow_up f JOIN contact c ON c.id = f.contact_id JOIN member m ON m.id = f.owner_id
WHERE f.id = ?1"""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up; `name` is the contact's, `due_on` the day of an all-day one, `step` that of a problem.

    `unsolved` is the problem that is open with the contact, if any, so that nothing is sold to them, and nobody said
    why this is sold all the same.
    """

    id: int
    contact_id: int
    name: str
    text: str
    due_at: datetime
    due_on: date | None
    channel: str
    purpose: str
    tone: str
    owner_id: int
    owner: str
    private_place: bool
    repeat: str
    state: str
    problem_id: int | None
    step: str
    version: int
    unsolved: str


async def one(follow_up_id: int) -> FollowUp:
    """Read one follow-up. Raises NotFound."""
    rows = await db.reader().rows(_SELECT, [follow_up_id])
    if not rows:
        message = f"There is no follow-up {follow_up_id}. See wellkept today for those that are due."
        raise NotFound(message)
    rows[0]["private_place"] = bool(rows[0]["private_place"])
    return FollowUp(**rows[0])


async def is_pending(contact_id: int) -> bool:
    """Tell whether a contact still has to hear unpleasant news, or waits for a problem to be solved."""
    sql = (
        "SELECT (SELECT count(*) FROM follow_up WHERE contact_id = ?1 AND state = 'open' AND tone = 'unpleasant')"
        " + (SELECT count(*) FROM problem WHERE contact_id = ?1 AND closed_at IS NULL)"
    )
    return await db.reader().number(sql, [contact_id]) > 0
