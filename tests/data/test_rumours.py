"""Rumours: what was heard of a contact, from whom, and what was true."""

import pytest

import models
from models.reading import rumours as reading
from models.reading.rumours import Rumour
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Channel, Outcome, Truth
from tests.data.desk import ADA, GRACE, NOW, bob, days, everything, rows

pytestmark = pytest.mark.usefixtures("book")

TALK = "SELECT channel, direction, outcome, minutes, text, by_id FROM interaction"


async def moving() -> Rumour:
    """Keep that Bob is said to move away."""
    return await models.rumours.add(1, "moves to Leeds", source="the postman", by=ADA, at=NOW)


async def test_a_rumour_heard() -> None:
    await bob()
    kept = await models.rumours.add(
        1, " moves\nto Leeds ", source=" the\tpostman ", heard_at=NOW - days(2), by=GRACE, at=NOW
    )
    assert kept == Rumour(
        1, 1, "Bob Stone", "moves to Leeds", "the postman", NOW - days(2), "grace", "", "", None, "", 1
    )
    assert (await moving()).heard_at == NOW


async def test_closing_it_says_what_was_true() -> None:
    await bob()
    await moving()
    closed = await models.rumours.close(1, "only the workshop", truth=Truth.PARTLY, by=GRACE, at=NOW + days(1))
    assert (closed.truth, closed.found, closed.closed_by) == ("partly", "only the workshop", "grace")
    assert closed.closed_at == NOW + days(1)
    assert await rows(TALK) == []


async def test_the_call_is_logged_in_the_same_step() -> None:
    await bob()
    await moving()
    before = await everything()
    await models.rumours.close(
        1, "they stay", truth=Truth.FALSE, channel=Channel.CALL, minutes=5, by=ADA, at=NOW + days(1)
    )
    assert [tuple(row.values()) for row in await rows(TALK)] == [("call", "both", "spoke", 5, "they stay", ADA)]
    undone = await models.undo.last(by=ADA, at=NOW + days(1))
    assert undone.what == "closed a rumour about Bob Stone"
    assert await everything() == before


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.LEFT_WORD])
async def test_an_attempt_leaves_it_open(outcome: Outcome) -> None:
    await bob()
    await moving()
    kept = await models.rumours.close(1, truth=Truth.OPEN, channel=Channel.CALL, outcome=outcome, by=ADA, at=NOW)
    assert (kept.closed_at, kept.truth) == (None, "")
    assert [row["outcome"] for row in await rows(TALK)] == [outcome.value]


async def test_it_is_closed_once_and_never_cancelled() -> None:
    await bob()
    await moving()
    with pytest.raises(Refused, match="A rumour is not cancelled"):
        await models.rumours.close(1, truth=Truth.OPEN, outcome=Outcome.CANCELLED, by=ADA, at=NOW)
    await models.rumours.close(1, truth=Truth.TRUE, by=ADA, at=NOW)
    with pytest.raises(Refused, match="The rumour “moves to Leeds” is closed already: true"):
        await models.rumours.close(1, truth=Truth.FALSE, by=GRACE, at=NOW)


async def test_what_is_refused() -> None:
    await bob()
    with pytest.raises(Refused, match="Say what was heard, in a few words"):
        await models.rumours.add(1, " ", by=ADA, at=NOW)
    with pytest.raises(Refused, match="The day a rumour was heard cannot lie in the future"):
        await models.rumours.add(1, "moves", heard_at=NOW + days(1), by=ADA, at=NOW)
    with pytest.raises(NotFound, match="There is no rumour 7"):
        await models.rumours.close(7, truth=Truth.TRUE, by=ADA, at=NOW)
    with pytest.raises(NotFound, match="There is no rumour 7"):
        await reading.one(7)
    await models.contacts.archive(1, by=ADA, at=NOW)
    with pytest.raises(Refused, match="Bob Stone is archived"):
        await moving()
    assert await rows("SELECT id FROM rumour") == []


async def test_open_ones_stand_first_and_the_newest_of_them() -> None:
    await bob()
    await models.contacts.add("Cleo", by=ADA, at=NOW)
    for days_ago, contact_id, words in ((5, 1, "sells"), (4, 1, "moves"), (3, 2, "marries"), (2, 1, "retires")):
        await models.rumours.add(contact_id, words, heard_at=NOW - days(days_ago), by=ADA, at=NOW)
    await models.rumours.close(4, truth=Truth.FALSE, by=ADA, at=NOW)
    assert [row.text for row in await reading.of_contact(1)] == ["moves", "sells"]
    assert [row.text for row in await reading.of_contact(1, also_closed=True)] == ["moves", "sells", "retires"]
    assert [row.text for row in await reading.of_everybody()] == ["marries", "moves", "sells"]
    assert len(await reading.of_everybody(also_closed=True)) == 4
    await models.contacts.archive(1, by=ADA, at=NOW)
    assert [row.name for row in await reading.of_everybody()] == ["Cleo"]


async def test_undo_says_that_somebody_else_closed_it() -> None:
    await bob()
    await moving()
    await models.rumours.close(1, truth=Truth.TRUE, by=GRACE, at=NOW)
    with pytest.raises(Stale, match="grace changed a rumour about Bob Stone since"):
        await models.undo.last(by=ADA, at=NOW)
