"""The bounded part of a list of any length that is in memory, with the cursor in it; every change gives a new one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")

KEPT = 600
"""So many rows are kept; the end far from the cursor is let go."""

CHUNK = 300
"""So many rows are read at once when the cursor goes far."""


class Source(Protocol[Row]):
    """Where a list gets its rows, in the order of the list. Rows compare by value."""

    async def page(self, *, after: Row | None, before: Row | None, limit: int) -> list[Row]:
        """Read at most `limit` rows next to a row, which need not exist any more: those after it, or those before it.

        Never both; neither means the first page. Rows before come in list order too. Fewer than `limit` means that the
        list ends there.
        """
        ...

    async def last(self, limit: int) -> list[Row]:
        """Read the last rows, in list order."""
        ...

    async def count(self) -> int:
        """Count all rows; may be slow, nothing waits for it."""
        ...


@dataclass(frozen=True)
class RowWindow(Generic[Row]):
    """Neighbouring rows of a source. `before` and `after` are how many rows lie outside, where that is known."""

    source: Source[Row]
    rows: tuple[Row, ...]
    cursor: int
    at_start: bool
    at_end: bool
    before: int | None
    after: int | None

    @property
    def current(self) -> Row | None:
        """The row under the cursor, unless there is none at all."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def is_whole(self) -> bool:
        """Tell whether the window holds the whole list."""
        return self.at_start and self.at_end

    def position(self, total: int | None) -> int | None:
        """Say which row of the whole list, from 1, the cursor is on, where that is known."""
        if not self.rows:
            return None
        if self.before is not None:
            return self.before + self.cursor + 1
        if self.after is None or total is None:
            return None
        return total - self.after - (len(self.rows) - 1 - self.cursor)


async def moved(window: RowWindow[Row], by: int, limit: int) -> RowWindow[Row]:
    """Move the cursor by so many rows, up when negative, or as far as the list goes. Reads pages of `limit`."""
    window, left = _stepped(window, by)
    while left and not (window.at_end if left > 0 else window.at_start):
        window = await _grown(window, left, min(max(limit, abs(left)), CHUNK))
        window, left = _stepped(window, left)
    return window


def _stepped(window: RowWindow[Row], by: int) -> tuple[RowWindow[Row], int]:
    """Move inside the window; also give back how far it still was."""
    target = window.cursor + by
    reached = max(0, min(target, len(window.rows) - 1))
    return replace(window, cursor=reached), target - reached


async def padded(window: RowWindow[Row], margin: int, limit: int) -> RowWindow[Row]:
    """Read ahead, so that at least `margin` rows lie on both sides of the cursor as far as there are any."""
    if not window.at_end and len(window.rows) - 1 - window.cursor < margin:
        window = await _grown(window, 1, limit)
    if not window.at_start and window.cursor < margin:
        window = await _grown(window, -1, limit)
    return window


async def to_top(window: RowWindow[Row], limit: int) -> RowWindow[Row]:
    """Go to the first row of the list."""
    return replace(window, cursor=0) if window.at_start else await first_page(window.source, limit)


async def to_bottom(window: RowWindow[Row], limit: int) -> RowWindow[Row]:
    """Go to the last row of the list."""
    return (
        replace(window, cursor=max(0, len(window.rows) - 1)) if window.at_end else await last_page(window.source, limit)
    )


async def _grown(window: RowWindow[Row], way: int, limit: int) -> RowWindow[Row]:
    return await (_grown_down(window, limit) if way > 0 else _grown_up(window, limit))


async def _grown_down(window: RowWindow[Row], limit: int) -> RowWindow[Row]:
    new = await window.source.page(after=window.rows[-1], before=None, limit=limit)
    cut = min(max(0, len(window.rows) + len(new) - KEPT), max(0, window.cursor - limit))
    at_end = len(new) < limit
    return replace(
        window,
        rows=(*window.rows, *new)[cut:],
        cursor=window.cursor - cut,
        at_start=window.at_start and not cut,
        at_end=at_end,
        before=_more(window.before, cut),
        after=0 if at_end else _more(window.after, -len(new)),
    )


async def _grown_up(window: RowWindow[Row], limit: int) -> RowWindow[Row]:
    new = await window.source.page(after=None, before=window.rows[0], limit=limit)
    below = len(window.rows) - 1 - window.cursor
    cut = min(max(0, len(window.rows) + len(new) - KEPT), max(0, below - limit))
    rows = (*new, *window.rows)
    at_start = len(new) < limit
    return replace(
        window,
        rows=rows[: len(rows) - cut],
        cursor=window.cursor + len(new),
        at_start=at_start,
        at_end=window.at_end and not cut,
        before=0 if at_start else _more(window.before, -len(new)),
        after=_more(window.after, cut),
    )


def _more(known: int | None, by: int) -> int | None:
    return None if known is None else max(0, known + by)


async def first_page(source: Source[Row], limit: int) -> RowWindow[Row]:
    """Read the first rows, with the cursor on the first."""
    rows = await source.page(after=None, before=None, limit=limit)
    at_end = len(rows) < limit
    return RowWindow(source, tuple(rows), 0, at_start=True, at_end=at_end, before=0, after=0 if at_end else None)


async def last_page(source: Source[Row], limit: int) -> RowWindow[Row]:
    """Read the last rows, with the cursor on the last."""
    rows = tuple(await source.last(limit))
    at_start = len(rows) < limit
    cursor = max(0, len(rows) - 1)
    return RowWindow(source, rows, cursor, at_start=at_start, at_end=True, before=0 if at_start else None, after=0)


async def around(
    source: Source[Row], near: Row, limit: int, *, keep: Callable[[Row], bool], position: int | None
) -> RowWindow[Row]:
    """Read the rows on both sides of where `near` is, or would be.

    The cursor goes to the row that `keep` picks, or else to the one that took the place of `near`, whose `position`
    (from 1) is taken over if it is known and the list does not tell better.
    """
    above = await source.page(after=None, before=near, limit=limit)
    below = await source.page(after=above[-1] if above else None, before=None, limit=limit)
    rows, place = (*above, *below), len(above)
    cursor = next((index for index, row in enumerate(rows) if keep(row)), min(place, max(0, len(rows) - 1)))
    at_start, at_end = place < limit, len(below) < limit
    before = 0 if at_start else _more(position, -1 - place)
    return RowWindow(source, rows, cursor, at_start=at_start, at_end=at_end, before=before, after=0 if at_end else None)
