"""One line of cells: what is wanted in each, what the terminal shows there, and the strokes that make them the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.cells import sgr
from tui.cells.loose import BLANK, loose_parts, width
from tui.cells.widths import TAIL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.cells.loose import LoosePart

NEAR = 4
"""To jump over so many cells costs as much as to draw them again."""


@dataclass
class Stroke:
    """Text to draw from a cell on, in one look; `end` is the cell after it, None where terminals may disagree."""

    x: int
    look: str
    text: str = ""
    end: int | None = None


class Line:
    """One line. A text of None is not known."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.texts: list[str | None] = [None] * width
        self.looks: list[str] = [sgr.PLAIN] * width
        self.forget()

    def forget(self) -> None:
        """Believe nothing about what the terminal shows."""
        self._shown: list[str | None] = [None] * self.width
        self._shown_looks = [sgr.PLAIN] * self.width
        self._shown_parts: list[LoosePart] = []

    def put(self, x: int, texts: Sequence[str], look: str) -> None:
        """Want these texts from this cell on. A wide character that loses a half becomes a blank."""
        end = x + len(texts)
        if self.texts[x] == TAIL:
            self.texts[x - 1] = BLANK
        if end < self.width and self.texts[end] == TAIL:
            self.texts[end] = BLANK
        self.texts[x:end] = texts
        self.looks[x:end] = [look] * len(texts)

    def combine(self, x: int, marks: str) -> bool:
        """Add marks to what stands before this cell, if that is known."""
        head = x - 2 if x > 1 and self.texts[x - 1] == TAIL else x - 1
        before = self.texts[head] if x else None
        if before:
            self.texts[head] = before + marks
        return bool(before)

    def strokes(self) -> list[Stroke]:
        """Return what is to be drawn, from left to right; from now on that counts as shown."""
        if self.texts == self._shown and self.looks == self._shown_looks:
            return []
        strokes = [Stroke(0, sgr.PLAIN)]
        parts = list(loose_parts(self.texts))
        starts = {part.start: part for part in parts}
        ends = {part.end for part in parts} | {self.width}
        for x in self._stale(sorted({*parts, *self._shown_parts})):
            self._draw(x, strokes, starts.get(x))
            if strokes[-1].end in ends:
                strokes[-1].end = None
        self._shown, self._shown_looks, self._shown_parts = self.texts.copy(), self.looks.copy(), parts
        return strokes[1:]

    def _stale(self, parts: list[LoosePart]) -> list[int]:
        """Return the cells to draw: those that show something else than is wanted, and what has to go with them."""
        cells = zip(self.texts, self._shown, self.looks, self._shown_looks, strict=True)
        stale = [
            x
            for x, (text, shown, look, shown_look) in enumerate(cells)
            if text and (text != shown or not _is_same(text, look, shown_look))
        ]
        for part in parts:
            if any(part.start <= x < part.end for x in stale):
                drawn_over = range(part.start, min(part.reach, self.width))
                stale = sorted({*stale, *(x for x in drawn_over if self.texts[x])})
        return stale

    def _draw(self, x: int, strokes: list[Stroke], part: LoosePart | None) -> None:
        """Add a cell to the last stroke, or to a new one if it is elsewhere or looks otherwise."""
        text, look = self.texts[x] or BLANK, self.looks[x]
        self._bridge(strokes[-1], x)
        if part:  # wiped first, as it may be drawn in fewer cells
            strokes.append(Stroke(x, look, BLANK * (part.end - x)))
        if strokes[-1].end != x or not _is_same(text, look, strokes[-1].look):
            strokes.append(Stroke(x, look))
        strokes[-1].text += text
        strokes[-1].end = x + 1 if text.isascii() else x + width(self.texts, x)

    def _bridge(self, stroke: Stroke, x: int) -> None:
        """Lead a stroke on over the few cells between it and this one, if they look like it."""
        if stroke.end is None or not 0 < x - stroke.end <= NEAR:
            return
        looks = self.looks[stroke.end : x]
        between = "".join(text or TAIL for text in self.texts[stroke.end : x])
        is_plain = between.isascii() and len(between) == len(looks)
        if is_plain and all(_is_same(text, look, stroke.look) for text, look in zip(between, looks, strict=True)):
            stroke.text, stroke.end = stroke.text + between, x


def _is_same(text: str, look: str, other: str) -> bool:
    """Tell whether a text looks the same in both."""
    return look == other or (text == BLANK and sgr.on_blank(look) == sgr.on_blank(other))
