"""Interactions and attempts, and what they do to a cadence; and notes."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

import models
from models.rules.refusals import NotFound, Refused
from models.rules.words import Channel, Direction, Outcome
from tests.data.desk import ADA, GRACE, NOW, bob, count, days, one, promised, reasons, rows

pytestmark = pytest.mark.usefixtures("book")


async def last() -> object:
    return await one("SELECT last_interaction_at FROM contact WHERE id = 1")


async def test_a_call_logged() -> None:
    added = await bob()
    logged = await models.interactions.log(
        added.id, " likes\r\nsailing\x07 ", channel=Channel.CALL, minutes=10, by=GRACE, at=NOW
    )
    assert await rows(
        "SELECT id, at, channel, direction, outcome, minutes, text, by_id, follow_up_id FROM interaction"
    ) == [
        {
            "id": logged,
            "at": NOW,
            "channel": "call",
            "direction": "both",
            "outcome": "spoke",
            "minutes": 10,
            "text": "likes\nsailing",
            "by_id": GRACE,
            "follow_up_id": None,
        }
    ]


@pytest.mark.parametrize(
    ("channel", "direction", "outcome"),
    [
        (Channel.E_MAIL, Direction.BOTH, "sent"),
        (Channel.E_MAIL, Direction.IN, "sent"),
        (Channel.CALL, Direction.BOTH, "spoke"),
        (Channel.CALL, Direction.IN, "spoke"),
    ],
)
async def test_what_came_of_it_goes_without_saying(channel: Channel, direction: Direction, outcome: str) -> None:
    added = await bob()
    await models.interactions.log(added.id, channel=channel, direction=direction, by=ADA, at=NOW)
    assert await rows("SELECT direction, outcome FROM interaction") == [
        {"direction": direction.value, "outcome": outcome}
    ]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("direction", Direction)
async def test_any_interaction_resets_the_cadence(channel: Channel, direction: Direction) -> None:
    added = await bob(every_days=30)
    later = NOW + days(31)
    assert await reasons(added.id, later) == ["drift"]
    await models.interactions.log(added.id, channel=channel, direction=direction, by=ADA, at=later)
    assert (await reasons(added.id, later), await last()) == ([], later)


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.LEFT_WORD])
async def test_an_attempt_never_does(outcome: Outcome) -> None:
    added = await bob(every_days=30)
    later = NOW + days(31)
    await models.interactions.log(added.id, channel=Channel.CALL, outcome=outcome, by=ADA, at=later)
    planned = await promised(added.id)
    await models.follow_ups.done(planned.id, outcome=outcome, by=ADA, at=later)
    assert "drift" in await reasons(added.id, later)
    assert await last() is None


async def test_what_happened_before_counts_from_then() -> None:
    added = await bob(every_days=30)
    tokyo = (NOW - days(20)).astimezone(ZoneInfo("Asia/Tokyo"))
    await models.interactions.log(added.id, channel=Channel.CALL, happened_at=tokyo, by=ADA, at=NOW)
    await models.interactions.log(added.id, channel=Channel.CALL, happened_at=NOW - days(25), by=ADA, at=NOW)
    assert await last() == tokyo
    assert await reasons(added.id, NOW + days(10)) == ["drift"]


async def test_a_follow_up_done_resets_it_too() -> None:
    added = await bob(every_days=30)
    planned = await promised(added.id)
    await models.follow_ups.done(planned.id, outcome=Outcome.SPOKE, by=ADA, at=NOW + days(31))
    assert await reasons(added.id, NOW + days(60)) == []


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"happened_at": NOW + timedelta(seconds=1)}, "cannot lie in the future"),
        ({"happened_at": NOW.astimezone(UTC) + days(1)}, "Plan a follow-up instead"),
        ({"minutes": -1}, "0 to 1440 minutes"),
        ({"minutes": 1441}, "0 to 1440 minutes"),
        ({"outcome": Outcome.CANCELLED}, "Only a follow-up is cancelled"),
        ({"words": "x" * 20_001}, "at most 20,000"),
    ],
)
async def test_what_cannot_have_happened(values: dict[str, object], says: str) -> None:
    added = await bob()
    with pytest.raises(Refused, match=says):
        await models.interactions.log(added.id, channel=Channel.CALL, by=ADA, at=NOW, **values)  # type: ignore[arg-type]
    assert await count("interaction") == 0


async def test_a_note_is_kept_and_resets_nothing() -> None:
    added = await bob(every_days=30)
    later = NOW + days(31)
    noted = await models.notes.add(added.id, "Likes\u202e\r\nSAILING, Zoë", by=GRACE, at=later)
    assert await rows("SELECT id, text, search_text, at, by_id FROM note") == [
        {"id": noted, "text": "Likes\nSAILING, Zoë", "search_text": "likes sailing zoe", "at": later, "by_id": GRACE}
    ]
    assert await reasons(added.id, later) == ["drift"]


@pytest.mark.parametrize(("words", "says"), [(" \n\u202e", "needs some text"), ("x" * 20_001, "at most 20,000")])
async def test_a_note_that_is_none(words: str, says: str) -> None:
    added = await bob()
    with pytest.raises(Refused, match=says):
        await models.notes.add(added.id, words, by=ADA, at=NOW)
    assert await count("note") == 0


async def test_nobody_to_log_or_note_anything_of() -> None:
    with pytest.raises(NotFound, match="no contact 99"):
        await models.interactions.log(99, channel=Channel.CALL, by=ADA, at=NOW)
    with pytest.raises(NotFound, match="no contact 99"):
        await models.notes.add(99, "likes sailing", by=ADA, at=NOW)
    assert (await count("interaction"), await count("note")) == (0, 0)
