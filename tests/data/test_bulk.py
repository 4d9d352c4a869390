"""The same verb for many contacts: one refusal stops no other, and one undo takes all of it back."""

import asyncio
from typing import Any

import pytest

import models
from models.rules.refusals import NotFound
from models.rules.words import Tone
from tests.data.desk import ADA, CUSTOMER, FORMER, NOW, count, days, everything, moment, promised, rows

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
ANN, BOB, CLEO, NOBODY = 1, 2, 3, 99


async def three() -> list[int]:
    return [(await models.contacts.add(name, **ME)).id for name in ("Ann Moss", "Bob Stone", "Cleo Marsh")]


async def stages() -> list[int]:
    return [row["stage_id"] for row in await rows("SELECT stage_id FROM contact ORDER BY id")]


async def test_all_are_moved_and_one_undo_takes_it_back() -> None:
    ids = await three()
    before = await everything()
    assert await models.bulk.each(ids, lambda each: models.stage_changes.move(each, FORMER, **ME)) == (3, [])
    assert await stages() == [FORMER] * 3
    assert (await models.undo.last(**ME)).what == "moved 3 contacts to Former"
    assert await everything() == before
    assert (await models.undo.last(**ME)).what == "added Cleo Marsh"


async def test_who_is_refused_stops_no_other_and_is_named_with_the_reason() -> None:
    ids = await three()
    await models.stage_changes.move(BOB, CUSTOMER, **ME)
    done = await models.bulk.each([*ids, NOBODY], lambda each: models.stage_changes.move(each, CUSTOMER, **ME))
    assert done.done == 2
    assert [contact_id for contact_id, _ in done.refused] == [BOB, NOBODY]
    assert done.refused[0][1].startswith("Bob Stone is in Customer already.")
    assert await stages() == [CUSTOMER] * 3
    assert (await models.undo.last(**ME)).what == "moved 2 contacts to Customer"
    assert (await models.undo.last(**ME)).what == "moved Bob Stone to Customer"


async def test_of_one_it_says_the_name() -> None:
    await three()
    await models.bulk.each([ANN], lambda each: models.follow_ups.add(each, moment(), **ME))
    assert (await models.undo.last(**ME)).what == "planned a follow-up with Ann Moss"


async def test_what_a_rule_forbids_is_refused_for_whom_it_concerns() -> None:
    ids = await three()
    await promised(BOB, tone=Tone.UNPLEASANT)
    done = await models.bulk.each(ids, lambda each: models.contacts.archive(each, **ME))
    assert (done.done, [contact_id for contact_id, _ in done.refused]) == (2, [BOB])
    assert (await models.undo.last(**ME)).what == "archived 2 contacts"
    assert await count("contact WHERE archived_at IS NULL") == 3


async def test_cancelled_on_the_way_whole_contacts_stay_and_can_be_taken_back() -> None:
    ids = await three()
    before = await everything()

    async def slow(contact_id: int) -> None:
        await models.stage_changes.move(contact_id, FORMER, **ME)
        if contact_id == BOB:
            under_way.cancel()

    under_way = asyncio.create_task(models.bulk.each(ids, slow))
    with pytest.raises(asyncio.CancelledError):
        await under_way
    assert await count("stage_change") == sum(stage == FORMER for stage in await stages()) == 2
    assert (await models.undo.last(**ME)).what == "moved 2 contacts to Former"
    assert await everything() == before


async def test_what_follows_is_a_step_of_its_own() -> None:
    ids = await three()
    await models.bulk.each(ids, lambda each: models.notes.add(each, "x", **ME))
    await models.notes.add(ANN, "y", **ME)
    assert (await models.undo.last(**ME)).what == "added a note on Ann Moss"
    assert (await models.undo.last(**ME)).what == "added a note on 3 contacts"
    assert await models.bulk.each([], lambda each: models.notes.add(each, "x", **ME)) == (0, [])
    assert (await models.undo.last(**ME)).what == "added Cleo Marsh"


async def test_nobody_to_do_it_for_leaves_no_step() -> None:
    await models.bulk.each([NOBODY], lambda each: models.contacts.archive(each, **ME))
    with pytest.raises(NotFound, match="nothing of yours"):
        await models.undo.last(by=ADA, at=NOW + days(1))
