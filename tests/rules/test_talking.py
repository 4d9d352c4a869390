"""What usually comes of a channel."""

import pytest

from models.rules import talking
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
