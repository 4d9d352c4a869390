"""A field of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import TextArea

if TYPE_CHECKING:
    from textual.binding import BindingType


_COPIES = ("copy", "cut")


class Lines(TextArea, inherit_bindings=False):
    """A TextArea that enter makes a new line in and tab leaves; what undoes in it is up to its form."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in TextArea.BINDINGS if "undo" not in str(each)]

    def __init__(self, text: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(text, id=id, compact=True, tab_behavior="focus", soft_wrap=True)
        self.cursor_blink = False

    def put(self, text: str) -> None:
        """Put this in the place of what stands there, as one step that undo takes back, and go behind it."""
        self.replace(text, self.document.start, self.document.end)
        self.move_cursor(self.document.end)


class PrivateLines(Lines, inherit_bindings=False):
    """Lines of which nothing goes to the clipboard, neither the program's nor the terminal's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each for each in Lines.BINDINGS if not any(word in str(each) for word in _COPIES)
    ]
