"""Who speaks in a relationship with one contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from models import db
from models.rules import balance
from models.rules.words import Direction

_SPOKE = """
SELECT i.direction, count(*) AS count FROM interaction i
WHERE i.contact_id = ?1 AND i.at >= ?2 AND i.outcome NOT IN ('no-answer', 'left-word') GROUP BY i.direction"""


@dataclass(frozen=True, slots=True)
class Balance:
    """How often they spoke to us, we to them, and both, within balance.WINDOW days; attempts do not count."""

    inward: int = 0
    outward: int = 0
    both: int = 0

    @property
    def one_sided(self) -> Direction | None:
        """Who alone speaks: out is we, in is they; None for both, or too few to say."""
        return balance.one_sided({Direction.IN: self.inward, Direction.OUT: self.outward, Direction.BOTH: self.both})

    @property
    def words(self) -> str:
        """Say who alone speaks; nothing where both do."""
        return balance.words(self.one_sided, max(self.inward, self.outward))


async def of_contact(contact_id: int, *, now: datetime) -> Balance:
    """Count who spoke with one contact."""
    rows = await db.reader().rows(_SPOKE, [contact_id, now - timedelta(days=balance.WINDOW)])
    spoke = {row["direction"]: row["count"] for row in rows}
    return Balance(*(spoke.get(way.value, 0) for way in (Direction.IN, Direction.OUT, Direction.BOTH)))
