"""Points: the e-mails, phones, addresses and links by which a contact is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import link
from models.rules.contact_fields import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.history import Change
    from models.rules.words import PointKind


class ContactPoint(Model):
    """One point of one contact; `kind` is a PointKind."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    kind = fields.CharField(max_length=32)
    label = fields.CharField(max_length=100, default="")
    value = fields.TextField()
    position = fields.IntField()

    class Meta:
        """Where points are kept."""

        table = "contact_point"
        table_description = "A way to reach a contact"


async def replace(contact_id: int, kind: PointKind, points: Sequence[Point], *, change: Change) -> bool:
    """Make `points` all that a contact has of one kind, in this order; say whether that changed anything.

    A point without a label keeps the one it had.
    """
    kept = await ContactPoint.filter(contact_id=contact_id, kind=kind.value).order_by("position", "id")
    labels = {row.value: row.label for row in kept}
    wanted = [Point(point.label or labels.get(point.value, ""), point.value) for point in points]
    if wanted == [Point(row.label, row.value) for row in kept]:
        return False
    change.changed.append(kind.value)
    for row in kept:
        await change.delete(row)
    await add(contact_id, kind, wanted, change=change)
    return True


async def add(contact_id: int, kind: PointKind, points: Sequence[Point], *, change: Change) -> None:
    """Give a contact, who has none of one kind, these points in this order."""
    for position, point in enumerate(points):
        await change.create(
            ContactPoint,
            contact_id=contact_id,
            kind=kind.value,
            label=point.label,
            value=point.value,
            position=position,
        )
