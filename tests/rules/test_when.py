"""The grammar of dates: what it reads, what it refuses, what it says back."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.rules import when
from models.rules.days import WEEKDAYS
from models.rules.when import Moment, Unreadable

LONDON, BERLIN, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


NOW = datetime(2026, 11, 21, 9, 14, 30, tzinfo=UTC)  # a Saturday; London is at UTC


TRY = "Try 2026-12-24, fri 10am, tomorrow, in 3 weeks or 90 days ago."


def read(text: str, now: datetime = NOW, zone: ZoneInfo = LONDON) -> Moment:
    return when.read(text, now=now, zone=zone)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2026-11-27", date(2026, 11, 27)),
        ("2026-1-5", date(2026, 1, 5)),
        ("27.11.2026", date(2026, 11, 27)),
        ("1.2.2027", date(2027, 2, 1)),
        ("5 dec", date(2026, 12, 5)),
        ("5 dec 2028", date(2028, 12, 5)),
        ("dec 5", date(2026, 12, 5)),
        ("Dec 5th, 2027", date(2027, 12, 5)),
        ("3rd of March", date(2027, 3, 3)),
        ("21 nov", date(2026, 11, 21)),
        ("20 nov", date(2027, 11, 20)),
        ("1 sept", date(2027, 9, 1)),
        ("29 feb", date(2028, 2, 29)),
        ("on 5 dec", date(2026, 12, 5)),
        ("fri 27 nov", date(2026, 11, 27)),
        ("on Friday, 27 Nov 2026", date(2026, 11, 27)),
        ("today", date(2026, 11, 21)),
        ("  ToMoRRow ", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 20)),
        ("day after tomorrow", date(2026, 11, 23)),
        ("the day before yesterday", date(2026, 11, 19)),
        ("fri", date(2026, 11, 27)),
        ("Friday", date(2026, 11, 27)),
        ("on fri", date(2026, 11, 27)),
        ("next fri", date(2026, 11, 27)),
        ("on next fri", date(2026, 11, 27)),
        ("sun", date(2026, 11, 22)),
        ("sat", date(2026, 11, 28)),
        ("last sat", date(2026, 11, 14)),
        ("last fri", date(2026, 11, 20)),
        ("last tues", date(2026, 11, 17)),
        ("last sun", date(2026, 11, 15)),
        ("thurs", date(2026, 11, 26)),
        ("in 3 weeks", date(2026, 12, 12)),
        ("in a week", date(2026, 11, 28)),
        ("in two days", date(2026, 11, 23)),
        ("in 0 days", date(2026, 11, 21)),
        ("3 weeks", date(2026, 12, 12)),
        ("3w", date(2026, 12, 12)),
        ("2d", date(2026, 11, 23)),
        ("1m", date(2026, 12, 21)),
        ("in 1 mo", date(2026, 12, 21)),
        ("1y", date(2027, 11, 21)),
        ("12 months", date(2027, 11, 21)),
        ("90 days ago", date(2026, 8, 23)),
        ("a year ago", date(2025, 11, 21)),
        ("11 months ago", date(2025, 12, 21)),
        ("next week", date(2026, 11, 23)),
        ("next month", date(2026, 12, 1)),
        ("next year", date(2027, 1, 1)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2200-12-31", date(2200, 12, 31)),
    ],
)
def test_a_day_is_all_day_and_starts_at_the_midnight_of_its_zone(text: str, on: date) -> None:
    assert read(text) == Moment(datetime(on.year, on.month, on.day, tzinfo=LONDON).astimezone(UTC), on)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-27 10:00", "2026-11-27 10:00"),
        ("2026-11-27T10:00", "2026-11-27 10:00"),
        ("2026-11-27t10:00:30", "2026-11-27 10:00:30"),
        ("2026-11-27T10:00Z", "2026-11-27 10:00"),
        ("2026-11-27 10:00 +02:00", "2026-11-27 08:00"),
        ("2026-11-27T10:00:00.250-0530", "2026-11-27 15:30:00.250"),
        ("now", "2026-11-21 09:14:30"),
        ("in 20 minutes", "2026-11-21 09:34:30"),
        ("in an hour", "2026-11-21 10:14:30"),
        ("2 hours ago", "2026-11-21 07:14:30"),
        ("5 min ago", "2026-11-21 09:09:30"),
        ("fri 10am", "2026-11-27 10:00"),
        ("fri, 10 am", "2026-11-27 10:00"),
        ("fri at 9", "2026-11-27 09:00"),
        ("fri at 9pm", "2026-11-27 21:00"),
        ("at 9 on fri", "2026-11-27 09:00"),
        ("10:30 tomorrow", "2026-11-22 10:30"),
        ("9:05 tomorrow", "2026-11-22 09:05"),
        ("tomorrow noon", "2026-11-22 12:00"),
        ("noon on 5 dec", "2026-12-05 12:00"),
        ("12am tomorrow", "2026-11-22 00:00"),
        ("tomorrow 12:30 pm", "2026-11-22 12:30"),
        ("in 3 weeks at 14:00", "2026-12-12 14:00"),
        ("yesterday 23:59", "2026-11-20 23:59"),
        ("fri 27 nov 10:00", "2026-11-27 10:00"),
        ("noon", "2026-11-21 12:00"),
        ("14:00", "2026-11-21 14:00"),
        ("at 9", "2026-11-22 09:00"),
        ("9:14", "2026-11-22 09:14"),
        ("9:15", "2026-11-21 09:15"),
        ("00:00", "2026-11-22 00:00"),
    ],
)
def test_a_time_of_day_or_an_instant_is_not_all_day(text: str, at: str) -> None:
    assert read(text) == Moment(datetime.fromisoformat(at).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "tonight",
            "midnight",
            "soon",
            "may",
            "march",
            "5",
            "10",
            "2026",
            "fri 9",
            "10.30",
            "5.12",
            "5 dec 27",
        ),
        *(
            "fri or mon",
            "this fri",
            "last next fri",
            "last week",
            "next decade",
            "on today",
            "on 3 weeks",
            "tom",
            "fri fri",
        ),
        *("2026-13-01", "2026-11", "20261127", "2026-11-27x", "x 2026-11-27", "1899-12-31", "2201-01-01"),
        *(
            "25:00",
            "24:00",
            "10:60",
            "13pm",
            "0am",
            "13:30pm",
            "at 24",
            "at",
            "10:30 at 9",
            "10:00 10:00",
            "tomorrow 10",
        ),
        *("2026-13-01T10:00Z", "2026-11-27T25:00Z", "2026-11-27T10:00+99:00", "2026-11-27T10:00Z tomorrow"),
        *("in 999999999 days", "in 999999999 weeks", "999999999 months ago", "in 999999999999 days", "999999999y"),
        *(
            "in 69000000 hours",
            "in 70000000 hours",
            "in 999999999 minutes",
            "in 200 years",
            "200 years ago",
            "0001-01-01T00:00+12:00",
        ),
        *("20 minutes", "2h", "in 3 weeks ago", "-3 days", "in -3 days", "3 fortnights", "in week", "an", "1.5 days"),
        *(
            "13/13/2026",
            "0/0/2026",
            "1/2/26",
            "32 foo",
            "today today",
            "\uff15 dec",
            "5 dec" * 40,
            "3 sex",
            "next",
            "now 10am",
        ),
    ],
)
def test_everything_else_is_refused_with_the_sentence(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert str(refused.value).endswith(f" is not a date I can read. {TRY}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("grüße, 31", f"“grüße, 31” is not a date I can read. {TRY}"),
        ("a\x1b[2J\u202eb", f"“a\ufffd[2J\ufffdb” is not a date I can read. {TRY}"),
        ("0000-01-01", f"There is no 1 January 0000. {TRY}"),
        ("31 feb", f"There is no 31 February. {TRY}"),
        ("31 feb 2027", f"There is no 31 February 2027. {TRY}"),
        ("2027-02-29 10:00", f"There is no 29 February 2027. {TRY}"),
        ("2027-02-31T10:00Z", f"There is no 31 February 2027. {TRY}"),
        ("fri 31 nov", f"There is no 31 November. {TRY}"),
        ("31/2/2027", f"There is no 31 February 2027. {TRY}"),
        ("3/4/2026", "“3/4/2026” is not the same day everywhere. Type 2026-04-03 or 3 apr."),
        ("12/25/2026 10am", "“12/25/2026” is not the same day everywhere. Type 2026-12-25 or 25 dec."),
        ("3/4", "“3/4” is not the same day everywhere. Type 2027-04-03 or 3 apr."),
        ("thu 27 nov", f"27 November 2026 is a Friday. {TRY}"),
        ("5m ago", "“5m ago” can be minutes or months. Type min or mo instead of m."),
        ("in 5m", "“in 5m” can be minutes or months. Type min or mo instead of m."),
    ],
)
def test_a_near_miss_gets_its_own_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("day", WEEKDAYS)
@pytest.mark.parametrize("today", range(16, 23))
def test_a_weekday_is_one_to_seven_days_away(day: str, today: int) -> None:
    on = date(2026, 11, today)
    now = datetime(2026, 11, today, 12, tzinfo=UTC)
    for text, apart in ((day, 1), (f"next {day}", 1), (f"last {day}", -1)):
        found = read(text, now).on
        assert found
        assert f"{found:%A}" == day
        assert 1 <= (found - on).days * apart <= 7


def test_months_are_clamped_at_their_end() -> None:
    at = datetime(2027, 1, 31, 12, tzinfo=UTC)
    assert read("1m", at).on == date(2027, 2, 28)
    assert read("13 months", at).on == date(2028, 2, 29)
    assert read("11 months ago", at).on == date(2026, 2, 28)
    assert read("a year ago", datetime(2028, 2, 29, 12, tzinfo=UTC)).on == date(2027, 2, 28)


def test_today_is_the_day_in_the_zone() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert read("today", late, BERLIN) == Moment(datetime(2026, 11, 21, 23, tzinfo=UTC), date(2026, 11, 22))
    assert read("fri 10am", late, NEW_YORK) == Moment(datetime(2026, 11, 27, 15, tzinfo=UTC))


def test_a_skipped_time_moves_forward_by_the_gap() -> None:
    assert read("2027-03-28 02:30", zone=BERLIN).at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 03:30 there
    beirut = ZoneInfo("Asia/Beirut")  # its clocks skip the midnight itself
    assert read("2022-03-27", zone=beirut) == Moment(datetime(2022, 3, 26, 22, tzinfo=UTC), date(2022, 3, 27))


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    assert read("2026-10-25 02:30", zone=BERLIN).at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_alone_whose_first_coming_has_passed_is_tomorrow() -> None:
    second_half_past_two = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert read("02:45", second_half_past_two, BERLIN).at == datetime(2026, 10, 26, 1, 45, tzinfo=UTC)
