"""Confidential notes beside all else in the book: undo, history, the fictional people, exports and copies."""

from pathlib import Path

import pytest

import models
from models import demo
from models.exchange import exporting
from models.reading import history
from models.rules import confiding
from models.rules.formats import Format
from models.rules.refusals import Stale
from models.vault.vault import Vault
from tests.data.copies import restored
from tests.data.desk import ADA, GRACE, NOW, count, everything, rows
from tests.data.vaults import (
    made,
    me,
    vault_of,
)

BOB = 1
TEXT = "She is  looking\nfor a new job."


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


async def test_an_export_says_how_many_stay_behind(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    assert confiding.kept_back(await exporting.kept_back()) == ""
    await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    assert confiding.kept_back(await exporting.kept_back("stone")) == "; 1 confidential note stays in the book"
    assert await exporting.kept_back("nobody") == 0
    await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    assert confiding.kept_back(await exporting.kept_back()) == "; 2 confidential notes stay in the book"
