"""Unpleasant news: which ways of telling it are planned, and which outcome closes what, all of them."""

import itertools
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from models.rules import unpleasant
from models.rules.refusals import Refused
from models.rules.words import Channel, Outcome, State, Tone

VOICE = {Channel.CALL, Channel.VIDEO, Channel.IN_PERSON}
NOW = datetime(2026, 11, 21, 9, 14, tzinfo=UTC)
ALL = list(itertools.product(Tone, Outcome, Channel))


@pytest.mark.parametrize(("tone", "channel"), list(itertools.product(Tone, Channel)))
def test_planned_by_voice_or_face_to_face(tone: Tone, channel: Channel) -> None:
    if tone != Tone.UNPLEASANT or channel in VOICE:
        unpleasant.check_plan(tone, channel)
    else:
        with pytest.raises(Refused, match=f"never by {channel.value}"):
            unpleasant.check_plan(tone, channel)


def expected(tone: Tone, outcome: Outcome, channel: Channel) -> State | None:
    """Say in other words than the rule's where a follow-up stands; None is refused."""
    match (tone, outcome):
        case (_, Outcome.CANCELLED):
            return State.CANCELLED
        case (_, Outcome.NO_ANSWER) | (Tone.UNPLEASANT, Outcome.LEFT_WORD):
            return State.OPEN
        case (Tone.UNPLEASANT, Outcome.SPOKE):
            return State.DONE if channel in VOICE else None
        case (Tone.UNPLEASANT, Outcome.SENT):
            return None
    return State.DONE


@pytest.mark.parametrize(("tone", "outcome", "channel"), ALL)
def test_what_closes_a_follow_up(tone: Tone, outcome: Outcome, channel: Channel) -> None:
    state = expected(tone, outcome, channel)
    if state is None:
        with pytest.raises(Refused, match="told by call, video or in person"):
            unpleasant.state_after(tone, outcome, channel)
    else:
        assert unpleasant.state_after(tone, outcome, channel) == state


def test_only_speaking_by_voice_or_face_to_face_closes_unpleasant_news() -> None:
    closing = {(o, c) for t, o, c in ALL if t == Tone.UNPLEASANT and expected(t, o, c) == State.DONE}
    assert closing == {(Outcome.SPOKE, channel) for channel in VOICE}


@pytest.mark.parametrize("doing", ["cancel", "soften", "archive"])
def test_setting_the_rule_aside_takes_a_reason(doing: str) -> None:
    assert unpleasant.reason(doing, " the\u0007 insurer told them ") == "the insurer told them"
    for nothing in ("", " \n", "\u202e"):
        with pytest.raises(Refused, match="Say why"):
            unpleasant.reason(doing, nothing)
    with pytest.raises(Refused, match="at most 2,000"):
        unpleasant.reason(doing, "x" * 2_001)


@pytest.mark.parametrize(("days", "is_refused"), [(0, False), (7, False), (8, True), (400, True)])
def test_unpleasant_news_is_put_off_by_a_week_at_most(days: int, is_refused: bool) -> None:
    until = NOW + timedelta(days=days)
    unpleasant.check_put_off(Tone.NEUTRAL, until=until, now=NOW)
    with pytest.raises(Refused, match="by a week at most") if is_refused else nullcontext():
        unpleasant.check_put_off(Tone.UNPLEASANT, until=until, now=NOW)


@pytest.mark.parametrize("nothing", ["", " \n", "\u200d", "\u3164", "\u2800", "\u0301"])
def test_a_reason_that_draws_nothing_is_none(nothing: str) -> None:
    with pytest.raises(Refused, match="Say why"):
        unpleasant.reason("cancel", nothing)
