"""Extras: what an address book said of a contact and no field of ours holds, kept so that an export gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import link
from models.rules import extras as rules

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from models.history import Change

BESIDE = frozenset(rules.FIELDS.values())
"""The fields of a contact that lines may stand beside."""


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


async def outlive(contact_id: int, now: Mapping[str, Any], *, another: Collection[str], change: Change) -> bool:
    """Remove what belongs to values that a change takes away, and say whether there was any; see `rules.outlived`."""
    rows = await _of(contact_id)
    gone = rules.outlived([row.line for row in rows], now, another=another)
    for place in gone:
        await change.delete(rows[place])
    return bool(gone)


async def of_company(contact_id: int, was: str, name: str, *, change: Change) -> None:
    """Have the departments of a company that is called otherwise now stand beside its new name."""
    for row in await _of(contact_id):
        await change.update(row, line=rules.of_company(row.line, was, name))


async def clear(contact_id: int, *, change: Change) -> bool:
    """Remove all that a contact has, and say whether there was any."""
    rows = await _of(contact_id)
    for row in rows:
        await change.delete(row)
    if rows:
        change.name(["extras"])
    return bool(rows)


async def _of(contact_id: int) -> list[ContactExtra]:
    return await ContactExtra.filter(contact_id=contact_id).order_by("position", "id")
