"""Redo: one's own last undo is taken back in turn, exactly, for as long as one changed nothing since."""

from typing import Any

import pytest

import models
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Tone
from tests.data.desk import ADA, GRACE, NOW, bob, everything, moment, rows
from tests.data.test_undo import BOB, CHAIN, ME, VERBS, _set_up

pytestmark = pytest.mark.usefixtures("book")

SHE: dict[str, Any] = {"by": GRACE, "at": NOW}


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "outreach.snooze twice"])
async def test_every_verb_is_done_again_exactly(verb: str) -> None:
    await _set_up()
    before = await everything()
    await VERBS[verb]()
    after = await everything()
    undone = await models.undo.last(**ME)
    if verb in {"follow_up.edit softens", "contact.archive"}:  # bad news may have been planned since
        with pytest.raises(Refused):
            await models.undo.redo(**ME)
        assert await everything() == before
        return
    assert await models.undo.redo(**ME) == undone
    assert await everything() == after
    assert await models.undo.last(**ME) == undone
    assert await everything() == before
    assert await models.undo.redo(**ME) == undone
    assert await everything() == after


async def test_as_many_as_were_undone_in_turn() -> None:
    await _set_up()
    chain = [verb for verb in CHAIN if verb not in {"follow_up.edit softens", "contact.archive", "contact.restore"}]
    states = [await everything()]
    for verb in chain:
        await VERBS[verb]()
        states.append(await everything())
    for state in reversed(states[:-1]):
        await models.undo.last(**ME)
        assert await everything() == state
    for verb, state in zip(chain, states[1:], strict=True):
        assert (await models.undo.redo(**ME)).verb == verb.split()[0]
        assert await everything() == state
    with pytest.raises(NotFound, match="nothing to do again"):
        await models.undo.redo(**ME)
    for state in reversed(states[:-1]):
        await models.undo.last(**ME)
        assert await everything() == state


async def test_not_once_i_changed_something_else() -> None:
    await bob()
    await models.undo.last(by=ADA, at=NOW)
    await models.contacts.add("Cleo", by=GRACE, at=NOW)
    await models.contacts.add("Dan", by=ADA, at=NOW)
    with pytest.raises(NotFound, match="nothing to do again"):
        await models.undo.redo(by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    assert (await models.undo.redo(by=ADA, at=NOW)).what == "added Dan"
    with pytest.raises(NotFound):
        await models.undo.redo(by=ADA, at=NOW)
    with pytest.raises(NotFound):
        await models.undo.redo(**SHE)


async def test_nor_what_somebody_else_changed_since() -> None:
    await bob()
    await models.contacts.edit(BOB, name="Robert", by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    await models.contacts.edit(BOB, name="Bobby", **SHE)
    before = await everything()
    with pytest.raises(Stale, match="grace changed Bobby since, at 09:30: name is now “Bobby”, yours was “Bob Stone”"):
        await models.undo.redo(by=ADA, at=NOW)
    assert await everything() == before


async def test_nor_into_what_is_gone() -> None:
    await bob(company="Stone & Sons")
    await models.undo.last(by=ADA, at=NOW)
    await models.contacts.add("Cleo", company="Stone & Sons", **SHE)  # it has another id now
    with pytest.raises(Stale, match=r"Something was added since to what you would undo \(added Bob Stone\)"):
        await models.undo.redo(by=ADA, at=NOW)


async def test_what_was_done_for_many_is_done_again_for_all_and_named_so() -> None:
    ids = [(await models.contacts.add(name, by=ADA, at=NOW)).id for name in ("Ann", "Bob", "Cleo")]
    await models.bulk.each(ids, lambda each: models.notes.add(each, "x", by=ADA, at=NOW))
    after = await everything()
    for _ in range(2):
        assert (await models.undo.last(by=ADA, at=NOW)).what == "added a note on 3 contacts"
        assert (await models.undo.redo(by=ADA, at=NOW)).what == "added a note on 3 contacts"
        assert await everything() == after
    assert (await models.undo.last(by=ADA, at=NOW)).what == "added a note on 3 contacts"
    assert (await models.undo.last(by=ADA, at=NOW)).what == "added Cleo"


async def test_history_tells_what_was_done_again() -> None:
    await bob()
    await models.contacts.edit(BOB, name="Robert", by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    await models.undo.redo(by=ADA, at=NOW)
    assert await rows("SELECT verb, changed FROM history ORDER BY id DESC LIMIT 2") == [
        {"verb": "contact.edit", "changed": "name"},
        {"verb": "undo", "changed": "contact.edit"},
    ]


async def test_bad_news_planned_since_stays_untold() -> None:
    await bob()
    await models.contacts.archive(BOB, by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    await models.follow_ups.add(BOB, moment(), tone=Tone.UNPLEASANT, **SHE)
    with pytest.raises(Refused):
        await models.undo.redo(by=ADA, at=NOW)
