"""A page of 60 rows as the screens read it, beside plain sqlite3 running the same SQL, and the simplest there is."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import book
from benchmarks.measure import Table, by_turns_awaited, since
from benchmarks.same_sql import SameSql
from models import db
from models.reading.contacts import ContactList
from models.reading.today import TodayList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from benchmarks.measure import Books

    Read = Callable[[], Awaitable[object]]

PAGE, TURNS = 60, 101
SIMPLEST = f"SELECT name FROM contact WHERE archived_at IS NULL ORDER BY sort_key, id LIMIT {PAGE}"  # noqa: S608
MIDDLE = f"SELECT id, sort_key FROM contact ORDER BY sort_key, id LIMIT 1 OFFSET {book.LARGE // 2}"  # noqa: S608


def run(books: Books) -> Table:
    """Read every page by turns with plain sqlite3."""
    rows = asyncio.run(_rows(books.large))
    heads = ("", "x same SQL", "x simplest", "ms (min-max)", "same SQL", "simplest")
    return Table(f"A page of {PAGE} rows at {book.LARGE:,} contacts: median of {TURNS}", heads, rows)


async def _rows(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        async with db.opened(path):
            reads = await _reads(plain)
            return [await _row(name, read, plain) for name, read in reads.items()]


async def _reads(plain: sqlite3.Connection) -> dict[str, Read]:
    contacts, today = ContactList(now=book.NOW), TodayList(now=book.NOW)
    (first,) = await contacts.page(limit=1)
    contact_id, sort_key = plain.execute(MIDDLE).fetchone()
    middle = replace(first, id=contact_id, sort_key=sort_key)
    return {
        "Contacts, first page": lambda: contacts.page(limit=PAGE),
        "Contacts, after the middle": lambda: contacts.page(after=middle, limit=PAGE),
        "Contacts, before the middle": lambda: contacts.page(before=middle, limit=PAGE),
        "Contacts, last page": lambda: contacts.last(PAGE),
        "Today, first page": lambda: today.page(limit=PAGE),
        "Today, last page": lambda: today.last(PAGE),
    }


async def _row(name: str, read: Read, plain: sqlite3.Connection) -> tuple[str, ...]:
    same = await SameSql.of(read)

    async def ours() -> float:
        start = perf_counter()
        await read()
        return since(start)

    async def raw() -> float:
        return same.run(plain)

    async def simplest() -> float:
        start = perf_counter()
        plain.execute(SIMPLEST).fetchall()
        return since(start)

    figures = await by_turns_awaited({"ours": ours, "raw": raw, "simplest": simplest}, TURNS)
    mine, same_sql, least = figures.values()
    return name, mine.over(same_sql), mine.over(least), str(mine), str(same_sql), str(least)
