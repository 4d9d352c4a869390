"""How many cells a text takes, as Textual reckons, and where terminals may reckon otherwise."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import split_graphemes

if TYPE_CHECKING:
    from collections.abc import Sequence

TAIL = ""
"""What stands in the second cell of a wide character."""

IS_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2500-\u25fc]*"
).fullmatch
"""Tells of a text that every character in it takes one cell, whoever reckons."""

_SETTLED = "LNP"
"""Letters, numbers and marks of punctuation have the width that Unicode gave them; emoji change theirs."""
_CELLS = {"W": 2, "F": 2, "N": 1, "Na": 1, "H": 1}


@lru_cache(4096)
def spread(text: str) -> tuple[str, Sequence[str]]:
    """Return what combines with the cell before a text, and what stands in each cell of the text itself."""
    if IS_NARROW(text):
        return "", text
    parts = [(text[start:end], width) for start, end, width in split_graphemes(text)[0]]
    marks = "".join(part for part, width in parts if not width)
    return marks, [cell for part, width in parts for cell in (part, TAIL)[:width]]


@lru_cache(4096)
def is_doubtful(text: str, width: int) -> bool:
    """Tell whether a terminal may give a cluster another width."""
    if IS_NARROW(text):
        return False
    if len(text) > 1 or unicodedata.category(text)[0] not in _SETTLED:
        return True
    return _CELLS.get(unicodedata.east_asian_width(text)) != width
