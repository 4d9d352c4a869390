"""The list of contacts, whole or found by a query."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from models import db
from models.reading import keyset, search
from models.reading.among import EVERYBODY, Among
from models.reading.confided import has_confidences
from models.reading.due import due_now
from models.rules.outreach import horizon
from models.rules.words import ReasonKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.engine.reader import Row

_SELECT = f"""
SELECT c.id, c.name, c.sort_key, coalesce(co.name, '') AS company, s.name AS stage, s.kind AS stage_kind,
       m.name AS owner, c.last_interaction_at, c.created_at,
       (SELECT o.kind FROM outreach o WHERE o.contact_id = c.id AND {due_now("o")}
        ORDER BY o.kind LIMIT 1) AS pressing,
       {has_confidences("c.id")}
FROM contact c JOIN stage s ON s.id = c.stage_id JOIN member m ON m.id = c.owner_id
LEFT JOIN company co ON co.id = c.company_id
WHERE c.archived_at IS NULL"""  # noqa: S608  (our own words)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of the list; `pressing` is the most pressing reason for outreach now, if any.

    `has_confidences` says that there are confidential notes about somebody.
    """

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
    has_confidences: bool


class Order(StrEnum):
    """In which order contacts are listed. Silence is counted from the last word, or else since they were added."""

    NAME = "by name"
    SILENCE = "longest silence first"
    NEWEST = "newest first"


_SILENT = "coalesce(last_interaction_at, created_at)"
_C_SILENT = "coalesce(c.last_interaction_at, c.created_at)"
_KEYS = {
    Order.NAME: ("sort_key", "id"),
    Order.SILENCE: (_SILENT, "id"),
    Order.NEWEST: ("created_at", "id"),
}


class ContactList(keyset.Pages[ContactRow]):
    """The contacts that match `query`, all for "", or those of one company, or `among` some; as a list reads them."""

    def __init__(
        self,
        query: str = "",
        *,
        company_id: int | None = None,
        among: Among = EVERYBODY,
        order: Order = Order.NAME,
        now: datetime,
    ) -> None:
        self._query, self._among, self._order, self._until = query, among, order, horizon(now)
        self._at_company = "" if company_id is None else f" AND c.company_id = {int(company_id)}"

    @override
    async def page(
        self, *, after: ContactRow | None = None, before: ContactRow | None = None, limit: int
    ) -> list[ContactRow]:
        """Return the rows after one, before one, or the first."""
        row = after or before
        if row and self._order == Order.SILENCE:
            return await self._next_silent(row, limit, backwards=after is None)
        return await super().page(after=after, before=before, limit=limit)

    async def count(self) -> int:
        """Count the whole list."""
        found, values = self._found(first=1)
        sql = f"SELECT count(*) FROM contact c WHERE c.archived_at IS NULL{self._at_company}{found}"  # noqa: S608
        return await db.reader().number(sql, values)

    def _found(self, *, first: int) -> tuple[str, list[object]]:
        """Return the SQL of what is found among whom, and its parameters, numbered from ?`first`."""
        found, terms = search.condition(self._query, first=first)
        more, values = self._among.condition(first=first + len(terms))
        return found + more, [*terms, *values]

    async def _next_silent(self, row: ContactRow, limit: int, *, backwards: bool) -> list[ContactRow]:
        """Read on from a row: first who is silent since the same moment, as many are after an import, then the rest.

        SQLite takes both keys of an index to find its place only where neither is an expression, or the first is given.
        """
        since, edge = row.last_interaction_at or row.created_at, "before" if backwards else "after"
        level = await self._page(limit, where=f"{_C_SILENT} = ?2", values=[since], keys=("id",), **{edge: (row.id,)})
        where = f"{_C_SILENT} {'<' if backwards else '>'} ?2"
        rest = await self._page(limit - len(level), where=where, values=[since], last=backwards)
        return [*rest, *level] if backwards else [*level, *rest]

    @override
    async def _page(
        self, limit: int, *, where: str = "1 = 1", values: Sequence[object] = (), **how: Any
    ) -> list[ContactRow]:
        found, more = self._found(first=2 + len(values))
        select = f"{_SELECT}{self._at_company} AND {where}{found}"
        how = {"keys": _KEYS[self._order], "newest_first": self._order == Order.NEWEST, **how}
        rows = await keyset.page(select, [self._until, *values, *more], limit=limit, **how)
        return [_contact(row) for row in rows]

    @override
    def _key(self, row: ContactRow) -> tuple[object, ...]:
        return (row.sort_key if self._order == Order.NAME else row.created_at, row.id)


async def row_of(contact_id: int, *, now: datetime) -> ContactRow | None:
    """Return the line of one contact as the list has it; None if they are archived or gone."""
    rows = await db.reader().rows(f"{_SELECT} AND c.id = ?2", [horizon(now), contact_id])
    return _contact(rows[0]) if rows else None


def _contact(row: Row) -> ContactRow:
    row["pressing"] = row["pressing"] and ReasonKind(row["pressing"])
    row["has_confidences"] = bool(row["has_confidences"])
    return ContactRow(**row)
