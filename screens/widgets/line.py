"""One line of the frame: text at the left, text at the right, repainted only where it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from screens.text import fit, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

Pieces = tuple[tuple[str, str], ...]
"""Texts, each with the name of its style: "", "strong", "soft" or "alarm"."""


class Line(Widget):
    """A line of the frame. User text in it is cleaned; what does not fit goes: the right part, then the left's end."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--strong", "line--soft", "line--alarm"}
    DEFAULT_CSS = """
    Line {
        height: 1;
        & > .line--strong { text-style: bold; }
        & > .line--soft { text-style: dim; }
        & > .line--alarm { text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._left: Pieces = ()
        self._right = ""

    def show(self, left: Sequence[tuple[str, str]] | None = None, right: str | None = None) -> None:
        """Show these; None leaves a side as it is."""
        was_whole = self._is_whole
        if right is not None and right != self._right:
            width = max(cell_len(right), cell_len(self._right))
            self._right = right
            self.refresh(Region(max(0, self.size.width - width), 0, width, 1))
        if left is not None and tuple(left) != self._left:
            self._left = tuple(left)
            self.refresh(Region(0, 0, max(1, self.size.width - cell_len(self._right)), 1))
        if not (was_whole and self._is_whole):
            self.refresh()

    @property
    def _is_whole(self) -> bool:
        """Whether both sides fit."""
        return cell_len(one_line(self.text)) + cell_len(one_line(self._right)) <= self.size.width

    @property
    def text(self) -> str:
        """What the line says, for tests."""
        return "".join(text for text, _ in self._left)

    @override
    def render_line(self, y: int) -> Strip:
        right = one_line(self._right) if self._is_whole else ""
        space = max(0, self.size.width - cell_len(right))
        segments = [Segment(one_line(text), self._style(name)) for text, name in self._left]
        left = Strip(segments)
        if left.cell_length > space:
            left = Strip([Segment(fit(left.text, space), self._style(""))])
        left = left.adjust_cell_length(space, self.rich_style)
        whole = Strip([*left, Segment(right, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)
        return whole.simplify()

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"line--{name}") if name else self.rich_style
