"""What of the rows that were marked is still to be seen in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models import db
from models.reading.due import due_now
from models.rules.outreach import horizon

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

_CONTACTS = "SELECT id FROM contact WHERE archived_at IS NULL AND id IN ({ids})"
_FOLLOW_UPS = "SELECT id FROM follow_up WHERE state = 'open' AND id IN ({ids})"
_OUTREACH = f"SELECT id FROM outreach WHERE {due_now()} AND id IN ({{ids}})"  # noqa: S608  (our own words)


class Mark(NamedTuple):
    """One marked row: a contact, and the reason for outreach and the follow-up on the row, if any."""

    contact_id: int
    outreach_id: int | None
    follow_up_id: int | None


async def left(marks: Collection[Mark], *, now: datetime) -> set[Mark]:
    """Return those whose contact is not archived, whose reason is still due and whose follow-up is still open."""
    contacts = await _found(_CONTACTS, {mark.contact_id for mark in marks})
    reasons = await _found(_OUTREACH, {mark.outreach_id for mark in marks}, horizon(now))
    follow_ups = await _found(_FOLLOW_UPS, {mark.follow_up_id for mark in marks})
    return {
        mark
        for mark in marks
        if mark.contact_id in contacts and mark.outreach_id in reasons and mark.follow_up_id in follow_ups
    }


async def _found(sql: str, ids: Collection[int | None], *values: object) -> set[int | None]:
    """Return which of these ids there are; None, of a row without one, is always there."""
    asked = [number for number in ids if number]
    marks = ", ".join(f"?{place}" for place in range(len(values) + 1, len(values) + len(asked) + 1))
    rows = await db.reader().rows(sql.format(ids=marks), [*values, *asked])
    return {None, *(row["id"] for row in rows)}
