"""A program started in a terminal of 80x24, and what one key makes it write."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.measure import since
from tests.servers.terminal import NeverCame, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
ENV = {"PYTHONPATH": str(ROOT), "TZ": "UTC"}

ASKED = b"\x1b[?2026$p"
ANSWER = b"\x1b[?2026;2$y"
FRAME_END = b"\x1b[?2026l"
"""Synchronised output, as the terminal asks for it: https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036."""

QUIET = 0.15
"""After so many seconds without a byte, all that a key has caused is drawn."""

PATIENCE = 3.0
"""After so many, nothing will be."""


class Stroke(NamedTuple):
    """What one key caused: bytes written, and the milliseconds until its first frame was there, and the last byte."""

    size: int
    first_ms: float
    ms: float


def wellkept(*arguments: str | Path) -> list[str | Path]:
    """Return what starts the program with these arguments, as its installed command does."""
    return [sys.executable, "-c", "import sys; from tui.__main__ import main; sys.exit(main())", *arguments]


def bare(module: str, *arguments: str) -> list[str | Path]:
    """Return what starts a yardstick in the same way."""
    return [sys.executable, "-c", f"import sys; from benchmarks.{module} import main; sys.exit(main())", *arguments]


@contextmanager
def started(argv: list[str | Path], home: Path, shows: str) -> Iterator[Terminal]:
    """Start a program and wait until these words are drawn; the terminal answers as modern ones do."""
    with Terminal(argv, home=home, env=ENV) as terminal:
        terminal.wait_for(ASKED)
        terminal.send(ANSWER)
        terminal.wait_for(shows.encode())
        yield terminal


def ready(*terminals: Terminal) -> None:
    """Wait until nothing is drawn any more."""
    while not (terminals[0].silent_for(2 * QUIET) and all(other.silent_for(0) for other in terminals[1:])):
        pass


def stroke(terminal: Terminal, keys: str) -> Stroke:
    """Press keys, and wait until all that they cause is drawn. Raises NeverCame if nothing is."""
    mark, start = terminal.mark(), perf_counter()
    terminal.send(keys)
    while FRAME_END not in terminal.bytes_since(mark):
        if terminal.silent_for(PATIENCE):
            raise NeverCame(f"nothing was drawn after {keys!r}")
    first = taken = since(start)
    while not terminal.silent_for(QUIET):
        taken = since(start)
    return Stroke(terminal.mark() - mark, first, taken)
