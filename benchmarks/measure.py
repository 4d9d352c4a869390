"""Times things by turns, so that a busy machine slows them alike, and lays the figures out in a table."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path


class Books(NamedTuple):
    """What the benchmarks are run on: two books (see benchmarks.book), and an empty home directory."""

    demo: Path
    large: Path
    home: Path


class Table(NamedTuple):
    """The figures of one benchmark: a title, the heads of the columns, and rows of as many cells."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


class Figures(NamedTuple):
    """What one thing took at every turn, in milliseconds."""

    all: list[float]

    @property
    def median(self) -> float:
        """The one in the middle."""
        return median(self.all)

    def over(self, other: Figures) -> str:
        """Say how many times as long as another, at the same turn, this took."""
        return f"{median(ours / theirs for ours, theirs in zip(self.all, other.all, strict=True)):.1f}x"

    @override
    def __str__(self) -> str:
        places = 2 if self.median < 10 else 0  # noqa: PLR2004  (three digits are more than such a figure is worth)
        return f"{self.median:.{places}f} ({min(self.all):.{places}f}-{max(self.all):.{places}f})"


def by_turns(things: Mapping[str, Callable[[], float]], turns: int) -> dict[str, Figures]:
    """Do each thing once a turn; each gives the milliseconds it took. A turn before the first is not counted."""
    taken = [{name: thing() for name, thing in things.items()} for _ in range(turns + 1)][1:]
    return {name: Figures([turn[name] for turn in taken]) for name in things}


async def by_turns_awaited(things: Mapping[str, Callable[[], Awaitable[float]]], turns: int) -> dict[str, Figures]:
    """Do the same with things that are awaited."""
    taken = [{name: await thing() for name, thing in things.items()} for _ in range(turns + 1)][1:]
    return {name: Figures([turn[name] for turn in taken]) for name in things}


def since(start: float) -> float:
    """Return the milliseconds since a moment of `perf_counter`."""
    return (perf_counter() - start) * 1000


def lines(table: Table) -> list[str]:
    """Lay a table out: a title, and columns as wide as they need to be, the first at the left."""
    cells = [table.heads, *table.rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["", table.title, *("  " + _line(row, widths) for row in cells)]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
    return "  ".join([f"{first.strip():<{widths[0]}}", *rest]).rstrip()
