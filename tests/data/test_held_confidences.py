"""Confidential notes that cool off: sealed to their author alone, and to their readers only once they are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import models
from models import db
from models.reading import held_notes
from models.reading.timeline import Timeline
from models.rules.refusals import Locked, NotFound, NotYours, Refused
from tests.data.desk import ADA, GRACE, NOW, count, days, one, rows
from tests.data.vaults import me
from tests.servers import canary

if TYPE_CHECKING:
    from pathlib import Path

    from models.vault.vault import Vault

HOT, COOL = "He lied to Stella, too.", "He told Stella something else."
BOB = 1
LATER = NOW + days(1)
Both = tuple["Vault", "Vault"]


async def held_by(vault: Vault, words: str = HOT, readers: tuple[int, ...] = (GRACE,)) -> int:
    return await models.held_confidences.hold(BOB, words, readers, until=LATER, vault=vault, **me(vault))


async def kept(vault: Vault, held_id: int, words: str, readers: list[int]) -> int:
    by = vault.member_id
    return await models.held_confidences.keep(held_id, words, readers, vault=vault, by=by, at=LATER)


async def test_only_its_author_opens_it_and_its_readers_are_sealed_with_it(both: Both) -> None:
    ada, grace = both
    held_id = await held_by(ada)
    opened = await models.held_confidences.read(held_id, vault=ada)
    assert (opened.text, opened.reader_ids) == (HOT, [GRACE])
    assert HOT not in repr(opened)
    with pytest.raises(NotFound, match=f"You hold no note {held_id}"):
        await models.held_confidences.read(held_id, vault=grace)
    (row,) = await Timeline(BOB, member_id=ADA).page(limit=1)
    assert (row.kind, row.state, row.text) == ("held", "sealed", "")
    assert "held" not in [each.kind for each in await Timeline(BOB, member_id=GRACE).page(limit=9)]
    assert (await held_notes.one(held_id, ADA)).is_sealed
    assert await rows("SELECT text, by_id FROM held_note") == [{"text": "", "by_id": ADA}]
    ada.agent.lock()
    with pytest.raises(Locked):
        await models.held_confidences.read(held_id, vault=ada)


async def test_it_is_kept_for_its_readers_once_it_has_cooled_off(both: Both) -> None:
    ada, grace = both
    held_id = await held_by(ada)
    with pytest.raises(Refused, match="cools off until Thu 11 Jun 09:30"):
        await models.held_confidences.keep(held_id, HOT, [GRACE], vault=ada, **me(ada))
    with pytest.raises(Refused, match="takes your key to keep it"):
        await models.held_notes.keep(held_id, by=ADA, at=LATER)
    with pytest.raises(Refused, match="needs some text"):
        await kept(ada, held_id, " ", [])
    note = await kept(ada, held_id, COOL, [GRACE])
    opened = await models.confidences.read(note, vault=grace)
    assert (opened.text, opened.readers, opened.at, opened.author) == (COOL, ["ada", "grace"], LATER, "ada")
    assert await count("held_note") == 0
    assert await one("SELECT verb FROM history ORDER BY id DESC LIMIT 1") == "confidence.write"


async def test_keeping_is_undone_to_what_was_held(both: Both) -> None:
    ada, _ = both
    held_id = await held_by(ada)
    await kept(ada, held_id, COOL, [])
    assert (await models.undo.last(by=ADA, at=LATER)).what == "wrote a confidential note on Bob Stone"
    assert await count("confidence") == 0
    assert (await models.held_confidences.read(held_id, vault=ada)).text == HOT


async def test_it_is_held_longer_in_other_words_or_in_the_same(both: Both) -> None:
    ada, _ = both
    held_id = await held_by(ada)
    await models.held_notes.longer(held_id, LATER + days(1), by=ADA, at=LATER)
    assert (await models.held_confidences.read(held_id, vault=ada)).text == HOT
    with pytest.raises(Refused, match="takes your key"):
        await models.held_notes.longer(held_id, LATER + days(1), "open words", by=ADA, at=LATER)
    until = LATER + days(2)
    await models.held_confidences.longer(held_id, until, COOL, [], vault=ada, by=ADA, at=LATER)
    opened = await models.held_confidences.read(held_id, vault=ada)
    assert (opened.text, opened.reader_ids) == (COOL, [])
    assert (await held_notes.one(held_id, ADA)).until_at == until
    await models.undo.last(by=ADA, at=LATER)
    assert (await models.held_confidences.read(held_id, vault=ada)).text == HOT


async def test_it_is_dropped_without_a_key(both: Both) -> None:
    ada, _ = both
    held_id = await held_by(ada)
    ada.agent.lock()
    await models.held_notes.drop(held_id, by=ADA, at=NOW)
    assert await count("held_note") == 0


async def test_what_cannot_be_held(both: Both) -> None:
    ada, grace = both
    for words, until, sentence in (("\n", LATER, "needs some text"), (HOT, NOW, "an hour that is still ahead")):
        with pytest.raises(Refused, match=sentence):
            await models.held_confidences.hold(BOB, words, [], until=until, vault=ada, **me(ada))
    await models.members.add("mallory", by=ADA, at=NOW)
    with pytest.raises(Refused, match="The key of mallory does not count yet"):
        await held_by(ada, readers=(3,))
    await models.contacts.archive(BOB, by=ADA, at=NOW)
    with pytest.raises(Refused, match="is archived"):
        await held_by(ada)
    grace.agent.lock()
    with pytest.raises(Locked):
        await models.held_confidences.hold(BOB, HOT, [], until=LATER, vault=grace, **me(grace))


async def test_what_was_put_in_its_place_is_refused(both: Both) -> None:
    ada, grace = both
    first, second = await held_by(ada), await held_by(ada, "other words")
    theirs = await held_by(grace, readers=())
    note = await models.confidences.write(BOB, HOT, [], vault=ada, **me(ada))
    taken = "(SELECT {column} FROM {table} WHERE id = ?2)"
    for table, source, columns, sentence in (
        ("held_note", second, ("sealed",), "belongs to another note"),
        ("held_note", theirs, ("sealed",), "You are not a reader"),
        ("confidence", note, ("sealed", "uid"), "written about another contact"),
    ):
        values = ", ".join(f"{column} = {taken.format(column=column, table=table)}" for column in columns)
        async with db.transaction() as connection:
            before = await connection.execute_query_dict("SELECT sealed, uid FROM held_note WHERE id = ?1", [first])
            await connection.execute_query(f"UPDATE held_note SET {values} WHERE id = ?1", [first, source])  # noqa: S608
        with pytest.raises((Refused, NotYours), match=sentence):
            await models.held_confidences.read(first, vault=ada)
        async with db.transaction() as connection:
            put_back = "UPDATE held_note SET sealed = ?2, uid = ?3 WHERE id = ?1"
            await connection.execute_query(put_back, [first, before[0]["sealed"], before[0]["uid"]])
    assert (await models.held_confidences.read(first, vault=ada)).text == HOT


async def test_nothing_of_it_lies_in_the_book_before_it_is_kept_nor_then(both: Both, folder: Path) -> None:
    ada, _ = both
    hot, cool = canary.new(), canary.new()
    held_id = await held_by(ada, hot)
    await models.held_confidences.longer(held_id, LATER, cool, [GRACE], vault=ada, **me(ada))
    await models.undo.last(by=ADA, at=NOW)
    await models.undo.redo(by=ADA, at=NOW)
    await kept(ada, held_id, cool, [GRACE])
    await models.undo.last(by=ADA, at=LATER)
    await models.held_notes.drop(held_id, by=ADA, at=LATER)
    for words in (hot, cool):
        assert canary.found_below([folder], words) == {}
    (folder / "leak").write_text(json.dumps({"text": hot}))
    assert canary.found_below([folder], hot)


async def test_whose_key_changed_cannot_open_it_any_more_but_drops_it(both: Both) -> None:
    ada, grace = both
    held_id = await held_by(grace, readers=())
    await models.keys.revoke(GRACE, vault=ada, **me(ada))
    with pytest.raises(NotYours):
        await kept(grace, held_id, HOT, [])
    await models.held_notes.drop(held_id, by=GRACE, at=NOW)
    assert await count("held_note") == 0


async def test_nothing_of_an_open_one_is_left_once_it_was_kept_and_made_confidential(both: Both, folder: Path) -> None:
    ada, _ = both
    hot, cool = canary.new(), canary.new()
    held_id = await models.held_notes.hold(BOB, hot, until=LATER, **me(ada))
    await models.held_notes.longer(held_id, LATER, f"{hot} {cool}", by=ADA, at=NOW)
    note = await models.held_notes.keep(held_id, by=ADA, at=LATER)
    await models.undo.last(by=ADA, at=LATER)
    await models.undo.redo(by=ADA, at=LATER)
    await models.confidences.confide(note, [], vault=ada, by=ADA, at=LATER)
    for words in (hot, cool):
        assert canary.found_below([folder], words) == {}


async def test_one_that_was_moved_after_it_was_shown_is_not_kept(both: Both) -> None:
    ada, _ = both
    held_id = await held_by(ada)
    other = await models.contacts.add("Eva", by=ADA, at=NOW)
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE held_note SET contact_id = ?1 WHERE id = ?2", [other.id, held_id])
    with pytest.raises(Refused, match="written about another contact"):
        await kept(ada, held_id, HOT, [GRACE])
    with pytest.raises(Refused, match="written about another contact"):
        await models.held_confidences.longer(held_id, NOW + days(3), HOT, [], vault=ada, **me(ada))
    assert await count("confidence") == 0
