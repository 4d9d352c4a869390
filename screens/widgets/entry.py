"""A field of one line that says beside what is typed how it is read, as long as there is room for both."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import Input
from typing_extensions import override

GAP = 2
"""Cells between what is typed, with its cursor, and what is said beside it."""


class Entry(Input):
    """An Input whose right end can say something. It is drawn with the line, so that no key lays the form out anew."""

    def __init__(self, value: str, *, hint: str, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(value, placeholder=hint, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._beside = Segment("", Style())
        self.mask = ""
        """What is drawn in place of what stands there, while there is one."""

    def has_room_for(self, text: str) -> bool:
        """Tell whether what stands in the field leaves room for this."""
        shown = cell_len(self.value) + 1 if self.value else cell_len(self.placeholder)
        return shown + GAP + cell_len(text) <= self.size.width

    def say(self, text: str, *, is_bold: bool) -> None:
        """Say this at the right end; it must be clean, and have room."""
        beside = Segment(text, Style(bold=is_bold, dim=not is_bold))
        if beside != self._beside:
            self._beside = beside
            self.refresh()

    @override
    def render_line(self, y: int) -> Strip:
        if self.mask:
            return Strip([Segment(self.mask, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)
        line = super().render_line(y)
        if y or not self._beside.text:
            return line
        left = line.adjust_cell_length(self.size.width - self._beside.cell_length, self.rich_style)
        return Strip([*left, Segment(self._beside.text, self.rich_style + self._beside.style)])
