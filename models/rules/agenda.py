"""The agenda in words: under which day or week a follow-up stands, and when it is due there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.rules import days

if TYPE_CHECKING:
    from datetime import date, datetime

OVERDUE = "OVERDUE"
"""What was due before today stands together, whichever way the rest is parted."""

_A_YEAR = 360
"""So many days ahead a day and a month say which year is meant."""


def by_day(due_at: datetime, *, now: datetime) -> str:
    """Name the day of what is due: "TODAY Sat 21 Nov", "Mon 23 Nov". `now` is aware, in the zone of who reads."""
    on, today = due_at.astimezone(now.tzinfo).date(), now.date()
    if on < today:
        return OVERDUE
    near = {0: "TODAY ", 1: "TOMORROW "}.get((on - today).days, "")
    return f"{near}{days.weekday(on)} {days.dated(on, today)}"


def by_week(due_at: datetime, *, now: datetime) -> str:
    """Name the week of what is due, which begins on Monday: "THIS WEEK", "Week of 7 Dec"."""
    on, today = due_at.astimezone(now.tzinfo).date(), now.date()
    if on < today:
        return OVERDUE
    monday = _monday(on)
    near = {0: "THIS WEEK", 1: "NEXT WEEK"}.get((monday - _monday(today)).days // 7)
    return near or f"Week of {days.dated(monday, today)}"


def due(due_at: datetime, due_on: date | None, *, now: datetime, named: bool) -> str:
    """Say in a word or two when something is due: "2d" late, "09:30", "all day"; with its weekday where `named`.

    The day of one that is due all day is its owner's: where that is another day here, it is named.
    """
    at = due_at.astimezone(now.tzinfo)
    on = due_on or at.date()
    if at.date() < now.date():
        return f"{(now.date() - on).days}d" if on < now.date() else "today"
    clock = "" if due_on else f"{at:%H:%M}"
    return f"{days.weekday(on)} {clock}".rstrip() if named or on != at.date() else clock or "all day"


def brief(due_at: datetime, due_on: date | None, *, now: datetime) -> str:
    """Say when something is due where nothing around says the day: "2d" late, "09:30" today, "4 Jan", "Mar 2028"."""
    on, today = due_at.astimezone(now.tzinfo).date(), now.date()
    if on <= today:
        return due(due_at, due_on, now=now, named=False)
    on = due_on or on
    month = days.month(on)
    return f"{on.day} {month}" if (on - today).days < _A_YEAR else f"{month} {on.year}"


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
