"""Finding as one types: the first page of what is found, and the count, beside plain sqlite3 running the same SQL."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import book
from benchmarks.measure import Table, by_turns_awaited, since
from benchmarks.same_sql import SameSql, plain
from models import db
from models.reading.contacts import ContactList

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from benchmarks.measure import Books

PAGE, TURNS = 60, 9
QUERIES = ("a", "an", "ann", "anna m", "mos 0321", "lucja", "nsen", "2079460321", "sea", "oak bakery", "xyzzy")


def run(books: Books) -> Table:
    """Find each by turns with plain sqlite3."""
    rows = asyncio.run(_rows(books.large))
    heads = ("", "x same SQL", "found", "page, ms (min-max)", "same SQL", "count, ms (min-max)")
    return Table(f"Finding at {book.LARGE:,} contacts: median of {TURNS}", heads, rows)


async def _rows(path: Path) -> list[tuple[str, ...]]:
    with plain(path) as connection:
        async with db.opened(path):
            return [await _row(query, connection) for query in QUERIES]


async def _row(query: str, connection: sqlite3.Connection) -> tuple[str, ...]:
    found = ContactList(query, now=book.NOW)
    same = await SameSql.of(lambda: found.page(limit=PAGE))

    async def page() -> float:
        start = perf_counter()
        await found.page(limit=PAGE)
        return since(start)

    async def raw() -> float:
        return same.run(connection)

    async def count() -> float:
        start = perf_counter()
        await found.count()
        return since(start)

    figures = await by_turns_awaited({"page": page, "raw": raw, "count": count}, TURNS)
    ours, same_sql, counted = figures.values()
    return f"“{query}”", ours.over(same_sql), f"{await found.count():,}", str(ours), str(same_sql), str(counted)
