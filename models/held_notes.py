"""Held notes: words that cool off before they count, visible to their author only."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField, link


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
