"""What a terminal can show, and what is drawn there of the look that was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.glyphs import ASCII, UNICODE, Glyphs
from screens.text import SafeText
from tui.ascii import AsciiLetters, AsciiSigns
from tui.mono import Monochrome
from tui.themes import SOFTNESS, Softened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.filter import LineFilter

FEW = 16
MANY = 256
_MANY_BY_NAME = ("-256color", "-kitty")
_WITHOUT_SIGNS = frozenset({"linux"})
"""Terminals whose font has no round corners and few of our signs, whatever the locale: the console of Linux."""


@dataclass(frozen=True)
class Terminal:
    """One terminal: how many colours it has (0: none), whether it is told UTF-8, whether its font has our signs."""

    colours: int = MANY
    is_utf8: bool = True
    has_signs: bool = True

    def theme(self, chosen: str) -> str:
        """Return the theme that is drawn: without enough colours for the one chosen, that of the 16."""
        return chosen if self.colours >= MANY else "16-colour"

    def glyphs(self, chosen: str) -> Glyphs:
        """Return the signs that are drawn."""
        usual = UNICODE if self.is_utf8 and self.has_signs else ASCII
        return {"unicode": UNICODE, "ascii": ASCII}.get(chosen, usual)

    def filters(self, theme: str, glyphs: Glyphs) -> list[LineFilter]:
        """Return what every drawn line goes through."""
        softness = SOFTNESS.get(self.theme(theme))
        soft: list[LineFilter] = [Softened(softness)] if softness else []
        signs: list[LineFilter] = [AsciiSigns()] if glyphs is ASCII else []
        letters: list[LineFilter] = [AsciiLetters()] if signs and not self.is_utf8 else []
        return [SafeText(), *(soft if self.colours else [Monochrome()]), *signs, *letters]


TERMINAL = Terminal()
"""One that can show everything."""


def terminal(environ: Mapping[str, str]) -> Terminal:
    """Say what the terminal of this environment can show."""
    term = environ.get("TERM", "").strip().lower()
    is_utf8 = _is_utf8(environ)
    return Terminal(
        colours=0 if environ.get("NO_COLOR") else _colours(term, environ.get("COLORTERM", "").strip().lower()),
        is_utf8=is_utf8,
        has_signs=term not in _WITHOUT_SIGNS,
    )


def _colours(term: str, colorterm: str) -> int:
    """Count colours as Rich does, which writes them: it would make 16 of any others where it knows of no more."""
    return MANY if colorterm in {"truecolor", "24bit"} or term.endswith(_MANY_BY_NAME) else FEW


def _is_utf8(environ: Mapping[str, str]) -> bool:
    """Tell whether the locale says UTF-8, in the order in which POSIX reads its variables, or nobody named one."""
    named = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "UTF-8")
    return "utf8" in named.lower().replace("-", "")
