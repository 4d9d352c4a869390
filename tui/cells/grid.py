"""The grid of cells: reads what Textual writes, and writes what makes the terminal show the same."""

from __future__ import annotations

import re

from tui.cells import sgr
from tui.cells.hand import Hand
from tui.cells.line import Line
from tui.cells.widths import spread

PIECE = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<look>[\d;:]*)m"
    r"|\x1b\[(?P<place>\d*;?\d*)H"
    r"|(?P<line>\r?\n)"
    r"|(?P<idle>\x07|\x1b\[\?(?:7|25|1004|2004|2026|2048)[hl]|\x1b\[\?\d+\$p|\x1b\[[<>]\d*u"
    r"|\x1b\](?!8;)[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\))"
    r"|(?P<other>\x1b\[[0-?]*[ -/]*[@-~]|\x1b[P\]X^_][^\x1b]*\x1b\\|\x1b.|.)",
    re.DOTALL,
)
"""The pieces of what Textual writes. What is idle changes no cell and moves nothing; of all others, that is unknown."""


class Grid:
    """The cells of a terminal of this size.

    After each drawing the terminal's cells and cursor are as if it had got every piece. After a piece of which nobody
    knows what it does, nothing is known, and all passes as it comes until place and look are set anew. A piece that
    changes what others do later (a scroll region, insert mode) is not reckoned with: Textual writes none.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._hand = Hand()
        self._act = {"text": self._put, "look": self._set_look, "place": self._set_place, "line": self._next_line}
        self._know_nothing()

    def _know_nothing(self) -> None:
        self._lines = [Line(self.width) for _ in range(self.height)]
        self._touched: set[int] = set()
        self._x = self._y = 0
        self._look = sgr.PLAIN
        self._unknown = {"place", "look"}
        self._hand.lose()

    def forget(self) -> None:
        """Believe nothing about what the terminal shows: the next drawing has all that is known to be wanted."""
        for line in self._lines:
            line.forget()
        self._touched.update(range(self.height))
        self._hand.lose()

    def drawing(self, data: str) -> str:
        """Return what makes the terminal show what it would show after `data`."""
        for piece in PIECE.finditer(data):
            kind = piece.lastgroup or ""
            if self._unknown:
                self._pass_blindly(kind, piece)
            elif kind == "idle":
                self._draw()
                self._hand.written.append(piece[0])
            elif kind == "other" or not self._act[kind](piece[kind]):
                self._draw()
                self._hand.take(self._look)
                self._hand.written.append(piece[0])
                self._know_nothing()
        if not self._unknown:
            self._draw()
        written = "".join(self._hand.written)
        self._hand.written.clear()
        return written

    def _draw(self) -> None:
        """Draw what changed, and leave the cursor where it is wanted."""
        for y in sorted(self._touched):
            for stroke in self._lines[y].strokes():
                self._hand.draw(stroke, y)
        self._touched.clear()
        self._hand.go(min(self._x, self.width - 1), self._y)

    def _pass_blindly(self, kind: str, piece: re.Match[str]) -> None:
        """Pass a piece as it is, and learn from it where the cursor is and in which look it writes."""
        self._hand.written.append(piece[0])
        if kind == "look":
            self._set_look(piece[kind])
            self._unknown -= {kind} if sgr.is_anew(piece[kind]) else set()
        elif kind == "place":
            self._unknown = self._unknown - {kind} if self._set_place(piece[kind]) else self._unknown | {kind}
        elif kind != "idle":
            self._unknown |= {"place"} if kind in self._act else {"place", "look"}
        if not self._unknown:
            self._hand.x, self._hand.y, self._hand.look = self._x, self._y, self._look

    def _put(self, text: str) -> bool:
        marks, cells = spread(text)
        end, line = self._x + len(cells), self._lines[self._y]
        if end > self.width or (marks and not line.combine(self._x, marks)):
            return False
        if cells:
            line.put(self._x, cells, self._look)
        self._touched.add(self._y)
        self._x = end
        return True

    def _set_look(self, codes: str) -> bool:
        self._look = sgr.added(self._look, codes)
        return True

    def _set_place(self, place: str) -> bool:
        row, _, column = place.partition(";")
        self._x, self._y = int(column or 1) - 1, int(row or 1) - 1
        return 0 <= self._x < self.width and 0 <= self._y < self.height

    def _next_line(self, _: str) -> bool:
        self._x, self._y = 0, self._y + 1
        return self._y < self.height
