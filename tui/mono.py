"""No colour at all, for NO_COLOR and for terminals that have none: weight, underline and reverse video stay."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from typing_extensions import override


class Monochrome(LineFilter):
    """Drops every colour. Use it instead of Textual's own filters, which turn colours grey and dim into a colour."""

    @override
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text, style and _without_colour(style), control) for text, style, control in segments]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    return style.without_color
