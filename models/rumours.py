"""Rumours: what was heard of a contact, from whom, and what turned out to be true."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField, link


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
