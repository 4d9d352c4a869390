"""What is offered after somebody was in touch with a contact, or tried to."""

from datetime import date
from typing import Any

import pytest

from models.rules import next_step
from models.rules.next_step import Standing, StayInTouch, TryAgain, UpToYou
from models.rules.words import Channel, Outcome

TODAY = date(2026, 11, 21)
TOMORROW = date(2026, 11, 22)
REACHED = [Outcome.SPOKE, Outcome.SENT, Outcome.LEFT_WORD]


def offered(outcome: Outcome, *, due: date | None = None, **known: Any) -> object:
    quiet: dict[str, Any] = {"every_days": 30, "has_plan": False, "contact_ends": False, "do_not_contact": ""}
    return next_step.after(outcome, Standing(**(quiet | known)), today=TODAY, due=due)


@pytest.mark.parametrize("outcome", REACHED)
def test_the_cadence_says_when_to_be_in_touch_next(outcome: Outcome) -> None:
    assert offered(outcome) == StayInTouch(date(2026, 12, 21), 30)


def test_a_cadence_counts_days_over_the_end_of_a_year() -> None:
    assert offered(Outcome.SPOKE, every_days=365) == StayInTouch(date(2027, 11, 21), 365)


@pytest.mark.parametrize("outcome", REACHED)
def test_without_a_cadence_it_is_up_to_you(outcome: Outcome) -> None:
    assert offered(outcome, every_days=None) == UpToYou()


@pytest.mark.parametrize("outcome", [*REACHED, Outcome.NO_ANSWER, Outcome.CANCELLED])
@pytest.mark.parametrize(
    "known",
    [{"has_plan": True}, {"contact_ends": True}, {"do_not_contact": "any"}, {"do_not_contact": " ".join(Channel)}],
    ids=["planned", "ended", "not at all", "by no channel"],
)
def test_nothing_is_offered_where_something_is_planned_or_contact_is_not_wanted(
    outcome: Outcome, known: dict[str, Any]
) -> None:
    assert offered(outcome, **known) is None


def test_what_is_cancelled_has_no_next() -> None:
    assert offered(Outcome.CANCELLED) is None


def test_somebody_who_asked_not_to_be_called_can_still_be_written_to() -> None:
    assert offered(Outcome.SENT, do_not_contact="call") == StayInTouch(date(2026, 12, 21), 30)


def test_nobody_answered_so_try_again_even_without_a_cadence() -> None:
    assert offered(Outcome.NO_ANSWER) == TryAgain(TOMORROW)
    assert offered(Outcome.NO_ANSWER, every_days=None) == TryAgain(TOMORROW)


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.LEFT_WORD])
def test_what_stays_due_is_tried_again_whatever_else_is_so(outcome: Outcome) -> None:
    for due in (TODAY, date(2026, 11, 1)):
        assert offered(outcome, due=due, has_plan=True, contact_ends=True, every_days=None) == TryAgain(TOMORROW)


def test_what_is_not_due_yet_stays_where_it_is() -> None:
    assert offered(Outcome.NO_ANSWER, due=TOMORROW) is None


@pytest.mark.parametrize("outcome", [Outcome.SPOKE, Outcome.SENT, Outcome.CANCELLED])
def test_what_stays_due_although_they_were_reached_is_left_alone(outcome: Outcome) -> None:
    assert offered(outcome, due=TODAY) is None
