"""Undo of many thousands at once, by SQL: what it keeps is what would be kept of one row, and it comes back so."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tortoise import Tortoise

import models
from models import db, undo_json, undo_rows
from models.exchange import exporting, importing
from models.exchange.exporting import Format
from models.history import changing, plain
from models.notes import Note
from models.reading.contacts import ContactList
from models.rules.refusals import Stale
from models.rules.words import Tone
from tests.data import json_books
from tests.data.cards import Desk, card
from tests.data.desk import ADA, GRACE, NOW, bob, count, everything, one, promised, rows

ME: dict[str, Any] = {"by": ADA, "at": NOW}
KEPT = (
    *("member", "company", "stage", "reason", "contact", "stage_change", "follow_up", "interaction", "note"),
    *("override", "contact_point", "contact_extra", "snooze", "tag", "contact_tag"),
)
"""The tables whose rows an undo removes and puts back."""


def _cards(many: int) -> str:
    return "".join(
        card(
            *(f"FN:Zoë Ødegård {n}", "ORG:漢字 & Sons", f"EMAIL;TYPE=work:{n}@zoe.example", "TEL:+44 20 7946 0101"),
            *(f'NOTE:"two"\\nlines 😀 {n}', f"NOTE:{n}", f"CATEGORIES:vip,{n}", "TITLE:Boss"),
            *("X-WELLKEPT-CADENCE-DAYS:30", "X-WELLKEPT-DO-NOT-CONTACT:text"),
        )
        for n in range(many)
    )


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 3)
    monkeypatch.setattr(undo_rows, "PAGE", 20)
    monkeypatch.setattr(undo_rows, "_STEPS", 2)


@pytest.mark.usefixtures("book")
async def test_sql_keeps_of_every_table_what_is_kept_of_one_row(desk: Desk) -> None:
    await json_books.a_team_at_work()
    await desk.take(_cards(2))
    tables = {table._meta.db_table: table for table in Tortoise.apps["models"].values()}
    for name in KEPT:
        table = tables[name]
        one_by_one = [
            plain({each: getattr(row, each) for each in table._meta.fields_db_projection})
            for row in await table.all().order_by("id")
        ]
        found = await rows(f"SELECT {undo_json.as_json(table)} AS kept FROM {name} ORDER BY id")  # noqa: S608
        assert [json.loads(row["kept"]) for row in found] == one_by_one, name
        assert one_by_one, name


@pytest.mark.usefixtures("book", "small_pages")
async def test_an_import_of_many_pages_goes_and_comes_back_and_goes_again(desk: Desk) -> None:
    await bob(company="漢字 & Sons", tags=["vip"])
    before = await everything()
    await importing.import_files([desk.file(_cards(20))], spread=True, **ME)
    after = await everything()
    assert [len(after[name]) for name in ("contact", "note", "contact_extra", "snooze")] == [21, 40, 20, 20]
    for _ in range(2):
        await models.undo.last(**ME)
        assert await everything() == before
        assert await ContactList("zoe", now=NOW).count() == 0
        await models.undo.redo(**ME)
        assert await everything() == after
        assert await ContactList("zoe", now=NOW).count() == 20
    await models.undo.last(**ME)
    assert await everything() == before


@pytest.mark.usefixtures("small_pages")
async def test_so_does_a_whole_book_with_all_that_happened_in_it(path: Path, template: Path, desk: Desk) -> None:
    async with db.opened(Path(shutil.copyfile(template, desk.folder / "other.db"))):
        await json_books.a_team_at_work()
        await exporting.export(desk.folder / "all.json", form=Format.JSON, at=NOW)
    async with db.opened(path):
        before = await everything()
        await importing.import_files([desk.folder / "all.json"], **ME)
        after = await everything()
        assert {len(after[name]) for name in ("follow_up", "interaction", "override", "stage_change")}.isdisjoint({0})
        for _ in range(2):
            await models.undo.last(**ME)
            assert await everything() == before
            await models.undo.redo(**ME)
            assert await everything() == after


@pytest.mark.usefixtures("book", "small_pages")
async def test_one_contact_whom_a_colleague_changed_keeps_all_of_them(desk: Desk) -> None:
    await importing.import_files([desk.file(_cards(20))], **ME)
    await models.contacts.edit(2, name="Robert", by=GRACE, at=NOW)
    after = await everything()
    with pytest.raises(Stale, match="grace changed Robert since"):
        await models.undo.last(**ME)
    assert await everything() == after


@pytest.mark.usefixtures("book")
async def test_a_text_that_was_kept_by_itself_comes_back_by_sql() -> None:
    await bob()
    for words in json_books.HOSTILE:
        await models.notes.add(1, f"note {words}", **ME)
    before = await everything()
    async with changing("demo.remove", **ME) as change:
        for note in await Note.all():
            await change.delete(note)
    assert await count("note") == 0
    await models.undo.last(**ME)
    assert await everything() == before


@pytest.mark.usefixtures("book")
async def test_history_is_about_a_contact_that_is_gone_and_works_nothing_out_of_them() -> None:
    await bob()
    await promised(1, tone=Tone.GOOD)
    await models.undo.last(**ME)
    await models.undo.last(**ME)
    assert await one("SELECT contact_id FROM history ORDER BY id DESC LIMIT 1") == 1
    assert await count("outreach") == 0
