"""Every list says about whom there are confidential notes, by an index, and in as many queries as before."""

from collections.abc import Callable
from typing import Any

import pytest

import models
from models import db
from models.confidence_rows import Confidence
from models.identities import Identity
from models.reading import contact, lock
from models.reading.agenda import Agenda, CompanyAgenda
from models.reading.board import ColumnList
from models.reading.companies import AtCompany
from models.reading.contacts import ContactList, row_of
from models.reading.timeline import Timeline
from models.reading.today import TodayList
from models.rules.words import Channel, Outcome, Tone
from tests.data.desk import ADA, GRACE, NOW, PROSPECT, bob, promised
from tests.data.test_pages import Watched

pytestmark = pytest.mark.usefixtures("book")

LISTS: dict[str, Callable[[], Any]] = {
    "contacts": lambda: ContactList(now=NOW),
    "contacts found": lambda: ContactList("stone", now=NOW),
    "today": lambda: TodayList(now=NOW),
    "follow-ups": Agenda,
    "follow-ups of one company": lambda: CompanyAgenda(1),
    "a company": lambda: AtCompany(1, now=NOW),
    "a column": lambda: ColumnList(PROSPECT, now=NOW),
}


async def confided(contact_id: int, *, by: int = ADA) -> Confidence:
    """Keep a confidential note; what it says is sealed, so that here anything will do."""
    await db.writable()
    uid = f"note-{await Confidence.all().count()}"
    return await Confidence.create(uid=uid, contact_id=contact_id, by_id=by, at=NOW, revision=1, sealed="-")


async def two() -> tuple[int, int]:
    """Add Bob and Cleo, who work together and are both to be called."""
    ids = []
    for name in ("Bob Stone", "Cleo Fox"):
        added = await models.contacts.add(name, company="Stone & Sons", by=ADA, at=NOW)
        await promised(added.id)
        ids.append(added.id)
    return ids[0], ids[1]


async def marked(which: str) -> dict[str, bool]:
    return {row.name: row.has_confidences for row in await LISTS[which]().page(limit=20)}


@pytest.mark.parametrize("which", LISTS)
async def test_a_list_says_about_whom_there_are_confidential_notes(which: str) -> None:
    bob_id, _ = await two()
    assert await marked(which) == {"Bob Stone": False, "Cleo Fox": False}
    for by in (ADA, GRACE):
        await confided(bob_id, by=by)
    assert await marked(which) == {"Bob Stone": True, "Cleo Fox": False}
    assert {row.name: row.has_confidences for row in await LISTS[which]().last(20)} == await marked(which)
    await Confidence.filter(contact_id=bob_id).delete()
    assert await marked(which) == {"Bob Stone": False, "Cleo Fox": False}


async def test_so_do_one_row_one_card_and_one_contact() -> None:
    bob_id, cleo_id = await two()
    await confided(bob_id)
    await confided(bob_id)
    column = ColumnList(PROSPECT, now=NOW)
    for contact_id, number in ((bob_id, 2), (cleo_id, 0)):
        row, card = await row_of(contact_id, now=NOW), await column.card(contact_id)
        assert row
        assert card
        assert row.has_confidences is card.has_confidences is bool(number)
        whole = await contact.one(contact_id, now=NOW)
        assert whole.confidential_notes == number
        assert [reason.has_confidences for reason in whole.outreach] == [bool(number)]


@pytest.mark.parametrize("which", LISTS)
async def test_an_index_answers_it(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bob_id, _ = await two()
    await confided(bob_id)
    watched = Watched(monkeypatch)
    await LISTS[which]().page(limit=20)
    plans = await watched.plans()
    assert plans
    for plan in plans:
        steps = [step for step in plan if "sealed" in step]
        assert steps
        assert all("USING COVERING INDEX" in step and "(contact_id=?)" in step for step in steps), steps


async def test_the_timeline_tells_what_is_about_unpleasant_news() -> None:
    await bob()
    await models.notes.add(1, "likes sailing", by=ADA, at=NOW)
    kind = await promised(1, text="lunch")
    bad = await promised(1, text="claim refused", tone=Tone.UNPLEASANT)
    softened = await promised(1, text="the price", tone=Tone.UNPLEASANT)
    await models.follow_ups.done(bad.id, "told him", outcome=Outcome.SPOKE, channel=Channel.CALL, by=ADA, at=NOW)
    await models.follow_ups.done(kind.id, "ate well", outcome=Outcome.SPOKE, channel=Channel.CALL, by=ADA, at=NOW)
    await models.follow_ups.edit(softened.id, tone=Tone.NEUTRAL, reason="a mistake", by=ADA, at=NOW)
    await promised(1, text="late again", tone=Tone.UNPLEASANT)
    told = {row.text: row.tone for row in await Timeline(1).page(limit=20)}
    assert told == {
        "likes sailing": "",
        "told him": "unpleasant",
        "ate well": "neutral",
        "the price": "neutral",
        "a mistake": "unpleasant",
        "late again": "unpleasant",
        "": "",
    }


async def test_a_key_is_missed_only_once_there_is_something_to_open() -> None:
    added = await bob()
    assert await lock.closed(ADA) == ""
    await confided(added.id)
    assert await lock.closed(ADA) == "no key"
    await Identity.create(member_id=ADA, age="age1", sign="-", sealed="-", made_at=NOW)
    assert (await lock.closed(ADA), await lock.closed(GRACE)) == ("locked", "no key")
