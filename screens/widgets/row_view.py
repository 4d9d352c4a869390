"""The drawn half of the list: the part of a window that is in view, line by line."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from screens.text import fit, one_line, plain
from screens.widgets.row_lines import Line, line_of, lines_of, revealed
from screens.widgets.row_window import Row, RowWindow

Draw = Callable[[Row, int], Sequence[tuple[str, str]]]
"""Draws a row in a width given in cells: pieces of text, each with its style ("" or names such as "pressing" and
"soft mark": COMPONENT_CLASSES without their "row--"). The pieces are cleaned, cut and filled up to the width."""

GUTTER = 2
_FEW = 2  # lines repainted one by one; with more the whole list is


class _Shown(NamedTuple, Generic[Row]):
    """What one line of the screen shows: a heading, or a row."""

    heading: str | None
    row: Row
    is_current: bool


class RowView(Widget, Generic[Row], can_focus=True):
    """Draws a window of rows with headings and a cursor that is also a glyph and a weight, so seen without colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--cursor",
        "row--pressing",
        "row--soft",
        "row--heading",
        "row--mark",
        "row--marked",
    }
    DEFAULT_CSS = """
    RowView {
        width: 1fr;
        height: 1fr;
        & > .row--cursor { text-style: bold; }
        &:focus > .row--cursor { text-style: reverse; }
        & > .row--pressing { text-style: bold; }
        & > .row--soft { text-style: dim; }
        & > .row--heading { text-style: bold; }
        & > .row--mark { color: $text-accent; text-style: bold; }
        & > .row--marked { text-style: bold; }
    }
    """

    def __init__(
        self,
        draw: Draw[Row],
        *,
        heading: Callable[[Row], str] = lambda _: "",
        empty: Content | str = "",
        pointer: str = "▸",
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Draw rows with `draw`, grouped by `heading` ("" has none).

        `empty` is shown while there is no row; `pointer`, one cell wide, marks the cursor's line.
        """
        super().__init__(id=id)
        self._draw, self._heading, self._pointer, self._title = draw, heading, pointer, ""
        self._empty = empty if isinstance(empty, Content) else plain(empty)
        self._is_marked: Callable[[Row], bool] = lambda _: False
        self._mark = ""
        self.widest = 0
        """Rows are drawn no wider than so many cells, so that columns stay where they are; 0 is no limit."""
        self._window: RowWindow[Row] | None = None
        self._lines: list[Line] = []
        self._top = 0
        self._view: list[_Shown[Row]] = []
        self._drawn: dict[int, Strip] = {}

    def on_unmount(self) -> None:
        """Leave no rows behind: Textual may keep a list that is closed, and they may be confidential."""
        self._window, self._lines, self._view, self._drawn = None, [], [], {}
        self.notify_style_update()  # which forgets the lines as they were drawn

    @property
    def current(self) -> Row | None:
        """The row under the cursor, if any."""
        return self._window.current if self._window else None

    @property
    def empty(self) -> Content:
        """What is shown while there is no row."""
        return self._empty

    @empty.setter
    def empty(self, text: Content | str) -> None:
        self._empty = text if isinstance(text, Content) else plain(text)
        self.redraw()

    def entitle(self, title: str) -> None:
        """Set the title in the border, if another stands there: setting it repaints the whole list."""
        if title != self._title:
            self._title, self.border_title = title, plain(title)

    def show_marks(self, is_marked: Callable[[Row], bool], sign: str) -> None:
        """Show `sign`, one cell wide, before the rows that are marked; call `redraw` when others are."""
        self._is_marked, self._mark = is_marked, sign

    def redraw(self) -> None:
        """Repaint the lines that look otherwise by now, without a change of rows: a count, or how long ago."""
        stale = [y for y in range(self.size.height) if self._drawn.get(y) != self._line(y)]
        if stale:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in stale))

    def _place(self, window: RowWindow[Row], *, hold: bool = False) -> None:
        """Take over a changed window and repaint what differs. With `hold` the cursor stays where it is on screen."""
        is_new = self._window is None or self._window.rows is not window.rows
        y = self._cursor_line - self._top
        self._window = window
        if is_new:
            self._lines = lines_of(window, self._heading)
        cursor = self._cursor_line
        stays = hold or (is_new and not (window.at_start and self._top == 0))  # at the top, what is new shows
        self._top = revealed(cursor - y if stays else self._top, cursor, self._lines, self.size.height)
        self._repaint(window)

    @property
    def _cursor_line(self) -> int:
        return line_of(self._lines, self._window.cursor) if self._window else 0

    def _repaint(self, window: RowWindow[Row]) -> None:
        old = self._view
        self._view = self._in_view(window)
        stale = [y for y, shown in enumerate(self._view) if old[y : y + 1] != [shown]]
        if len(stale) > _FEW or len(old) != len(self._view):
            self.refresh()
        elif stale:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in stale))

    def _in_view(self, window: RowWindow[Row]) -> list[_Shown[Row]]:
        return [
            _Shown(heading, window.rows[index], heading is None and index == window.cursor)
            for heading, index in self._lines[self._top : self._top + self.size.height]
        ]

    @override
    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines. Those of a list that just got its height are there at once, not only when it is told so."""
        if self._window and not self._view:
            self._top = revealed(self._top, self._cursor_line, self._lines, self.size.height)
            self._view = self._in_view(self._window)
        return super().render_lines(crop)

    @override
    def render_line(self, y: int) -> Strip:
        self._drawn[y] = self._line(y)
        return self._drawn[y]

    def _line(self, y: int) -> Strip:
        width = self.size.width
        if self._window and not self._window.rows:
            return self._empty_line(y, width)
        if y >= len(self._view):
            return Strip.blank(width, self.rich_style)
        heading, row, is_current = self._view[y]
        if heading is not None:
            return Strip([Segment(fit(f" {heading}", width), self.get_component_rich_style("row--heading"))], width)
        return self._row_line(row, width, is_current=is_current)

    def _row_line(self, row: Row, width: int, *, is_current: bool) -> Strip:
        marked = "marked" if self._is_marked(row) else ""
        gutter = [(self._pointer if is_current else " ", ""), (self._mark if marked else " ", "mark")]
        pieces = [*gutter, *self._draw(row, max(0, min(width, self.widest or width) - GUTTER))]
        base = self._style(marked, is_current=is_current)
        segments = [
            Segment(one_line(text), self._style(f"{names} {marked}", is_current=is_current)) for text, names in pieces
        ]
        return Strip(segments).adjust_cell_length(width, base).simplify()

    def _style(self, names: str, *, is_current: bool) -> Style:
        """Find a piece's style. On the cursor's line the cursor's colours win, while the piece keeps its weight."""
        base = self.get_component_rich_style("row--cursor") if is_current else self.rich_style
        if not names.strip():
            return base
        own = self.get_component_rich_style(*(f"row--{name}" for name in names.split()), partial=True)
        return own + base if is_current else base + own

    def _empty_line(self, y: int, width: int) -> Strip:
        """Show the empty text a third of the way down, wrapped, at the left where rows would be."""
        lines = self._empty.wrap(max(1, width - GUTTER))
        index = y - max(0, self.size.height - len(lines)) // 3
        text = lines[index] if 0 <= index < len(lines) else Content("")
        segments = text.render_segments(self.get_visual_style("row--soft"))
        return Strip([Segment(" " * GUTTER, self.rich_style), *segments]).adjust_cell_length(width, self.rich_style)
