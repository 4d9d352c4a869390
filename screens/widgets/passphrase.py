"""A field for a passphrase: it lies in one place in memory, is never drawn, and is wiped when the field closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from screens.text import fit

if TYPE_CHECKING:
    from textual import events

ROOM = 1024
"""So many bytes of UTF-8 a passphrase may have."""
TYPED, FULL = "typed", "typed, and no more fits in"
NO_PASTE = "type it: what is pasted stays in memory"
_ERASING = {"backspace", "ctrl+h", "ctrl+u"}
_CONTINUES, _CONTINUATION = 0b1100_0000, 0b1000_0000


class Passphrase(Widget, can_focus=True):
    """Takes keys straight into bytes that never move, and shows only whether there are any, never how many.

    Backspace takes back a letter, ctrl+u all. A paste is refused: of one, two copies were found in the memory of the
    process after the field was wiped, as text that nothing can wipe; of what is typed key by key, none.
    """

    DEFAULT_CSS = "Passphrase { height: 1; width: 1fr; }"

    class Changed(Message):
        """Something was typed or taken back; what, only `take` says."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bytes = memoryview(bytearray(ROOM))  # which keeps the bytes from being moved
        self._length = 0
        self._said = ""

    @property
    def is_typed(self) -> bool:
        """Whether anything stands in it."""
        return self._length > 0

    def take(self) -> bytearray:
        """Move what was typed, in UTF-8, to whoever asks; they wipe it, and the field is empty from now on."""
        taken = bytearray(self._length)
        for place in range(len(taken)):  # not sliced: there is never a second copy
            taken[place], self._bytes[place] = self._bytes[place], 0
        self.wipe()
        return taken

    def wipe(self) -> None:
        """Leave nothing of it in memory."""
        self._bytes[:] = bytes(ROOM)
        self._length = 0
        self._say("")

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        self.wipe()

    def on_key(self, event: events.Key) -> None:
        """Write a letter down, or take back what was."""
        if not self.check_consume_key(event.key, event.character):
            return
        event.stop()
        if event.key == "ctrl+u":
            self.wipe()
        elif event.key in _ERASING:
            self._take_back()
        else:
            self._add((event.character or "").encode())
        self.post_message(self.Changed())

    def on_paste(self, event: events.Paste) -> None:
        """Take no paste."""
        event.stop()
        self._say(NO_PASTE)

    @override
    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key in _ERASING or bool(character and character.isprintable())

    def _add(self, letter: bytes) -> None:
        end = self._length + len(letter)
        if end <= ROOM:
            self._bytes[self._length : end] = letter
            self._length = end
        self._say(TYPED if end <= ROOM else FULL)

    def _take_back(self) -> None:
        """Take back one letter, which is one byte or several."""
        while self._length:
            self._length -= 1
            last, self._bytes[self._length] = self._bytes[self._length], 0
            if last & _CONTINUES != _CONTINUATION:
                break
        self._say(TYPED if self._length else "")

    def _say(self, text: str) -> None:
        if text != self._said:
            self._said = text
            self.refresh()

    @override
    def render_line(self, y: int) -> Strip:
        room = max(0, self.size.width - 1)
        cursor = Segment(" ", self.rich_style + Style(reverse=self.has_focus))
        return Strip([Segment(fit(self._said, min(room, cell_len(self._said))), self.rich_style), cursor])
