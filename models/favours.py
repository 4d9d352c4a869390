"""Give and take: what a contact and we did for each other, and who introduced whom."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField, link


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
