"""Keyset pages: the next rows after one, the rows before one, the last ones; never an offset, never a whole table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from models import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.engine.reader import Row

Line = TypeVar("Line")


class Pages(ABC, Generic[Line]):
    """A list read page by page. Subclasses say the keys of a row, `_key`, and read what lies next to such keys."""

    async def page(self, *, after: Line | None = None, before: Line | None = None, limit: int) -> list[Line]:
        """Return the rows after one, before one, or the first."""
        edges = {name: self._key(row) for name, row in (("after", after), ("before", before)) if row is not None}
        return await self._page(limit, **edges)

    async def last(self, limit: int) -> list[Line]:
        """Return the last rows."""
        return await self._page(limit, last=True)

    @abstractmethod
    def _key(self, row: Line) -> Sequence[object]:
        """Return what `keys` says of a row."""

    @abstractmethod
    async def _page(self, limit: int, **edge: Any) -> list[Line]:
        """Read at most `limit` rows at an edge, as `page` takes it."""


async def page(
    select: str,
    values: Sequence[object],
    keys: Sequence[str],
    *,
    after: Sequence[object] | None = None,
    before: Sequence[object] | None = None,
    last: bool = False,
    newest_first: bool = False,
    limit: int,
) -> list[Row]:
    """Return at most `limit` rows of `select`, in the order of `keys`, which together are unique.

    `values` are the parameters ?1, ?2, … of `select`; `after` and `before` are the keys of a row. Rows come in list
    order also when they are those before one, or the last. `newest_first` turns the list order round.
    """
    backwards = last or before is not None
    falling = backwards != newest_first
    edge = before if before is not None else after
    marks = ", ".join(f"?{len(values) + place}" for place in range(1, len(keys) + 1))
    where = f" WHERE ({', '.join(keys)}) {'<' if falling else '>'} ({marks})" if edge is not None else ""
    order = ", ".join(f"{key}{' DESC' if falling else ''}" for key in keys)
    sql = f"SELECT * FROM ({select}) AS list{where} ORDER BY {order} LIMIT {int(limit)}"  # noqa: S608  (our own words)
    rows = await db.reader().rows(sql, [*values, *(edge or ())])
    return rows[::-1] if backwards else rows
