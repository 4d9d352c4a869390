"""Needs: what a contact needs, how much it weighs, and when they last said so."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField, link


class Need(Model):
    """One need. `weight` is a rules.words.Weight; since `ended_at` it is met, or they need it no more."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    text = fields.TextField()
    weight = fields.SmallIntField()
    note = fields.TextField(default="")
    confirmed_at = UTCField()
    ended_at = UTCField(null=True)
    created_at = UTCField()
    by_id: int
    by = link("Member")
    version = fields.IntField(default=1)

    class Meta:
        """Where needs are kept."""

        table = "need"
        table_description = "What a contact needs"
        indexes = (("weight", "ended_at", "contact_id"),)
