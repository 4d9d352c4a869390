"""Who has confidential notes is marked by a sign and a word wherever they are listed, before one calls."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.reading.timeline import Timeline
from screens.glyphs import ASCII
from screens.telling import sealed
from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

MARK = "◆ confidential"
BOB, LONG = 1, 17
_NOTE = """
INSERT INTO confidence (uid, contact_id, by_id, at, revision, sealed, was_open, has_residue)
VALUES (?1, ?2, 1, ?3, 1, '-', 0, 0)"""
_READER = "INSERT INTO confidence_reader (confidence_id, member_id, key) VALUES (?1, 1, '-')"


def confide(path: Path, contact_id: int, *, at: str = "2026-11-20 10:00:00+00:00") -> None:
    """Keep a confidential note of ann's for herself, sealed to nobody."""
    with closing(sqlite3.connect(path)) as book, book:
        cursor = book.execute(_NOTE, (f"note of {contact_id}", contact_id, at))
        book.execute(_READER, (cursor.lastrowid,))


ROWS = {
    "Today": ((), "‼  2d         call      Bob Stone ◆ confidential  warranty cl…     Customer"),
    "Contacts": (("/", "b o b", "enter"), "‼  Bob Stone ◆ confidential  Stone Roofing  Customer     bad news untold"),
    "Follow-ups": (("g f", "g g"), "‼  2d        call      Bob Stone ◆ confidential  warranty claim:…       ann"),
    "A company": (("g o", "/", "s t o n e", "enter", "enter"), "‼  Bob Stone ◆ confidential  Stone Roofing  Customer"),
}


@pytest.mark.parametrize("where", ROWS)
async def test_a_row_says_it_after_the_name(full: Path, where: str) -> None:
    keys, row = ROWS[where]
    async with desk.opened(full) as me:
        await me.press(*keys)
        assert MARK not in me.screen
        confide(full, BOB)
        await me.press("R")
        assert row in me.screen, me.screen
        await me.press("f2")
        assert MARK in me.screen


async def test_in_a_column_of_the_board_it_is_said_where_there_is_room_and_below_in_any_case(full: Path) -> None:
    confide(full, BOB)
    async with desk.opened(full) as me:
        await me.press("g b", "l")
        assert me.lines[-3].startswith(f" Bob Stone {MARK}: Bad news untold")
        assert me.screen.count(MARK) == 1
        await me.resize(200, 50)
        assert me.screen.count(f"Bob Stone {MARK}") == 2


async def test_the_pane_the_head_and_the_preview_of_a_company_say_it(full: Path) -> None:
    confide(full, BOB)
    async with desk.opened(full) as me:
        await me.press("/", "b o b", "enter")
        assert f"─ Bob Stone {MARK} · Stone Roofing ─" in me.screen
        await me.press("enter")
        assert f"─ Bob Stone {MARK} · Stone Roofing ─" in me.lines[1]
        await me.press("g o", "/", "s t o n e", "enter")
        assert f"Bob Stone {MARK} (Customer)" in me.words
        assert f"call Bob Stone {MARK}: warranty claim" in me.words


async def test_a_long_name_makes_room_for_it(full: Path) -> None:
    confide(full, LONG)
    async with desk.opened(full) as me:
        await me.press("/", "m a x i m", "enter")
        assert f"Maximilian-Alexander v… {MARK} " in me.screen


async def test_where_there_is_no_room_for_sign_and_word_there_is_neither(full: Path) -> None:
    confide(full, BOB)
    async with desk.opened(full, size=(40, 10)) as me:
        for keys in ((), ("g f", "g g"), ("/", "b o b", "enter"), ("g b", "l")):
            await me.press(*keys)
            assert "◆" not in me.screen.replace(MARK, "").replace("◆ no key", "")


async def test_in_ascii_it_is_ascii(full: Path) -> None:
    confide(full, BOB)
    async with desk.opened(full, glyphs=ASCII) as me:
        assert "Bob Stone [c] confidential" in me.screen
        assert "◆" not in me.screen


async def test_the_timeline_tells_who_wrote_for_whom_and_veiled_not_even_that(full: Path) -> None:
    confide(full, BOB)
    async with desk.opened(full) as me:
        await me.press("/", "b o b", "enter", "enter")
        line = next(line for line in me.lines if line.startswith(("│▸ 20 Nov", "│  20 Nov")))
        assert line.strip("│▸ ").startswith(f"20 Nov {MARK}  by ann, for ann  ")
        assert line.rstrip("│ ").endswith("enter to open")
        await me.press("f2")
        line = next(line for line in me.lines if line.startswith(("│▸ 20 Nov", "│  20 Nov")))
        assert line.strip("│▸ ") == f"20 Nov {MARK}"


async def test_beside_the_list_too(full: Path) -> None:
    confide(full, BOB)
    async with desk.opened(full, size=(200, 50)) as me:
        await me.press("/", "b o b", "enter")
        assert f"20 Nov {MARK}  by ann, for ann  " in me.screen
        await me.press("f2")
        assert f"20 Nov {MARK}  " in me.screen
        assert "by ann" not in me.screen


async def test_that_old_text_is_left_is_told_as_long_as_it_is(full: Path) -> None:
    confide(full, BOB)
    async with desk.opened(full) as me:
        (row, *_) = await Timeline(BOB).page(limit=1)
        left = replace(row, has_residue=True)
        assert sealed(left, me.session) == (MARK, "  by ann, for ann   old text still in the file")
        was = replace(row, was_open=True)
        assert sealed(was, me.session) == (MARK, "  by ann, for ann   older backups hold it")
        me.session.veiled = True
        assert sealed(left, me.session) == (MARK, "")
