"""Snoozes: reasons for outreach put off, each for that reason and that date only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField, link
from models.history import changing
from models.outreach import Outreach, thresholds
from models.rules.outreach import graced
from models.rules.refusals import NotFound

if TYPE_CHECKING:
    from datetime import datetime


class Snooze(Model):
    """One reason put off: it holds for the reason that was due at `due_at`, until `until_at`."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    kind = fields.SmallIntField()
    subject = fields.IntField(default=0)
    due_at = UTCField()
    until_at = UTCField()

    class Meta:
        """Where snoozes are kept."""

        table = "snooze"
        table_description = "A reason for outreach put off"
        unique_together = (("contact", "kind", "subject"),)


async def snooze(outreach_id: int, until: datetime, *, by: int, at: datetime) -> None:
    """Put off a reason that has no follow-up behind it. Raises NotFound when it is gone meanwhile."""
    async with changing("outreach.snooze", by=by, at=at) as change:
        reason = await Outreach.get_or_none(id=outreach_id)
        if reason is None:
            message = "That reason is gone meanwhile. Look at the list again."
            raise NotFound(message)
        which = {"contact_id": reason.contact_id, "kind": reason.kind, "subject": reason.subject}
        due_at = reason.due_at - graced(reason.kind, await thresholds(change.connection))
        old = await Snooze.get_or_none(**which)
        if old is None:
            await change.create(Snooze, **which, due_at=due_at, until_at=until)
        else:  # put off again: the date it was due at first still counts
            due_at = old.due_at if old.until_at == reason.due_at else due_at
            await change.update(old, due_at=due_at, until_at=until)
