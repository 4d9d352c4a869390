"""The periods that insight looks back over."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from models.rules import periods
from models.rules.periods import Period

NOW = datetime(2026, 4, 1, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("period", "since"),
    [
        (Period.QUARTER, "2025-12-31T00:00:00+01:00"),
        (Period.YEAR, "2025-04-01T00:00:00+02:00"),
        (Period.ALL, "0001-01-01T00:00:00+00:00"),
    ],
)
def test_a_period_begins_at_a_midnight_of_who_asks(period: Period, since: str) -> None:
    assert periods.since(period, now=NOW).isoformat() == since


def test_there_is_nothing_shorter_than_the_shortest_and_nothing_longer_than_the_longest() -> None:
    assert [periods.longer(period, 1) for period in Period] == [Period.YEAR, Period.ALL, Period.ALL]
    assert [periods.longer(period, -1) for period in Period] == [Period.QUARTER, Period.QUARTER, Period.YEAR]


def test_a_period_says_since_when() -> None:
    assert periods.words(Period.YEAR, now=NOW) == "the last year, since 1 Apr 2025"
    assert periods.words(Period.ALL, now=NOW) == "from the first day on"
