"""Two terminals: one gets all that Textual writes, the other what our grid makes of it; both must show the same."""

import unicodedata
from typing import Any

import pyte
from pyte.screens import Char
from typing_extensions import override

from tui.cells.grid import Grid

Cell = tuple[Any, ...]


class RealScreen(pyte.Screen):
    """pyte, with the manners of real terminals that do not wrap.

    Half a wide character is a blank, marks go to the whole of one, and a full line leaves the cursor on its last cell.
    """

    @override
    def draw(self, data: str) -> None:
        for char in data:
            if width := pyte.screens.wcwidth(char):
                self._stay_inside()
                self._clear_halves(width)
                super().draw(char)
            else:
                self._combine(char)

    @override
    def cursor_back(self, count: int | None = None) -> None:
        self._stay_inside()
        super().cursor_back(count)

    @override
    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        self._stay_inside()
        super().erase_in_line(how, private)

    @override
    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        self._stay_inside()
        super().erase_in_display(how, *args, **kwargs)

    def _stay_inside(self) -> None:
        self.cursor.x = min(self.cursor.x, self.columns - 1)

    def _clear_halves(self, width: int) -> None:
        line, x = self.buffer[self.cursor.y], self.cursor.x
        if line[x].data == "":
            line[x - 1] = line[x - 1]._replace(data=" ")
        if line[x + width].data == "":
            line[x + width] = line[x + width]._replace(data=" ")

    def _combine(self, mark: str) -> None:
        line = self.buffer[self.cursor.y]
        head = self.cursor.x - (2 if line[self.cursor.x - 1].data == "" else 1)
        if head >= 0:
            line[head] = line[head]._replace(data=unicodedata.normalize("NFC", line[head].data + mark))


class Terminal:
    """A screen that can be compared."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = RealScreen(width, height)
        self._stream = pyte.Stream(self.screen)
        self.feed("\x1b[?7l")

    def feed(self, data: str) -> None:
        """Show this, as it comes out of a terminal's line discipline."""
        self._stream.feed(data.replace("\n", "\r\n"))

    @property
    def cells(self) -> list[Cell]:
        """What is seen in each cell, line after line."""
        width, height = self.screen.columns, self.screen.lines
        return [_seen(self.screen.buffer[y][x]) for y in range(height) for x in range(width)]

    @property
    def cursor(self) -> tuple[int, int, bool]:
        """Where the cursor is, and whether it is hidden."""
        cursor = self.screen.cursor
        return min(cursor.x, self.screen.columns - 1), cursor.y, cursor.hidden


class Twins:
    """The two terminals and the grid."""

    def __init__(self, width: int = 20, height: int = 5) -> None:
        self.sizes: list[tuple[int, int]] = []
        """The bytes of each write: what Textual wrote, and what our terminal got."""
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """Begin anew at another size."""
        self.stock, self.ours = Terminal(width, height), Terminal(width, height)
        self.grid = Grid(width, height)

    def write(self, data: str) -> str:
        """Show this on both; return what our terminal got."""
        drawing = self.grid.drawing(data)
        self.stock.feed(data)
        self.ours.feed(drawing)
        self.sizes.append((len(data.encode()), len(drawing.encode())))
        return drawing

    def compare(self) -> None:
        """Look that both show the same."""
        assert self.ours.cells == self.stock.cells
        assert self.ours.cursor == self.stock.cursor


def _seen(cell: Char) -> Cell:
    """Return what is seen: of a blank, no ink, unless something else in it shows."""
    marked = cell.reverse or cell.underscore or cell.strikethrough or cell.blink
    return (" ", cell.bg) if cell.data == " " and not marked else tuple(cell)
