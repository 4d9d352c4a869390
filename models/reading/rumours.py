"""The rumours of contacts: what was heard, from whom, and what was true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import db
from models.rules.refusals import NotFound

if TYPE_CHECKING:
    from datetime import datetime

MOST = 100
"""So many rumours of one contact, or of everybody, are listed."""

_SELECT = """
SELECT r.id, r.contact_id, c.name, r.text, r.source, r.heard_at, m.name AS by, r.truth, r.found, r.closed_at,
       coalesce(k.name, '') AS closed_by, r.version
FROM rumour r JOIN contact c ON c.id = r.contact_id JOIN member m ON m.id = r.by_id
LEFT JOIN member k ON k.id = r.closed_by_id"""
_NEWEST = " ORDER BY r.closed_at IS NOT NULL, r.heard_at DESC, r.id DESC LIMIT ?1"


@dataclass(frozen=True, slots=True)
class Rumour:
    """One rumour; `name` is the contact's, `source` whom it was heard from. A closed one has a Truth, as its word."""

    id: int
    contact_id: int
    name: str
    text: str
    source: str
    heard_at: datetime
    by: str
    truth: str
    found: str
    closed_at: datetime | None
    closed_by: str
    version: int


async def one(rumour_id: int) -> Rumour:
    """Read one rumour. Raises NotFound."""
    rows = await db.reader().rows(f"{_SELECT} WHERE r.id = ?1", [rumour_id])
    if not rows:
        raise missing(rumour_id)
    return Rumour(**rows[0])


def missing(rumour_id: int) -> NotFound:
    """Make the sentence for a rumour that is not there."""
    return NotFound(f"There is no rumour {rumour_id}. See them with: wellkept rumour list.")


async def of_contact(contact_id: int, *, also_closed: bool = False) -> list[Rumour]:
    """List the open rumours of one contact, the newest first; `also_closed` the others behind them."""
    which = "" if also_closed else " AND r.closed_at IS NULL"
    rows = await db.reader().rows(f"{_SELECT} WHERE r.contact_id = ?2{which}{_NEWEST}", [MOST, contact_id])
    return [Rumour(**row) for row in rows]


async def of_everybody(*, also_closed: bool = False) -> list[Rumour]:
    """List the rumours of all who are not archived, the open ones first."""
    which = "" if also_closed else " AND r.closed_at IS NULL"
    rows = await db.reader().rows(f"{_SELECT} WHERE c.archived_at IS NULL{which}{_NEWEST}", [MOST])
    return [Rumour(**row) for row in rows]
