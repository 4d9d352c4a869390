"""Takes the fictional people out of a book again, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise.expressions import Q

from models import demo
from models.announcements import Announcement, Disclosure
from models.companies import Company
from models.confidence_rows import Confidence, ConfidenceReader
from models.contacts import Contact
from models.extras import ContactExtra
from models.favours import Favour
from models.follow_ups import FollowUp
from models.held_notes import HeldNote
from models.history import UndoValue, changing
from models.identities import Identity
from models.interactions import Interaction
from models.key_entries import KeyEntry
from models.members import Member, keep
from models.needs import Need
from models.notes import Note
from models.overrides import Override
from models.points import ContactPoint
from models.problems import Problem
from models.reading.demo import OF_A_FILLING, TOLD
from models.rules.refusals import NotFound
from models.rumours import Rumour
from models.snoozes import Snooze
from models.stage_changes import StageChange
from models.tags import ContactTag, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tortoise.models import Model

    from models.history import Change

HANGING: tuple[type[Model], ...] = (
    *(Interaction, FollowUp, Problem, Note, Confidence, Override, Snooze, StageChange, ContactTag, ContactPoint),
    *(ContactExtra, Need, Rumour, Favour, Disclosure, HeldNote),
)
"""What hangs on a contact beside outreach, in the order in which it can go."""

_UNUSED: tuple[tuple[type[Model], str], ...] = (
    (Company, "SELECT id FROM company WHERE id NOT IN (SELECT company_id FROM contact WHERE company_id IS NOT NULL)"),
    (Tag, "SELECT id FROM tag WHERE id NOT IN (SELECT tag_id FROM contact_tag)"),
    (Announcement, "SELECT id FROM announcement WHERE id NOT IN (SELECT announcement_id FROM disclosure)"),
)

_FILLED = f"SELECT h.by_id AS id FROM history h WHERE {OF_A_FILLING} AND h.verb = 'contact.add'"  # noqa: S608  (our own words)
"""The members who had a book filled; the others whose key is the demo's are fictional."""

_SECRETS = f"SELECT h.id FROM history h WHERE {OF_A_FILLING} AND h.verb = 'secret.add'"  # noqa: S608  (our own words)


async def remove(*, by: int, at: datetime) -> int:
    """See models.demo."""
    async with changing("demo.remove", by=by, at=at) as change:
        ids = [row["id"] for row in await change.connection.execute_query_dict(demo.PEOPLE)]
        if not ids:
            message = "There are no fictional people in this book."
            raise NotFound(message)
        await _remove_keys(ids, change)
        unused = [await _ids(sql, change) for _, sql in _UNUSED]
        for contact_id in ids:
            await _remove(contact_id, change)
        for (table, sql), before in zip(_UNUSED, unused, strict=True):
            for row in await table.filter(id__in=await _ids(sql, change) - before):
                await change.delete(row)
    return len(ids)


async def _remove_keys(contact_ids: Sequence[int], change: Change) -> None:
    """Take out the demo's keys with what they sealed, for good, and have its colleague leave.

    They stay where anybody else has keys, or anything about a real contact is sealed to them.
    """
    told = await _ids(TOLD, change)
    others = await Identity.exclude(member_id__in=told).exists() or await _has_secrets(change)
    if not told or others or await Confidence.exclude(Q(contact_id__in=contact_ids) | Q(contact_id=None)).exists():
        return
    for table in (ConfidenceReader, Confidence, KeyEntry, Identity):
        await table.all().delete()
    await UndoValue.filter(table_name=Confidence._meta.db_table).delete()
    for member in await Member.filter(id__in=told - await _ids(_FILLED, change), left_at=None):
        await keep(member, change, left_at=change.at)


async def _has_secrets(change: Change) -> bool:
    """Say whether there are more secrets than the demo's own."""
    return await Confidence.filter(contact_id=None).count() > len(await _ids(_SECRETS, change))


async def _ids(sql: str, change: Change) -> set[int]:
    return {row["id"] for row in await change.connection.execute_query_dict(sql)}


async def _remove(contact_id: int, change: Change) -> None:
    await change.connection.execute_query("DELETE FROM outreach WHERE contact_id = ?1", [contact_id])
    for note in await Confidence.filter(contact_id=contact_id):
        for reader in await ConfidenceReader.filter(confidence_id=note.id):
            await change.delete(reader)
    await _forget_introduced(contact_id, change)
    for table in HANGING:
        for row in await table.filter(contact_id=contact_id):
            await change.delete(row)
    await change.delete(await Contact.get(id=contact_id))


async def _forget_introduced(contact_id: int, change: Change) -> None:
    """Have nobody introduced them; what else somebody did, who may be real, stays without the name."""
    for referral in await Favour.filter(introduced_id=contact_id):
        if referral.text:
            await change.update(referral, introduced_id=None)
        else:
            await change.delete(referral)
