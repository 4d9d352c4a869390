"""Writing a calendar of what is planned with the chosen contacts, and of their birthdays, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.exchange.ics import events as ics_events
from models.exchange.pieces import Piece
from models.reading import chosen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from models.reading.chosen import Chosen

# When one that repeats is done, the next is a row of its own, made at that moment: back along these moments lies the
# first. Its id lasts, so that a calendar shows the rhythm once, however often it was exported.
_FOLLOW_UPS = """
SELECT f.id, f.due_at, f.due_on, f.text, f.channel, f.tone, f.private_place, f.repeat, c.uid, c.name,
       CASE WHEN f.repeat = '' THEN f.id ELSE (
           WITH RECURSIVE line (id, created_at) AS (
               SELECT f.id, f.created_at
               UNION ALL
               SELECT e.id, e.created_at FROM line JOIN follow_up e
               ON e.contact_id = f.contact_id AND e.closed_at = line.created_at AND e.id < line.id
               AND e.repeat = f.repeat AND e.text = f.text)
           SELECT min(id) FROM line) END AS first
FROM follow_up f CROSS JOIN contact c
WHERE f.contact_id = c.id AND f.state = 'open' AND c.archived_at IS NULL"""

_BIRTHDAYS = """
SELECT c.sort_key, c.id, c.uid, c.name, c.birthday FROM contact c LEFT JOIN reason r ON r.id = c.reason_id
WHERE c.birthday <> '' AND c.archived_at IS NULL AND coalesce(r.ends_contact, FALSE) = FALSE"""
"""Of the dead, and of a business that closed, nobody is reminded."""


async def write(whom: Chosen, at: datetime) -> AsyncIterator[Piece]:
    """Yield the calendar in pieces: open follow-ups as they are due, then birthdays by name."""
    yield Piece(ics_events.head(at), {"follow_ups": 0, "birthdays": 0})
    found, values = whom.condition(owned="f")
    async for rows in chosen.pages(f"{_FOLLOW_UPS}{found}", values, ("due_at", "id")):
        yield Piece("".join(ics_events.follow_up(row, at=at) for row in rows), {"follow_ups": len(rows)})
    found, values = whom.condition()
    async for rows in chosen.pages(f"{_BIRTHDAYS}{found}", values, ("sort_key", "id")):
        yield Piece("".join(ics_events.birthday(row, at=at) for row in rows), {"birthdays": len(rows)})
    yield Piece(ics_events.TAIL, {})
