"""Draws in ASCII, cell for cell: our signs where they are not wanted, and names where they would not be read."""

import unicodedata
from functools import cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from typing_extensions import override

_PAIRS = {
    '"': "“”„«»",
    "'": "\u2018\u2019\u201a",
    "-": "\u2013\u2014\u2212·",
    ".": "…",
    "<": "←◂◀◄",
    ">": "→▸▶►",
    "=": "↔",
    "^": "↑▲▴",
    "v": "↓▼▾",
    "*": "●◆■•★✓✔",
    "o": "○◇□",
    "x": "\u00d7✗✘",
    "!": "‼⚠",
    "?": "\ufffd",
    " ": "\u00a0",
    "#": "".join(map(chr, range(0x2580, 0x25A0))),  # blocks
}


def _of_box(char: str) -> str:
    """Return what stands for a part of a border: a line, or a corner or crossing."""
    name = unicodedata.name(char)
    return "+" if " AND " in name else {"HORIZONTAL": "-", "VERTICAL": "|"}.get(name.split()[-1], "+")


SIGNS = str.maketrans(
    {sign: plain for plain, signs in _PAIRS.items() for sign in signs}
    | {char: _of_box(char) for char in map(chr, range(0x2500, 0x2580))}
)
"""What borders, marks and sentences are drawn with; each is one cell, and so is what stands for it."""


class AsciiSigns(LineFilter):
    """Draws every sign of ours in ASCII; names stay as they are."""

    @override
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text.translate(SIGNS), style, control) for text, style, control in segments]


class AsciiLetters(LineFilter):
    """Draws names in ASCII, too, for a terminal whose character set is not known: é is e, 山 is ??."""

    @override
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment("".join(map(_of_letter, text)), style, control) for text, style, control in segments]


@cache
def _of_letter(char: str) -> str:
    width = 1 if char.isascii() else cell_len(char)
    bare = "".join(filter(str.isascii, unicodedata.normalize("NFKD", char)))
    return bare if len(bare) == width else "?" * width
