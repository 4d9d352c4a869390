"""One of several words, chosen by keys: left and right, up and down, or its first letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from screens.text import fit

if TYPE_CHECKING:
    from textual.geometry import Size
    from collections.abc import Sequence

    from textual import events

_STEPS = {"left": -1, "up": -1, "h": -1, "k": -1, "right": 1, "down": 1, "l": 1, "j": 1, "space": 1}


class Choice(Widget, can_focus=True):
    """Shows its options in one line if they fit, else below each other; the chosen one has a pointer and weight."""

    DEFAULT_CSS = """
    Choice { height: auto; text-style: dim; }
    Choice:focus { text-style: none; }
    """
    value: reactive[str] = reactive("")

    def __init__(self, options: Sequence[str], value: str, *, pointer: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._options, self._pointer = list(options), pointer
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

    def on_key(self, event: events.Key) -> None:
        """Choose another option."""
        step = _STEPS.get(event.key, 0)
        if not step and event.character and event.is_printable:
            self._choose_by_letter(event.character.casefold())
            event.stop()
        elif step:
            place = self._options.index(self.value) + step
            self.value = self._options[max(0, min(place, len(self._options) - 1))]
            event.stop()

    @override
    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key in _STEPS or bool(character and character.isalpha())

    def _choose_by_letter(self, letter: str) -> None:
        """Go to the next option that begins with the letter, from the chosen one on and round."""
        place = self._options.index(self.value) + 1
        ahead = self._options[place:] + self._options[:place]
        self.value = next((option for option in ahead if option.casefold().startswith(letter)), self.value)

    def _fits(self, width: int) -> bool:
        return sum(cell_len(option) + 2 for option in self._options) <= width

    def _segment(self, text: str, option: str | None = None) -> Segment:
        chosen = (option or text) == self.value
        style = self.rich_style + Style(bold=True, dim=False, reverse=self.has_focus) if chosen else self.rich_style
        return Segment(f"{self._pointer if chosen else ' '}{text} ", style)
