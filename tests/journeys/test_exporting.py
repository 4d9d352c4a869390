"""E: who is marked, found or in the book goes into a file, whose ending says how; and nothing is lost on the way."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from models.exchange import exporting
from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def names(path: Path) -> list[str]:
    return [row["Name"] for row in csv.DictReader(StringIO(path.read_text(encoding="utf-8")))]


async def written(me: Desk, file: str) -> None:
    await me.press("E")
    await me.fill(file=file)
    await me.press("ctrl+s")


async def test_everybody_goes_into_a_file_and_how_many_is_said(full: Path, home: Path) -> None:
    async with desk.opened(full) as me:
        await written(me, "~/all.csv")
        assert me.state.startswith("wrote 17 contacts to ~/all.csv")
        assert "undoes" not in me.words
        assert len(names(home / "all.csv")) == 17


async def test_the_ending_says_how_it_is_read_while_one_types(full: Path, home: Path) -> None:
    (home / "old.vcf").write_text("what was here")
    async with desk.opened(full) as me:
        await me.press("E")
        for file, said in {
            "~/a.vcf": "vCard, for a phone",
            "~/a.ics": "a calendar of their follow-ups",
            "~/a.txt": "The format is not told",
            "~/none/a.csv": "there is no such folder",
            "~/old.vcf": "is there already",
            "": "It needs a file.",
        }.items():
            await me.fill(file=file)
            assert said in me.words


@pytest.mark.usefixtures("home")
async def test_a_file_that_cannot_be_is_said_while_one_types_and_when_it_is_written(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("E")
        await me.fill(file=f"~/{'x' * 300}.csv")
        assert "It cannot be written there: File name too long." in " ".join(me.words.split())
        await me.press("ctrl+s")
        assert "It cannot be written there: File name too long." in " ".join(me.words.split())


async def test_who_is_found_goes_out_and_nobody_else(full: Path, home: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "/")
        await me.type("peters")
        await me.press("enter")
        await written(me, "~/found.csv")
        assert "wrote 2 contacts" in me.words
    assert names(home / "found.csv") == ["Jan Peters", "Jan Peters"]


async def test_who_is_marked_comes_first_and_everybody_can_be_chosen(full: Path, home: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "/")
        await me.type("peters")
        await me.press("enter", "space")
        await written(me, "~/marked.csv")
        assert "wrote 1 contact to" in me.words
        await me.press("E")
        await me.fill(file="~/all.csv", whom="e")
        await me.press("ctrl+s")
        assert "wrote 17 contacts to" in me.words
    assert names(home / "marked.csv") == ["Jan Peters"]


async def test_on_their_own_page_it_is_one_contact(full: Path, home: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "/")
        await me.type("kurt")
        await me.press("enter", "enter")
        await written(me, "~/kurt.ics")
        assert "wrote 1 follow-up and 0 birthdays to" in me.words
    assert "SUMMARY:e-mail Kurt Lang: send the drawings" in (home / "kurt.ics").read_text(encoding="utf-8")


async def test_a_file_that_is_there_is_replaced_only_when_one_says_yes(full: Path, home: Path) -> None:
    old = home / "old.csv"
    old.write_text("what was here")
    async with desk.opened(full) as me:
        await written(me, "~/old.csv")
        assert "is there already. Replace it?" in me.words
        assert "writing" not in me.words
        await me.press("n")
        assert old.read_text() == "what was here"
        assert "Nothing was written" in me.words
        assert me.typed["file"] == "~/old.csv", "what was typed is kept"
        await me.press("ctrl+s", "y")
        assert "wrote 17 contacts to" in me.words
    assert len(names(old)) == 17


@pytest.mark.usefixtures("home")
async def test_why_nothing_was_written_is_said_also_to_who_types_fast(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("E", f"{' '.join('~/none/all.csv')} ctrl+s")
        assert "There is no folder" in me.words


@pytest.mark.usefixtures("home")
async def test_how_far_it_is_is_told_behind_the_form(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(exporting, "_STEP", 5)
    monkeypatch.setattr("screens.frame.Frame.say", lambda _self, text, **_how: told.append(text))
    async with desk.opened(full) as me:
        await written(me, "~/all.csv")
    assert [text for text in told if text] == ["writing… 17", "wrote 17 contacts to ~/all.csv"]


@pytest.mark.usefixtures("home")
async def test_what_cannot_be_written_is_said_where_one_types(full: Path) -> None:
    async with desk.opened(full) as me:
        await written(me, "~/none/all.csv")
        assert "There is no folder" in me.words
        assert me.typed["file"] == "~/none/all.csv"
        await me.fill(file=str(full) + ".csv")
        (full.parent / "full.db.csv").symlink_to(full)
        await me.press("ctrl+s", "y")
        assert "is the book itself" in me.words
