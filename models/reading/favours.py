"""Give and take: what a contact and we did for each other, and who introduced whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import db
from models.rules.words import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MOST = 100
"""So many favours of one contact, or of everybody, are listed."""

_SELECT = """
SELECT f.id, f.contact_id, c.name, f.direction, f.introduced_id, coalesce(i.name, '') AS introduced, f.text, f.at,
       m.name AS by
FROM favour f JOIN contact c ON c.id = f.contact_id JOIN member m ON m.id = f.by_id
LEFT JOIN contact i ON i.id = f.introduced_id"""
_NEWEST = " ORDER BY f.at DESC, f.id DESC LIMIT ?1"


@dataclass(frozen=True, slots=True)
class Favour:
    """One favour: in is what `name` did for us, out what we did for them; with `introduced` it is a referral.

    Then in means that they introduced that contact to us, and out that we introduced that contact to them.
    """

    id: int
    contact_id: int
    name: str
    direction: Direction
    introduced_id: int | None
    introduced: str
    text: str
    at: datetime
    by: str


async def one(favour_id: int) -> Favour:
    """Read one favour, as the verb that wrote it returns it."""
    (favour,) = await _read(f"{_SELECT} WHERE f.id = ?1", [favour_id])
    return favour


async def of_contact(contact_id: int) -> list[Favour]:
    """List what one contact and we did for each other, the newest first."""
    return await _read(f"{_SELECT} WHERE f.contact_id = ?2{_NEWEST}", [MOST, contact_id])


async def introducing(contact_id: int) -> list[Favour]:
    """List the referrals by which somebody else brought this contact to us, the newest first."""
    return await _read(f"{_SELECT} WHERE f.introduced_id = ?2 AND f.direction = 'in'{_NEWEST}", [MOST, contact_id])


async def of_everybody() -> list[Favour]:
    """List the newest of all who are not archived."""
    return await _read(f"{_SELECT} WHERE c.archived_at IS NULL{_NEWEST}", [MOST])


async def _read(sql: str, values: Sequence[object]) -> list[Favour]:
    rows = await db.reader().rows(sql, values)
    return [Favour(**row | {"direction": Direction(row["direction"])}) for row in rows]
