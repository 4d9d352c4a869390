"""The list of contacts, whole or found by a query."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models import db
from models.reading import keyset, search
from models.rules.outreach import horizon
from models.rules.words import ReasonKind

if TYPE_CHECKING:
    from datetime import datetime

    from models.engine.reader import Row

_SELECT = """
SELECT c.id, c.name, c.sort_key, coalesce(co.name, '') AS company, s.name AS stage, s.kind AS stage_kind,
       m.name AS owner, c.last_interaction_at, c.created_at,
       (SELECT o.kind FROM outreach o WHERE o.contact_id = c.id AND o.due_at < ?1
        AND (o.ends_at IS NULL OR o.ends_at >= ?1) ORDER BY o.kind LIMIT 1) AS pressing
FROM contact c JOIN stage s ON s.id = c.stage_id JOIN member m ON m.id = c.owner_id
LEFT JOIN company co ON co.id = c.company_id
WHERE c.archived_at IS NULL"""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of the list; `pressing` is the most pressing reason for outreach now, if any."""

    id: int
    name: str
    sort_key: str
    company: str
    stage: str
    stage_kind: str
    owner: str
    last_interaction_at: datetime | None
    created_at: datetime
    pressing: ReasonKind | None


class Order(StrEnum):
    """In which order contacts are listed. Silence is counted from the last word, or else since they were added."""

    NAME = "by name"
    SILENCE = "longest silence first"
    NEWEST = "newest first"


_KEYS = {
    Order.NAME: ("sort_key", "id"),
    Order.SILENCE: ("coalesce(last_interaction_at, created_at)", "id"),
    Order.NEWEST: ("created_at", "id"),
}


class ContactList:
    """The contacts that match `query`, all for "", or those of one company, in an order; as a list reads them."""

    def __init__(
        self, query: str = "", *, company_id: int | None = None, order: Order = Order.NAME, now: datetime
    ) -> None:
        self._query, self._order, self._until = query, order, horizon(now)
        self._at_company = "" if company_id is None else f" AND c.company_id = {int(company_id)}"

    async def page(
        self, *, after: ContactRow | None = None, before: ContactRow | None = None, limit: int
    ) -> list[ContactRow]:
        """Return the rows after one, before one, or the first."""
        return await self._page(limit, after=self._key(after), before=self._key(before))

    async def last(self, limit: int) -> list[ContactRow]:
        """Return the last rows."""
        return await self._page(limit, last=True)

    async def count(self) -> int:
        """Count the whole list."""
        found, terms = search.condition(self._query, first=1)
        sql = f"SELECT count(*) FROM contact c WHERE c.archived_at IS NULL{self._at_company}{found}"  # noqa: S608
        return await db.reader().number(sql, terms)

    async def _page(
        self,
        limit: int,
        *,
        after: tuple[object, ...] | None = None,
        before: tuple[object, ...] | None = None,
        last: bool = False,
    ) -> list[ContactRow]:
        found, terms = search.condition(self._query, first=2)
        values = [self._until, *terms]
        rows = await keyset.page(
            _SELECT + self._at_company + found,
            values,
            _KEYS[self._order],
            after=after,
            before=before,
            last=last,
            newest_first=self._order == Order.NEWEST,
            limit=limit,
        )
        return [_contact(row) for row in rows]

    def _key(self, row: ContactRow | None) -> tuple[object, ...] | None:
        if row is None:
            return None
        keys = {
            Order.NAME: row.sort_key,
            Order.SILENCE: row.last_interaction_at or row.created_at,
            Order.NEWEST: row.created_at,
        }
        return (keys[self._order], row.id)


async def row_of(contact_id: int, *, now: datetime) -> ContactRow | None:
    """Return the line of one contact as the list has it; None if they are archived or gone."""
    rows = await db.reader().rows(f"{_SELECT} AND c.id = ?2", [horizon(now), contact_id])
    return _contact(rows[0]) if rows else None


def _contact(row: Row) -> ContactRow:
    row["pressing"] = row["pressing"] and ReasonKind(row["pressing"])
    return ContactRow(**row)
