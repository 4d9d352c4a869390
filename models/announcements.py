"""Announcements: matters of ours that change, who has been told of them, and who has not."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField, link


class Announcement(Model):
    """One announcement. `audience` is the query that picked whom to tell."""

    id = fields.IntField(primary_key=True)
    title = fields.CharField(max_length=200)
    text = fields.TextField(default="")
    audience = fields.CharField(max_length=500, default="")
    at = UTCField()
    by_id: int
    by = link("Member")
    closed_at = UTCField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        """Where announcements are kept."""

        table = "announcement"
        table_description = "What of ours changes"


class Disclosure(Model):
    """Where one contact stands in an announcement: to be told, or told since `told_at`, how and by whom.

    Where one stands in a secret is sealed with it (models.secrets) and never a row.
    """

    id = fields.IntField(primary_key=True)
    announcement_id: int
    announcement = link("Announcement")
    contact_id: int
    contact = link("Contact")
    told_at = UTCField(null=True)
    channel = fields.CharField(max_length=32, default="")
    text = fields.TextField(default="")
    by_id: int | None
    by = link("Member", null=True)

    class Meta:
        """Where disclosures are kept."""

        table = "disclosure"
        table_description = "Who was told, and who is to be told"
        unique_together = (("contact", "announcement"),)
        indexes = (("announcement_id", "told_at", "id"),)
