"""Birthdays: YYYY-MM-DD, or --MM-DD when the year is not known, as vCard 4 writes it (RFC 6350, 4.3.1)."""

import re
from datetime import date

from models.rules import days
from models.rules.days import Written

_YEARS = range(1800, 2201)
_HINT = "Try 1980-03-22, 22 mar 1980 or 22 mar."
_PACKED = r"(?P<year>[0-9]{4}|--)(?P<month>[0-9]{2})-?(?P<day>[0-9]{2})"


def read(text: str) -> str:
    """Read a birthday into its normal form, from any written date, 19800322, --0322 or --03-22.

    Raises Unreadable, also for a day that does not exist; 29 February does.
    """
    phrase = days.plain(text)
    found = _packed(phrase) or days.written(phrase)
    if found is None or (found.year is not None and found.year not in _YEARS):
        raise days.refusal(text, _HINT)
    on = days.existing(found, _HINT)
    return f"--{on:%m-%d}" if found.year is None else on.isoformat()


def next_on(birthday: str, today: date) -> date:
    """Return the next day it is celebrated, today included; 29 February falls on the 28th in other years."""
    _, month, day = _parts(birthday)
    this_year, next_year = (
        days.ahead(date(2000, month, day), year - 2000, "y") for year in (today.year, today.year + 1)
    )
    return this_year if this_year >= today else next_year


def words(birthday: str) -> str:
    """Say a birthday: 22 Mar 1980, or 3 Feb without a year."""
    year, month, day = _parts(birthday)
    return " ".join(filter(None, (str(day), days.MONTHS[month - 1][:3], year)))


def _packed(phrase: str) -> Written | None:
    match = re.fullmatch(_PACKED, phrase)
    if not match or match["month"] not in days.MONTH_OF:
        return None
    return Written(None if match["year"] == "--" else int(match["year"]), int(match["month"]), int(match["day"]))


def _parts(birthday: str) -> tuple[str, int, int]:
    """Take a normal form apart; the year is "" when it is not known."""
    year, month, day = birthday.rsplit("-", 2)
    return year.removesuffix("-"), int(month), int(day)
