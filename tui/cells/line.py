"""One line of cells: what is wanted in each, what the terminal shows there, and the strokes that make them the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import sgr
from tui.cells.widths import TAIL, is_doubtful

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BLANK = " "

WIDE = 2
"""The most cells that a terminal gives a character."""

WIPE = BLANK * WIDE + "\b" * WIDE
"""Goes before a character that a terminal may draw in one cell only, and leave the other as it was."""

NEAR = 4
"""To jump over so many cells costs as much as to draw them again."""


class Stroke:
    """Text to draw from a cell on, in one look; `end` is the cell after it, None where terminals may disagree."""

    def __init__(self, x: int, look: str) -> None:
        self.x, self.look = x, look
        self.text = ""
        self.end: int | None = None


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
        strokes = [Stroke(0, sgr.PLAIN)]
        for x, text in self._stale():
            look, last = self.looks[x], strokes[-1]
            if last.end != x:
                self._bridge(last, x)
            if last.end != x or not _is_same(text, look, last.look):
                last = Stroke(x, look)
                strokes.append(last)
            drawn, last.end = (text, x + 1) if text.isascii() else self._drawn(x, text)
            last.text += drawn
        self._shown, self._shown_looks = self.texts.copy(), self.looks.copy()
        return strokes[1:]

    def _stale(self) -> Iterator[tuple[int, str]]:
        """Yield the cells that do not show what is wanted. The second half of what is wide goes with the first."""
        if self.texts == self._shown and self.looks == self._shown_looks:
            return
        reach = 0
        cells = zip(self.texts, self._shown, self.looks, self._shown_looks, strict=True)
        for x, (text, shown, look, shown_look) in enumerate(cells):
            if text and (text != shown or x < reach or not _is_same(text, look, shown_look)):
                yield x, text
                if not text.isascii() and is_doubtful(text, self._width(x)):
                    reach = x + WIDE * len(text)  # a terminal may have drawn it over the cells after it

    def _bridge(self, stroke: Stroke, x: int) -> None:
        """Lead a stroke on over the few cells between it and this one, if they look like it."""
        if stroke.end is None or x - stroke.end > NEAR:
            return
        looks = self.looks[stroke.end : x]
        between = "".join(text or TAIL for text in self.texts[stroke.end : x])
        is_plain = between.isascii() and len(between) == len(looks)
        if is_plain and all(_is_same(text, look, stroke.look) for text, look in zip(between, looks, strict=True)):
            stroke.text, stroke.end = stroke.text + between, x

    def _drawn(self, x: int, text: str) -> tuple[str, int | None]:
        """Return what draws a cell, and the cell after it if that is sure."""
        width = self._width(x)
        if not is_doubtful(text, width):
            return text, x + width
        return WIPE + text if width == WIDE and x + width < self.width else text, None

    def _width(self, x: int) -> int:
        return WIDE if self.texts[x + 1 : x + 2] == [TAIL] else 1


def _is_same(text: str, look: str, other: str) -> bool:
    """Tell whether a text looks the same in both."""
    return look == other or (text == BLANK and sgr.on_blank(look) == sgr.on_blank(other))
