"""Exporting a life's work: each format beside sqlite3 and csv.writer putting the same contacts on the same disk."""

from __future__ import annotations

import asyncio
import csv
import sqlite3
import tracemalloc
from contextlib import closing
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import book
from benchmarks.measure import Figures, Table, by_turns_awaited, since
from models import db
from models.exchange import exporting
from models.rules.formats import Format

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from benchmarks.measure import Books

TURNS = 3
RAW = "sqlite3 + csv.writer"
_SELECT = """
SELECT c.uid, c.name, co.name, s.name, m.name, c.every_days, c.birthday, c.safe_topics, c.off_limits,
       (SELECT group_concat(p.value, ' ::: ') FROM contact_point p WHERE p.contact_id = c.id),
       (SELECT group_concat(n.text, ' ::: ') FROM note n WHERE n.contact_id = c.id)
FROM contact c JOIN stage s ON s.id = c.stage_id JOIN member m ON m.id = c.owner_id
LEFT JOIN company co ON co.id = c.company_id WHERE c.archived_at IS NULL ORDER BY c.sort_key, c.id"""


def run(books: Books) -> Table:
    """Export everybody in every format, by turns; then once more, looking at what is held in memory."""
    figures = asyncio.run(_figures(books.large, books.home))
    raw = figures.pop(RAW)
    rows = [(RAW, "1.0x", str(raw), _rate(raw), "", "")]
    for form, took in zip(Format, figures.values(), strict=True):
        few, many = (f"{asyncio.run(_peak(path, books.home, form)):.1f}" for path in (books.demo, books.large))
        rows.append((f".{form}", took.over(raw), str(took), _rate(took), many, few))
    heads = ("", "x raw", "ms (min-max)", "contacts/s", "MB held at most", f"MB at {book.DEMO}")
    return Table(f"Exporting {book.LARGE:,} contacts: median of {TURNS}", heads, rows)


def _rate(took: Figures) -> str:
    return f"{book.LARGE / took.median * 1000:,.0f}"


async def _peak(path: Path, folder: Path, form: Format) -> float:
    """Return the megabytes that Python holds at most during an export."""
    async with db.opened(path):
        await _ours(folder, form)()  # what is loaded by the first one is not counted
        tracemalloc.start()
        await _ours(folder, form)()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most / 1_000_000


async def _figures(path: Path, folder: Path) -> dict[str, Figures]:
    async def raw() -> float:
        start = perf_counter()
        with closing(sqlite3.connect(path)) as connection, (folder / "raw.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows(connection.execute(_SELECT))
        return since(start)

    async with db.opened(path):
        return await by_turns_awaited({RAW: raw} | {f".{form}": _ours(folder, form) for form in Format}, TURNS)


def _ours(folder: Path, form: Format) -> Callable[[], Awaitable[float]]:
    async def export() -> float:
        start = perf_counter()
        await exporting.export(folder / f"out.{form}", form=form, at=book.NOW)
        return since(start)

    return export
