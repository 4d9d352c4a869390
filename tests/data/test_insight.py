"""Insight: what is counted, over which time, and who stands behind each number."""

from typing import Any

import pytest

import models
from models import db
from models.favours import Favour
from models.needs import Need
from models.problems import Problem
from models.reading import insight
from models.reading.chosen import Chosen
from models.reading.contacts import ContactList
from models.reading.insight import Bar, Section
from models.rules.periods import Period
from models.rules.words import Channel, Outcome, Weight
from tests.data.desk import ADA, CUSTOMER, FAN, FORMER, NEVER, NOW, PROSPECT, days, moment, promised

pytestmark = pytest.mark.usefixtures("book")

BY: dict[str, Any] = {"by": ADA, "at": NOW}


async def counted(section: Section, period: Period = Period.ALL) -> dict[str, int]:
    return {bar.name: bar.count for bar in await insight.bars(section, period, now=NOW)}


async def behind(section: Section, name: str, period: Period = Period.ALL) -> list[str]:
    """Name the contacts behind one bar, as the list that it opens does, and see that count and export agree."""
    (bar,) = [bar for bar in await insight.bars(section, period, now=NOW) if bar.name == name]
    listed = ContactList(among=bar.among, now=NOW)
    names = [row.name for row in await listed.page(limit=100)]
    assert await listed.count() == len(names)
    found, values = Chosen(among=bar.among).condition()
    assert await db.reader().number(f"SELECT count(*) FROM contact c WHERE TRUE{found}", values) == len(names)  # noqa: S608
    return names


async def add(*names: str, stage_id: int = CUSTOMER, ago: float = 0) -> list[int]:
    added = [await models.contacts.add(name, stage_id=stage_id, by=ADA, at=NOW - days(ago)) for name in names]
    return [contact.id for contact in added]


async def left(contact_id: int, reason: str, ago: float = 0, *, stage_id: int = FORMER) -> None:
    await models.stage_changes.move(contact_id, stage_id, reason=reason, by=ADA, at=NOW - days(ago))


async def test_a_book_with_nobody_in_it_has_no_bar() -> None:
    for section in Section:
        assert await insight.bars(section, Period.ALL, now=NOW) == []


async def test_why_they_left_is_told_by_the_reason_that_was_learned_last() -> None:
    bob, carl, dora = await add("Bob", "Carl", "Dora", ago=900)
    await left(bob, "unknown", 800)
    await left(bob, "money", 10)
    await left(carl, "money", 300)
    await left(dora, "retired", 20)
    await add("Eva", stage_id=FORMER)  # came into the book as one who had left
    assert await counted(Section.LEFT) == {"money": 2, "retired": 1, "unknown": 1}
    assert await behind(Section.LEFT, "money") == ["Bob", "Carl"]
    assert await counted(Section.NEVER) == {}


async def test_who_came_back_still_tells_why_they_had_left() -> None:
    bob, carl = await add("Bob", "Carl", ago=900)
    await left(bob, "unknown", 40)
    await left(bob, "money", 30)
    await models.stage_changes.move(bob, CUSTOMER, by=ADA, at=NOW - days(5))
    await left(carl, "retired", 30)
    await left(carl, "no fit", 5, stage_id=NEVER)
    assert await counted(Section.LEFT) == {"money": 1, "retired": 1}
    assert await counted(Section.NEVER) == {"no fit": 1}
    assert await behind(Section.LEFT, "money") == ["Bob"]


async def test_a_period_leaves_out_what_was_before_it() -> None:
    bob, carl, dora = await add("Bob", "Carl", "Dora", ago=900)
    await left(bob, "money", 500)
    await left(carl, "money", 100)
    await left(dora, "money", 5)
    assert [await counted(Section.LEFT, period) for period in Period] == [{"money": 1}, {"money": 2}, {"money": 3}]
    assert await behind(Section.LEFT, "money", Period.QUARTER) == ["Dora"]
    assert [sum((await counted(Section.MOVES, period)).values()) for period in Period] == [1, 2, 3]


async def test_stages_come_in_their_order_and_moves_by_how_many_there_were() -> None:
    bob, carl, _ = await add("Bob", "Carl", "Dora", stage_id=PROSPECT)
    await models.stage_changes.move(bob, FAN, **BY)
    await models.stage_changes.move(bob, CUSTOMER, **BY)
    await models.stage_changes.move(carl, FAN, **BY)
    await left(carl, "unknown")
    await left(carl, "money")  # learned later: no move
    assert list((await counted(Section.STAGES)).items()) == [("Prospect", 1), ("Customer", 1), ("Former", 1)]
    moves = {"Prospect to Raving fan": 2, "Raving fan to Customer": 1, "Raving fan to Former": 1}
    assert list((await counted(Section.MOVES)).items()) == list(moves.items())
    assert await behind(Section.MOVES, "Prospect to Raving fan") == ["Bob", "Carl"]


async def test_problems_are_told_by_fault_and_outcome_and_an_open_one_in_every_period() -> None:
    bob, carl = await add("Bob", "Carl", ago=900)
    for contact_id, fault, closed, outcome in (
        (bob, "", None, ""),
        (bob, "ours", 10, "agreed"),
        (carl, "ours", 10, "agreed"),
        (carl, "ours", 5, "not-agreed"),
        (carl, "theirs", 500, "agreed"),
    ):
        closed_at = None if closed is None else NOW - days(closed)
        opened: dict[str, Any] = {"opened_at": NOW - days(600), "closed_at": closed_at, "outcome": outcome}
        await Problem.create(contact_id=contact_id, text="late", owner_id=ADA, by_id=ADA, fault=fault, **opened)
    lately = {"ours: agreed": 2, "ours: not agreed": 1, "fault not said: open": 1}
    assert list((await counted(Section.PROBLEMS, Period.YEAR)).items()) == list(lately.items())
    assert (await counted(Section.PROBLEMS))["theirs: agreed"] == 1
    assert await behind(Section.PROBLEMS, "ours: agreed") == ["Bob", "Carl"]


async def test_promises_were_kept_in_time_or_late_or_not_at_all() -> None:
    bob, carl = await add("Bob", "Carl", ago=900)
    due = NOW - days(10)
    for contact_id, closed, outcome in (
        (bob, NOW - days(20), Outcome.SPOKE),
        (bob, due + days(0.9), Outcome.SPOKE),
        (carl, due + days(1.1), Outcome.SPOKE),
        (carl, due, Outcome.CANCELLED),
        (carl, None, None),
    ):
        row = await models.follow_ups.add(contact_id, moment(due), by=ADA, at=NOW - days(30))
        if closed and outcome:
            await models.follow_ups.done(row.id, outcome=outcome, channel=Channel.CALL, by=ADA, at=closed)
    await promised(bob, NOW - days(0.5))
    kept = {"done in time": 2, "done late": 1, "cancelled": 1, "still open, and late": 1}
    assert list((await counted(Section.PROMISES, Period.QUARTER)).items()) == list(kept.items())
    assert await behind(Section.PROMISES, "done in time") == ["Bob"]
    assert await behind(Section.PROMISES, "still open, and late") == ["Carl"]


async def test_a_promise_long_forgotten_is_late_in_every_period() -> None:
    (bob,) = await add("Bob", ago=900)
    await models.follow_ups.add(bob, moment(NOW - days(700)), by=ADA, at=NOW - days(800))
    assert await counted(Section.PROMISES, Period.QUARTER) == {"still open, and late": 1}


async def test_the_silent_are_told_by_stage() -> None:
    for name, ago in (("Bob", 40), ("Carl", 40), ("Dora", 10)):
        await models.contacts.add(name, stage_id=FAN, every_days=30, by=ADA, at=NOW - days(ago))
    assert await counted(Section.SILENT) == {"Raving fan": 2}
    assert await behind(Section.SILENT, "Raving fan") == ["Bob", "Carl"]


async def test_needs_are_told_by_weight_the_heaviest_first() -> None:
    bob, carl = await add("Bob", "Carl")
    for contact_id, weight, ended_at in (
        (bob, Weight.NICE, None),
        (bob, Weight.VITAL, None),
        (bob, Weight.VITAL, None),
        (carl, Weight.MATTERS, None),
        (carl, Weight.VITAL, NOW),
    ):
        said: dict[str, Any] = {"confirmed_at": NOW, "created_at": NOW, "ended_at": ended_at, "by_id": ADA}
        await Need.create(contact_id=contact_id, text="quiet", weight=weight, **said)
    needs = {"vital": 2, "matters": 1, "nice to have": 1}
    assert list((await counted(Section.NEEDS)).items()) == list(needs.items())
    assert await behind(Section.NEEDS, "vital") == ["Bob"]


async def test_referrals_are_told_by_who_introduced_whom() -> None:
    bob, carl, dora = await add("Bob", "Carl", "Dora", ago=900)
    for contact_id, direction, introduced, ago in (
        (bob, "in", carl, 5),
        (bob, "in", dora, 500),
        (bob, "in", None, 5),
        (carl, "out", dora, 5),
    ):
        done: dict[str, Any] = {"introduced_id": introduced, "at": NOW - days(ago), "by_id": ADA}
        await Favour.create(contact_id=contact_id, direction=direction, **done)
    referrals = {"introduced somebody to us": 2, "came to us that way": 2, "met somebody through us": 1}
    assert list((await counted(Section.REFERRALS)).items()) == list(referrals.items())
    assert await behind(Section.REFERRALS, "came to us that way") == ["Carl", "Dora"]
    assert await behind(Section.REFERRALS, "came to us that way", Period.YEAR) == ["Carl"]
    assert await behind(Section.REFERRALS, "met somebody through us") == ["Carl"]


async def test_who_is_archived_counts_nowhere() -> None:
    bob, carl = await add("Bob", "Carl", ago=900)
    await left(bob, "money", 10)
    await left(carl, "money", 10)
    await models.stage_changes.move(carl, CUSTOMER, by=ADA, at=NOW - days(5))
    await promised(bob, NOW - days(5))
    await Problem.create(contact_id=bob, text="late", owner_id=ADA, by_id=ADA, opened_at=NOW)
    await Need.create(contact_id=bob, text="quiet", weight=1, confirmed_at=NOW, created_at=NOW, by_id=ADA)
    await Favour.create(contact_id=bob, direction="in", introduced_id=carl, at=NOW, by_id=ADA)
    assert all([await counted(section) for section in Section if section not in {Section.NEVER, Section.SILENT}])
    for contact_id in (bob, carl):
        await models.contacts.archive(contact_id, reason="gone", **BY)
    assert not any([await counted(section) for section in Section])


async def test_the_contacts_of_a_bar_are_found_and_ordered_as_everywhere() -> None:
    await add("Carl", "Bob", "Bob Stone")
    (bar,) = await insight.bars(Section.STAGES, Period.ALL, now=NOW)
    listed = ContactList("bob", among=bar.among, now=NOW)
    (first,) = await listed.page(limit=1)
    assert first.name == "Bob"
    assert [row.name for row in await listed.page(after=first, limit=9)] == ["Bob Stone"]
    assert isinstance(bar, Bar)
