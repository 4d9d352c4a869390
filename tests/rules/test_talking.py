"""What usually comes of a channel, and what cannot have happened."""

from datetime import UTC, datetime, timedelta

import pytest

from models.rules import talking
from models.rules.refusals import Refused
from models.rules.words import Channel, Direction, Outcome


@pytest.mark.parametrize(
    ("channel", "outcome", "direction"),
    [
        (Channel.CALL, Outcome.SPOKE, Direction.BOTH),
        (Channel.VIDEO, Outcome.SPOKE, Direction.BOTH),
        (Channel.IN_PERSON, Outcome.SPOKE, Direction.BOTH),
        (Channel.E_MAIL, Outcome.SENT, Direction.OUT),
        (Channel.TEXT, Outcome.SENT, Direction.OUT),
        (Channel.LETTER, Outcome.SENT, Direction.OUT),
        (Channel.VOICEMAIL, Outcome.SENT, Direction.OUT),
    ],
)
def test_each_channel_has_its_usual_outcome(channel: Channel, outcome: Outcome, direction: Direction) -> None:
    assert talking.usual_outcome(channel) == outcome
    assert talking.usual_direction(outcome) == direction


@pytest.mark.parametrize("attempt", [Outcome.NO_ANSWER, Outcome.LEFT_WORD])
def test_an_attempt_goes_out(attempt: Outcome) -> None:
    assert talking.usual_direction(attempt) == Direction.OUT


def test_what_lies_ahead_was_not_said() -> None:
    now = datetime(2026, 11, 21, 9, 14, tzinfo=UTC)
    talking.check_past(now, now=now)
    with pytest.raises(Refused, match="cannot lie in the future"):
        talking.check_past(now + timedelta(seconds=1), now=now)


@pytest.mark.parametrize("minutes", [None, 0, 12, 1440])
def test_so_long_can_talk_take(minutes: int | None) -> None:
    assert talking.check_minutes(minutes) == minutes


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_nobody_talks_longer_than_a_day(minutes: int) -> None:
    with pytest.raises(Refused, match="0 to 1440 minutes"):
        talking.check_minutes(minutes)
