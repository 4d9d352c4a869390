"""Held notes: words that cool off before they count, visible to their author only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tortoise import fields
from tortoise.models import Model

from models import contacts, members, notes
from models.engine.fields import UTCField, link
from models.history import changing
from models.members import Member
from models.rules import held_notes as rules
from models.rules import text
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime


class HeldNote(Model):
    """One note that is held until `until_at`, and until its author says again that it is to be kept.

    A confidential one has no `text` here but is `sealed`, to its author alone.
    """

    id = fields.IntField(primary_key=True)
    uid = fields.CharField(max_length=36, unique=True)
    contact_id: int
    contact = link("Contact")
    by_id: int
    by = link("Member")
    at = UTCField()
    until_at = UTCField()
    text = fields.TextField(default="")
    sealed = fields.TextField(default="")

    class Meta:
        """Where held notes are kept."""

        table = "held_note"
        table_description = "A note that cools off"
        indexes = (("by_id", "until_at", "id"),)


async def hold(contact_id: int, words: str, *, until: datetime, by: int, at: datetime) -> int:
    """Hold a note until it has cooled off, and return its id; until then it is its author's alone.

    Raises Refused for an empty one, an hour that is over, or a contact who is archived; NotFound.
    """
    cleaned = _cleaned(words)
    rules.check_ahead(until, now=at)
    async with changing("held_note.hold", by=by, at=at) as change:
        await contacts.present(contact_id)
        held = await change.create(
            HeldNote, uid=str(uuid4()), contact_id=contact_id, by_id=by, at=at, until_at=until, text=cleaned
        )
    return held.id


async def keep(held_id: int, words: str | None = None, *, by: int, at: datetime) -> int:
    """Make a note of one that has cooled off, perhaps in other words, and return the note's id.

    History tells of it as of any note. Raises NotFound, NotYours, and Refused before its hour or for a sealed one.
    """
    async with changing("note.add", by=by, at=at) as change:
        held = await open_one(held_id, by=by)
        rules.check_over(held.until_at, now=at)
        note = await notes.added(held.contact_id, held.text if words is None else words, change=change)
        await change.delete(held)
    return note.id


async def longer(held_id: int, until: datetime, words: str | None = None, *, by: int, at: datetime) -> None:
    """Hold a note until another hour, perhaps in other words. Raises NotFound, NotYours, Refused."""
    rules.check_ahead(until, now=at)
    async with changing("held_note.longer", by=by, at=at) as change:
        held = await (mine if words is None else open_one)(held_id, by=by)
        await change.update(held, until_at=until, text=held.text if words is None else _cleaned(words))


async def drop(held_id: int, *, by: int, at: datetime) -> None:
    """Drop a note that is held: its author may at any time, an owner once the author has left.

    Raises NotFound, NotYours.
    """
    async with changing("held_note.drop", by=by, at=at) as change:
        held = await found(held_id, by=by)
        if held.by_id != by:
            await members.check_owner(by, "drop what somebody held who has left")
        await change.delete(held)


async def found(held_id: int, *, by: int) -> HeldNote:
    """Find a note that a member holds, or that somebody held who has left. Raises NotFound."""
    held = await HeldNote.get_or_none(id=held_id)
    if held is None or (held.by_id != by and await Member.exists(id=held.by_id, left_at=None)):
        raise rules.missing(held_id)
    return held


async def mine(held_id: int, *, by: int) -> HeldNote:
    """Find a note that a member holds. Raises NotFound, and NotYours where its author has left."""
    held = await found(held_id, by=by)
    if held.by_id != by:
        raise rules.closed(held_id, (await Member.get(id=held.by_id)).name)
    return held


async def open_one(held_id: int, *, by: int) -> HeldNote:
    """Find a note that a member holds and that is not sealed. Raises NotFound, NotYours, Refused."""
    held = await mine(held_id, by=by)
    if held.sealed:
        raise Refused("This note is confidential, so it takes your key to keep it. Unlock it first.")
    return held


def _cleaned(words: str) -> str:
    cleaned = text.block(words, what="note")
    if not cleaned:
        raise Refused("A note needs some text.")
    return cleaned
