"""The only yes/no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from screens.text import one_line, plain
from screens.window import WindowScreen

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class Confirm(WindowScreen[bool], ModalScreen[bool], inherit_bindings=False):
    """Asks one question; only y answers yes, so that no key answers the question it raised."""

    DEFAULT_CSS = """
    Confirm { align: center bottom; background: transparent; }
    Confirm > Vertical { height: auto; padding: 0 1; }
    """
    ANSWERS: ClassVar[dict[str, bool]] = {"y": True, "n": False, "escape": False, "q": False}

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    @override
    def compose(self) -> ComposeResult:
        """Show the question and the two keys."""
        with Vertical(classes="panel"):
            yield Static(plain(one_line(self._question)))
            yield Static(plain("y yes   n no"))

    def on_key(self, event: events.Key) -> None:
        """Answer, and let no other key through."""
        event.stop()
        if event.key in self.ANSWERS:
            self.dismiss(self.ANSWERS[event.key])
