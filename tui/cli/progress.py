"""How far a long import is: one line on standard error, drawn again in place, where a person watches."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from tui import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from models.exchange.importing import Progress

_QUIET = 1.0
"""Seconds that pass before anything is shown."""

_APART = 0.2
"""Seconds between two drawings."""

_MINUTES = 100
"""So many seconds are still told as such."""


class ProgressLine:
    """The line; `ticks` gives seconds that only rise. Nothing is written unless `out` is a terminal."""

    def __init__(self, out: TextIO | None = None, *, ticks: Callable[[], float] = clock.ticks) -> None:
        self._out = out or sys.stderr
        self._ticks = ticks
        self._start = self._last = ticks()
        self._drawn = 0

    def tell(self, progress: Progress) -> None:
        """Draw how far it is, if it is time to."""
        now = self._ticks()
        if self._out.isatty() and now - self._start >= _QUIET and now - self._last >= _APART:
            self._last = now
            self._draw(said(progress, now - self._start))

    def erase(self) -> None:
        """Leave nothing behind."""
        if self._drawn:
            self._draw("")

    def _draw(self, line: str) -> None:
        unicode = (self._out.encoding or "").lower() == "utf-8"
        shown = (line if unicode else line.replace("·", "-"))[: _room() - 1]
        with suppress(OSError):
            self._out.write(f"\r{shown:<{self._drawn}}" if shown else f"\r{'':<{self._drawn}}\r")
            self._out.flush()
        self._drawn = len(shown)


def said(progress: Progress, seconds: float) -> str:
    """Say how much is read, how fast, and how long the rest takes at this pace."""
    part = progress.done_bytes / max(progress.total_bytes, 1)
    left = seconds * (1 - part) / part if part else 0
    pace = f"{round(progress.read / seconds):,} a second"
    return f"read {progress.read:,} · {part * 100:.0f} % · {pace} · {_left(left)}  (ctrl+c stops)"


def _left(seconds: float) -> str:
    return f"about {round(seconds)} s left" if seconds < _MINUTES else f"about {round(seconds / 60)} min left"


def _room() -> int:
    try:
        return os.get_terminal_size(2).columns
    except OSError:
        return 80
