"""A problem under way, and an announcement to some, as rows: for tests that are about other things."""

from models.announcements import Announcement, Disclosure
from models.follow_ups import FollowUp
from models.history import changing
from models.problems import Problem
from models.rules.words import Channel, Purpose, Step, Tone
from tests.data.desk import ADA, ME, NOW, days


async def a_problem(contact_id: int, step: Step | None = None, *, opened: float = 0, text: str = "roof leaks") -> int:
    """Open a problem, with a step of it promised for today."""
    async with changing("contact.edit", **ME) as change:
        kept = {"contact_id": contact_id, "text": text, "owner_id": ADA, "by_id": ADA}
        problem = await change.create(Problem, **kept, opened_at=NOW - days(opened))
        if step:
            await change.create(
                FollowUp,
                contact_id=contact_id,
                problem_id=problem.id,
                step=step.value,
                due_at=NOW,
                channel=Channel.CALL,
                purpose=Purpose.SERVICE,
                tone=Tone.NEUTRAL,
                owner_id=ADA,
                created_at=NOW,
                created_by_id=ADA,
            )
    return problem.id


async def announced(*contact_ids: int, title: str = "we move") -> int:
    """Announce something to these contacts, in that order."""
    async with changing("contact.edit", **ME) as change:
        row = await change.create(Announcement, title=title, at=NOW, by_id=ADA)
        for contact_id in contact_ids:
            await change.create(Disclosure, announcement_id=row.id, contact_id=contact_id)
    return row.id
