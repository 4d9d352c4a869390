"""Chapters as one list of lines: a text of any length is broken where the screen ends, and read when it comes up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple

from rich.cells import cell_len, chop_cells

from screens.text import one_line, plain
from screens.widgets.row_window import Row, Source

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

BATCH = 20
"""So many rows of a chapter are read at once: each may be many lines long."""
LONG = 2_000
"""A paragraph longer than so many cells is not broken at its spaces, as that would be slow."""


class Said(NamedTuple):
    """What is said of a row: its label, and a text of any length."""

    label: str
    text: str


@dataclass(frozen=True)
class Chapter(Generic[Row]):
    """A part of the whole: its heading, where its rows come from, and what is said of one."""

    title: str
    rows: Source[Row]
    say: Callable[[Row], Awaitable[Said]]


class Line(NamedTuple):
    """One line of what is said of a row, counted from 0; only the first has the label."""

    chapter: int
    row: Any
    number: int
    label: str
    text: str


class Lines:
    """The lines of all chapters, as a list reads them, in `width` cells."""

    def __init__(self, chapters: Sequence[Chapter[Any]], width: int) -> None:
        self._chapters, self._width = chapters, max(1, width)

    async def page(self, *, after: Line | None, before: Line | None, limit: int) -> list[Line]:
        """Return the lines next to one, or the first."""
        if before is not None:
            own = (await self._said(before.chapter, before.row))[: before.number]
            return await self._up(before.chapter, before.row, own, limit)
        if after is None:
            return await self._down(0, None, [], limit)
        return await self._down(
            after.chapter, after.row, (await self._said(after.chapter, after.row))[after.number + 1 :], limit
        )

    async def last(self, limit: int) -> list[Line]:
        """Return the last lines."""
        return await self._up(len(self._chapters) - 1, None, [], limit)

    async def count(self) -> int:
        """Count the rows that are said: their lines are not known before they are read."""
        return sum([await chapter.rows.count() for chapter in self._chapters])

    async def _down(self, chapter: int, row: object, lines: list[Line], limit: int) -> list[Line]:
        following = self._rows_after(chapter, row)
        async for place, each in following:
            if len(lines) >= limit:
                break
            lines += await self._said(place, each)
        await following.aclose()
        return lines[:limit]

    async def _up(self, chapter: int, row: object, lines: list[Line], limit: int) -> list[Line]:
        preceding = self._rows_before(chapter, row)
        async for place, each in preceding:
            if len(lines) >= limit:
                break
            lines = [*await self._said(place, each), *lines]
        await preceding.aclose()
        return lines[-limit:]

    async def _rows_after(self, place: int, row: object) -> AsyncGenerator[tuple[int, Any], None]:
        for chapter in range(place, len(self._chapters)):
            at, rows = row if chapter == place else None, self._chapters[chapter].rows
            page = await rows.page(after=at, before=None, limit=BATCH)
            while page:
                for each in page:
                    yield chapter, each
                page = await rows.page(after=page[-1], before=None, limit=BATCH)

    async def _rows_before(self, place: int, row: object) -> AsyncGenerator[tuple[int, Any], None]:
        for chapter in range(place, -1, -1):
            rows = self._chapters[chapter].rows
            here = chapter == place and row is not None
            page = await (rows.page(after=None, before=row, limit=BATCH) if here else rows.last(BATCH))
            while page:
                for each in reversed(page):
                    yield chapter, each
                page = await rows.page(after=None, before=page[0], limit=BATCH)

    async def _said(self, chapter: int, row: Any) -> list[Line]:
        said = await self._chapters[chapter].say(row)
        lines = broken(said.text, self._width) or [""]
        return [Line(chapter, row, place, "" if place else said.label, text) for place, text in enumerate(lines)]


def broken(text: str, width: int) -> list[str]:
    """Break user text into lines of at most `width` cells, at spaces where it can be; line breaks stay."""
    return [line for paragraph in plain(text).plain.split("\n") for line in _broken(one_line(paragraph), width)]


def _broken(paragraph: str, width: int) -> list[str]:
    if cell_len(paragraph) <= width:
        return [paragraph]
    if len(paragraph) > LONG:
        return chop_cells(paragraph, width)
    return [line.plain.rstrip() for line in plain(paragraph).wrap(width)]
