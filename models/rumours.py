"""Rumours: what was heard of a contact, from whom, and what turned out to be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models import contacts
from models.engine.fields import UTCField, link
from models.history import changing
from models.interactions import logged
from models.reading import rumours as reading
from models.rules import past, rumours, talking, text
from models.rules.refusals import Refused
from models.rules.words import Channel, Truth

if TYPE_CHECKING:
    from datetime import datetime

    from models.rules.words import Outcome


class Rumour(Model):
    """One rumour. Once it is closed, `truth` is a rules.words.Truth and `found` says what was true."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    text = fields.TextField()
    source = fields.CharField(max_length=200, default="")
    heard_at = UTCField()
    by_id: int
    by = link("Member")
    truth = fields.CharField(max_length=32, default="")
    found = fields.TextField(default="")
    closed_at = UTCField(null=True)
    closed_by_id: int | None
    closed_by = link("Member", null=True)
    version = fields.IntField(default=1)

    class Meta:
        """Where rumours are kept."""

        table = "rumour"
        table_description = "What was heard of a contact"


async def add(
    contact_id: int, words: str, *, source: str = "", heard_at: datetime | None = None, by: int, at: datetime
) -> reading.Rumour:
    """Keep what was heard of a contact, and from whom, now unless said: a call is due. Raises Refused, NotFound."""
    async with changing("rumour.add", by=by, at=at) as change:
        await contacts.present(contact_id)
        heard = text.line(words, what="rumour", limit=500)
        if not heard:
            message = "Say what was heard, in a few words."
            raise Refused(message)
        past.check(heard_at or at, "The day a rumour was heard", now=at)
        row = await change.create(
            Rumour,
            contact_id=contact_id,
            text=heard,
            source=text.line(source, what="source"),
            heard_at=heard_at or at,
            by_id=by,
        )
    return await reading.one(row.id)


async def close(
    rumour_id: int,
    found: str = "",
    *,
    truth: Truth,
    channel: Channel | None = None,
    outcome: Outcome | None = None,
    minutes: int | None = None,
    by: int,
    at: datetime,
) -> reading.Rumour:
    """Say what was true of a rumour; with a `channel`, log the talk in which one learned it.

    An attempt that reached nobody is logged, and leaves it open. Raises Refused, NotFound.
    """
    async with changing("rumour.close", by=by, at=at) as change:
        row = await _open(rumour_id)
        words = text.block(found, what="text", limit=2_000)
        if channel is not None:
            came_of_it = outcome or talking.usual_outcome(Channel(channel))
            await logged(
                row.contact_id,
                words,
                channel=channel,
                direction=talking.usual_direction(came_of_it),
                outcome=came_of_it,
                minutes=minutes,
                happened_at=at,
                change=change,
            )
        if rumours.is_closed_by(outcome):
            kept = {"truth": Truth(truth).value, "found": words, "closed_at": at, "closed_by_id": by}
            await change.update(row, **kept)
    return await reading.one(rumour_id)


async def _open(rumour_id: int) -> Rumour:
    row = await Rumour.get_or_none(id=rumour_id)
    if row is None:
        raise reading.missing(rumour_id)
    if row.closed_at is not None:
        message = f"The rumour {text.quoted(row.text)} is closed already: {row.truth}. Note a new one if you hear more."
        raise Refused(message)
    return row
