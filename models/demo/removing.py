"""Takes the fictional people out of a book again, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import demo
from models.companies import Company
from models.confidence_rows import Confidence, ConfidenceReader
from models.contacts import Contact
from models.extras import ContactExtra
from models.follow_ups import FollowUp
from models.history import changing
from models.interactions import Interaction
from models.notes import Note
from models.overrides import Override
from models.points import ContactPoint
from models.rules.refusals import NotFound
from models.snoozes import Snooze
from models.stage_changes import StageChange
from models.tags import ContactTag, Tag

if TYPE_CHECKING:
    from datetime import datetime

    from tortoise.models import Model

    from models.history import Change

HANGING: tuple[type[Model], ...] = (
    *(Interaction, FollowUp, Note, Confidence, Override, Snooze, StageChange, ContactTag, ContactPoint, ContactExtra),
)
"""What hangs on a contact beside outreach, in the order in which it can go."""

_UNUSED: tuple[tuple[type[Model], str], ...] = (
    (Company, "SELECT id FROM company WHERE id NOT IN (SELECT company_id FROM contact WHERE company_id IS NOT NULL)"),
    (Tag, "SELECT id FROM tag WHERE id NOT IN (SELECT tag_id FROM contact_tag)"),
)


async def remove(*, by: int, at: datetime) -> int:
    """See models.demo."""
    async with changing("demo.remove", by=by, at=at) as change:
        ids = [row["id"] for row in await change.connection.execute_query_dict(demo.PEOPLE)]
        if not ids:
            message = "There are no fictional people in this book."
            raise NotFound(message)
        unused = [await _ids(sql, change) for _, sql in _UNUSED]
        for contact_id in ids:
            await _remove(contact_id, change)
        for (table, sql), before in zip(_UNUSED, unused, strict=True):
            for row in await table.filter(id__in=await _ids(sql, change) - before):
                await change.delete(row)
    return len(ids)


async def _ids(sql: str, change: Change) -> set[int]:
    return {row["id"] for row in await change.connection.execute_query_dict(sql)}


async def _remove(contact_id: int, change: Change) -> None:
    await change.connection.execute_query("DELETE FROM outreach WHERE contact_id = ?1", [contact_id])
    for note in await Confidence.filter(contact_id=contact_id):
        for reader in await ConfidenceReader.filter(confidence_id=note.id):
            await change.delete(reader)
    for table in HANGING:
        for row in await table.filter(contact_id=contact_id):
            await change.delete(row)
    await change.delete(await Contact.get(id=contact_id))
