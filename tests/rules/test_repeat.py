"""Repeats: their normal form, and the next day after one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import days, repeat
from models.rules.days import Unreadable

HINT = "Try 30d, 2w, 3 months, weekly, every year or never."


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        *(("every 3 months", "3m"), ("weekly", "1w"), ("30d", "30d"), ("30", "30d"), ("every 10 days", "10d")),
        *(("Every  Year", "1y"), ("month", "1m"), ("2 wks", "2w"), ("fortnightly", "2w"), ("every quarter", "3m")),
        *(("daily", "1d"), ("quarterly", "3m"), ("annually", "1y"), ("10y", "10y"), ("3650", "3650d")),
        *(("", ""), ("never", ""), (" None ", ""), ("off", ""), ("no", "")),
    ],
)
def test_a_repeat_has_one_normal_form(text: str, normal: str) -> None:
    assert repeat.repeat(text) == normal
    assert repeat.repeat(normal) == normal


@pytest.mark.parametrize(
    "text", ["every", "every mon", "every never", "1.5w", "-3d", "3 minutes", "w2", "10 10", "9" * 10]
)
def test_what_is_no_rhythm_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        repeat.repeat(text)
    assert str(refused.value) == f"“{text}” is not a rhythm I can read. {HINT}"


@pytest.mark.parametrize("text", ["0", "0w", "3651", "522w", "122m", "11 years", "999999999y"])
def test_a_rhythm_is_between_a_day_and_ten_years(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        repeat.repeat(text)
    assert str(refused.value) == f"“{text}” is not between 1 day and 10 years. {HINT}"


@pytest.mark.parametrize(
    ("normal", "on", "then"),
    [
        ("30d", date(2026, 11, 21), date(2026, 12, 21)),
        ("2w", date(2026, 12, 20), date(2027, 1, 3)),
        ("1m", date(2027, 1, 31), date(2027, 2, 28)),
        ("1m", date(2028, 1, 31), date(2028, 2, 29)),
        ("3m", date(2026, 11, 30), date(2027, 2, 28)),
        ("1m", date(2026, 11, 15), date(2026, 12, 15)),
        ("12m", date(2026, 12, 31), date(2027, 12, 31)),
        ("1y", date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_next_day_keeps_to_the_calendar(normal: str, on: date, then: date) -> None:
    assert repeat.next_after(normal, on) == then


@given(st.dates(), st.integers(-130_000, 130_000))
def test_counting_months_lands_in_the_right_month_or_overflows(on: date, count: int) -> None:
    months = on.year * 12 + on.month - 1 + count
    if not 12 <= months < 120_000:
        with pytest.raises(OverflowError):
            days.ahead(on, count, "m")
    else:
        then = days.ahead(on, count, "m")
        assert then.year * 12 + then.month - 1 == months
        assert then.day == on.day or (
            then.day < on.day and (then.month != (date.fromordinal(then.toordinal() + 1)).month)
        )
