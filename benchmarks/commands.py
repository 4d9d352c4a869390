"""The command line as whole processes, beside a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import book
from benchmarks.measure import Table, by_turns, since
from benchmarks.started import ENV, wellkept

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.measure import Books

TURNS = 9
VERBS: tuple[tuple[str, ...], ...] = (
    ("find", "ann"),
    ("today",),
    ("show", "1"),
    ("add", "Zoe Newcomb"),
)


def run(books: Books) -> Table:
    """Run each command by turns with the others."""
    commands = {"python -c pass": partial(_took, [sys.executable, "-c", "pass"], books.home)}
    for size, path in ((book.DEMO, books.demo), (book.LARGE, books.large)):
        for verb in VERBS:
            name = f"wellkept {' '.join(verb)}, {size:,} contacts"
            commands[name] = partial(_took, wellkept("--db", path, *verb), books.home)
    figures = by_turns(commands, TURNS)
    base = next(iter(figures.values()))
    rows = [(name, each.over(base), str(each)) for name, each in figures.items()]
    return Table(f"Commands as whole processes: median of {TURNS}", ("", "x python", "ms (min-max)"), rows)


def _took(argv: list[str | Path], home: Path) -> float:
    start = perf_counter()
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, env={**ENV, "HOME": str(home)}, cwd=home)
    return since(start)
