"""Companies: whom contacts work for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField
from models.rules import folding

if TYPE_CHECKING:
    from models.history import Change


class Company(Model):
    """A company; two spellings that fold alike are one."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=200)
    sort_key = fields.CharField(max_length=200, unique=True)
    created_at = UTCField()

    class Meta:
        """Where companies are kept."""

        table = "company"
        table_description = "Whom contacts work for"


async def called(name: str, *, change: Change) -> int | None:
    """Find the company of that name, or add it within `change`, and return its id; None for no name."""
    if not name:
        return None
    key = folding.sort_key(name) or name
    found = await Company.get_or_none(sort_key=key)
    return (found or await change.create(Company, name=name, sort_key=key, created_at=change.at)).id
