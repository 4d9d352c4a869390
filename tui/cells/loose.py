"""The parts of a line where a terminal may reckon widths otherwise: drawn whole, and what comes after them is anchored.

A part begins with a character of doubtful width and ends where the next column of text begins: after two blanks or
pieces of a rule, or at a border. Inside it nothing is anchored, else the marks of Indic names would be drawn over
where they take a cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.cells.widths import TAIL, is_doubtful

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BLANK = " "
WIDEST = 2
"""The most cells that a terminal gives a character."""

FILLERS = {BLANK, "─"}
GAP = 2
"""So many fillers are between columns of text, and take up what a name is longer than reckoned."""


class LoosePart(NamedTuple):
    """From its first cell to the one after its last, and how far a terminal may draw it."""

    start: int
    end: int
    reach: int


def loose_parts(texts: Sequence[str | None]) -> Iterator[LoosePart]:
    """Yield the loose parts of a line, given as what stands in each cell."""
    end = 0
    for x, text in enumerate(texts):
        if x >= end and text and not text.isascii() and is_doubtful(text, width(texts, x)):
            end = _end(texts, x)
            more = sum(WIDEST * len(each) for each in texts[x:end] if each and not each.isascii())
            yield LoosePart(x, end, end + more)


def width(texts: Sequence[str | None], x: int) -> int:
    """Return how many cells the character takes that begins in this one, as Textual reckons."""
    return WIDEST if texts[x + 1 : x + 2] == [TAIL] else 1


def _end(texts: Sequence[str | None], start: int) -> int:
    fillers = 0
    for x in range(start + 1, len(texts)):
        text = texts[x]
        if text in FILLERS:
            fillers += 1
        elif text is None or _is_border(text) or fillers >= GAP:
            return x
        else:
            fillers = 0
    return len(texts)


def _is_border(text: str) -> bool:
    return text == "|" or "\u2500" < text <= "\u257f"
