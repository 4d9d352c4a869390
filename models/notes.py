"""Notes: what is worth remembering about a contact, open to every member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models import contacts
from models.engine.fields import UTCField, link
from models.history import changing
from models.rules import folding, text
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from models.history import Change


class Note(Model):
    """One open note; `search_text` is its text, folded."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    text = fields.TextField()
    search_text = fields.TextField(default="")
    at = UTCField()
    by = link("Member")

    class Meta:
        """Where notes are kept."""

        table = "note"
        table_description = "An open note about a contact"


async def add(contact_id: int, words: str, *, by: int, at: datetime) -> int:
    """Add a note and return its id. Raises Refused for an empty one, NotFound."""
    async with changing("note.add", by=by, at=at) as change:
        await contacts.found(contact_id)
        note = await added(contact_id, words, change=change)
    return note.id


async def added(contact_id: int, words: str, *, change: Change) -> Note:
    """Add a note within a change that does more."""
    cleaned = text.block(words, what="note")
    if not cleaned:
        message = "A note needs some text."
        raise Refused(message)
    return await change.create(
        Note, contact_id=contact_id, text=cleaned, search_text=folding.fold(cleaned), at=change.at, by_id=change.by
    )
