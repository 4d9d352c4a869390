"""When a need is stale, which are confirmed by one key, and what closes a rumour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import needs, past, rumours
from models.rules.outreach import horizon
from models.rules.refusals import Refused
from models.rules.words import Outcome

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass
class Need:
    """A need that was confirmed so many days ago."""

    days: int

    @property
    def confirmed_at(self) -> datetime:
        return NOW - timedelta(days=self.days)


def ages(found: list[Need]) -> list[int]:
    return [need.days for need in found]


@given(st.integers(0, 1_000), st.integers(1, 800))
def test_a_need_is_stale_on_the_whole_day_on_which_its_time_is_up(days: int, need_days: int) -> None:
    stale = needs.is_stale(NOW - timedelta(days=days), now=NOW, need_days=need_days)
    assert stale == (NOW + timedelta(days=need_days - days) < horizon(NOW))
    assert stale == (days >= need_days)


@given(st.lists(st.integers(0, 400), min_size=1))
def test_one_key_confirms_the_stale_ones_or_the_only_one_and_never_guesses(days: list[int]) -> None:
    stale = [age for age in days if age >= 180]
    found = [Need(age) for age in days]
    if stale or len(days) == 1:
        assert ages(needs.meant(found, "Bob", now=NOW, need_days=180)) == (stale or days)
    else:
        with pytest.raises(Refused, match="No need of Bob is stale"):
            needs.meant(found, "Bob", now=NOW, need_days=180)


def test_nobody_needs_anything() -> None:
    with pytest.raises(Refused, match="Bob has no need that could be confirmed"):
        needs.meant([], "Bob", now=NOW, need_days=180)


@pytest.mark.parametrize(
    ("outcome", "closes"),
    [(None, True), (Outcome.SPOKE, True), (Outcome.SENT, True), (Outcome.NO_ANSWER, False), (Outcome.LEFT_WORD, False)],
)
def test_an_attempt_closes_no_rumour(outcome: Outcome | None, *, closes: bool) -> None:
    assert rumours.is_closed_by(outcome) == closes


def test_what_happened_does_not_lie_ahead() -> None:
    past.check(NOW, "A favour", now=NOW)
    with pytest.raises(Refused, match="A favour cannot lie in the future"):
        past.check(NOW + timedelta(seconds=1), "A favour", now=NOW)
