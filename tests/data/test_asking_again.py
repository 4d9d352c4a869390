"""Asking again: who is booked, who is left out and why, and one step back."""

from datetime import date
from typing import Any

import pytest

import models
from models.asking_again import Booked
from models.problems import Problem
from models.reading import insight
from models.reading.among import Among
from models.reading.insight import Bar, Section
from models.rules.periods import Period
from models.rules.refusals import Refused
from models.rules.when import Moment
from models.rules.words import Purpose
from tests.data.desk import ADA, BERLIN, CUSTOMER, FORMER, GRACE, NEVER, NOW, count, everything, promised, rows

pytestmark = pytest.mark.usefixtures("book")

BY: dict[str, Any] = {"by": ADA, "at": NOW}
LATER = Moment(NOW.replace(month=9, hour=0, minute=0), date(2026, 9, 10))


async def gone(name: str, reason: str = "money", stage_id: int = FORMER, **details: Any) -> int:
    added = await models.contacts.add(name, **BY, **details)
    await models.stage_changes.move(added.id, stage_id, reason=reason, **BY)
    return added.id


async def bar(section: Section, name: str) -> Bar:
    return next(bar for bar in await insight.bars(section, Period.ALL, now=NOW) if bar.name == name)


async def book(section: Section = Section.LEFT, name: str = "money") -> Booked:
    return await models.asking_again.book((await bar(section, name)).among, LATER, "how is it going?", **BY)


async def test_everybody_behind_a_bar_is_booked_in_one_step() -> None:
    bob, carl = await gone("Bob"), await gone("Carl")
    before = await everything()
    assert await book() == Booked(2, {})
    assert await rows("SELECT contact_id, text, due_on, channel, purpose, owner_id, state FROM follow_up") == [
        {
            "contact_id": contact_id,
            "text": "how is it going?",
            "due_on": LATER.on,
            "channel": "call",
            "purpose": "sales",
            "owner_id": ADA,
            "state": "open",
        }
        for contact_id in (bob, carl)
    ]
    assert await count("outreach") == 2
    assert (await models.undo.last(**BY)).what == "booked follow-ups with those worth asking again"
    assert await everything() == before


async def test_a_time_of_day_is_kept_as_one() -> None:
    await gone("Bob")
    at = NOW.replace(month=9, hour=15)
    await models.asking_again.book(Among(), Moment(at), **BY)
    (row,) = await rows("SELECT due_at, due_on FROM follow_up")
    assert (row["due_at"].astimezone(BERLIN), row["due_on"]) == (at.replace(minute=30), None)


async def test_of_a_whole_stage_only_those_worth_asking_are_booked() -> None:
    await gone("Bob")
    await gone("Carl", "retired")
    await gone("Dora", "timing", NEVER)
    assert await book(Section.STAGES, "Former") == Booked(1, {})
    assert await book(Section.STAGES, "Never bought") == Booked(1, {})


async def test_who_is_not_to_be_asked_is_left_out_and_counted() -> None:
    await gone("Ended", "our mistake")
    mistake = await models.reasons.named("former", "our mistake")
    await models.reasons.mean(mistake.id, ends_contact=True, **BY)
    await gone("Asked not to", do_not_contact=["call", "e-mail"])
    await gone("Asked not to at all", do_not_contact=["any"])
    await gone("Only no letters", do_not_contact=["letter"])
    sick = await gone("Has a problem")
    await Problem.create(contact_id=sick, text="late", owner_id=GRACE, by_id=GRACE, opened_at=NOW)
    planned = await gone("Planned")
    await models.follow_ups.add(planned, LATER, purpose=Purpose.SALES, **BY)
    await promised(await gone("Promised something else"))
    assert await book(Section.STAGES, "Former") == Booked(
        2, {"contact ended": 1, "asked not to be contacted": 2, "open problem": 1, "planned already": 1}
    )


async def test_who_was_booked_is_not_booked_twice() -> None:
    await gone("Bob")
    await book()
    changes = await count("history")
    with pytest.raises(Refused, match=r"Nobody there is to be asked now: 1 planned already\.$"):
        await book()
    assert await count("history") == changes


async def test_nobody_worth_asking_is_a_sentence() -> None:
    await gone("Bob", "retired")
    back = await gone("Carl")
    await models.stage_changes.move(back, CUSTOMER, **BY)
    for section, name in ((Section.LEFT, "retired"), (Section.LEFT, "money"), (Section.STAGES, "Customer")):
        with pytest.raises(Refused, match="Nobody there is worth asking again"):
            await book(section, name)
