"""Members: the people of the business who use the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models import db
from models.engine.fields import UTCField
from models.history import changing

if TYPE_CHECKING:
    from datetime import datetime


class Member(Model):
    """One person who uses the book, known by their account on this machine."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=200, unique=True)
    role = fields.CharField(max_length=32)
    created_at = UTCField()

    class Meta:
        """Where members are kept."""

        table = "member"
        table_description = "A person who uses the book"


async def present(account: str, *, at: datetime) -> int:
    """Find the member behind an operating-system account and return their id.

    Whoever is first becomes an owner; others join as members, until membership is managed.
    """
    await db.writable()
    found = await Member.get_or_none(name=account)
    if found:
        return found.id
    async with changing("member.join", by=0, at=at) as change:
        role = "member" if await Member.all().exists() else "owner"
        found = await Member.get_or_none(name=account) or await change.create(
            Member, name=account, role=role, created_at=at
        )
        change.by = found.id
    return found.id
