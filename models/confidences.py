"""Confidences: notes that only their readers can read, kept sealed."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField, link


class Confidence(Model):
    """One confidential note. `sealed` is an armored age file; the author and what it is bound to stand in it, too.

    `revision` counts how often it was sealed, from 1. With `has_residue` its text once was an open note, and what lay
    in the file may lie there still.
    """

    id = fields.IntField(primary_key=True)
    uid = fields.CharField(max_length=36, unique=True)
    contact_id: int
    contact = link("Contact")
    by_id: int
    by = link("Member")
    at = UTCField()
    revision = fields.IntField()
    sealed = fields.TextField()
    has_residue = fields.BooleanField(default=False)

    class Meta:
        """Where confidential notes are kept."""

        table = "confidence"
        table_description = "A confidential note about a contact, sealed"


class ConfidenceReader(Model):
    """Who can open a confidential note, and with which key; the recovery key belongs to no member."""

    id = fields.IntField(primary_key=True)
    confidence_id: int
    confidence = link("Confidence")
    member_id: int | None
    member = link("Member", null=True)
    key = fields.CharField(max_length=64)

    class Meta:
        """Where the readers are kept."""

        table = "confidence_reader"
        table_description = "Who can open a confidential note"
