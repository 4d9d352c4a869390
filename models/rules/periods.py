"""The periods that insight looks back over."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum


class Period(StrEnum):
    """How far back, from the shortest to the longest."""

    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


_DAYS = {Period.QUARTER: 91, Period.YEAR: 365}
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_WORDS = {Period.QUARTER: "the last three months", Period.YEAR: "the last year", Period.ALL: "from the first day on"}


def since(period: Period, *, now: datetime) -> datetime:
    """Return the midnight, in the zone of `now`, at which a period begins; before all there is for the whole of it."""
    if period == Period.ALL:
        return _BEGINNING
    return datetime.combine(now.date() - timedelta(days=_DAYS[period]), time.min, now.tzinfo)


def longer(period: Period, by: int) -> Period:
    """Return the period that is so many steps longer, or shorter when negative, as far as there are any."""
    periods = list(Period)
    return periods[max(0, min(periods.index(period) + by, len(periods) - 1))]


def words(period: Period, *, now: datetime) -> str:
    """Say which period it is, and since when: "the last year, since 21 Nov 2025"."""
    if period == Period.ALL:
        return _WORDS[period]
    day = since(period, now=now)
    return f"{_WORDS[period]}, since {day.day} {day:%b %Y}"
