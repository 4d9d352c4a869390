"""The lines of a drawn list: its rows with their headings, and which of them are in view."""

from collections.abc import Callable
from typing import NamedTuple

from screens.widgets.row_window import Row, RowWindow


class Line(NamedTuple):
    """One line of a drawn list: a heading, or the row with this number in the window."""

    heading: str | None
    row: int


def lines_of(window: RowWindow[Row], heading: Callable[[Row], str]) -> list[Line]:
    """Lay out a window: a heading stands before each row whose heading differs from the row's before it.

    Above a window that does not begin the list nothing is known, so no heading is drawn there.
    """
    lines: list[Line] = []
    last = "" if window.at_start or not window.rows else heading(window.rows[0])
    for index, row in enumerate(window.rows):
        group = heading(row)
        if group not in ("", last):
            lines.append(Line(group, index))
        last = group
        lines.append(Line(None, index))
    return lines


def line_of(lines: list[Line], row: int) -> int:
    """Find the line on which the row of this number is drawn; 0 when nothing is."""
    return next((y for y, line in enumerate(lines) if line == (None, row)), 0)


def revealed(top: int, cursor: int, lines: list[Line], height: int) -> int:
    """Scroll as little as needed: from `top`, so that line `cursor`, and a heading right above it, are in view.

    A list that is hidden has no height: it stays as it is.
    """
    if height <= 0:
        return top
    wanted = cursor - 1 if cursor and lines[cursor - 1].heading is not None else cursor
    top = max(min(top, wanted), cursor - height + 1)
    return max(0, min(top, len(lines) - height))
