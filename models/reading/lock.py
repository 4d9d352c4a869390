"""How a member's key is found while nothing opened it."""

from __future__ import annotations

from models import db

LOCKED, NO_KEY = "locked", "no key"

_SELECT = """
SELECT EXISTS (SELECT 1 FROM identity WHERE member_id = ?1) AS has_key,
       EXISTS (SELECT 1 FROM confidence) AS is_needed"""


async def closed(member_id: int) -> str:
    """Say "locked", or "no key" once the book holds anything that takes one; until then nothing."""
    (row,) = await db.reader().rows(_SELECT, [member_id])
    if row["has_key"]:
        return LOCKED
    return NO_KEY if row["is_needed"] else ""
