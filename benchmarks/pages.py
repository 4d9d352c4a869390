"""A page of 60 rows as the screens read it, beside plain sqlite3 running the same SQL, and the simplest there is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import book
from benchmarks.measure import Table, by_turns_awaited, since
from benchmarks.same_sql import SameSql, plain
from models import db
from models.reading import brief, insight
from models.reading.announcements import Announcements, Untold
from models.reading.contacts import ContactList
from models.reading.insight import Section
from models.reading.problems import ClosedProblems, OpenProblems
from models.reading.today import TodayList
from models.rules.periods import Period

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from benchmarks.measure import Books

    Read = Callable[[], Awaitable[object]]

PAGE, TURNS, IN_A_ROW = 60, 51, 5
SIMPLEST = f"SELECT name FROM contact WHERE archived_at IS NULL ORDER BY sort_key, id LIMIT {PAGE}"  # noqa: S608
ANNOUNCED = 1
"""The announcement of which two in three are to be told: see benchmarks.life."""
MIDDLE = f"SELECT id, sort_key FROM contact ORDER BY sort_key, id LIMIT 1 OFFSET {book.LARGE // 2}"  # noqa: S608


def run(books: Books) -> Table:
    """Read every page by turns with plain sqlite3."""
    rows = asyncio.run(_rows(books.large))
    heads = ("", "x same SQL", "x simplest", "ms (min-max)", "same SQL", "simplest")
    return Table(f"A page of {PAGE} rows at {book.LARGE:,} contacts: median of {TURNS} times {IN_A_ROW}", heads, rows)


async def _rows(path: Path) -> list[tuple[str, ...]]:
    with plain(path) as connection:
        async with db.opened(path):
            reads = await _reads(connection)
            return [await _row(name, read, connection) for name, read in reads.items()]


async def _reads(connection: sqlite3.Connection) -> dict[str, Read]:
    contacts, today = ContactList(now=book.NOW), TodayList(now=book.NOW)
    (first,) = await contacts.page(limit=1)
    contact_id, sort_key = connection.execute(MIDDLE).fetchone()
    longest = max(await insight.bars(Section.STAGES, Period.ALL, now=book.NOW), key=lambda bar: bar.count)
    behind = ContactList(among=longest.among, now=book.NOW)
    middle = replace(first, id=contact_id, sort_key=sort_key)
    return {
        "Contacts, first page": lambda: contacts.page(limit=PAGE),
        "Contacts, after the middle": lambda: contacts.page(after=middle, limit=PAGE),
        "Contacts, before the middle": lambda: contacts.page(before=middle, limit=PAGE),
        "Contacts, last page": lambda: contacts.last(PAGE),
        "Today, first page": lambda: today.page(limit=PAGE),
        "Today, last page": lambda: today.last(PAGE),
        "Problems, first page": lambda: OpenProblems().page(limit=PAGE),
        "Problems that were closed": lambda: ClosedProblems().page(limit=PAGE),
        "Matters, what is announced": lambda: Announcements().page(limit=PAGE),
        "Matters, who is to be told": lambda: Untold(ANNOUNCED).page(limit=PAGE),
        "Insight, behind the longest bar": lambda: behind.page(limit=PAGE),
        "A brief": lambda: brief.of_contact(contact_id, now=book.NOW),
    }


async def _row(name: str, read: Read, connection: sqlite3.Connection) -> tuple[str, ...]:
    same = await SameSql.of(read)

    async def ours() -> float:
        start = perf_counter()
        for _ in range(IN_A_ROW):
            await read()
        return since(start) / IN_A_ROW

    async def raw() -> float:
        return sum(same.run(connection) for _ in range(IN_A_ROW)) / IN_A_ROW

    async def simplest() -> float:
        start = perf_counter()
        for _ in range(IN_A_ROW):
            connection.execute(SIMPLEST).fetchall()
        return since(start) / IN_A_ROW

    figures = await by_turns_awaited({"ours": ours, "raw": raw, "simplest": simplest}, TURNS)
    mine, same_sql, least = figures.values()
    return name, mine.over(same_sql), mine.over(least), str(mine), str(same_sql), str(least)
