"""Undo: each verb taken back exactly, one after the other, and never what is somebody else's."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import models
from models import contacts
from models.history import changing
from models.reading.today import of_contact
from models.rules.contact_fields import Point
from models.rules.refusals import NotFound
from models.rules.words import Channel, Outcome, StageKind, Tone
from tests.data.desk import (
    ADA,
    CUSTOMER,
    FORMER,
    GRACE,
    NOW,
    PROSPECT,
    bob,
    count,
    days,
    everything,
    moment,
    promised,
    reasons,
    rows,
)

pytestmark = pytest.mark.usefixtures("book")

LATER = NOW + days(40)
ME: dict[str, Any] = {"by": ADA, "at": LATER}
BOB, PROMISE, NEWS = 1, 1, 2
DETAILS: dict[str, Any] = {
    "company": "Marsh & Co",
    "emails": [Point("work", "cleo@marsh.example")],
    "phones": ["+1 555 0102"],
    "tags": ["roof", "new"],
    "birthday": "--07-20",
    "every_days": 7,
    "owner_id": GRACE,
}


async def _set_up() -> None:
    """Make a book with something of everything, so that undo has something to spoil."""
    await bob(
        company="Stone & Sons",
        emails=[Point("home", "bob@stone.example"), "b@stone.example"],
        tags=["roof", "loyal"],
        every_days=30,
        birthday="1980-07-22",
    )
    await promised(BOB, text="the quote", repeat="1m")
    await promised(BOB, tone=Tone.UNPLEASANT, text="claim refused")
    await models.interactions.log(BOB, "hello", channel=Channel.CALL, by=GRACE, at=NOW)
    await models.notes.add(BOB, "likes sailing", by=GRACE, at=NOW)
    await models.contacts.add("Archie Gone", by=GRACE, at=NOW)
    await models.contacts.archive(2, by=GRACE, at=NOW)


async def _snooze(kind: str) -> None:
    which = next(row.id for row in await of_contact(BOB, now=LATER) if row.kind.name == kind)
    await models.snoozes.snooze(which, LATER + days(3), **ME)


async def _snooze_twice() -> None:
    await _snooze("DRIFT")
    await models.snoozes.snooze(await _drift(), LATER + days(5), by=ADA, at=LATER + days(3))
    assert (await models.undo.last(by=ADA, at=LATER + days(3))).verb == "outreach.snooze"


async def _drift() -> int:
    return next(row.id for row in await of_contact(BOB, now=LATER + days(9)) if row.kind.name == "DRIFT")


VERBS: dict[str, Callable[[], Awaitable[Any]]] = {
    "contact.add": lambda: models.contacts.add("Cleo Marsh", **DETAILS, **ME),
    "contact.edit": lambda: models.contacts.edit(BOB, name="Robert", safe_topics="cats", **DETAILS, **ME),
    "contact.edit only lists": lambda: models.contacts.edit(BOB, emails=[], tags=[], **ME),
    "contact.edit empty": lambda: models.contacts.edit(BOB, company="", birthday="", every_days=None, **ME),
    "contact.archive": lambda: models.contacts.archive(BOB, reason="died", **ME),
    "contact.restore": lambda: models.contacts.restore(2, **ME),
    "contact.stage": lambda: models.stage_changes.move(BOB, FORMER, reason="money", note="too dear", **ME),
    "follow_up.add": lambda: models.follow_ups.add(BOB, moment(LATER), text="call back", **ME),
    "follow_up.edit": lambda: models.follow_ups.edit(PROMISE, text="x", channel=Channel.TEXT, repeat="", **ME),
    "follow_up.edit softens": lambda: models.follow_ups.edit(NEWS, tone=Tone.GOOD, reason="paid", **ME),
    "follow_up.snooze": lambda: models.follow_ups.snooze(PROMISE, moment(LATER + days(3)), **ME),
    "follow_up.done": lambda: models.follow_ups.done(PROMISE, "spoke", outcome=Outcome.SPOKE, minutes=3, **ME),
    "follow_up.done attempt": lambda: models.follow_ups.done(NEWS, outcome=Outcome.NO_ANSWER, **ME),
    "follow_up.done told": lambda: models.follow_ups.done(NEWS, outcome=Outcome.SPOKE, **ME),
    "follow_up.done cancelled": lambda: models.follow_ups.done(NEWS, "paid", outcome=Outcome.CANCELLED, **ME),
    "interaction.log": lambda: models.interactions.log(BOB, "hello again", channel=Channel.VIDEO, **ME),
    "note.add": lambda: models.notes.add(BOB, "moved to York", **ME),
    "outreach.snooze": lambda: _snooze("DRIFT"),
    "outreach.snooze bad news": lambda: _snooze("BAD_NEWS"),
    "outreach.snooze twice": _snooze_twice,
    "stage.add": lambda: models.stages.add("Partner", StageKind.FAN, **ME),
    "stage.rename": lambda: models.stages.rename(PROSPECT, "Lead", **ME),
    "stage.move": lambda: models.stages.reorder(FORMER, 1, **ME),
    "stage.kind": lambda: models.stages.set_kind(PROSPECT, StageKind.NEVER, **ME),
    "stage.cadence": lambda: models.stages.set_cadence(PROSPECT, 3, **ME),
}


CHAIN = (
    *("follow_up.add", "follow_up.edit", "follow_up.snooze", "outreach.snooze", "follow_up.done", "contact.edit"),
    *("contact.edit only lists", "contact.stage", "interaction.log", "note.add", "stage.add", "stage.rename"),
    *("stage.move", "stage.kind", "stage.cadence", "follow_up.done attempt", "follow_up.edit softens"),
    *("contact.archive", "contact.restore", "contact.add"),
)


@pytest.mark.parametrize("verb", VERBS)
async def test_every_verb_is_taken_back_exactly(verb: str) -> None:
    await _set_up()
    before, done = await everything(), await count("history")
    await VERBS[verb]()
    if verb != "outreach.snooze twice":
        assert await everything() != before
    undone = await models.undo.last(**ME)
    assert await everything() == before
    assert undone.verb == verb.split(maxsplit=1)[0]
    assert undone.what
    kept = await rows("SELECT verb, changed, by_id, at FROM history WHERE id > ?1 ORDER BY id DESC LIMIT 1", done)
    assert kept == [{"verb": "undo", "changed": undone.verb, "by_id": ADA, "at": LATER}]
    assert await count("undo_value v JOIN history h ON h.id = v.history_id WHERE h.undone_at IS NOT NULL") == 0


async def test_one_after_the_other_back_to_the_beginning() -> None:
    await _set_up()
    states = []
    for verb in CHAIN:
        states.append((verb.split()[0], await everything()))
        await VERBS[verb]()
    while states:
        verb, before = states.pop()
        assert (await models.undo.last(**ME)).verb == verb
        assert await everything() == before


async def test_what_it_says() -> None:
    added = await bob(stage_id=CUSTOMER)
    await models.stage_changes.move(added.id, FORMER, by=ADA, at=NOW)
    assert (await models.undo.last(by=ADA, at=NOW)).what == "moved Bob Stone to Former"
    assert (await models.undo.last(by=ADA, at=NOW)).what == "added Bob Stone"
    with pytest.raises(NotFound, match="nothing of yours to undo"):
        await models.undo.last(by=ADA, at=NOW)


async def test_only_ones_own_last_change() -> None:
    added = await bob()
    await models.notes.add(added.id, "hers", by=GRACE, at=NOW)
    await models.interactions.log(added.id, channel=Channel.CALL, by=ADA, at=NOW)
    assert (await models.undo.last(by=GRACE, at=NOW)).verb == "note.add"
    with pytest.raises(NotFound):
        await models.undo.last(by=GRACE, at=NOW)
    assert (await models.undo.last(by=ADA, at=NOW)).verb == "interaction.log"


async def test_joining_is_not_undone() -> None:
    with pytest.raises(NotFound):
        await models.undo.last(**ME)
    assert await count("member") == 2


async def test_thirty_days_and_no_longer() -> None:
    added = await bob()
    await models.notes.add(added.id, "likes sailing", by=ADA, at=NOW)
    with pytest.raises(NotFound):
        await models.undo.last(by=ADA, at=NOW + days(31))
    assert (await models.undo.last(by=ADA, at=NOW + days(30))).verb == "note.add"
    await models.notes.add(added.id, "likes cats", by=GRACE, at=NOW + days(31))
    assert await rows("SELECT DISTINCT history_id AS h FROM undo_value") == await rows(
        "SELECT id AS h FROM history WHERE verb = 'undo' OR (verb = 'note.add' AND by_id = ?1)", GRACE
    )


async def test_outreach_follows() -> None:
    added = await bob()
    await models.stages.set_cadence(PROSPECT, 3, **ME)
    assert await reasons(added.id, LATER + days(9)) == ["drift"]
    await models.undo.last(**ME)
    assert await reasons(added.id, LATER + days(9)) == []
    await models.interactions.log(added.id, channel=Channel.CALL, **ME)
    await models.undo.last(**ME)
    assert await rows("SELECT last_interaction_at FROM contact") == [{"last_interaction_at": None}]


async def test_a_run_is_taken_back_whole() -> None:
    for name in ("Bob Stone", "Cleo Marsh"):
        async with changing("import", by=ADA, at=NOW) as change:
            change.run_id = "run 1"
            await contacts.placed(name, stage_id=PROSPECT, change=change, company="Stone & Sons", tags=["new"])
    assert await count("contact") == 2
    undone = await models.undo.last(by=ADA, at=NOW)
    assert undone == ("import", "imported contacts")
    assert [await count(table) for table in ("contact", "company", "tag", "contact_tag", "outreach")] == [0] * 5


SAID = {
    "stage.add": "added the stage Partner",
    "stage.rename": "renamed the stage Prospect to Lead",
    "stage.move": "moved the stage Former",
    "stage.kind": "changed what the stage Prospect means",
    "stage.cadence": "changed the cadence of the stage Prospect",
}


@pytest.mark.parametrize("verb", SAID)
async def test_it_names_what_it_took_back(verb: str) -> None:
    await _set_up()
    await VERBS[verb]()
    assert (await models.undo.last(**ME)).what == SAID[verb]


async def test_it_names_where_somebody_was_moved_to_then() -> None:
    await _set_up()
    await models.stage_changes.move(BOB, CUSTOMER, **ME)
    await models.stages.rename(CUSTOMER, "Client", **ME)
    await models.stage_changes.move(BOB, FORMER, **ME)
    assert [(await models.undo.last(**ME)).what for _ in range(3)] == [
        "moved Bob Stone to Former",
        "renamed the stage Customer to Client",
        "moved Bob Stone to Customer",
    ]
