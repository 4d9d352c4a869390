"""Days as people write them: names of months and weekdays, written dates, and counting ahead by calendar units."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.refusals import Refused
from models.rules.text import quoted

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

WEEKDAY_OF = {form: at for at, day in enumerate(WEEKDAYS) for form in (day.lower(), day[:3].lower())}
WEEKDAY_OF |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
MONTH_OF = {
    form: at
    for at, month in enumerate(MONTHS, start=1)
    for form in (month.lower(), month[:3].lower(), str(at), f"{at:02}")
}
MONTH_OF |= {"sept": 9}

UNIT_OF = {
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("m", "mo", "month", "months"), "m"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "y"),
}
"""The calendar units, by every word for them: d, w, m (months) and y."""

_DAY = r"(?P<day>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{4})"
_NUMBERED = rf"{_DAY}(?:st|nd|rd|th)?"
_WRITTEN = (
    rf"{_YEAR}-(?P<month>[0-9]{{1,2}})-{_DAY}",
    rf"{_DAY}\.(?P<month>[0-9]{{1,2}})\.{_YEAR}",
    rf"{_NUMBERED} (?:of )?(?P<month>[a-z]+)(?: {_YEAR})?",
    rf"(?P<month>[a-z]+) {_NUMBERED}(?: {_YEAR})?",
)
_LEAP_YEAR = 2000


class Unreadable(Refused):
    """One or two clear sentences: what could not be read, and what can be typed instead."""


class Written(NamedTuple):
    """A date as written: the year may be missing, and the day need not exist."""

    year: int | None
    month: int
    day: int


def dated(on: date, today: date) -> str:
    """Name a day by its date: "5 Dec"; the year is said where it is not the current one."""
    return f"{on.day} {month(on)}" if on.year == today.year else f"{on.day} {month(on)} {on.year}"


def month(on: date) -> str:
    """Name the month in three letters, in English whatever the locale, as strftime would not be."""
    return MONTHS[on.month - 1][:3]


def weekday(on: date) -> str:
    """Name the weekday in three letters."""
    return WEEKDAYS[on.weekday()][:3]


def plain(text: str) -> str:
    """Typed text made ready for matching: lower case, commas and runs of white space as one space."""
    return " ".join(text.replace(",", " ").casefold().split())


def written(phrase: str) -> Written | None:
    """Read a written date from plain text: 2026-12-05, 5.12.2026, 5 dec, dec 5th 2026; None for anything else."""
    for form in _WRITTEN:
        match = re.fullmatch(form, phrase)
        if match and match["month"] in MONTH_OF:
            return Written(int(match["year"]) if match["year"] else None, MONTH_OF[match["month"]], int(match["day"]))
    return None


def refusal(text: str, hint: str) -> Unreadable:
    """Make the sentence for text that is no date at all."""
    return Unreadable(f"{quoted(text)} is not a date I can read. {hint}")


def existing(on: Written, hint: str) -> date:
    """Return the day that was written, in a leap year when no year was. Raises Unreadable when there is none."""
    try:
        return date(_LEAP_YEAR if on.year is None else on.year, on.month, on.day)
    except ValueError:
        year = "" if on.year is None else f" {on.year:04}"
        raise Unreadable(f"There is no {on.day} {MONTHS[on.month - 1]}{year}. {hint}") from None


def ahead(on: date, count: int, unit: str) -> date:
    """Count from a day by d, w, m or y; months and years are the calendar's, clamped at the end of a month.

    A negative count goes back. Raises OverflowError outside the years 1 to 9999.
    """
    if unit in "dw":
        return on + timedelta(days=count * (7 if unit == "w" else 1))
    year, month = divmod(on.year * 12 + on.month - 1 + count * (12 if unit == "y" else 1), 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"year {year} is out of range")
    return date(year, month + 1, min(on.day, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    """How many days a month has; December is answered apart, as nothing follows December 9999."""
    return 31 if month == len(MONTHS) else (date(year, month + 1, 1) - timedelta(days=1)).day
