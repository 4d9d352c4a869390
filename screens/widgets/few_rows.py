"""A source for a list whose rows are few and all there: keys, settings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Generic

from screens.widgets.row_window import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class FewRows(Generic[Row]):
    """Rows in memory, in the order of `place`, which tells them apart; as a list reads them."""

    def __init__(self, rows: Sequence[Row], *, place: Callable[[Row], Any]) -> None:
        self._rows, self._place = list(rows), place

    async def page(self, *, after: Row | None, before: Row | None, limit: int) -> list[Row]:
        """Return the rows next to one, or the first."""
        if before is not None:
            end = bisect_left(self._rows, self._place(before), key=self._place)
            return self._rows[max(0, end - limit) : end]
        start = 0 if after is None else bisect_right(self._rows, self._place(after), key=self._place)
        return self._rows[start : start + limit]

    async def last(self, limit: int) -> list[Row]:
        """Return the last rows."""
        return self._rows[-limit:]

    async def count(self) -> int:
        """Count the rows."""
        return len(self._rows)
