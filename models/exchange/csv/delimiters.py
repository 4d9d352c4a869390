"""Which character parts the cells of a CSV file, told by its first lines."""

import csv
import re
from collections import Counter
from collections.abc import Callable

_DELIMITERS = ",;\t|^"
_SAID = re.compile(r'"?sep=([^"\r\n])"?\s*', re.IGNORECASE)


def said(line: str) -> str:
    """Return the delimiter that Excel names in a first line `sep=;`, or ""."""
    found = _SAID.fullmatch(line)
    return found[1] if found else ""


def found(lines: list[str], telling: Callable[[list[str]], int]) -> str:
    """Return the delimiter that shows most column names that are `telling`, else the most rows of one width."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(lines, delimiter, telling))


def _fit(lines: list[str], delimiter: str, telling: Callable[[list[str]], int]) -> tuple[int, int, int]:
    rows: list[list[str]] = []
    try:
        rows += csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return (0, 0, 0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, alike = widths.most_common(1)[0] if widths else (1, 0)
    return max(map(telling, rows), default=0), alike, width
