"""Days as spreadsheets write them, such as 3/22/1980: read when something tells the day from the month."""

import re
from collections.abc import Iterable

from models.rules.vcard_value import is_day, iso_birthday

_SLASHED = re.compile(r"\s*(\d{1,4})[/-](\d{1,2})[/-](\d{1,4})(?:[T ,].*)?\s*", re.ASCII | re.DOTALL)
_NO_DATE = {"0/0/00", "0/0/0000", "00/00/0000", "0000-00-00", "00/00/00", "0.0.00", "0.0.0000", "00.00.0000"}
_MONTHS = 12
_YEAR_DIGITS = 4

UNCLEAR = "not clear: map its column to birthday:day-first or birthday:month-first"
NO_CENTURY = "not clear: which century?"
STANDS_FOR_NONE = "what programs write when they know no date"
_NONE = {"1900-01-01", "4501-01-01", "1899-12-30"}


def days_first(cells: Iterable[str]) -> bool | None:
    """Tell whether these dates have the day before the month; None when nothing tells, or they contradict."""
    found = [match.groups() for cell in cells if (match := _SLASHED.fullmatch(cell)) and len(match[1]) < _YEAR_DIGITS]
    days = any(int(first) > _MONTHS for first, _, _ in found)
    months = any(int(second) > _MONTHS for _, second, _ in found)
    return days if days != months else None


def read(text: str, *, day_first: bool | None) -> tuple[str, str]:
    """Return the day as YYYY-MM-DD, or as it was written, and why it cannot be taken, or "".

    What has another form stays as it was written, and so does a day that there is not: the rules tell why.
    """
    if text.strip() in _NO_DATE:
        return "", ""
    found = _SLASHED.fullmatch(text)
    if not found:
        return iso_birthday(text), ""
    day, why = _ordered(found[1], found[2], found[3], day_first=day_first)
    if day in _NONE:
        return "", STANDS_FOR_NONE
    return (text, "") if day and not is_day(day) else (day, why)


def _ordered(first: str, second: str, third: str, *, day_first: bool | None) -> tuple[str, str]:
    if len(first) == _YEAR_DIGITS:
        return f"{first}-{second:0>2}-{third:0>2}", ""
    if len(third) != _YEAR_DIGITS:
        return "", NO_CENTURY
    if int(first) > _MONTHS or first == second:
        day_first = True
    elif int(second) > _MONTHS:
        day_first = False
    if day_first is None:
        return "", UNCLEAR
    day, month = (first, second) if day_first else (second, first)
    return f"{third}-{month:0>2}-{day:0>2}", ""
