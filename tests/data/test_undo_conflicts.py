"""Undo leaves alone what somebody else changed since, or uses."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import models
from models.rules.refusals import NotFound, Stale
from models.rules.words import Channel, Outcome, StageKind
from tests.data.desk import (
    ADA,
    CUSTOMER,
    FAN,
    FORMER,
    GRACE,
    NOW,
    bob,
    count,
    days,
    everything,
    moment,
    one,
    promised,
    rows,
)

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
SHE: dict[str, Any] = {"by": GRACE, "at": NOW}
BOB, PROMISE, LEAD = 1, 1, 6
Verb = Callable[[], Awaitable[Any]]


async def _put_off(until: int, **who: Any) -> None:
    which = await one("SELECT id FROM outreach WHERE kind = 11")
    await models.snoozes.snooze(which, NOW + days(until), **who)


CONFLICTS: dict[str, tuple[Verb, Verb]] = {
    "the same contact": (
        lambda: models.contacts.edit(BOB, name="Robert", **ME),
        lambda: models.contacts.edit(BOB, tags=["loyal"], **SHE),
    ),
    "a new contact": (lambda: models.contacts.add("Cleo", **ME), lambda: models.contacts.edit(2, name="Chloé", **SHE)),
    "a note on a new contact": (
        lambda: models.contacts.add("Cleo", **ME),
        lambda: models.notes.add(2, "likes cats", **SHE),
    ),
    "a contact moved since": (
        lambda: models.stage_changes.move(BOB, CUSTOMER, **ME),
        lambda: models.stage_changes.move(BOB, FAN, **SHE),
    ),
    "the same follow-up": (
        lambda: models.follow_ups.snooze(PROMISE, moment(NOW + days(1)), **ME),
        lambda: models.follow_ups.edit(PROMISE, text="hers", **SHE),
    ),
    "a follow-up she closed": (
        lambda: models.follow_ups.edit(PROMISE, text="mine", **ME),
        lambda: models.follow_ups.done(PROMISE, outcome=Outcome.SPOKE, **SHE),
    ),
    "a new follow-up she tried": (
        lambda: models.follow_ups.add(BOB, moment(), **ME),
        lambda: models.follow_ups.done(2, outcome=Outcome.NO_ANSWER, **SHE),
    ),
    "a stage renamed twice": (
        lambda: models.stages.rename(FORMER, "Gone", **ME),
        lambda: models.stages.rename(FORMER, "Lost", **SHE),
    ),
    "a new stage renamed": (
        lambda: models.stages.add("Lead", StageKind.PROSPECT, **ME),
        lambda: models.stages.rename(LEAD, "Leads", **SHE),
    ),
    "a new stage with somebody in it": (
        lambda: models.stages.add("Lead", StageKind.PROSPECT, **ME),
        lambda: models.stage_changes.move(BOB, LEAD, **SHE),
    ),
    "the old name taken": (
        lambda: models.stages.rename(FORMER, "Gone", **ME),
        lambda: models.stages.add("Former", StageKind.FORMER, **SHE),
    ),
    "a reason put off again": (lambda: _put_off(40, **ME), lambda: _put_off(50, **SHE)),
}


@pytest.mark.parametrize("conflict", CONFLICTS)
async def test_what_somebody_else_changed_since_is_left_alone(conflict: str) -> None:
    mine, hers = CONFLICTS[conflict]
    await bob(tags=["roof"], every_days=30)
    await models.follow_ups.add(BOB, moment(NOW + days(99)), **ME)
    start = await everything()
    await mine()
    between = await everything()
    await hers()
    before, done = await everything(), await rows("SELECT * FROM history")
    with pytest.raises(Stale, match="since"):
        await models.undo.last(**ME)
    assert (await everything(), await rows("SELECT * FROM history")) == (before, done)
    await models.undo.last(**SHE)  # once she takes hers back, mine can follow
    assert await everything() == between
    await models.undo.last(**ME)
    assert await everything() == start


async def test_two_changes_to_different_rows_are_no_conflict() -> None:
    await bob()
    await models.contacts.edit(BOB, name="Robert", **ME)
    await models.interactions.log(BOB, channel=Channel.CALL, **SHE)
    await models.contacts.add("Cleo", **SHE)
    assert (await models.undo.last(**ME)).verb == "contact.edit"
    assert await rows("SELECT name FROM contact ORDER BY id") == [{"name": "Bob Stone"}, {"name": "Cleo"}]


async def test_words_that_others_use_by_now_stay() -> None:
    await bob(company="Stone & Sons", tags=["roof", "mine"])
    await models.contacts.add("Cleo", company="Stone & Sons", tags=["roof"], **SHE)
    await models.undo.last(**ME)
    assert await rows("SELECT c.name, co.name AS company FROM contact c JOIN company co ON co.id = c.company_id") == [
        {"name": "Cleo", "company": "Stone & Sons"}
    ]
    assert await rows("SELECT name FROM tag") == [{"name": "roof"}]
    await models.undo.last(**SHE)
    assert await count("contact") == 0


async def test_a_snooze_goes_with_the_contact() -> None:
    await bob(every_days=30)
    await _put_off(40, **SHE)
    await models.undo.last(**ME)
    assert [await count(table) for table in ("contact", "snooze", "outreach")] == [0, 0, 0]
    with pytest.raises(Stale):
        await models.undo.last(**SHE)


async def test_a_tag_taken_off_and_put_on_again_by_somebody_else() -> None:
    await bob(tags=["roof"])
    await models.contacts.edit(BOB, tags=[], **ME)
    await models.contacts.edit(BOB, tags=["roof"], **SHE)
    with pytest.raises(Stale):
        await models.undo.last(**ME)
    assert await count("contact_tag") == 1


async def test_an_older_edit_knows_the_version_that_undo_made() -> None:
    await bob()
    await models.contacts.edit(BOB, name="Robert", **ME)
    await models.contacts.edit(BOB, safe_topics="cats", **SHE)
    await models.undo.last(**SHE)
    await models.undo.last(**ME)
    assert await one("SELECT name FROM contact") == "Bob Stone"


async def test_versions_only_ever_rise() -> None:
    read = await bob()
    edited = await models.contacts.edit(BOB, name="Robert", **SHE)
    await models.undo.last(**SHE)
    for seen in (read.version, edited.version):
        with pytest.raises(Stale):
            await models.contacts.edit(BOB, version=seen, name="Bobby", **ME)


async def test_twice_at_once_takes_back_two_changes() -> None:
    await bob()
    await models.notes.add(BOB, "likes cats", **ME)
    undone = await asyncio.gather(models.undo.last(**ME), models.undo.last(**ME))
    assert [each.verb for each in undone] == ["note.add", "contact.add"]
    with pytest.raises(NotFound):
        await models.undo.last(**ME)


async def test_undo_is_not_undone() -> None:
    await bob()
    await promised(BOB)
    await models.undo.last(**ME)
    assert (await models.undo.last(**ME)).verb == "contact.add"


async def test_a_company_renamed_and_gone_since() -> None:
    cleo = await models.contacts.add("Cleo", company="Marsh", **ME)
    marsh = await one("SELECT id FROM company WHERE name = 'Marsh'")
    await models.company_names.rename(marsh, "Moor", **ME)
    await models.contacts.edit(cleo.id, company="", **SHE)
    await models.contacts.add("Dan", company="Dale", **SHE)
    await models.company_names.rename(await one("SELECT id FROM company WHERE name = 'Dale'"), "Moor", **SHE)
    before = await everything()
    with pytest.raises(Stale):
        await models.undo.last(**ME)
    assert await everything() == before
