"""The needs of contacts: what they need, how much it weighs, and whether it is time to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import db
from models.rules import needs
from models.rules.refusals import NotFound
from models.rules.words import Weight

if TYPE_CHECKING:
    from datetime import datetime

    from models.engine.reader import Row

MOST = 100
"""So many needs of one contact, or of everybody, are listed."""

_SELECT = """
SELECT n.id, n.contact_id, c.name, n.text, n.weight, n.note, n.confirmed_at, n.ended_at, m.name AS by, n.version,
       (SELECT need_days FROM business) AS need_days
FROM need n JOIN contact c ON c.id = n.contact_id JOIN member m ON m.id = n.by_id"""
_IN_ORDER = " ORDER BY n.ended_at IS NOT NULL, n.weight DESC, n.confirmed_at, n.id LIMIT ?2"
_STALEST = " ORDER BY n.confirmed_at, n.id LIMIT ?1"


@dataclass(frozen=True, slots=True)
class Need:
    """One need; `name` is the contact's. A stale one was not confirmed for as long as the team agreed on."""

    id: int
    contact_id: int
    name: str
    text: str
    weight: Weight
    note: str
    confirmed_at: datetime
    ended_at: datetime | None
    by: str
    version: int
    is_stale: bool

    @property
    def word(self) -> str:
        """How much it weighs, in a word: nice, matters, vital."""
        return self.weight.name.lower()


async def one(need_id: int, *, now: datetime) -> Need:
    """Read one need. Raises NotFound."""
    rows = await db.reader().rows(f"{_SELECT} WHERE n.id = ?1", [need_id])
    if not rows:
        raise missing(need_id)
    return _need(rows[0], now)


def missing(need_id: int) -> NotFound:
    """Make the sentence for a need that is not there."""
    return NotFound(f"There is no need {need_id}. See them with: wellkept need list.")


async def of_contact(contact_id: int, *, now: datetime, also_ended: bool = False) -> list[Need]:
    """List the needs of one contact, the weightiest first; `also_ended` those that ended, behind the others."""
    which = "" if also_ended else " AND n.ended_at IS NULL"
    rows = await db.reader().rows(f"{_SELECT} WHERE n.contact_id = ?1{which}{_IN_ORDER}", [contact_id, MOST])
    return [_need(row, now) for row in rows]


async def of_everybody(*, now: datetime) -> list[Need]:
    """List the needs of all who are not archived, those first that were confirmed longest ago."""
    which = " WHERE n.ended_at IS NULL AND c.archived_at IS NULL"
    return [_need(row, now) for row in await db.reader().rows(f"{_SELECT}{which}{_STALEST}", [MOST])]


def _need(row: Row, now: datetime) -> Need:
    need_days = row.pop("need_days")
    is_over = row["ended_at"] is not None
    is_stale = not is_over and needs.is_stale(row["confirmed_at"], now=now, need_days=need_days)
    return Need(**row | {"weight": Weight(row["weight"])}, is_stale=is_stale)
