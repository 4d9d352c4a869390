"""Somebody brings in an address book: asked for, looked at, changed, imported, stopped, taken back, reported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import models
from models.rules.text import BAD
from tests.journeys import desk
from tests.journeys.address_books import CARDS, GOOGLE, NAMES, asked, kept
from tests.journeys.book import BEN, NOW
from tests.journeys.places import import_looked_at

ROOT = Path(__file__).parents[2]


async def test_a_google_export_is_looked_at_imported_and_taken_back(full: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "google.csv", GOOGLE)
    async with desk.opened(full) as me:
        before = me.rows(NAMES)
        await asked(me, path)
        assert "Import google.csv" in me.screen
        assert "CSV, 186 bytes, UTF-8 · already here: leave them · no cadence" in me.screen
        assert "would come in: 1 added, 0 updated, 1 skipped, 0 failed of 2" in me.screen
        assert "Given Name → first-name known Ada · Bob" in me.words
        assert "Shoe size ‼ not kept 37 · 44" in me.words
        assert "[Columns 6, 1 not kept]  Dropped 2" in me.screen
        assert "would be dropped: 2 lines or cells, tab shows each, and why" in me.screen
        assert "Y import now" in me.lines[-1]
        assert me.rows(NAMES) == before
        await me.press("Y")
        assert "came in: 1 added, 0 updated, 1 skipped, 0 failed of 2" in me.screen
        assert "g c shows your contacts, u takes all of it back, P saves the report" in me.screen
        assert "│ dropped: 2 lines or cells, tab shows each, and why" in me.screen
        assert me.rows(NAMES) == [*before, ("Ada Moss",)]
        await me.press("Y")  # hit again, it means nothing any more
        await me.press("u")
        assert me.state.startswith("undone: imported contacts")
        assert "would come in: 1 added" in me.screen
        assert me.rows(NAMES) == before
        await me.press("U")  # the way to have it again is Y: it is looked at anew
        assert me.rows(NAMES) == before
        await me.press("q")
        assert "[Today]" in me.screen


async def test_an_unknown_header_is_mapped_by_hand(empty: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "odd.csv", "Wer,Wo\nAda Moss,York\n")
    async with desk.opened(empty) as me:
        await asked(me, path)
        assert "‼ No column is a name, an e-mail address or a company." in me.screen
        assert "M on a column says where it goes, R looks again, I asks for another file" in me.words
        await me.press("enter")
        assert "Column “Wer”" in me.screen
        await me.type("na")
        assert "~ name. It can be: name, uid" in me.words
        await me.press("ctrl+s")
        assert "Wer → name you said Ada Moss" in me.words
        await me.press("j", "M")
        await me.type("nonsense")
        await me.press("ctrl+s")
        assert "There is no one field “nonsense”" in me.words
        await me.press("ctrl+u")
        await me.type("name:work")
        assert "There is no field “name:work” to map a column to" in me.words
        await me.press("ctrl+u")
        await me.type("phone:home")
        await me.press("ctrl+s")
        assert "phone:home" in me.screen
        await me.press("M", "ctrl+u")
        await me.type("address:work")
        await me.press("ctrl+s", "Y")
        assert me.rows("SELECT kind, label, value FROM contact_point") == [("address", "work", "York")]
        assert me.rows(NAMES) == [("Ada Moss",)]


async def test_a_known_column_can_be_left_out(empty: Path, tmp_path: Path) -> None:
    async with desk.opened(empty) as me:
        await asked(me, kept(tmp_path, "google.csv", GOOGLE))
        await me.press("3 j", "M", "ctrl+u")
        await me.type("now")
        await me.press("ctrl+s")
        assert "E-mail 1 - Value ‼ not kept you said" in me.words
        await me.press("M", "ctrl+s", "M", "escape", "Y")
        assert me.rows("SELECT count(*) FROM contact_point WHERE kind = 'e-mail'") == [(0,)]


async def test_a_vcard_with_bad_birthdays_tells_which_lines_are_dropped(empty: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "cards.vcf", CARDS)
    async with desk.opened(empty) as me:
        await asked(me, path)
        assert "would come in: 2 added" in me.screen
        assert "BDAY → birthday known 1971-02-30 ·" in me.words
        await me.press("enter", "M")
        assert "Column" not in me.lines[1], "a property of vCard goes where it goes"
        await me.press("tab")
        assert "dropped: 2 lines or cells, each with its reason below" in me.screen
        assert "line 4" in me.screen
        assert "there is no 30 February 1971" in me.screen
        await me.press("shift+tab", "tab", "Y")
        assert "came in: 2 added" in me.screen
        assert "line 4" in me.current
        assert me.rows("SELECT name, birthday FROM contact") == [("Ada Moss", ""), ("Bob Stone", "")]


async def test_a_file_that_is_gone_by_then_is_said(full: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "google.csv", GOOGLE)
    async with desk.opened(full) as me:
        before = me.rows(NAMES)
        await asked(me, path)
        path.unlink()
        await me.press("Y")
        assert "‼ There is no file" in me.screen
        assert me.rows(NAMES) == before
        await me.press("R")
        assert "cannot be read any more" in me.words
        assert "import now" not in me.lines[-1]
        kept(tmp_path, "google.csv", GOOGLE)
        await me.press("R")
        assert "would come in: 1 added" in me.screen


async def test_an_empty_file_says_what_to_press(full: Path, tmp_path: Path) -> None:
    async with desk.opened(full) as me:
        await asked(me, kept(tmp_path, "none.csv", ""))
        assert "‼ The file has no row of column names" in me.screen
        assert "There is no column to show." in me.screen
        assert "I asks for another file, esc goes back." in me.words
        await me.press("tab")
        assert "What is dropped shows here at the end." in me.screen


async def test_the_report_is_saved_whole_and_replaces_nothing_unasked(full: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    async with desk.opened(full) as me:
        await asked(me, kept(tmp_path, "google.csv", GOOGLE))
        await me.press("Y", "P", "ctrl+s")
        assert "Name a file." in me.words
        await me.paste(str(target))
        await me.press("ctrl+s")
        assert me.state.startswith("saved the report:")
        said = target.read_text(encoding="utf-8")
        assert "2 read, 1 added, 0 updated, 1 skipped, 0 failed" in said
        assert "line 2: “37”: no field for column “Shoe size”" in said
        await me.press("P")
        await me.paste(str(target))
        await me.press("ctrl+s")
        assert "is there already. Replace it, or name another file." in me.words
        await me.fill(replace="r")
        target.write_text("old")
        await me.press("ctrl+s")
        assert target.read_text(encoding="utf-8") == said
        await me.press("P")
        await me.paste(str(tmp_path / "report.json"))
        await me.press("ctrl+s", "P", "escape")
        shape = json.loads((tmp_path / "report.json").read_text())
        assert shape["files"][0]["added"] == 1
        assert shape["files"][0]["dropped"][0]["line"] == 2


async def test_hostile_text_in_a_file_is_only_text(empty: Path, tmp_path: Path) -> None:
    name = "[/b][@click=app.quit]x\x1b]0;y\x07\u202e"
    path = kept(tmp_path, "[b]a.csv", f"Name,{name}\n{name},{name}\n,{name}\n")
    async with desk.opened(empty) as me:
        await asked(me, path)
        for keys_ in ("j", "enter", "escape", "tab", "j", "Y", "tab", "P", "escape", "?", "q"):
            await me.press(keys_)
            assert not BAD.search(me.screen.replace("\n", "")), keys_
        assert "[/b][@click=app.quit]x" in me.screen
        assert me.rows("SELECT count(*) FROM contact") == [(1,)]


async def test_an_undo_that_is_refused_is_said_and_something_else_is_taken_back_first(
    full: Path, tmp_path: Path
) -> None:
    async with desk.opened(full) as me:
        await asked(me, kept(tmp_path, "google.csv", GOOGLE))
        await me.press("Y")
        await models.contacts.edit(18, by=BEN, at=NOW, company="Moss & Co")
        await me.press("u")
        assert "came in: 1 added" in me.screen
        assert me.rows("SELECT count(*) FROM contact WHERE name = 'Ada Moss'") == [(1,)]
        await me.press("a")
        await me.type("Kay Hill")
        await me.press("enter", "u")
        assert me.state.startswith("undone: added Kay Hill")
        assert "came in: 1 added" in me.screen


async def test_a_narrow_or_low_window_leaves_out_what_has_no_room(full: Path) -> None:
    async with desk.opened(full) as me:
        await import_looked_at(me)
        assert "Ada Moss" in me.screen
        await me.resize(40, 14)
        assert "address_book.csv" in me.screen
        assert "[Columns 9, 1 not kept]" in me.screen
        await me.resize(200, 50)
        assert "ada@engine.example · bob@stone.example · kay@hill.example" in me.screen
        await me.press("G")
        assert me.state.startswith("9 of 9")
        await me.press("g g", "R")


async def test_thousands_of_dropped_lines_are_walked_like_a_few(full: Path, tmp_path: Path) -> None:
    rows = "".join(f"Person {number},{number}\n" for number in range(2, 2_002))
    async with desk.opened(full) as me:
        await asked(me, kept(tmp_path, "many.csv", f"Name,Shoe size\n{rows}"))
        assert "Dropped 2,000" in me.screen
        await me.press("tab", "G")
        assert "line 2001 " in me.current
        await me.press("1 0 0 0 k")
        assert "line 1001 " in me.current
        assert me.state.startswith("1000 of 2000")
        await me.press("g g")
        assert "line 2 " in me.current


def test_nothing_of_it_is_loaded_before_somebody_imports() -> None:
    code = "import sys, tui.app; tui.app._load_the_rest(); print([n for n in sys.modules if 'exchange' in n])"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "[]\n"
