"""Birthdays, with and without their year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import birthday
from models.rules.when import Unreadable

HINT = "Try 1980-03-22, 22 mar 1980 or 22 mar."
NORMAL = st.one_of(st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(date.isoformat)) | st.dates(
    date(2000, 1, 1), date(2000, 12, 31)
).map(lambda on: f"--{on:%m-%d}")


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        *(("1980-03-22", "1980-03-22"), ("19800322", "1980-03-22"), ("22 mar 1980", "1980-03-22")),
        *(("22.03.1980", "1980-03-22"), ("March 22nd, 1980", "1980-03-22"), (" 22 MAR ", "--03-22")),
        *(("--0203", "--02-03"), ("--02-03", "--02-03"), ("--0229", "--02-29"), ("29 feb", "--02-29")),
        *(("29 feb 1984", "1984-02-29"), ("1800-01-01", "1800-01-01")),
    ],
)
def test_a_birthday_has_one_normal_form(text: str, normal: str) -> None:
    assert birthday.read(text) == normal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "spring",
        "3/4/1980",
        "19801322",
        "--1301",
        "0000-00-00",
        "1799-12-31",
        "2201-01-01",
        "1980-03",
        "today",
    ],
)
def test_what_is_no_birthday_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        birthday.read(text)
    assert str(refused.value) == f"“{text}” is not a date I can read. {HINT}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("30 feb", "30 February"), ("--0230", "30 February"), ("1981-02-29", "29 February 1981")),
        *(("31.4.1980", "31 April 1980"), ("19800100", "0 January 1980")),
    ],
)
def test_a_day_that_does_not_exist_is_named(text: str, day: str) -> None:
    with pytest.raises(Unreadable) as refused:
        birthday.read(text)
    assert str(refused.value) == f"There is no {day}. {HINT}"


@pytest.mark.parametrize(
    ("normal", "today", "on"),
    [
        ("1980-03-22", date(2026, 11, 21), date(2027, 3, 22)),
        ("--03-22", date(2026, 3, 22), date(2026, 3, 22)),
        ("--03-22", date(2026, 3, 23), date(2027, 3, 22)),
        ("--02-29", date(2027, 2, 1), date(2027, 2, 28)),
        ("1984-02-29", date(2027, 2, 28), date(2027, 2, 28)),
        ("--02-29", date(2027, 3, 1), date(2028, 2, 29)),
        ("--02-29", date(2028, 2, 28), date(2028, 2, 29)),
        ("--12-31", date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_the_next_one_counts_today(normal: str, today: date, on: date) -> None:
    assert birthday.next_on(normal, today) == on


@pytest.mark.parametrize(("normal", "words"), [("1980-03-22", "22 Mar 1980"), ("--02-03", "3 Feb")])
def test_a_birthday_is_said(normal: str, words: str) -> None:
    assert birthday.words(normal) == words


@given(NORMAL)
def test_what_is_said_and_what_is_kept_read_as_the_same(normal: str) -> None:
    assert birthday.read(normal) == birthday.read(birthday.words(normal)) == normal


@given(NORMAL, st.dates(date(1900, 1, 1), date(2199, 1, 1)))
def test_the_next_one_is_within_a_year(normal: str, today: date) -> None:
    assert timedelta(0) <= birthday.next_on(normal, today) - today <= timedelta(days=366)
