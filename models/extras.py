"""Extras: what an address book said of a contact and no field of ours holds, kept so that an export gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.history import Change


class ContactExtra(Model):
    """One line of one contact, as vCard 4.0 has it (RFC 6350 section 3.3), unfolded."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    line = fields.TextField()
    position = fields.IntField()

    class Meta:
        """Where extras are kept."""

        table = "contact_extra"
        table_description = "A line of an address book that no field holds"


async def add(contact_id: int, lines: Sequence[str], *, first: int = 0, change: Change) -> None:
    """Give a contact these lines, in this order, the first at the place `first`."""
    for position, line in enumerate(lines, start=first):
        await change.create(ContactExtra, contact_id=contact_id, line=line, position=position)
