"""Overrides: the times a member set a rule aside, each with the reason, kept by name."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField, link


class Override(Model):
    """One rule set aside for one contact. `rule` says which: cancel, soften or archive bad news."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    follow_up_id = fields.IntField(null=True)
    rule = fields.CharField(max_length=32)
    reason = fields.TextField()
    at = UTCField()
    by = link("Member")

    class Meta:
        """Where overrides are kept."""

        table = "override"
        table_description = "A rule set aside, with the reason"
