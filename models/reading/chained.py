"""Lists one below the other, read as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")


class List(Protocol):
    """What is chained: anything that is read in pages."""

    async def page(self, *, after: Any, before: Any, limit: int) -> list[Any]:
        """Return the rows after one, before one, or the first."""
        ...

    async def last(self, limit: int) -> list[Any]:
        """Return the last rows."""
        ...

    async def count(self) -> int:
        """Count the whole list."""
        ...


class Chained(Generic[Row]):
    """The rows of several lists; `place` says of a row in which of them it is, from 0."""

    def __init__(self, lists: Sequence[List], *, place: Callable[[Row], int]) -> None:
        self._lists, self._place = lists, place

    async def page(self, *, after: Row | None = None, before: Row | None = None, limit: int) -> list[Row]:
        """Return the rows after one, before one, or the first."""
        if before is not None:
            return await self._up(self._place(before), before, limit)
        rows: list[Row] = []
        first = 0 if after is None else self._place(after)
        for place in range(first, len(self._lists)):
            if len(rows) < limit:
                here = after if place == first else None
                rows += await self._lists[place].page(after=here, before=None, limit=limit - len(rows))
        return rows

    async def last(self, limit: int) -> list[Row]:
        """Return the last rows."""
        return await self._up(len(self._lists) - 1, None, limit)

    async def count(self) -> int:
        """Count the rows of all lists."""
        return sum([await each.count() for each in self._lists])

    async def _up(self, place: int, row: Row | None, limit: int) -> list[Row]:
        """Read upwards from a row, or from the end of that list."""
        above = self._lists[place].page(after=None, before=row, limit=limit) if row else self._lists[place].last(limit)
        rows = await above
        for other in reversed(self._lists[:place]):
            if len(rows) < limit:
                rows = [*await other.last(limit - len(rows)), *rows]
        return rows
