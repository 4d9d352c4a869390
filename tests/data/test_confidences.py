"""Confidential notes: written, read, changed, taken back; and what everybody sees of them."""

from pathlib import Path
from typing import Any

import pytest

import models
from models import db, demo
from models.exchange import exporting
from models.reading import contact as reading
from models.reading import history
from models.reading.timeline import Timeline
from models.rules import confiding
from models.rules.formats import Format
from models.rules.refusals import Locked, NotFound, NotYours, Refused, Stale
from models.vault.agent import Agent
from models.vault.vault import Vault
from tests.data.copies import restored
from tests.data.desk import ADA, GRACE, NOW, count, days, everything, one, rows
from tests.data.vaults import (
    MALLORY,
    PASSPHRASE,
    ada_and_grace,
    made,
    mallory,
    me,
    unlocked,
    vault_of,
)

BOB = 1
TEXT = "She is  looking\nfor a new job."


@pytest.fixture
async def both(folder: Path) -> tuple[Vault, Vault]:
    ada, grace, _ = await ada_and_grace(folder)
    return ada, grace


async def lines() -> list[tuple[str, str, str, str, bool]]:
    found = [row for row in await Timeline(BOB).page(limit=60) if row.kind == "confidential"]
    return [(row.what, row.text, row.by, row.readers, row.has_residue) for row in found]


async def test_a_note_is_read_by_its_author_and_its_readers(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    note = await models.confidences.write(BOB, f"  {TEXT}\x07 ", [GRACE, GRACE], vault=ada, **me(ada))
    for vault in both:
        opened = await models.confidences.read(note, vault=vault)
        assert (opened.id, opened.contact_id, opened.text, opened.at, opened.revision) == (note, BOB, TEXT, NOW, 1)
        assert (opened.author, opened.author_id) == ("ada", ADA)
        assert (opened.readers, opened.reader_ids) == (["ada", "grace"], [ADA, GRACE])
        assert "new job" not in f"{opened}{[opened]!r}", "nothing that writes objects down can tell it"
    assert await lines() == [("confidential", "", "ada", "ada and grace", False)]
    assert (await reading.one(BOB, now=NOW)).confidential_notes == 1
    assert "new job" not in str(await rows("SELECT * FROM confidence")) + str(await rows("SELECT * FROM history"))
    assert await one("SELECT count(*) FROM history WHERE verb = 'confidence.write' AND contact_id = 1") == 1


async def test_nobody_else_reads_it(both: tuple[Vault, Vault], folder: Path) -> None:
    ada, grace = both
    note = await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    await mallory(folder, counts_by=ada)
    with pytest.raises(NotYours, match="You are not a reader of this note"):
        await models.confidences.read(note, vault=grace)
    ada.agent.lock()
    for locked in (
        models.confidences.read(note, vault=ada),
        models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada)),
    ):
        with pytest.raises(Locked, match="Your key is locked"):
            await locked
    with pytest.raises(NotFound, match="There is no confidential note 9"):
        await models.confidences.read(9, vault=grace)
    assert await lines() == [("confidential", "", "ada", "ada", False)]


async def test_readers_are_members_whose_keys_count(both: tuple[Vault, Vault], folder: Path) -> None:
    ada, _ = both
    await mallory(folder)
    for readers, sentence in (
        ([9], "There is no member 9. Choose other readers"),
        ([MALLORY], "The key of mallory does not count yet"),
    ):
        with pytest.raises(Refused, match=sentence):
            await models.confidences.write(BOB, TEXT, readers, vault=ada, **me(ada))
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE member SET account = 'eve' WHERE id = 2")
    with pytest.raises(Refused, match=r"says that grace is “eve”, the key log “grace”\. Ask an owner"):
        await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE member SET left_at = '2026-01-01 00:00:00+00:00' WHERE id = 2")
    with pytest.raises(Refused, match="grace has left"):
        await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    assert await count("confidence") == 0


async def test_what_is_no_note(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    for words, sentence in (
        (" \n", "A confidential note needs some text"),
        ("x" * 20_001, "at most 20,000 characters"),
        ("\N{PILE OF POO}" * 20_000, "at most 64 KiB"),
    ):
        with pytest.raises(Refused, match=sentence):
            await models.confidences.write(BOB, words, [], vault=ada, **me(ada))
    with pytest.raises(NotFound):
        await models.confidences.write(9, TEXT, [], vault=ada, **me(ada))


async def test_only_its_author_changes_it(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    note = await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    with pytest.raises(NotYours, match="Only ada, who wrote it, can change this note"):
        await models.confidences.rewrite(note, "x", [], revision=1, vault=grace, **me(grace))
    later: dict[str, Any] = {"by": ADA, "at": NOW + days(1)}
    await models.confidences.rewrite(note, "She found one.", [GRACE], revision=1, vault=ada, **later)
    opened = await models.confidences.read(note, vault=grace)
    assert (opened.text, opened.revision, opened.at) == ("She found one.", 2, NOW)
    for revision in (1, 3):
        with pytest.raises(Stale, match="sealed anew since you read it"):
            await models.confidences.rewrite(note, "x", [], revision=revision, vault=ada, **later)
    changed = await rows("SELECT changed, at FROM history WHERE verb = 'confidence.rewrite'")
    assert [(row["changed"], row["at"]) for row in changed] == [("text readers", NOW + days(1))]


async def test_two_who_change_it_at_once(both: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    ada, _ = both
    note = await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    sign = ada.agent.sign

    async def slowly(message: bytes) -> str:
        monkeypatch.setattr(ada.agent, "sign", sign)
        await models.confidences.rewrite(note, "first", [], revision=1, vault=ada, **me(ada))
        return await sign(message)

    monkeypatch.setattr(ada.agent, "sign", slowly)
    with pytest.raises(Stale):
        await models.confidences.rewrite(note, "second", [], revision=1, vault=ada, **me(ada))
    assert (await models.confidences.read(note, vault=ada)).text == "first"


async def test_a_removed_reader_cannot_read_the_new_text(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    note = await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    await models.confidences.rewrite(note, TEXT, [], revision=1, vault=ada, **me(ada))
    with pytest.raises(NotYours, match="You are not a reader"):
        await models.confidences.read(note, vault=grace)
    assert await lines() == [("confidential", "", "ada", "ada", False)]


async def test_who_left_cannot_read_what_is_sealed_anew(both: tuple[Vault, Vault], folder: Path) -> None:
    ada, grace = both
    other = await mallory(folder, counts_by=ada)
    by_ada = await models.confidences.write(BOB, TEXT, [GRACE, MALLORY], vault=ada, **me(ada))
    by_grace = await models.confidences.write(BOB, "from grace", [MALLORY, ADA], vault=grace, **me(grace))
    by_other = await models.confidences.write(BOB, "from mallory", [ADA], vault=other, **me(other))
    changes = await count("history")
    await models.keys.revoke(MALLORY, vault=ada, **me(ada))
    assert await lines() == [
        ("confidential", "", "mallory", "ada and mallory", False),
        ("confidential", "", "grace", "ada, grace and mallory", False),
        ("confidential", "", "ada", "ada and grace", False),
    ]
    await unlocked(grace)
    assert [line[3] for line in await lines()] == ["ada and mallory", "ada and grace", "ada and grace"]
    for note in (by_ada, by_grace):
        assert (await models.confidences.read(note, vault=ada)).revision == 2
        with pytest.raises(NotYours):
            await models.confidences.read(note, vault=other)
    assert (await models.confidences.read(by_other, vault=ada)).text == "from mallory"
    assert await models.confidences.catch_up(vault=ada) == 0
    assert await count("history") == changes + 1  # only the revoking


async def test_what_cannot_be_opened_is_left_as_it_is_by_catching_up(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    lost, kept = [await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada)) for _ in range(2)]
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE confidence SET sealed = 'junk' WHERE id = ?1", [lost])
    await models.keys.revoke(GRACE, vault=ada, **me(ada))
    assert (await models.confidences.read(kept, vault=ada)).readers == ["ada"]
    with pytest.raises(Refused, match="damaged"):
        await models.confidences.read(lost, vault=ada)
    assert grace.agent.is_open


async def test_writing_is_taken_back_and_done_again(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    before = await everything()
    note = await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    written = await everything()
    undone = await models.undo.last(**me(ada))
    assert undone == ("confidence.write", "wrote a confidential note on Bob Stone")
    assert await everything() == before
    assert "new job" not in str(await rows("SELECT * FROM undo_value"))
    assert await models.undo.redo(**me(ada)) == undone
    assert await everything() == written
    assert (await models.confidences.read(note, vault=grace)).text == TEXT
    await models.undo.last(**me(ada))
    assert await everything() == before


async def test_writing_is_taken_back_after_a_reader_left(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    await models.keys.revoke(GRACE, vault=ada, **me(ada))
    await models.undo.last(**me(ada))
    assert (await count("confidence"), await count("confidence_reader")) == (0, 0)


async def test_what_was_changed_is_not_taken_back(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    note = await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    await models.confidences.rewrite(note, "x", [], revision=1, vault=ada, **me(ada))
    with pytest.raises(Stale, match=r"ada keeps a confidential note on Bob Stone, so nothing was undone\. Archive"):
        await models.undo.last(**me(ada))  # adding Bob comes next
    assert await count("contact") == 1


async def test_adding_a_contact_is_not_taken_back_over_somebodys_note(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    await models.confidences.write(BOB, TEXT, [], vault=grace, **me(grace))
    with pytest.raises(Stale, match="grace keeps a confidential note on Bob Stone"):
        await models.undo.last(**me(ada))
    await models.undo.last(**me(grace))
    assert (await models.undo.last(**me(ada))).verb == "contact.add"


async def test_the_words_of_history(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    note = await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    await models.confidences.rewrite(note, "x", [], revision=1, vault=ada, **me(ada))
    opened = await models.notes.add(BOB, "open", **me(grace))
    await models.confidences.confide(opened, [], vault=grace, **me(grace))
    found = await rows("SELECT id FROM history WHERE verb LIKE 'confidence.%' ORDER BY id")
    assert [await history.said(row["id"]) for row in found] == [
        "wrote a confidential note on Bob Stone",
        "changed a confidential note on Bob Stone",
        "made a note on Bob Stone confidential",
    ]


async def test_the_fictional_people_go_with_the_notes_on_them(folder: Path) -> None:
    ada = vault_of(ADA, folder)
    await made(ada)
    await demo.fill(by=ADA, at=NOW)
    await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    before = await everything()
    await demo.remove(by=ADA, at=NOW)
    assert (await count("confidence"), await count("contact")) == (0, 0)
    await models.undo.last(**me(ada))
    assert await everything() == before


@pytest.mark.parametrize("form", Format)
async def test_an_export_never_carries_them(both: tuple[Vault, Vault], tmp_path: Path, form: Format) -> None:
    ada, _ = both
    await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    await exporting.export(tmp_path / "out", form=form, at=NOW)
    written = (tmp_path / "out").read_text()
    assert "BEGIN AGE" not in written
    assert "job" not in written


async def test_a_copy_of_the_book_holds_them_sealed(both: tuple[Vault, Vault], folder: Path, tmp_path: Path) -> None:
    ada, grace = both
    note = await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    copy = (await models.backups.make(tmp_path / "copy.db", **me(ada))).file
    assert b"new job" not in copy.read_bytes()
    await restored(copy, folder / "book.db")
    assert (await models.confidences.read(note, vault=grace)).text == TEXT


async def test_with_an_agent_of_its_own_process(folder: Path) -> None:
    ada = Vault(Agent(), vault_of(ADA, folder).pins, ADA)
    await models.contacts.add("Bob Stone", **me(ada))
    await made(ada)
    note = await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    ada.agent.lock()
    with pytest.raises(Locked):
        await models.confidences.read(note, vault=ada)
    await models.keys.unlock(bytearray(PASSPHRASE.encode()), vault=ada)
    assert (await models.confidences.read(note, vault=ada)).text == TEXT
    ada.agent.lock()


async def test_an_export_says_how_many_stay_behind(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    assert confiding.kept_back(await exporting.kept_back()) == ""
    await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    assert confiding.kept_back(await exporting.kept_back("stone")) == "; 1 confidential note stays in the book"
    assert await exporting.kept_back("nobody") == 0
    await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    assert confiding.kept_back(await exporting.kept_back()) == "; 2 confidential notes stay in the book"


async def test_readers_in_words() -> None:
    assert confiding.joined(["cara", None, "Ann", "bob"]) == "Ann, bob, cara and the recovery key"
    assert confiding.joined(["ann"]) == "ann"
    assert confiding.joined([]) == ""


async def test_an_owner_gives_up_their_own_key(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    await models.keys.set_role(GRACE, "owner", vault=ada, **me(ada))
    await models.keys.revoke(ADA, vault=ada, **me(ada))
    assert [row.name for row in await models.keys.counting()] == ["grace"]
    assert (await models.keys.status(ADA, vault=ada)).state == "waiting"
    assert grace.agent.is_open
