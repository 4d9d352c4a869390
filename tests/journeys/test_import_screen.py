"""Somebody brings in an address book: asked for, looked at, changed, imported, stopped, taken back, reported."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

import models
from models.exchange.importing import Progress, Report
from models.rules.refusals import BookUnusable
from models.rules.text import BAD
from screens.importing import asking
from screens.importing.screen import ImportScreen
from tests.journeys import desk
from tests.journeys.book import BEN, NOW
from tests.journeys.places import import_looked_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.desk import Desk

FIVE_SECONDS = timedelta(seconds=5)
NAMES = "SELECT name FROM contact WHERE archived_at IS NULL ORDER BY id"
GOOGLE = """\
Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Shoe size
Ada Moss,Ada,Moss,ada@engine.example,+44 20 7946 0001,37
Bob Stone,Bob,Stone,bob@stone.example,+44 20 7946 0321,44
"""
CARDS = """\
BEGIN:VCARD
VERSION:3.0
FN:Ada Moss
BDAY:1971-02-30
X-SPOUSE:Kay
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Bob Stone
BDAY:some day
END:VCARD
"""


async def asked(me: Desk, path: Path | str, **answers: str) -> None:
    """Name a file to import, and answer what else is asked."""
    await me.press("I", "ctrl+u")
    await me.paste(str(path))
    await me.fill(**answers)
    await me.press("ctrl+s")


def kept(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def many(folder: Path, count: int) -> Path:
    return kept(folder, "many.csv", "Name\n" + "".join(f"Person {number}\n" for number in range(count)))


async def test_a_google_export_is_looked_at_imported_and_taken_back(full: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "google.csv", GOOGLE)
    async with desk.opened(full) as me:
        before = me.rows(NAMES)
        await asked(me, path)
        assert "Import google.csv" in me.screen
        assert "CSV, 186 bytes, UTF-8 · who is here: leave them · no cadence" in me.screen
        assert "would come in: 1 added, 0 updated, 1 skipped, 0 failed of 2" in me.screen
        assert "Given Name → name known Ada · Bob" in me.words
        assert "Shoe size ‼ not kept 37 · 44" in me.words
        assert "[Columns 6]  Dropped 2" in me.screen
        assert "y import now" in me.lines[-1]
        assert me.rows(NAMES) == before
        await me.press("y")
        assert "came in: 1 added, 0 updated, 1 skipped, 0 failed of 2" in me.screen
        assert "u takes all of it back, w saves the report" in me.screen
        assert me.rows(NAMES) == [*before, ("Ada Moss",)]
        await me.press("y")  # hit again, it means nothing any more
        await me.press("u")
        assert me.state.startswith("undone: imported contacts")
        assert "would come in: 1 added" in me.screen
        assert me.rows(NAMES) == before
        await me.press("U")  # the way to have it again is y: it is looked at anew
        assert me.rows(NAMES) == before
        await me.press("q")
        assert "[Today]" in me.screen


async def test_what_the_form_asks_is_what_the_import_does(full: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "google.csv", GOOGLE)
    async with desk.opened(full) as me:
        await asked(me, path, known="aa", every="monthly", spread="y")
        assert "who is here: add them again · monthly, spread" in me.screen
        await me.press("y")
        assert me.rows("SELECT name, every_days FROM contact WHERE id > 17 ORDER BY id") == [
            ("Ada Moss", 30),
            ("Bob Stone", 30),
        ]
        assert len(me.rows("SELECT DISTINCT until_at FROM snooze")) == 2
        await me.press("I")
        assert me.typed == {"file": str(path), "known": "add them again", "every": "monthly", "spread": "yes"}
        await me.fill(known="aa")
        await me.press("ctrl+s")
        assert "who is here: add what they lack" in me.screen
        assert "would come in: 0 added, 0 updated, 2 skipped" in me.screen
        assert "there is nothing in it to import" in me.screen
        assert "import now" not in me.lines[-1]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (str, "There is no file"),
        (lambda path: path.mkdir(), "is a folder. Name a file in it."),
        (os.mkfifo, "is a pipe or a device."),
        (lambda path: path.write_bytes(b"PK\x03\x04"), "is a zip archive. Unpack it"),
        (lambda path: path.write_bytes(b"\x1f\x8b\x08"), "is packed with gzip. Unpack it"),
    ],
)
async def test_what_is_no_file_to_import_is_said_beside_the_field(
    empty: Path, tmp_path: Path, make: Callable[[Path], Any], said: str
) -> None:
    path = tmp_path / "a.csv"
    make(path)
    async with desk.opened(empty) as me:
        await me.press("I")
        await me.paste(str(path))
        assert said in me.words.replace(" a.csv", "a.csv")
        await me.press("ctrl+s")
        assert "Import an address book" in me.screen


async def test_the_form_says_what_is_wrong(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    kept(tmp_path, "notes.doc", "x")
    kept(tmp_path, "cards.vcf", CARDS)
    async with desk.opened(empty) as me:
        await me.press("I", "ctrl+s")
        assert "Name the file that another program exported." in me.words
        await me.paste("~/notes.doc")
        assert "tells of no known format. It can be .csv, .tsv, .vcf, .vcard, .json." in me.words
        await me.fill(file="~nobody-here/x.csv")
        assert "Nobody knows the home directory in" in me.words
        await me.fill(file="~/cards.vcf", spread="y")
        assert "→ vCard, 136 bytes" in me.screen
        assert "Spreading needs a cadence" in me.words
        await me.fill(every="monthly")
        assert "the first dates are staggered over the cadence" in me.words
        await me.press("escape")
        assert "Import" not in me.screen


async def test_a_file_that_may_not_be_read_is_said(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(tmp_path, "a.csv", GOOGLE)

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    async with desk.opened(empty) as me:
        await me.press("I")
        with monkeypatch.context() as patch:
            patch.setattr("pathlib.Path.open", refused)
            await me.paste(str(path))
        assert "cannot be read: Permission denied. Ask its owner, or name another file." in me.words


async def test_an_unknown_header_is_mapped_by_hand(empty: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "odd.csv", "Wer,Elektropost\nAda Moss,ada@engine.example\n")
    async with desk.opened(empty) as me:
        await asked(me, path)
        assert "‼ No column is a name, an e-mail address or a company." in me.screen
        assert "enter on a column says where it goes, R looks again, I asks for another file" in me.words
        await me.press("enter")
        assert "Column “Wer”" in me.screen
        await me.type("na")
        assert "~ name. It can be: name, uid" in me.words
        await me.press("ctrl+s")
        assert "Wer → name you said Ada Moss" in me.words
        await me.press("j", "e")
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
        await me.press("e", "ctrl+u")
        await me.type("email:work")
        await me.press("ctrl+s", "y")
        assert me.rows("SELECT kind, label, value FROM contact_point") == [("e-mail", "work", "ada@engine.example")]
        assert me.rows(NAMES) == [("Ada Moss",)]


async def test_a_known_column_can_be_left_out(empty: Path, tmp_path: Path) -> None:
    async with desk.opened(empty) as me:
        await asked(me, kept(tmp_path, "google.csv", GOOGLE))
        await me.press("3 j", "e", "ctrl+u")
        await me.type("now")
        await me.press("ctrl+s")
        assert "E-mail 1 - Value ‼ not kept you said" in me.words
        await me.press("e", "ctrl+s", "e", "escape", "y")
        assert me.rows("SELECT count(*) FROM contact_point WHERE kind = 'e-mail'") == [(0,)]


async def test_a_vcard_with_bad_birthdays_tells_which_lines_are_dropped(empty: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "cards.vcf", CARDS)
    async with desk.opened(empty) as me:
        await asked(me, path)
        assert "would come in: 2 added" in me.screen
        assert "BDAY → birthday known 1971-02-30 ·" in me.words
        await me.press("enter", "e")
        assert "Column" not in me.lines[1], "a property of vCard goes where it goes"
        await me.press("tab")
        assert "line 4" in me.screen
        assert "There is no 30 February 1971" in me.screen
        await me.press("shift+tab", "tab", "y")
        assert "came in: 2 added" in me.screen
        assert "line 4" in me.current
        assert me.rows("SELECT name, birthday FROM contact") == [("Ada Moss", ""), ("Bob Stone", "")]


async def test_a_huge_file_is_stopped_and_what_came_in_is_taken_back(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models.importing, "BATCH", 2)
    seen: list[str] = []
    tell = ImportScreen._tell

    def told(screen: ImportScreen, progress: Progress) -> None:
        tell(screen, progress)
        if screen._working:
            seen.append(str(progress.read))
            if progress.read >= 6:
                screen.app.simulate_key("escape")

    async with desk.opened(full) as me:
        before = me.rows(NAMES)
        await asked(me, many(tmp_path, 2000))
        monkeypatch.setattr(ImportScreen, "_tell", told)
        await me.press("y")
        came_in = len(me.rows(NAMES)) - len(before)
        assert 6 <= came_in < 100
        assert f"stopped: {came_in} came in." in me.screen
        assert "u takes all of it back" in me.screen
        await me.press("w")
        assert "Save the report" not in me.screen
        await me.press("u")
        assert me.rows(NAMES) == before
        assert "would come in: 2,000 added" in me.screen


class Slowly:
    """Stands for the import of a file of any size: it tells how far it is, and waits until it is let go on."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.began = asyncio.Event()
        self.trouble: Exception | None = None

    async def __call__(self, *_: object, progress: Callable[[Progress], None], **__: object) -> list[Report]:
        progress(Progress(12_500, 370, 1_000))
        self.began.set()
        await self.go_on.wait()
        if self.trouble:
            raise self.trouble
        return [Report("x", read=1, added=1)]


async def keys(me: Desk, *names: str) -> None:
    """Press keys while something is worked on, which `Desk.press` would wait for."""
    for name in names:
        me.app.simulate_key(name)
    for _ in range(20):
        await me.pilot.pause()


async def test_keys_stay_live_while_it_looks_and_while_it_imports_and_then_nobody_leaves(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly = Slowly()
    async with desk.opened(full) as me:
        await import_looked_at(me)
        monkeypatch.setattr(models.importing, "import_files", slowly)
        await keys(me, "R")
        await slowly.began.wait()
        me.now = NOW + FIVE_SECONDS
        await keys(me, "j", "tab")
        assert "looking… 12,500 read, 37 %" in me.screen
        assert "What is dropped shows here at the end." in me.screen
        await keys(me, "tab", "j", "y")
        me.now = NOW + 2 * FIVE_SECONDS
        await keys(me, "j", "g", "c", "Q", "I", "a", "slash", "tab")
        assert "importing… 12,500 read, 37 %" in me.screen
        assert "esc stops: what came in stays, and can be taken back" in me.lines[-1]
        assert me.lines[0].startswith(" Today [Contacts]")
        await keys(me, "f1")
        assert "not before it is done" not in me.screen
        await keys(me, "escape")
        slowly.go_on.set()
        await me.settle()
        assert "came in: 1 added" in me.screen


async def test_a_rate_is_told_once_there_is_one(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slowly = Slowly()
    async with desk.opened(full) as me:
        await import_looked_at(me)
        monkeypatch.setattr(models.importing, "import_files", slowly)
        await keys(me, "y")
        await slowly.began.wait()
        me.now = NOW + FIVE_SECONDS
        screen = me.app.screen
        assert isinstance(screen, ImportScreen)
        screen._tell(Progress(12_500, 370, 1_000))
        await keys(me, "j")
        assert "importing… 12,500 read, 37 %, 2,500 a second" in me.screen
        slowly.trouble = BookUnusable("The disk is full.")
        slowly.go_on.set()
        await me.settle()
        assert "‼ The disk is full." in me.screen


async def test_an_import_that_breaks_off_says_what_came_in(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models.importing, "BATCH", 2)
    tell = ImportScreen._tell

    def told(screen: ImportScreen, progress: Progress) -> None:
        tell(screen, progress)
        if screen._working:
            raise BookUnusable("The disk is full.")

    async with desk.opened(full) as me:
        await asked(me, many(tmp_path, 9))
        monkeypatch.setattr(ImportScreen, "_tell", told)
        await me.press("y")
        assert "‼ it broke off: 2 came in. The disk is full." in me.screen
        assert "u takes all of it back" in me.screen


async def test_leaving_while_it_looks_ends_the_look(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slowly = Slowly()
    async with desk.opened(full) as me:
        await import_looked_at(me)
        monkeypatch.setattr(models.importing, "import_files", slowly)
        await keys(me, "R")
        await slowly.began.wait()
        await me.press("escape")
        assert "[Today]" in me.screen


async def test_a_file_that_is_gone_by_then_is_said(full: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, "google.csv", GOOGLE)
    async with desk.opened(full) as me:
        before = me.rows(NAMES)
        await asked(me, path)
        path.unlink()
        await me.press("y")
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
        await me.press("y", "w", "ctrl+s")
        assert "Name a file." in me.words
        await me.paste(str(target))
        await me.press("ctrl+s")
        assert me.state.startswith("saved the report:")
        said = target.read_text(encoding="utf-8")
        assert "2 read, 1 added, 0 updated, 1 skipped, 0 failed" in said
        assert "line 2: no field for column “Shoe size”" in said
        await me.press("w")
        await me.paste(str(target))
        await me.press("ctrl+s")
        assert "is there already. Replace it, or name another file." in me.words
        await me.fill(replace="r")
        target.write_text("old")
        await me.press("ctrl+s")
        assert target.read_text(encoding="utf-8") == said
        await me.press("w")
        await me.paste(str(tmp_path / "report.json"))
        await me.press("ctrl+s", "w", "escape")
        shape = json.loads((tmp_path / "report.json").read_text())
        assert shape["files"][0]["added"] == 1
        assert shape["files"][0]["dropped"][0]["line"] == 2


async def test_hostile_text_in_a_file_is_only_text(empty: Path, tmp_path: Path) -> None:
    name = "[/b][@click=app.quit]x\x1b]0;y\x07\u202e"
    path = kept(tmp_path, "[b]a.csv", f"Name,{name}\n{name},{name}\n,{name}\n")
    async with desk.opened(empty) as me:
        await asked(me, path)
        for keys_ in ("j", "enter", "escape", "tab", "j", "y", "tab", "w", "escape", "?", "q"):
            await me.press(keys_)
            assert not BAD.search(me.screen.replace("\n", "")), keys_
        assert "[/b][@click=app.quit]x" in me.screen
        assert me.rows("SELECT count(*) FROM contact") == [(1,)]


async def test_an_undo_that_is_refused_is_said_and_something_else_is_taken_back_first(
    full: Path, tmp_path: Path
) -> None:
    async with desk.opened(full) as me:
        await asked(me, kept(tmp_path, "google.csv", GOOGLE))
        await me.press("y")
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
        assert "[Columns 9]" in me.screen
        await me.resize(200, 50)
        assert "ada@engine.example · bob@stone.example · kay@hill.example" in me.screen
        await me.press("G")
        assert me.state.startswith("9 of 9")
        await me.press("g g", "R")


def test_a_size_is_said_in_the_unit_that_fits() -> None:
    assert [asking.size(count) for count in (0, 999, 1_000, 6_700_000, 2 * 10**15)] == [
        *("0 bytes", "999 bytes", "1.0 kB", "6.7 MB", "2000.0 TB"),
    ]
