"""The board: the contacts of one stage, those who need outreach now first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import db
from models.reading import keyset
from models.reading.confided import has_confidences
from models.reading.due import due_now
from models.rules.outreach import horizon
from models.rules.words import ReasonKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.engine.reader import Row

_PRESSING = f"""
SELECT c.id, c.name, c.sort_key, coalesce(co.name, '') AS company, o.kind AS pressing, o.due_at, o.id AS reason_id,
       {has_confidences("c.id")}
FROM outreach o JOIN contact c ON c.id = o.contact_id LEFT JOIN company co ON co.id = c.company_id
WHERE o.stage_id = ?2 AND {due_now("o")} AND NOT EXISTS (
    SELECT 1 FROM outreach p WHERE p.contact_id = o.contact_id AND {due_now("p")}
    AND (p.kind, p.due_at, p.id) < (o.kind, o.due_at, o.id))"""  # noqa: S608  (our own words)

_CALM = f"""
SELECT c.id, c.name, c.sort_key, coalesce(co.name, '') AS company, NULL AS pressing, NULL AS due_at, NULL AS reason_id,
       {has_confidences("c.id")}
FROM contact c LEFT JOIN company co ON co.id = c.company_id
WHERE c.stage_id = ?2 AND c.archived_at IS NULL
AND NOT EXISTS (SELECT 1 FROM outreach p WHERE p.contact_id = c.id AND {due_now("p")})"""  # noqa: S608

_BY_DUE, _BY_NAME = ("due_at", "reason_id"), ("sort_key", "id")
_PARTS: tuple[ReasonKind | None, ...] = (*ReasonKind, None)
"""The parts of a column from the top: a kind of reason each, and last those who need nothing."""


@dataclass(frozen=True, slots=True)
class Card:
    """One contact in its column, with its most pressing reason for outreach now and since when, if it has any."""

    id: int
    name: str
    sort_key: str
    company: str
    pressing: ReasonKind | None
    due_at: datetime | None
    reason_id: int | None
    has_confidences: bool


class ColumnList:
    """The contacts of one stage as a list reads them on the day of `now`: part by part, each an index range."""

    def __init__(self, stage_id: int, *, now: datetime) -> None:
        self._stage_id, self._until = stage_id, horizon(now)

    async def page(self, *, after: Card | None = None, before: Card | None = None, limit: int) -> list[Card]:
        """Return the cards after one, before one, or the first."""
        if before is not None:
            return await self._backwards(limit, before)
        cards: list[Card] = []
        for part in _PARTS[_place(after) :]:
            edge = _key(after) if after is not None and part == after.pressing else None
            cards += await self._of_part(part, after=edge, limit=limit - len(cards))
            if len(cards) == limit:
                break
        return cards

    async def last(self, limit: int) -> list[Card]:
        """Return the last cards."""
        return await self._backwards(limit, None)

    async def count(self) -> int:
        """Count the whole column."""
        sql = "SELECT count(*) FROM contact WHERE stage_id = ?1 AND archived_at IS NULL"
        return await db.reader().number(sql, [self._stage_id])

    async def card(self, contact_id: int) -> Card | None:
        """Find the card of one contact, unless it is not in this column."""
        for select in (_PRESSING, _CALM):
            rows = await db.reader().rows(f"{select} AND c.id = ?3", [self._until, self._stage_id, contact_id])
            if rows:
                return _card(rows[0])
        return None

    async def _backwards(self, limit: int, before: Card | None) -> list[Card]:
        cards: list[Card] = []
        for part in reversed(_PARTS[: None if before is None else _place(before) + 1]):
            edge = _key(before) if before is not None and part == before.pressing else None
            cards = await self._of_part(part, before=edge, last=edge is None, limit=limit - len(cards)) + cards
            if len(cards) == limit:
                break
        return cards

    async def _of_part(
        self,
        part: ReasonKind | None,
        *,
        after: Sequence[object] | None = None,
        before: Sequence[object] | None = None,
        last: bool = False,
        limit: int,
    ) -> list[Card]:
        values = [self._until, self._stage_id]
        select, keys = (_CALM, _BY_NAME) if part is None else (f"{_PRESSING} AND o.kind = {part.value}", _BY_DUE)
        rows = await keyset.page(select, values, keys, after=after, before=before, last=last, limit=limit)
        return [_card(row) for row in rows]


async def is_empty() -> bool:
    """Tell whether there is nobody in any stage."""
    return not await db.reader().rows("SELECT 1 AS somebody FROM contact WHERE archived_at IS NULL LIMIT 1")


def _place(card: Card | None) -> int:
    return 0 if card is None else _PARTS.index(card.pressing)


def _key(card: Card) -> tuple[object, ...]:
    return (card.sort_key, card.id) if card.pressing is None else (card.due_at, card.reason_id)


def _card(row: Row) -> Card:
    row["pressing"] = row["pressing"] and ReasonKind(row["pressing"])
    row["has_confidences"] = bool(row["has_confidences"])
    return Card(**row)
