"""The only yes/no."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from screens.keys import KeyedScreen
from screens.text import one_line, plain

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class Confirm(KeyedScreen[bool], ModalScreen[bool]):
    """Asks one question; only y answers yes, so that no key answers the question it raised."""

    DEFAULT_CSS = """
    Confirm { align: center bottom; background: transparent; }
    Confirm > Vertical { height: auto; padding: 0 1; }
    """
    SECTIONS: ClassVar[tuple[str, ...]] = ()
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

    @override
    async def takes(self, event: events.Key) -> bool:
        """Answer, and let no other key through; keys typed behind the answer are for the screen below."""
        if event.key in self.ANSWERS:
            self.dismiss(self.ANSWERS[event.key])
            await asyncio.sleep(0)  # who asked goes on before the next key is read
        return True
