"""A field of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import TextArea
from typing_extensions import override

if TYPE_CHECKING:
    from textual.binding import BindingType


_COPIES = ("copy", "cut")


class Lines(TextArea, inherit_bindings=False):
    """A TextArea that enter makes a new line in and tab leaves; what undoes in it is up to its form."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in TextArea.BINDINGS if "undo" not in str(each)]

    def __init__(self, text: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(text, id=id, compact=True, tab_behavior="focus", soft_wrap=True)
        self.cursor_blink = False
        self.mask = ""
        """What is drawn in place of all that stands there, while there is one."""

    @override
    def on_mount(self) -> None:
        """Begin behind what stands there, as an Entry does."""
        self.move_cursor(self.document.end)

    @override
    def render_line(self, y: int) -> Strip:
        if not self.mask:
            return super().render_line(y)
        first = Strip([Segment("" if y else self.mask, self.rich_style)])
        return first.adjust_cell_length(self.size.width, self.rich_style)

    def put(self, text: str) -> None:
        """Put this in the place of what stands there, as one step that undo takes back, and go behind it."""
        self.replace(text, self.document.start, self.document.end)
        self.move_cursor(self.document.end)


class PrivateLines(Lines, inherit_bindings=False):
    """Lines of which nothing goes to the clipboard, neither the program's nor the terminal's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each for each in Lines.BINDINGS if not any(word in str(each) for word in _COPIES)
    ]

    def on_unmount(self) -> None:
        """Leave no words behind: Textual may keep a field that is closed."""
        self.load_text("")
        self.notify_style_update()  # which forgets the lines as they were drawn
