"""The themes: one accent, one colour of alarm, and greys; and how soft words are drawn in each.

Every colour but those of "16-colour" is one of the 256 that xterm has, so that all looks the same over SSH, where no
terminal says that it has more. tests/journeys/test_contrast.py measures what is drawn.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme
from typing_extensions import override

if TYPE_CHECKING:
    from rich.color import Color as RichColor


def _theme(  # noqa: PLR0913  (the palette of a theme, each colour by its name)
    name: str, *, paper: str, panel: str, ink: str, line: str, soft: str, accent: str, alarm: str, cursor: str, on: str
) -> Theme:
    """Make a theme of few colours: everything that Textual's widgets draw comes from these."""
    texts = {"text": ink, "text-muted": soft, "text-disabled": soft, "foreground-muted": soft}
    accents = dict.fromkeys(("text-primary", "text-secondary", "text-accent", "text-success"), accent)
    cursors = {
        "block-cursor-background": cursor,
        "block-cursor-foreground": on,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": panel,
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-text-style": "bold",
        "input-cursor-background": ink,
        "input-cursor-foreground": paper,
        "input-cursor-text-style": "none",
        "input-selection-background": cursor,
        "input-selection-foreground": on,
        "selection-text-style": "none",
    }
    lines = {"border": accent, "border-blurred": line, "heading": accent}
    alarms = {"text-warning": alarm, "text-error": alarm}
    return Theme(
        name,
        primary=accent,
        warning=alarm,
        error=alarm,
        accent=accent,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=panel,
        boost=panel,
        dark=Color.parse(paper).brightness < 0.5,  # noqa: PLR2004  (nearer to black than to white)
        variables=texts | accents | cursors | lines | alarms,
    )


_ACCENT, _ALARM, _PLAIN = "ansi_magenta", "ansi_red", "ansi_default"
"""Of the 16 colours, whatever they are here, these two are seen on black and on white."""

_OF_NO_COLOUR = (
    *("text", "text-muted", "text-disabled", "foreground-muted", "border-blurred", "surface", "panel", "boost"),
    *("block-cursor-background", "block-cursor-foreground"),
    *("block-cursor-blurred-background", "block-cursor-blurred-foreground"),
    *("input-cursor-background", "input-cursor-foreground"),
    *("input-selection-background", "input-selection-foreground"),
    *("ansi-background", "ansi-foreground", "heading"),
)

_SIXTEEN = Theme(
    "16-colour",
    ansi=True,
    primary=_ACCENT,
    warning=_ALARM,
    error=_ALARM,
    accent=_ACCENT,
    foreground=_PLAIN,
    background=_PLAIN,
    surface=_PLAIN,
    panel=_PLAIN,
    boost=_PLAIN,
    variables={
        **dict.fromkeys(_OF_NO_COLOUR, _PLAIN),
        "block-cursor-text-style": "bold reverse",
        "block-cursor-blurred-text-style": "bold underline",
        "input-cursor-text-style": "reverse",
        "selection-text-style": "reverse",
        "border": _ACCENT,
    },
)

THEMES = (
    _theme(
        "dark",
        paper="#1c1c1c",
        panel="#303030",
        ink="#dadada",
        line="#8a8a8a",
        soft="#a8a8a8",
        accent="#87afd7",
        alarm="#ffaf5f",
        cursor="#005f87",
        on="#ffffff",
    ),
    _theme(
        "light",
        paper="#eeeeee",
        panel="#dadada",
        ink="#262626",
        line="#626262",
        soft="#585858",
        accent="#005f87",
        alarm="#af0000",
        cursor="#005f87",
        on="#ffffff",
    ),
    _theme(
        "high-contrast",
        paper="#000000",
        panel="#262626",
        ink="#ffffff",
        line="#ffffff",
        soft="#ffffff",
        accent="#87d7ff",
        alarm="#ffd75f",
        cursor="#ffff00",
        on="#000000",
    ),
    _SIXTEEN,
)

SOFTNESS = {"dark": 0.75, "light": 0.75, "high-contrast": 1.0}
"""How much of the ink is left in soft words, 1 being all. Sixteen colours have no half tones: the terminal dims."""


class Softened(LineFilter):
    """Draws what is dim in a colour between ink and paper: terminals dim as they like, some past reading."""

    def __init__(self, softness: float) -> None:
        super().__init__()
        self._softness = softness

    @override
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(text, _soft(style, self._softness) if style and style.dim else style, control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _soft(style: Style, softness: float) -> Style:
    ink, paper = _rgb(style.color), _rgb(style.bgcolor)
    mixed = paper and ink and paper.blend(ink, softness)
    return style + Style(dim=False, color=mixed.rich_color if mixed else None)


def _rgb(color: RichColor | None) -> Color | None:
    return Color(*color.triplet) if color and color.triplet else None
