"""The agenda in words: days and weeks as the reader's zone has them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.rules import agenda

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 9, 14, tzinfo=BERLIN)  # a Saturday


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("due", "day", "week"),
    [
        ("2025-01-01 10:00", "OVERDUE", "OVERDUE"),
        ("2026-11-20 23:59", "OVERDUE", "OVERDUE"),
        ("2026-11-21 00:00", "TODAY Sat 21 Nov", "THIS WEEK"),
        ("2026-11-21 09:13", "TODAY Sat 21 Nov", "THIS WEEK"),
        ("2026-11-21 23:59", "TODAY Sat 21 Nov", "THIS WEEK"),
        ("2026-11-22 00:00", "TOMORROW Sun 22 Nov", "THIS WEEK"),
        ("2026-11-22 23:59", "TOMORROW Sun 22 Nov", "THIS WEEK"),
        ("2026-11-23 00:00", "Mon 23 Nov", "NEXT WEEK"),
        ("2026-11-29 23:59", "Sun 29 Nov", "NEXT WEEK"),
        ("2026-11-30 00:00", "Mon 30 Nov", "Week of 30 Nov"),
        ("2026-12-31 12:00", "Thu 31 Dec", "Week of 28 Dec"),
        ("2027-01-01 12:00", "Fri 1 Jan 2027", "Week of 28 Dec"),
        ("2027-01-04 00:00", "Mon 4 Jan 2027", "Week of 4 Jan 2027"),
    ],
)
def test_under_which_heading(due: str, day: str, week: str) -> None:
    assert agenda.by_day(at(due), now=NOW) == day
    assert agenda.by_week(at(due), now=NOW) == week


def test_the_last_day_of_a_week_that_began_overdue() -> None:
    monday = at("2026-11-16 12:00")
    assert agenda.by_week(monday, now=NOW) == "OVERDUE"
    assert agenda.by_week(monday, now=datetime(2026, 11, 16, 23, tzinfo=BERLIN)) == "THIS WEEK"


def test_the_day_is_that_of_who_reads() -> None:
    evening = at("2026-11-21 23:30")
    assert agenda.by_day(evening, now=NOW) == "TODAY Sat 21 Nov"
    assert agenda.by_day(evening, now=NOW.astimezone(ZoneInfo("Asia/Tokyo"))) == "TOMORROW Sun 22 Nov"
    assert agenda.by_day(evening, now=NOW.astimezone(ZoneInfo("America/New_York"))) == "TODAY Sat 21 Nov"


@pytest.mark.parametrize(
    ("now", "due", "day"),
    [
        ("2026-03-28 12:00", "2026-03-29 00:00", "TOMORROW Sun 29 Mar"),  # 23 hours long
        ("2026-03-28 12:00", "2026-03-30 00:00", "Mon 30 Mar"),
        ("2026-03-29 23:30", "2026-03-29 00:00", "TODAY Sun 29 Mar"),
        ("2026-10-25 00:30", "2026-10-25 23:59", "TODAY Sun 25 Oct"),  # 25 hours long
        ("2026-10-25 23:30", "2026-10-26 00:00", "TOMORROW Mon 26 Oct"),
    ],
)
def test_days_on_which_the_clocks_change(now: str, due: str, day: str) -> None:
    assert agenda.by_day(at(due), now=datetime.fromisoformat(now).replace(tzinfo=BERLIN)) == day


def test_a_day_that_has_no_midnight() -> None:
    cairo = ZoneInfo("Africa/Cairo")  # on 24 Apr 2026 the clocks went from 23:59 to 01:00
    first = at("2026-04-24 00:00", cairo)
    assert agenda.by_day(first, now=datetime(2026, 4, 24, 1, tzinfo=cairo)) == "TODAY Fri 24 Apr"


@pytest.mark.parametrize(
    ("due", "due_on", "plain", "named"),
    [
        ("2026-11-19 00:00", "2026-11-19", "2d", "2d"),
        ("2026-11-20 23:59", None, "1d", "1d"),
        ("2026-11-20 16:00", "2026-11-21", "today", "today"),  # a colleague's midnight, east of here
        ("2026-11-21 09:00", None, "09:00", "Sat 09:00"),
        ("2026-11-21 00:00", "2026-11-21", "all day", "Sat"),
        ("2026-11-21 16:00", "2026-11-22", "Sun", "Sun"),
        ("2026-11-23 06:00", "2026-11-23", "all day", "Mon"),  # a colleague's midnight, west of here
        ("2026-11-23 00:05", None, "00:05", "Mon 00:05"),
    ],
)
def test_when_it_is_due(due: str, due_on: str | None, plain: str, named: str) -> None:
    on = date.fromisoformat(due_on) if due_on else None
    assert agenda.due(at(due), on, now=NOW, named=False) == plain
    assert agenda.due(at(due), on, now=NOW, named=True) == named


@pytest.mark.parametrize(
    ("due", "due_on", "brief"),
    [
        ("2026-11-19 00:00", "2026-11-19", "2d"),
        ("2026-11-21 23:59", None, "23:59"),
        ("2026-11-21 00:00", "2026-11-21", "all day"),
        ("2026-11-22 00:00", None, "22 Nov"),
        ("2026-11-22 16:00", "2026-11-23", "23 Nov"),
        ("2027-01-04 10:00", None, "4 Jan"),
        ("2027-11-15 23:59", None, "15 Nov"),
        ("2027-11-16 00:00", None, "Nov 2027"),
    ],
)
def test_when_it_is_due_where_nothing_says_the_day(due: str, due_on: str | None, brief: str) -> None:
    assert agenda.brief(at(due), date.fromisoformat(due_on) if due_on else None, now=NOW) == brief
