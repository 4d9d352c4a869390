"""What a member holds: notes that cool off, which nobody else sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import db
from models.rules import held_notes as rules

if TYPE_CHECKING:
    from datetime import datetime

_SELECT = """
SELECT h.id, h.contact_id, c.name, h.at, h.until_at, h.text, h.sealed <> '' AS is_sealed
FROM held_note h JOIN contact c ON c.id = h.contact_id WHERE h.by_id = ?1"""
_ORDER = "ORDER BY h.until_at, h.id"
_LEFT = """
SELECT h.id, m.name AS by FROM held_note h JOIN member m ON m.id = h.by_id WHERE m.left_at IS NOT NULL"""
_OF_LEAVER = f"{_LEFT} AND h.id = ?1"
_OF_LEAVERS = f"{_LEFT} AND EXISTS (SELECT 1 FROM member o WHERE o.id = ?1 AND o.role = 'owner') ORDER BY h.id"  # noqa: S608  (our own words)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One note that is held, on the contact `name`; a sealed one has no text here."""

    id: int
    contact_id: int
    name: str
    at: datetime
    until_at: datetime
    text: str
    is_sealed: bool

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has cooled off."""
        return self.until_at <= now


async def of(member_id: int) -> list[HeldRow]:
    """List what a member holds, what cools off first above."""
    return await _rows(f"{_SELECT} {_ORDER}", member_id)


async def cooled(member_id: int, *, now: datetime, contact_id: int = 0) -> list[HeldRow]:
    """List what a member holds whose hour has come, on one contact or on all."""
    return await _rows(
        f"{_SELECT} AND h.until_at <= ?2 AND ?3 IN (0, h.contact_id) {_ORDER}", member_id, now, contact_id
    )


async def one(held_id: int, member_id: int) -> HeldRow:
    """Read one note that a member holds. Raises NotFound, and NotYours where its author has left."""
    rows = await _rows(f"{_SELECT} AND h.id = ?2", member_id, held_id)
    if rows:
        return rows[0]
    left = await db.reader().rows(_OF_LEAVER, [held_id])
    raise rules.closed(held_id, left[0]["by"]) if left else rules.missing(held_id)


async def of_leavers(owner_id: int) -> list[tuple[int, str]]:
    """List what an owner may drop, as somebody held it who has left: its id, and whose it was."""
    return [(row["id"], row["by"]) for row in await db.reader().rows(_OF_LEAVERS, [owner_id])]


async def _rows(sql: str, *values: object) -> list[HeldRow]:
    return [
        HeldRow(**{**row, "is_sealed": bool(row["is_sealed"])}) for row in await db.reader().rows(sql, list(values))
    ]
