"""One of several words, chosen by keys: left and right, up and down, or its first letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from screens.text import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

_STEPS = {"left": -1, "up": -1, "h": -1, "k": -1, "right": 1, "down": 1, "l": 1, "j": 1, "space": 1}


class Choice(Widget, can_focus=True):
    """Shows its options in one line if they fit, else below each other; the chosen one has a pointer and weight."""

    DEFAULT_CSS = """
    Choice { height: auto; text-style: dim; }
    Choice:focus { text-style: none; }
    """
    value: reactive[str] = reactive("")

    class Changed(Message):
        """Another option was chosen."""

    def __init__(self, options: Sequence[str], value: str, *, pointer: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._options, self._pointer, self._typed = list(options), pointer, ""
        self.set_reactive(Choice.value, value if value in options else self._options[0])

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 if self._fits(width) else len(self._options)

    @override
    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if self._fits(width):
            return Strip([self._segment(option) for option in self._options]).adjust_cell_length(width, self.rich_style)
        option = self._options[y : y + 1]
        text = self._segment(fit(option[0], width - 2) if option else "", option[0] if option else None)
        return Strip([text]).adjust_cell_length(width, self.rich_style)

    def validate_value(self, value: str) -> str:
        """Stay where it is when told an option that is none any more, as a draft may know one."""
        return value if value in self._options else self.value

    def watch_value(self) -> None:
        """Say that another option was chosen."""
        self.post_message(self.Changed())

    def on_blur(self) -> None:
        """Forget what was typed: coming back, one begins anew."""
        self._typed = ""

    def on_key(self, event: events.Key) -> None:
        """Choose another option: by what it begins with, or else the next one in the direction of the key."""
        letter = (event.character or "").casefold() if event.is_printable else ""
        found = self._beginning_with(letter) if letter.strip() else None
        if found:
            self.value = found
        elif event.key in _STEPS:
            self._typed = ""
            place = self._options.index(self.value) + _STEPS[event.key]
            self.value = self._options[max(0, min(place, len(self._options) - 1))]
        if found or letter or event.key in _STEPS:
            event.stop()

    @override
    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key in _STEPS or bool(character and character.isprintable())

    def _beginning_with(self, letter: str) -> str | None:
        """Find the option that begins with the letters typed so far, or else the next one with the last of them."""
        place = self._options.index(self.value)
        tries = (self._typed + letter, self._options[place:] + self._options[:place])
        again = (letter, self._options[place + 1 :] + self._options[: place + 1])
        for typed, options in (tries, again):
            found = next((option for option in options if option.casefold().startswith(typed)), None)
            if found:
                self._typed = typed
                return found
        return None

    def _fits(self, width: int) -> bool:
        return sum(cell_len(option) + 2 for option in self._options) <= width

    def _segment(self, text: str, option: str | None = None) -> Segment:
        chosen = (option or text) == self.value
        style = self.rich_style + Style(bold=True, dim=False, reverse=self.has_focus) if chosen else self.rich_style
        return Segment(f"{self._pointer if chosen else ' '}{text} ", style)
