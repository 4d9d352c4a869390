"""The two lists of an import: columns with the fields they go to, and what is dropped."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple, Protocol

import models
from screens.text import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.exchange.card import Dropped
    from models.exchange.previewing import SeenColumn
    from screens.glyphs import Glyphs

HEADER, FIELD, HOW = 25, 16, 10
LINE, TEXT = 12, 22
_HOW = {"asked": "you said", "guessed": "a guess"}
_WHERE = {"": "not kept", "kept": "kept as it is"}


class Counted(Protocol):
    """What is counted, and read a slice at a time."""

    def __len__(self) -> int: ...

    def __getitem__(self, places: slice, /) -> Sequence[SeenColumn | Dropped]: ...


class Row(NamedTuple):
    """A row: its place from 0, and the column or the dropped line."""

    place: int
    what: SeenColumn | Dropped


class InOrder:
    """Rows of what is counted, wherever it is kept."""

    def __init__(self, items: Counted) -> None:
        self._items = items

    async def page(self, *, after: Row | None, before: Row | None, limit: int) -> list[Row]:
        """Return the rows next to one, or the first."""
        if before is not None:
            return await self._between(max(0, before.place - limit), before.place)
        start = 0 if after is None else after.place + 1
        return await self._between(start, start + limit)

    async def last(self, limit: int) -> list[Row]:
        """Return the last rows."""
        return await self._between(max(0, len(self._items) - limit), len(self._items))

    async def count(self) -> int:
        """Count the rows."""
        return len(self._items)

    async def _between(self, start: int, stop: int) -> list[Row]:
        found = await asyncio.to_thread(lambda: self._items[start:stop])
        return [Row(place, item) for place, item in enumerate(found, start)]


def drawn(row: Row, width: int, glyphs: Glyphs) -> list[tuple[str, str]]:
    """Draw a row in so many cells."""
    return (
        _column(row.what, width, glyphs)
        if isinstance(row.what, models.previewing.SeenColumn)
        else _dropped(row.what, width)
    )


def _column(column: SeenColumn, width: int, glyphs: Glyphs) -> list[tuple[str, str]]:
    header = min(HEADER, width // 3)
    style = "" if column.field else "pressing"
    return [
        (fit(column.header, header - 1) + " ", style),
        (fit(_sign(column, glyphs), 3), f"mark {style}" if style else "soft"),
        (fit(_WHERE.get(column.field, column.field), FIELD - 1) + " ", "pressing"),
        (fit(_HOW.get(column.how, column.how), HOW), "soft"),
        (fit(" · ".join(column.samples), width - header - 3 - FIELD - HOW), "soft"),
    ]


def _sign(column: SeenColumn, glyphs: Glyphs) -> str:
    if not column.field:
        return glyphs.alarm
    return glyphs.soft if column.how == "guessed" else glyphs.outward


def _dropped(line: Dropped, width: int) -> list[tuple[str, str]]:
    text = min(TEXT, max(0, width - LINE))
    return [
        (fit(f"line {line.line}", LINE - 1) + " ", "soft"),
        (fit(line.text, text - 1) + " ", ""),
        (fit(line.why, width - LINE - text), "pressing"),
    ]


def whole(row: Row) -> tuple[str, str]:
    """Say all of a row, for below the list: a title, and lines."""
    if isinstance(row.what, models.previewing.SeenColumn):
        return row.what.header, "\n".join(row.what.samples) or "no sample: its first cells are blank"
    return f"line {row.what.line}", f"{row.what.text}\n{row.what.why}"
