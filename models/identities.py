"""Each member's keys as the book keeps them, sealed with their passphrase."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model

from models import db
from models.engine.fields import UTCField
from models.rules.refusals import NotYours
from models.vault.identity import PublicKeys


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


async def found(member_id: int) -> Identity:
    """Find a member's own keys. Raises NotYours for who has none."""
    await db.writable()
    kept = await Identity.get_or_none(member_id=member_id)
    if kept is None:
        raise NotYours("You have no key yet. Make one with: wellkept key new")
    return kept


def public(kept: Identity) -> PublicKeys:
    """Return what everybody may know of them."""
    return PublicKeys(kept.age, kept.sign)
