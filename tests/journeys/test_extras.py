"""What an address book said beyond our fields: that it is kept is seen, and all of it can be removed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.journeys import desk
from tests.journeys.command import Command
from tests.journeys.desk import opened

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BOB = 1
EXTRAS = (
    *("TITLE:Master [b]roofer[/b] \u202e& son\\nsince 1990", "NICKNAME:Bobby", "X-MISTRESS:Odette"),
    *("PHOTO:data:image/png;base64," + "A" * 16_000, "ADR:;;1 Long Rd;Leeds;;;", "item1.X-ABLabel:buoy"),
)
SAID = "also kept: title Master [b]roofer[/b] \ufffd& son since 1990 · nickname Bobby"
SECRET = ("Odette", "Long Rd", "buoy", "AAAA")


@pytest.fixture
def kept(full: Path) -> Path:
    """A book in which Bob has extras."""
    with closing(sqlite3.connect(full)) as connection, connection:
        rows = [(BOB, line, place) for place, line in enumerate(EXTRAS)]
        connection.executemany("INSERT INTO contact_extra (contact_id, line, position) VALUES (?, ?, ?)", rows)
    return full


@pytest.fixture
def cli(kept: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(kept, tmp_path / "home", capfd, monkeypatch)


def left(me: Desk) -> int:
    return int(me.rows("SELECT count(*) FROM contact_extra")[0][0])


async def test_a_contact_says_in_one_line_that_more_is_kept_and_gives_nothing_away(kept: Path) -> None:
    async with opened(kept) as me:
        await me.press("g c", "/")
        await me.type("bob")
        await me.press("enter", "enter")
        (line,) = [line for line in me.lines if "also kept" in line]
        assert line.strip("│ ") == f"{SAID} ·…"
        await me.resize(200, 50)
        assert f"{SAID} · photo 12 kB · X-MISTRESS · 2 more lines" in me.screen
        assert not any(word in me.screen for word in SECRET)
        await me.resize(60, 24)
        (line,) = [line for line in me.lines if "also kept" in line]
        assert line.strip("│ ").endswith("…")


async def test_so_does_the_pane_beside_a_list(kept: Path) -> None:
    async with opened(kept, size=(200, 50)) as me:
        assert SAID in me.screen
        assert not any(word in me.screen for word in SECRET)
        await me.press("j")
        assert "also kept" not in me.screen


async def test_the_form_has_it_all_removed_where_there_is_any_and_undo_brings_it_back(kept: Path) -> None:
    async with opened(kept, size=(80, 50)) as me:
        await me.press("enter", "e")
        assert me.typed["extras"] == "keep it"
        await me.press("ctrl+s")
        assert left(me) == len(EXTRAS)
        await me.press("e")
        await me.fill(extras="remove")
        await me.press("ctrl+s")
        assert left(me) == 0
        assert "also kept" not in me.screen
        await me.press("e")
        assert "extras" not in me.typed
        await me.press("escape", "u")
        assert left(me) == len(EXTRAS)
        assert SAID in me.words


async def test_who_has_none_is_asked_nothing_about_it(full: Path) -> None:
    async with desk.opened(full, size=(80, 50)) as me:
        await me.press("enter")
        assert "also kept" not in me.screen
        await me.press("e")
        assert "also kept" not in me.screen


def test_show_says_what_else_is_kept(cli: Command) -> None:
    shown = cli("show", BOB)
    words = " ".join(shown.out.split())
    assert "also kept title Master [b]roofer[/b] \ufffd& son since 1990 · nickname Bobby · photo 12 kB" in words
    assert not any(word in shown.out for word in SECRET)
    assert cli("show", BOB, "--json").json["extras"] == [
        {"property": "TITLE", "text": "Master [b]roofer[/b] \u202e& son since 1990"},
        {"property": "NICKNAME", "text": "Bobby"},
        {"property": "X-MISTRESS", "text": ""},
        {"property": "PHOTO", "text": "12 kB"},
        {"property": "ADR", "text": ""},
        {"property": "X-ABLABEL", "text": ""},
    ]
    assert "also kept" not in cli("show", 2).out
    assert cli("show", 2, "--json").json["extras"] == []


def test_edit_removes_all_of_it_and_undo_brings_it_back(cli: Command) -> None:
    refused = cli("edit", BOB, "extras=TITLE:Boss")
    assert (refused.code, refused.err) == (1, "wellkept: Extras can only be removed, all at once: give none.\n")
    cli("edit", BOB, "extras=")
    assert cli("show", BOB, "--json").json["extras"] == []
    assert "changed (ann): extras" in cli("show", BOB).out
    cli("undo")
    assert len(cli("show", BOB, "--json").json["extras"]) == len(EXTRAS)
