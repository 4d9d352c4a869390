"""Each section of insight, over a year and over everything, beside plain sqlite3 running the same SQL."""

from __future__ import annotations

import asyncio
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import book
from benchmarks.measure import Table, by_turns_awaited, since
from benchmarks.same_sql import SameSql, plain
from models import db
from models.reading import insight
from models.reading.insight import Section
from models.rules.periods import Period

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from benchmarks.measure import Books, Figures

TURNS = 9
PERIODS = (Period.YEAR, Period.ALL)


def run(books: Books) -> Table:
    """Count every section by turns with plain sqlite3."""
    rows = asyncio.run(_rows(books.large))
    heads = ("", *(head for period in PERIODS for head in (f"{period}: x same SQL", "ms (min-max)")))
    return Table(f"Insight at {book.LARGE:,} contacts: median of {TURNS}", heads, rows)


async def _rows(path: Path) -> list[tuple[str, ...]]:
    with plain(path) as connection:
        async with db.opened(path):
            return [await _row(section, connection) for section in Section]


async def _row(section: Section, connection: sqlite3.Connection) -> tuple[str, ...]:
    found = [await _counted(section, period, connection) for period in PERIODS]
    return (section.value, *(cell for ours, raw in found for cell in (ours.over(raw), str(ours))))


async def _counted(section: Section, period: Period, connection: sqlite3.Connection) -> tuple[Figures, Figures]:
    count = partial(insight.bars, section, period, now=book.NOW)
    same = await SameSql.of(count)

    async def ours() -> float:
        start = perf_counter()
        await count()
        return since(start)

    async def raw() -> float:
        return same.run(connection)

    figures = await by_turns_awaited({"ours": ours, "raw": raw}, TURNS)
    return figures["ours"], figures["raw"]
