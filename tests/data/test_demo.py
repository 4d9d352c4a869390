"""The fictional people: they come in together, and go with all that hangs on them, leaving the real ones alone."""

from typing import Any

import pytest
from tortoise import Tortoise

import models
from models import db, demo
from models.demo import removing
from models.demo.pressing import PRESSING
from models.reading.contacts import ContactList
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Channel, Outcome
from tests.data.desk import ADA, CUSTOMER, GRACE, NOW, count, days, everything, moment, one, rows

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
SHE: dict[str, Any] = {"by": GRACE, "at": NOW}


async def found(query: str = "") -> list[str]:
    return [row.name for row in await ContactList(query, now=NOW).page(limit=99)]


async def test_they_come_and_go_and_leave_nothing() -> None:
    before = await everything()
    assert not await demo.present()
    await models.demo.fill(**ME)
    assert await demo.present()
    assert len(await found()) == 40
    with pytest.raises(NotFound, match="nothing of yours"):
        await models.undo.last(**ME)
    filled = await everything()
    assert await models.demo.remove(**ME) == 40
    assert not await demo.present()
    assert await everything() == before
    assert await found("bob") == []
    assert (await models.undo.last(**ME)).what == "removed the fictional people"
    assert await everything() == filled
    assert await demo.present()
    assert (await models.undo.redo(**ME)).what == "removed the fictional people"
    assert await everything() == before
    await models.demo.fill(**ME)
    assert await models.demo.remove(**SHE) == 40
    assert await everything() == before


async def test_what_a_real_one_did_stays_when_whom_they_introduced_goes() -> None:
    await models.demo.fill(**ME)
    real = await models.contacts.add("Ada Real", **ME)
    bob = await one("SELECT id FROM contact WHERE name = 'Bob Stone'")
    for words in ("lent us a van", ""):
        await models.favours.add(real.id, words, introduced_id=bob, **ME)
    before = await everything()
    await models.demo.remove(**ME)
    assert [tuple(row.values()) for row in await rows("SELECT contact_id, introduced_id, text FROM favour")] == [
        (real.id, None, "lent us a van")
    ]
    await models.undo.last(**ME)
    assert await everything() == before


async def test_what_was_added_to_them_goes_with_them_and_real_people_stay() -> None:
    await models.demo.fill(**ME)
    bob = await one("SELECT id FROM contact WHERE name = 'Bob Stone'")
    await models.notes.add(bob, "remembered", **SHE)
    promise = await models.follow_ups.add(bob, moment(NOW + days(2)), **SHE)
    await models.follow_ups.done(promise.id, outcome=Outcome.NO_ANSWER, **SHE)
    await models.stages.set_cadence(CUSTOMER, 7, **ME)
    await models.contacts.edit(bob, tags=["mine", "roof"], company="Stone Ltd", **SHE)
    real = await models.contacts.add("Ada Real", company="Nordhus", tags=["trade"], **SHE)
    await models.interactions.log(real.id, channel=Channel.CALL, **SHE)
    await models.demo.remove(**ME)
    assert await found() == ["Ada Real"]
    assert [row["name"] for row in await rows("SELECT name FROM company UNION ALL SELECT name FROM tag")] == [
        *("Stone Roofing", "Nordhus"),  # nobody was in the first one any more: who knows whose it is
        "trade",
    ]
    assert await count("interaction") == 1
    assert await rows("PRAGMA foreign_key_check") == []
    assert (await models.undo.last(**SHE)).verb == "interaction.log"
    assert (await models.undo.last(**SHE)).verb == "contact.add"
    with pytest.raises(Stale, match=r"ada removed Bob Stone since, at 09:30. There is nothing left to undo."):
        await models.undo.last(**SHE)


async def test_only_a_book_without_anybody_is_filled() -> None:
    await models.contacts.add("Ada Real", **ME)
    with pytest.raises(Refused, match="This book is not empty"):
        await models.demo.fill(**ME)
    with pytest.raises(NotFound, match="no fictional people"):
        await models.demo.remove(**ME)


async def test_a_filling_broken_off_can_be_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = await everything()
    monkeypatch.setattr("models.demo.SETTLED", (None,))
    with pytest.raises(AttributeError):
        await models.demo.fill(**ME)
    assert await demo.present()
    assert await models.demo.remove(**ME) == len(PRESSING)
    assert await everything() == before


async def test_words_that_nobody_used_before_stay() -> None:
    await models.demo.fill(**ME)
    real = await models.contacts.add("Ada Real", company="Empty Ltd", tags=["left"], **ME)
    await models.contacts.edit(real.id, company="", tags=[], **ME)
    await models.demo.remove(**ME)
    assert await rows("SELECT name FROM company UNION ALL SELECT name FROM tag") == [
        {"name": "Empty Ltd"},
        {"name": "left"},
    ]


async def test_everything_that_hangs_on_a_contact_is_known() -> None:
    await db.writable()
    assert Tortoise.apps
    hanging = {table for table in Tortoise.apps["models"].values() if "contact" in table._meta.fk_fields}
    assert hanging == {*removing.HANGING, models.outreach.Outreach}
