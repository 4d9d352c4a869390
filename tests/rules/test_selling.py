"""Whom not to sell to."""

import itertools

import pytest

from models.rules import selling
from models.rules.refusals import Refused
from models.rules.words import Channel, Purpose


@pytest.mark.parametrize(
    ("asked", "channel", "blocked"),
    [
        ("", Channel.CALL, False),
        ("call", Channel.CALL, True),
        ("e-mail text", Channel.TEXT, True),
        ("e-mail text", Channel.CALL, False),
        ("any", Channel.LETTER, True),
    ],
)
def test_a_channel_they_asked_not_to_be_reached_by(asked: str, channel: Channel, blocked: bool) -> None:
    assert selling.blocked(asked, channel) is blocked


def test_no_channel_left() -> None:
    assert selling.blocked_everywhere("any")
    assert selling.blocked_everywhere(" ".join(Channel))
    assert not selling.blocked_everywhere(" ".join(set(Channel) - {Channel.LETTER}))
    assert not selling.blocked_everywhere("")


@pytest.mark.parametrize(("purpose", "ends"), list(itertools.product(Purpose, (True, False))))
def test_only_selling_stops(purpose: Purpose, ends: bool) -> None:
    if purpose != Purpose.SALES:
        selling.check(purpose, Channel.TEXT, do_not_contact="any", contact_ends=ends)
        return
    with pytest.raises(Refused, match="Contact with them has ended" if ends else "not to be sold to by text"):
        selling.check(purpose, Channel.TEXT, do_not_contact="text", contact_ends=ends)


def test_selling_by_another_channel() -> None:
    selling.check(Purpose.SALES, Channel.CALL, do_not_contact="text", contact_ends=False)
