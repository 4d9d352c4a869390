"""The hand that draws: where the cursor is, in which look it writes, and the cheapest way to the next cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import sgr

if TYPE_CHECKING:
    from tui.cells.line import Stroke


class Hand:
    """What is written, and the terminal's cursor and look after it: None where they are not known."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.lose()

    def lose(self) -> None:
        """Believe nothing about the cursor and the look."""
        self.x: int | None = None
        self.y: int | None = None
        self.look: str | None = None

    def draw(self, stroke: Stroke, y: int) -> None:
        """Write a stroke in a line."""
        self.go(stroke.x, y)
        self.take(stroke.look)
        self.written.append(stroke.text)
        self.x = stroke.end

    def take(self, look: str) -> None:
        """Write in this look from now on."""
        self.written.append(sgr.change(self.look, look))
        self.look = look

    def go(self, x: int, y: int) -> None:
        """Put the cursor on a cell."""
        if (self.x, self.y) != (x, y):
            self.written.append(min(self._ways(x, y), key=len))
            self.x, self.y = x, y

    def _ways(self, x: int, y: int) -> list[str]:
        if self.y != y:
            return [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
        ways = [f"\x1b[{x + 1}G" if x else "\r"]
        if self.x is not None and self.x < x:
            ways.append("\x1b[C" if x - self.x == 1 else f"\x1b[{x - self.x}C")
        return ways
