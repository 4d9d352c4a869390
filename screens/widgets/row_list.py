"""The one list: any number of rows, of which only those near the cursor are read and only those in view drawn."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from functools import cached_property
from typing import Any

from textual import work
from textual.message import Message
from typing_extensions import override

from screens.widgets.row_view import Draw, RowView
from screens.widgets.row_window import Row, RowWindow, Source, around, first_page, moved, padded, to_bottom, to_top

__all__ = ["Draw", "RowList", "Source"]

PAGE = 60


class _About(Message):
    def __init__(self, row_list: "RowList[Any]") -> None:
        super().__init__()
        self.row_list = row_list

    @property
    @override
    def control(self) -> "RowList[Any]":
        return self.row_list


class RowList(RowView[Row]):
    """A list with a cursor over a Source, the same at a hundred rows and at a million.

    The first page is painted before anything is counted; a plain move repaints two lines. It has no keys of its own:
    see ListMotion.
    """

    class Moved(_About):
        """The cursor is on another row, or the row under it changed; `row` is None when there is none now."""

        def __init__(self, row_list: "RowList[Any]", row: Any) -> None:
            super().__init__(row_list)
            self.row = row

    class Counted(_About):
        """The total is known."""

    _total: int | None = None
    _asked = 0

    @property
    def position(self) -> int | None:
        """Which row of the whole list, from 1, the cursor is on; None while that is not known."""
        return self._window.position(self._total) if self._window else None

    @property
    def total(self) -> int | None:
        """How many rows the whole list has; None until counted."""
        return self._total

    async def show(
        self, source: Source[Row], *, keep: Callable[[Row], object] | None = None, near: Row | None = None
    ) -> None:
        """Show a source from its first page. When called again before that was read, the last call wins.

        With `keep` the list is read again around the current row, or around `near` when an edit moved it: the cursor
        goes to the row for which `keep` gives the same, or else to the one that took its place. Moves wait meanwhile.
        """
        self._asked += 1
        asked = self._asked
        async with self._going if keep else nullcontext():
            await self._show(source, keep, near, asked)

    async def _show(
        self, source: Source[Row], keep: Callable[[Row], object] | None, near: Row | None, asked: int
    ) -> None:
        window = await self._opened(source, keep, near)
        if asked != self._asked:
            return
        self._total = self._total if keep else None
        self._adopt(window)
        self.redraw()
        if window.is_whole:
            self._counted(len(window.rows))
        else:
            self.call_after_refresh(self._start_counting, asked)

    async def _opened(
        self, source: Source[Row], keep: Callable[[Row], object] | None, near: Row | None
    ) -> RowWindow[Row]:
        row = self.current if near is None else near
        if keep is None or row is None:
            return await first_page(source, self._page)
        kept, position = keep(row), self.position if near is None else None
        return await around(source, row, self._page, keep=lambda each: keep(each) == kept, position=position)

    def _start_counting(self, asked: int) -> None:
        if asked == self._asked and self._window:
            self._count(self._window.source, asked)

    @work(group="count", exclusive=True)
    async def _count(self, source: Source[Row], asked: int) -> None:
        total = await source.count()
        if asked == self._asked:
            self._counted(total)

    def _counted(self, total: int) -> None:
        self._total = total
        self.post_message(self.Counted(self))

    async def first(self, limit: int) -> list[Row]:
        """Read the first rows of the list, wherever the cursor is; those in memory stay."""
        return await self._window.source.page(after=None, before=None, limit=limit) if self._window else []

    async def between(self, row: Row, limit: int) -> list[Row] | None:
        """Read from `row`, which need not exist any more, to the cursor, with both; None if they are `limit` apart."""
        here = self.current
        if self._window is None or here is None or row == here:
            return [row]
        source = self._window.source
        below = await source.page(after=row, before=None, limit=limit)
        if here in below:
            return [row, *below[: below.index(here) + 1]]
        above = await source.page(after=None, before=row, limit=limit)
        return [*above[above.index(here) :], row] if here in above else None

    async def move(self, by: int) -> None:
        """Move the cursor by so many rows, up when negative, or as far as the list goes."""
        await self._go(lambda window: moved(window, by, self._page))

    async def move_page(self, sign: int, *, half: bool) -> None:
        """Move by that many pages or half pages, up when negative; the cursor stays where it is on the screen."""
        rows = self.size.height // 2 if half else self.size.height - 1
        await self._go(lambda window: moved(window, sign * max(1, rows), self._page), hold=True)

    async def to_top(self) -> None:
        """Go to the first row."""
        await self._go(lambda window: to_top(window, self._page))

    async def to_bottom(self) -> None:
        """Go to the last row."""
        await self._go(lambda window: to_bottom(window, self._page))

    async def on_resize(self) -> None:
        """Keep the cursor in view, and the view filled."""
        await self._go(lambda window: moved(window, 0, self._page))

    async def _go(self, step: Callable[[RowWindow[Row]], Awaitable[RowWindow[Row]]], *, hold: bool = False) -> None:
        """Take a step, paint it, then read ahead; give up when another list was shown meanwhile."""
        async with self._going:
            for change in (step, self._padded):
                window = self._window
                if window is None:
                    return
                changed = await change(window)
                if self._window is not window:
                    return
                self._adopt(changed, hold=hold)

    async def _padded(self, window: RowWindow[Row]) -> RowWindow[Row]:
        return await padded(window, self.size.height, self._page)

    @property
    def _page(self) -> int:
        """Rows to read at once: two screens, so that the first page needs no second. The height is 0 before layout."""
        return max(PAGE, 2 * (self.size.height or self.app.size.height))

    def _adopt(self, window: RowWindow[Row], *, hold: bool = False) -> None:
        before = self.current
        self._place(window, hold=hold)
        if self.current != before:
            self.post_message(self.Moved(self, self.current))

    @cached_property
    def _going(self) -> asyncio.Lock:
        """Held while moving, and while the same list is read again: a move begins where the one before it ended."""
        return asyncio.Lock()
