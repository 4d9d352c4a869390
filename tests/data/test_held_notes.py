"""Notes that cool off: their author's alone until their hour has come and they were asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import models
from models.reading import everything, held_notes
from models.reading.contacts import ContactList
from models.reading.timeline import Timeline
from models.rules.refusals import NotFound, NotYours, Refused
from tests.data.desk import ADA, GRACE, NOW, bob, count, days, one, rows

if TYPE_CHECKING:
    from pathlib import Path

HOT, COOL = "He is a liar.", "He sees it otherwise."
BOB = 1
LATER = NOW + days(1)


@pytest.fixture
async def held_id(book: Path) -> int:  # noqa: ARG001  (it is open)
    await bob()
    return await models.held_notes.hold(BOB, f" {HOT}\r\n", until=LATER, by=ADA, at=NOW)


async def kinds(member_id: int) -> list[str]:
    return [row.kind for row in await Timeline(BOB, member_id=member_id).page(limit=9)]


async def test_only_its_author_sees_it(held_id: int) -> None:
    (row,) = await Timeline(BOB, member_id=ADA).page(limit=1)
    assert (row.kind, row.id, row.text, row.at, row.part, row.state) == ("held", held_id, HOT, LATER, 13, "")
    assert await Timeline(BOB, member_id=ADA).count() == 2
    for other in (GRACE, 0):
        assert await kinds(other) == ["change"]
        assert await Timeline(BOB, member_id=other).count() == 1
    assert [each.id for each in await held_notes.of(ADA)] == [held_id]
    assert await held_notes.of(GRACE) == []
    assert (await held_notes.one(held_id, ADA)).text == HOT
    with pytest.raises(NotFound, match=f"You hold no note {held_id}"):
        await held_notes.one(held_id, GRACE)


async def test_history_tells_nobody_whom_it_is_about(held_id: int) -> None:
    for _ in range(2):
        await models.held_notes.longer(held_id, LATER + days(1), by=ADA, at=NOW)
        await models.undo.last(by=ADA, at=NOW)
    await models.held_notes.drop(held_id, by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    await models.undo.redo(by=ADA, at=NOW)
    assert await one("SELECT count(*) FROM history WHERE contact_id IS NOT NULL") == 1
    assert await everything.changed(BOB).count() == 1
    assert await count("history") > 5


async def test_it_is_kept_once_its_hour_has_come_and_not_before(held_id: int) -> None:
    with pytest.raises(Refused, match=r"cools off until Thu 11 Jun 09:30\. Until then you can look at it, or drop it"):
        await models.held_notes.keep(held_id, by=ADA, at=NOW)
    assert await held_notes.cooled(ADA, now=NOW) == []
    assert [each.id for each in await held_notes.cooled(ADA, now=LATER)] == [held_id]
    assert [each.id for each in await held_notes.cooled(ADA, now=LATER, contact_id=BOB)] == [held_id]
    assert await held_notes.cooled(ADA, now=LATER, contact_id=2) == []
    assert await held_notes.cooled(GRACE, now=LATER) == []
    note = await models.held_notes.keep(held_id, by=ADA, at=LATER)
    assert await rows("SELECT id, text, at, by_id FROM note") == [{"id": note, "text": HOT, "at": LATER, "by_id": ADA}]
    assert await count("held_note") == 0
    assert await kinds(GRACE) == ["note", "change"]
    assert await one("SELECT verb FROM history ORDER BY id DESC LIMIT 1") == "note.add"


async def test_it_is_kept_in_other_words(held_id: int) -> None:
    with pytest.raises(Refused, match="needs some text"):
        await models.held_notes.keep(held_id, " ", by=ADA, at=LATER)
    await models.held_notes.keep(held_id, COOL, by=ADA, at=LATER)
    assert await one("SELECT text FROM note") == COOL


async def test_keeping_is_undone_to_a_note_that_is_held(held_id: int) -> None:
    await models.held_notes.keep(held_id, COOL, by=ADA, at=LATER)
    undone = await models.undo.last(by=ADA, at=LATER)
    assert undone.what == "added a note on Bob Stone"
    assert await count("note") == 0
    assert (await held_notes.one(held_id, ADA)).text == HOT


async def test_it_is_held_longer(held_id: int) -> None:
    await models.held_notes.longer(held_id, LATER + days(2), by=ADA, at=LATER)
    await models.held_notes.longer(held_id, LATER + days(3), COOL, by=ADA, at=LATER)
    row = await held_notes.one(held_id, ADA)
    assert (row.until_at, row.text, row.is_over(LATER)) == (LATER + days(3), COOL, False)
    with pytest.raises(Refused, match="needs some text"):
        await models.held_notes.longer(held_id, LATER + days(3), "", by=ADA, at=LATER)
    with pytest.raises(Refused, match="until an hour that is still ahead"):
        await models.held_notes.longer(held_id, LATER, by=ADA, at=LATER)
    assert (await models.undo.last(by=ADA, at=LATER)).what == "held a note longer"
    assert (await held_notes.one(held_id, ADA)).text == HOT


async def test_it_is_dropped_and_the_drop_undone(held_id: int) -> None:
    await models.held_notes.drop(held_id, by=ADA, at=NOW)
    assert await count("held_note") == 0
    assert (await models.undo.last(by=ADA, at=NOW)).what == "dropped a note that was held"
    assert (await held_notes.one(held_id, ADA)).text == HOT
    assert (await models.undo.last(by=ADA, at=NOW)).what == "held a note"
    assert await count("held_note") == 0


async def test_nobody_else_decides_about_it_nor_learns_that_it_is_there(held_id: int) -> None:
    for verb in (models.held_notes.keep, models.held_notes.drop):
        with pytest.raises(NotFound, match=f"You hold no note {held_id}"):
            await verb(held_id, by=GRACE, at=LATER)
    with pytest.raises(NotFound, match="You hold no note 99"):
        await models.held_notes.longer(99, LATER, by=ADA, at=NOW)
    assert await count("held_note") == 1


async def test_what_cannot_be_held(book: Path) -> None:  # noqa: ARG001  (it is open)
    await bob()
    for words, until, sentence in ((" ", LATER, "needs some text"), (HOT, NOW, "an hour that is still ahead")):
        with pytest.raises(Refused, match=sentence):
            await models.held_notes.hold(BOB, words, until=until, by=ADA, at=NOW)
    with pytest.raises(NotFound):
        await models.held_notes.hold(9, HOT, until=LATER, by=ADA, at=NOW)
    await models.contacts.archive(BOB, by=ADA, at=NOW)
    with pytest.raises(Refused, match=r"Bob Stone is archived\. Restore them first"):
        await models.held_notes.hold(BOB, HOT, until=LATER, by=ADA, at=NOW)


async def test_of_an_author_who_left_nobody_decides_and_an_owner_drops_it(book: Path) -> None:  # noqa: ARG001  (it is open)
    await bob()
    await models.members.add("mallory", by=ADA, at=NOW)
    theirs = await models.held_notes.hold(BOB, HOT, until=LATER, by=GRACE, at=NOW)
    await models.membership.remove(GRACE, by=ADA, at=NOW)
    with pytest.raises(NotYours, match=r"grace, who wrote this note, has left, so it stays closed\. An owner can drop"):
        await models.held_notes.keep(theirs, by=ADA, at=LATER)
    with pytest.raises(NotYours, match="has left, so it stays closed"):
        await models.held_notes.longer(theirs, LATER + days(1), by=ADA, at=LATER)
    with pytest.raises(NotYours, match="You are a member of this book no more"):
        await models.held_notes.keep(theirs, by=GRACE, at=LATER)
    assert "held" not in await kinds(ADA)
    assert await held_notes.of(ADA) == []
    with pytest.raises(NotYours, match="has left, so it stays closed"):
        await held_notes.one(theirs, ADA)
    assert await held_notes.of_leavers(ADA) == [(theirs, "grace")]
    assert await held_notes.of_leavers(3) == []
    with pytest.raises(NotYours, match="Only an owner can drop what somebody held who has left"):
        await models.held_notes.drop(theirs, by=3, at=LATER)
    await models.held_notes.drop(theirs, by=ADA, at=LATER)
    assert await count("held_note") == 0


async def test_search_finds_nothing_of_it_before_it_is_kept(held_id: int) -> None:
    assert await ContactList("liar", now=NOW).count() == 0
    await models.held_notes.keep(held_id, by=ADA, at=LATER)
    assert await ContactList("liar", now=LATER).count() == 1
