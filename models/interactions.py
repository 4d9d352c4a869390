"""Interactions: what was said or sent, and the attempts that reached nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from tortoise import fields
from tortoise.models import Model

from models import contacts, selling
from models.engine.fields import UTCField, link
from models.history import changing
from models.rules import talking, text
from models.rules.refusals import Refused
from models.rules.words import Channel, Direction, Outcome, Purpose

if TYPE_CHECKING:
    from datetime import datetime

    from typing_extensions import Unpack

    from models.history import Change


class Interaction(Model):
    """One interaction, or attempt when `outcome` is no-answer or left-word; only the former resets a cadence."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    follow_up = link("FollowUp", null=True)
    at = UTCField()
    channel = fields.CharField(max_length=32)
    direction = fields.CharField(max_length=32)
    outcome = fields.CharField(max_length=32)
    minutes = fields.IntField(null=True)
    purpose = fields.CharField(max_length=32, default="", db_default="")
    text = fields.TextField(default="")
    by = link("Member")

    class Meta:
        """Where interactions are kept."""

        table = "interaction"
        table_description = "What was said or sent"
        indexes = (("contact_id", "at"),)


class Sold(TypedDict, total=False):
    """What an interaction was for, if that is said, and why something was sold despite an open problem."""

    purpose: Purpose
    despite: str


class Also(TypedDict, total=False):
    """What may be known of an interaction besides: what it was for, how long it took, and what was planned."""

    purpose: str
    minutes: int | None
    follow_up_id: int | None


async def log(
    contact_id: int,
    words: str = "",
    *,
    channel: Channel,
    direction: Direction | None = None,
    outcome: Outcome | None = None,
    minutes: int | None = None,
    happened_at: datetime | None = None,
    by: int,
    at: datetime,
    **sold: Unpack[Sold],
) -> int:
    """Log what happened with a contact and return its id; `happened_at` is now unless given.

    What sells `despite` an open problem needs the reason, kept by name.
    Raises Refused, NotFound.
    """
    if outcome == Outcome.CANCELLED:
        message = "Only a follow-up is cancelled. Choose what came of this instead."
        raise Refused(message)
    came_of_it = outcome or talking.usual_outcome(Channel(channel))
    async with changing("interaction.log", by=by, at=at) as change:
        await contacts.found(contact_id)
        purpose = sold.get("purpose", "")
        await selling.stop(contact_id, purpose, sold.get("despite", ""), change=change)
        row = await logged(
            contact_id,
            words,
            channel=channel,
            direction=direction or talking.usual_direction(came_of_it),
            outcome=came_of_it,
            minutes=minutes,
            purpose=purpose,
            happened_at=happened_at or at,
            change=change,
        )
    return row.id


async def logged(
    contact_id: int,
    words: str,
    *,
    channel: Channel,
    direction: Direction,
    outcome: Outcome,
    happened_at: datetime,
    change: Change,
    **also: Unpack[Also],
) -> Interaction:
    """Log an interaction within a change that does more."""
    talking.check_past(happened_at, now=change.at)
    purpose = also.get("purpose", "")
    return await change.create(
        Interaction,
        contact_id=contact_id,
        follow_up_id=also.get("follow_up_id"),
        at=happened_at,
        channel=Channel(channel).value,
        direction=Direction(direction).value,
        outcome=Outcome(outcome).value,
        minutes=talking.check_minutes(also.get("minutes")),
        purpose=purpose and Purpose(purpose).value,
        text=text.block(words, what="text"),
        by_id=change.by,
    )
