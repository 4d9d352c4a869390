"""Reading a day as it is typed: today, fri, next week, in 3 weeks, 5 dec."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from models.rules import days
from models.rules.days import Unreadable
from models.rules.text import quoted

HINT = "Try 2026-12-24, fri 10am, tomorrow, in 3 weeks or 90 days ago."

_NEAR = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "the day after tomorrow": 2}
_NEAR |= {phrase.removeprefix("the "): ahead for phrase, ahead in _NEAR.items()}

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT_OF = {"a": 1, "an": 1} | {word: count for count, word in enumerate(_COUNTS, start=1)}
_SPAN = rf"(?P<count>[0-9]{{1,9}}|(?:{'|'.join(_COUNT_OF)})(?= )) ?(?P<unit>[a-z]+)"

_LEAP_GAP = 9  # years to look through: 29 February 2096 is followed by that of 2104


class Span(NamedTuple):
    """A length of time from now: `by` so many units, fewer than none for the past."""

    by: int
    unit: str
    bare: bool
    """Typed without in or ago."""


def day(phrase: str, today: date) -> date | None:
    """Read plain text as a day; None when it is something else.

    Raises Unreadable for what looks like a day but is not one, or could be two; OverflowError beyond the year 9999.
    """
    on = phrase.removeprefix("on ")
    readers = _READERS if on == phrase else _AFTER_ON
    return next(filter(None, (reader(on, today) for reader in readers)), None)


def span(phrase: str) -> Span | None:
    """Read 3 weeks, in a week, 90 days ago; the unit is any word."""
    back = phrase.endswith(" ago")
    core = phrase.removesuffix(" ago") if back else phrase.removeprefix("in ")
    match = re.fullmatch(_SPAN, core)
    if not match:
        return None
    count = _COUNT_OF.get(match["count"]) or int(match["count"])
    return Span(-count if back else count, match["unit"], bare=core == phrase)


def written(phrase: str, today: date) -> date | None:
    """Read a written date; without a year it is the next such day, today included."""
    found = days.written(phrase)
    if found is None:
        return None
    on = days.existing(found, HINT)
    if found.year is not None:
        return on
    years = range(today.year, today.year + _LEAP_GAP)
    candidates = (days.ahead(on, year - on.year, "y") for year in years)
    return next(each for each in candidates if each >= today and each.day == on.day)


def _near(phrase: str, today: date) -> date | None:
    ahead = _NEAR.get(phrase)
    return None if ahead is None else today + timedelta(days=ahead)


def _weekday(phrase: str, today: date) -> date | None:
    """Read fri, next fri and last fri: 1 to 7 days from today."""
    which, _, word = phrase.rpartition(" ")
    if word not in days.WEEKDAY_OF or which not in {"", "next", "last"}:
        return None
    apart = days.WEEKDAY_OF[word] - today.weekday()
    return today + timedelta(days=(apart % -7 or -7) if which == "last" else (apart % 7 or 7))


def _start(phrase: str, today: date) -> date | None:
    """Read next week, next month and next year as the day each begins; a week begins on Monday."""
    this = {
        "next week": today - timedelta(days=today.weekday()),
        "next month": today.replace(day=1),
        "next year": today.replace(month=1, day=1),
    }
    return days.ahead(this[phrase], 1, days.UNIT_OF[phrase.removeprefix("next ")]) if phrase in this else None


def _spanned(phrase: str, today: date) -> date | None:
    found = span(phrase)
    if found is None or found.unit not in days.UNIT_OF:
        return None
    if found.unit == "m" and not found.bare:
        raise Unreadable(f"{quoted(phrase)} can be minutes or months. Type min or mo instead of m.")
    return days.ahead(today, found.by, days.UNIT_OF[found.unit])


def _weekday_written(phrase: str, today: date) -> date | None:
    """Read fri 27 nov, which is how a date is said back; the two must agree."""
    weekday, _, rest = phrase.partition(" ")
    on = written(rest, today) if weekday in days.WEEKDAY_OF else None
    if on and on.weekday() != days.WEEKDAY_OF[weekday]:
        raise Unreadable(f"{on.day} {days.MONTHS[on.month - 1]} {on.year} is a {days.WEEKDAYS[on.weekday()]}. {HINT}")
    return on


def _slashed(phrase: str, today: date) -> None:
    """Refuse 3/4/2026, which is April to some and March to others, with two ways to type it."""
    match = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?", phrase)
    if not match:
        return
    day, month = match.group(1, 2) if match[2] in days.MONTH_OF else match.group(2, 1)
    on = written(f"{day} {_month(month)} {match[3] or ''}".rstrip(), today)
    if on:
        raise Unreadable(
            f"{quoted(phrase)} is not the same day everywhere. Type {on.isoformat()} or {on.day} {_month(month)}."
        )


def _month(number: str) -> str:
    """Return the short name of a month by its number, or "" for a number that no month has."""
    at = days.MONTH_OF.get(number)
    return days.MONTHS[at - 1][:3].lower() if at else ""


_AFTER_ON = (_weekday, written, _weekday_written, _slashed)
_READERS = (_near, _start, _spanned, *_AFTER_ON)
