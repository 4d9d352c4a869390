"""The timeline of a contact, newest first."""

import pytest

import models
from models.reading.timeline import Timeline
from models.rules.words import Channel, Direction, Outcome, Tone, Truth
from tests.data.desk import ADA, CUSTOMER, FORMER, GRACE, NOW, bob, days, moment, promised

pytestmark = pytest.mark.usefixtures("book")

Line = tuple[str, str, str, str, str]


async def lines() -> list[Line]:
    rows = await Timeline(1).page(limit=60)
    assert await Timeline(1).count() == len(rows)
    return [(row.kind, row.what, row.state, row.text, row.by) for row in rows]


async def test_everything_that_happened() -> None:
    await bob(stage_id=CUSTOMER)
    await models.contacts.add("Cleo", by=ADA, at=NOW)
    await models.notes.add(2, "of another contact", by=ADA, at=NOW)
    at = [NOW + days(day) for day in range(20)]
    await models.contacts.edit(1, name="Robert", company="Stone", by=GRACE, at=at[1])
    await models.notes.add(1, "likes\nsailing", by=GRACE, at=at[2])
    await models.interactions.log(
        1, "rang", channel=Channel.CALL, direction=Direction.IN, minutes=5, by=ADA, at=at[9], happened_at=at[3]
    )
    await models.interactions.log(1, channel=Channel.VIDEO, outcome=Outcome.NO_ANSWER, by=ADA, at=at[4])
    await models.stage_changes.move(1, FORMER, note="too dear", by=ADA, at=at[5])
    await models.stage_changes.move(1, FORMER, reason="money", by=ADA, at=at[6])
    await models.contacts.archive(1, by=ADA, at=at[7])
    await models.contacts.restore(1, by=ADA, at=at[8])
    assert await lines() == [
        ("change", "restored", "", "", "ada"),
        ("change", "archived", "", "", "ada"),
        ("stage", "stage", "", "Former (money)", "ada"),
        ("stage", "stage", "", "Customer → Former (unknown) “too dear”", "ada"),
        ("attempt", "video", "no-answer", "", "ada"),
        ("interaction", "call", "spoke", "rang", "ada"),
        ("note", "note", "", "likes\nsailing", "grace"),
        ("change", "changed", "", "name company", "grace"),
        ("change", "added", "", "", "ada"),
    ]
    row = (await Timeline(1).page(limit=60))[5]
    assert (row.at, row.direction, row.minutes) == (at[3], "in", 5)


async def test_what_was_promised_and_what_came_of_it() -> None:
    await bob()
    await promised(1, NOW + days(9), text="the quote", owner_id=GRACE)
    told = await promised(1, NOW + days(8), text="claim refused", tone=Tone.UNPLEASANT)
    off = await promised(1, NOW + days(7), text="lunch", channel=Channel.E_MAIL)
    assert (await lines())[:3] == [
        ("follow_up", "call", "open", "the quote", "grace"),
        ("follow_up", "call", "unpleasant", "claim refused", "ada"),
        ("follow_up", "e-mail", "open", "lunch", "ada"),
    ]
    await models.follow_ups.done(told.id, outcome=Outcome.SPOKE, by=ADA, at=NOW + days(2))
    await models.follow_ups.done(off.id, "no time", outcome=Outcome.CANCELLED, by=GRACE, at=NOW + days(1))
    assert (await lines())[:-1] == [
        ("follow_up", "call", "open", "the quote", "grace"),
        ("interaction", "call", "spoke", "claim refused", "ada"),
        ("override", "cancel", "", "no time", "grace"),
        ("follow_up", "e-mail", "cancelled", "lunch", "ada"),
    ]


async def test_what_was_taken_back_is_not_there() -> None:
    await bob()
    before = await lines()
    await models.contacts.edit(1, name="Robert", by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    await models.follow_ups.add(1, moment(), by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    assert await lines() == before == [("change", "added", "", "", "ada")]


async def test_needs_rumours_and_favours() -> None:
    await bob()
    await models.contacts.add("Cleo", by=ADA, at=NOW)
    at = [NOW + days(day) for day in range(9)]
    await models.needs.add(1, "delivery before 8", by=ADA, at=at[1])
    await models.needs.add(1, "one invoice", by=ADA, at=at[1])
    await models.needs.end(2, by=GRACE, at=at[2])
    await models.rumours.add(1, "moves", by=ADA, at=at[3])
    await models.rumours.add(1, "sells", source="the postman", by=ADA, at=at[4])
    await models.rumours.close(2, "the van alone", truth=Truth.PARTLY, by=GRACE, at=at[5])
    await models.favours.add(1, "his neighbour", introduced_id=2, by=ADA, at=at[6])
    await models.favours.add(1, "a cake", direction=Direction.OUT, by=ADA, at=at[7])
    assert (await lines())[:-1] == [
        ("favour", "favour", "", "a cake", "ada"),
        ("favour", "favour", "", "introduced Cleo: his neighbour", "ada"),
        ("rumour", "rumour", "partly", "sells (from the postman) → the van alone", "grace"),
        ("rumour", "rumour", "open", "moves", "ada"),
        ("need", "need", "ended", "one invoice", "ada"),
        ("need", "need", "needed", "delivery before 8", "ada"),
    ]
    assert [row.direction for row in await Timeline(1).page(limit=2)] == ["out", "in"]
    assert [row.text for row in await Timeline(2).page(limit=1)] == ["introduced by Bob Stone"]
    await models.favours.add(1, direction=Direction.OUT, introduced_id=2, by=ADA, at=at[8])
    (row,) = await Timeline(2).page(limit=1)
    assert (row.text, row.direction) == ("introduced to Bob Stone", "out")
