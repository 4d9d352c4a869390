"""Keys: each member's identity, and the log of whose keys count."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField


class Identity(Model):
    """One member's keys: `age` and `sign` are public, `sealed` holds the private ones in an age file with a passphrase.

    The keys count only once they stand in the log.
    """

    id = fields.IntField(primary_key=True)
    member_id: int
    member: Any = fields.OneToOneField("models.Member", related_name=False, on_delete=fields.RESTRICT)
    age = fields.CharField(max_length=100)
    sign = fields.CharField(max_length=100)
    sealed = fields.TextField()
    made_at = UTCField()

    class Meta:
        """Where identities are kept."""

        table = "identity"
        table_description = "The keys of a member"


class KeyEntry(Model):
    """One entry of the key log, never changed: `id` counts from 1, `body` is JSON, `signature` an owner's over it."""

    id = fields.IntField(primary_key=True)
    body = fields.TextField()
    signature = fields.CharField(max_length=100)

    class Meta:
        """Where the key log is kept."""

        table = "key_entry"
        table_description = "Whose keys count, entry by entry"
