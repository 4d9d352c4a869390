"""Give and take: what a contact and we did for each other, and who introduced whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models import contacts
from models.engine.fields import UTCField, link
from models.history import changing
from models.reading import favours as reading
from models.rules import past, text
from models.rules.refusals import Refused
from models.rules.words import Direction

if TYPE_CHECKING:
    from datetime import datetime


class Favour(Model):
    """One favour. `direction` is in for what they did for us, out for what we did for them.

    `introduced` is whom they introduced to us, or we to them: then it is a referral.
    """

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    direction = fields.CharField(max_length=32)
    introduced_id: int | None
    introduced = link("Contact", null=True)
    text = fields.TextField(default="")
    at = UTCField()
    by_id: int
    by = link("Member")

    class Meta:
        """Where favours are kept."""

        table = "favour"
        table_description = "What one did for the other"


async def add(
    contact_id: int,
    words: str = "",
    *,
    direction: Direction = Direction.IN,
    introduced_id: int | None = None,
    happened_at: datetime | None = None,
    by: int,
    at: datetime,
) -> reading.Favour:
    """Keep what a contact did for us, or we for them (out), now unless said; with `introduced_id` it is a referral.

    Raises Refused, NotFound.
    """
    async with changing("favour.add", by=by, at=at) as change:
        contact = await contacts.present(contact_id)
        if introduced_id is not None:
            await contacts.found(introduced_id)
        kept = text.block(words, what="text", limit=2_000)
        if introduced_id is None and not kept:
            message = "Say what it was, or who was introduced."
            raise Refused(message)
        if introduced_id == contact_id:
            message = f"{contact.name} cannot be introduced by themselves. Name somebody else."
            raise Refused(message)
        past.check(happened_at or at, "A favour", now=at)
        row = await change.create(
            Favour,
            contact_id=contact_id,
            direction=_one_way(direction).value,
            introduced_id=introduced_id,
            text=kept,
            at=happened_at or at,
            by_id=by,
        )
    return await reading.one(row.id)


def _one_way(direction: Direction) -> Direction:
    if Direction(direction) == Direction.BOTH:
        message = "A favour goes one way. Note what each did for the other by itself."
        raise Refused(message)
    return Direction(direction)
