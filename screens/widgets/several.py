"""Any number of several words, ticked by keys: left and right, up and down go through them, space ticks one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.containers import VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from screens.text import both_ends, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

_STEPS = {"left": -1, "up": -1, "h": -1, "k": -1, "right": 1, "down": 1, "l": 1, "j": 1}
BOX, GAP = 4, 2
"""Cells of a box with the blank behind it, and between two words."""


class Several(Widget, can_focus=True):
    """Shows its options in one line if they fit, else below each other; its value has those that are ticked, by line.

    The one that space would tick stands reversed while it has the focus.
    """

    DEFAULT_CSS = """
    Several { height: auto; text-style: dim; }
    Several:focus { text-style: none; }
    """
    value: reactive[str] = reactive("")
    place: reactive[int] = reactive(0)

    class Changed(Message):
        """Another option is ticked, or one is not any more."""

    def __init__(self, options: Sequence[str], value: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._options = list(options)
        self.set_reactive(Several.value, self.validate_value(value))

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 if self._fits(width) else len(self._options)

    @override
    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if self._fits(width):
            pieces = [piece for place in range(len(self._options)) for piece in self._pieces(place, "")]
            return Strip(pieces).adjust_cell_length(width, self.rich_style)
        pieces = self._pieces(y, both_ends(self._options[y], width - BOX)) if y < len(self._options) else []
        return Strip(pieces).adjust_cell_length(width, self.rich_style)

    def validate_value(self, value: str) -> str:
        """Leave out what is no option any more, as a draft may know one."""
        ticked = set(value.split("\n"))
        return "\n".join(option for option in self._options if option in ticked)

    def watch_value(self) -> None:
        """Tell the form."""
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        """Go to another option, or tick this one."""
        if event.key in _STEPS:
            self.place = max(0, min(self.place + _STEPS[event.key], len(self._options) - 1))
            self._keep_in_sight()
            event.stop()
        elif event.key == "space":
            ticked = set(self.value.split("\n")) ^ set(self._options[self.place : self.place + 1])
            self.value = "\n".join(ticked)
            self._keep_in_sight()
            event.stop()

    def _keep_in_sight(self) -> None:
        """Scroll what is around it to the option one is at, once what is said below has its room."""
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        panel = next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)
        if panel is not None and not self._fits(self.size.width):
            here, window = self.region.y + self.place, panel.content_region
            beyond = max(0, here - window.bottom + 1) or min(0, here - window.y)
            panel.scroll_relative(y=beyond, animate=False, immediate=True)

    @override
    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key in _STEPS or key == "space"

    def _fits(self, width: int) -> bool:
        return sum(BOX + cell_len(option) + GAP for option in self._options) <= width

    def _pieces(self, place: int, cut: str) -> list[Segment]:
        option = self._options[place]
        is_ticked, is_here = option in self.value.split("\n"), self.has_focus and place == self.place
        style = self.rich_style + Style(bold=is_ticked or None, reverse=is_here or None)
        text = cut or fit(option, cell_len(option))
        return [Segment(f"[{'x' if is_ticked else ' '}] {text}", style), Segment(" " * GAP, self.rich_style)]
