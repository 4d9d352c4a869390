"""The rules of a problem: its steps in order, and how it may be closed."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import leaving, problems, selling
from models.rules.refusals import Refused
from models.rules.words import Ending, Step

TODAY = date(2026, 11, 21)


def test_the_steps_stand_in_their_order() -> None:
    assert list(Step) == list(problems.WORDS)
    assert problems.left(()) == list(Step)
    assert problems.left({Step.HEAR, Step.FIX}) == [Step.ASSURE, Step.APOLOGISE, Step.THANK, Step.CHECK]
    assert problems.left(set(Step)) == []


@given(st.sets(st.sampled_from(Step)), st.sampled_from(Step))
def test_only_the_first_that_is_left_has_its_turn(settled: set[Step], step: Step) -> None:
    if step in problems.left(settled)[:1]:
        problems.check_turn(step, settled)
    else:
        with pytest.raises(Refused):
            problems.check_turn(step, settled)


def test_out_of_order_is_said_so() -> None:
    with pytest.raises(Refused, match="First comes “hear”: hear them out"):
        problems.check_turn(Step.FIX, ())
    with pytest.raises(Refused, match="“hear” is behind you already"):
        problems.check_turn(Step.HEAR, {Step.HEAR})


def test_hearing_is_due_today_checking_in_a_month_the_rest_tomorrow() -> None:
    assert problems.usual_day(Step.HEAR, TODAY) == TODAY
    assert problems.usual_day(Step.THANK, TODAY) == date(2026, 11, 22)
    assert problems.usual_day(Step.CHECK, TODAY) == date(2026, 12, 21)


def test_a_promise_says_in_a_line_what_it_is_about() -> None:
    assert problems.promised("the tap drips\nsince May") == "the tap drips"
    assert problems.promised("x" * 121) == f"{'x' * 119}…"


def test_closing_takes_an_agreement_or_a_reason() -> None:
    every = set(Step)
    assert problems.closing(Ending.AGREED, "", agreed=True, settled=every) == ""
    assert problems.closing(Ending.AGREED, " all well ", agreed=True, settled=()) == "all well"
    assert problems.closing(Ending.NOT_AGREED, "he moved", agreed=False, settled=()) == "he moved"
    with pytest.raises(Refused, match="They have not agreed yet"):
        problems.closing(Ending.AGREED, "because", agreed=False, settled=every)
    with pytest.raises(Refused, match="closed only with a reason"):
        problems.closing(Ending.NOT_AGREED, " ", agreed=True, settled=every)
    with pytest.raises(Refused, match="Not done yet: thank, check"):
        problems.closing(Ending.AGREED, "", agreed=True, settled=every - {Step.THANK, Step.CHECK})


def test_a_step_is_skipped_with_a_reason_only() -> None:
    assert problems.skipping(" nothing to fix ") == "nothing to fix"
    with pytest.raises(Refused, match="skipped only with a reason"):
        problems.skipping(" \n")


def test_days_are_midnights_where_one_is() -> None:
    evening = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert problems.days(evening, evening + timedelta(hours=1), UTC) == 1
    assert problems.days(evening, evening + timedelta(hours=1), timezone(timedelta(hours=5))) == 0
    assert [problems.how_long(count) for count in (0, 1, 1200)] == ["the same day", "1 day", "1,200 days"]


def test_selling_despite_a_problem_takes_a_reason() -> None:
    assert selling.despite(" he asked for it ", "leak") == "he asked for it"
    with pytest.raises(Refused, match="A problem is open with them: “leak”"):
        selling.despite("", "leak")


@pytest.mark.parametrize(
    ("news", "open_ones", "said"),
    [
        (1, 0, "ben owns 1 piece of unpleasant news. Say who takes that over, as with --to NAME."),
        (2, 1, "ben owns 2 pieces of unpleasant news and 1 open problem. Say who"),
        (0, 1200, "ben owns 1,200 open problems. Say who"),
    ],
)
def test_who_leaves_hands_over(news: int, open_ones: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        leaving.check("ben", news=news, problems=open_ones)


def test_who_owns_nothing_of_the_kind_may_leave() -> None:
    leaving.check("ben", news=0, problems=0)
