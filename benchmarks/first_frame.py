"""From starting the process to the first row of Today on the screen, beside the least that Textual can show."""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import bare_static, book
from benchmarks.measure import Table, by_turns, since
from benchmarks.started import bare, started, wellkept

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.measure import Books

TURNS = 9


def run(books: Books) -> Table:
    """Start each by turns, as a process of its own."""

    def today(path: Path) -> partial[float]:
        return partial(_start, wellkept("--db", path), books.home, book.first_of_today(path))

    starts = {
        "bare Textual: App + Static": partial(_start, bare("bare_static"), books.home, bare_static.SHOWS),
        f"Today, {book.DEMO} contacts": today(books.demo),
        f"Today, {book.LARGE:,} contacts": today(books.large),
    }
    figures = by_turns(starts, TURNS)
    base = next(iter(figures.values()))
    rows = [(name, each.over(base), str(each)) for name, each in figures.items()]
    return Table(f"First real row on the screen: median of {TURNS} starts", ("", "x bare", "ms (min-max)"), rows)


def _start(argv: list[str | Path], home: Path, shows: str) -> float:
    start = perf_counter()
    with started(argv, home, shows):
        return since(start)
