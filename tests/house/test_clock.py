"""The clock tells an aware time in UTC, and a pinned one when asked."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tui import clock


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_now_goes_on() -> None:
    assert clock.now() <= clock.now()


def test_a_pinned_time_is_told_in_utc() -> None:
    pinned = datetime(2025, 5, 12, 9, tzinfo=timezone(timedelta(hours=2)))
    assert clock.now(pinned) == pinned
    assert clock.now(pinned).hour == 7


def test_a_pinned_time_without_a_zone_is_refused() -> None:
    with pytest.raises(clock.NaiveTime):
        clock.now(datetime(2025, 5, 12))  # noqa: DTZ001  this is what is refused
