"""Undo, tags, notes and edits; drafts; and what happens when somebody else was quicker."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from textual.widgets import TextArea

import models
from models.engine import book_file
from models.rules.when import Moment
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BOB, ANNA = 1, 2


async def test_undo_on_today_brings_back_what_was_done(full: Path) -> None:
    async with desk.opened(full) as me:
        before = me.lines[1:-2]
        await me.press("3 j", "d", "ctrl+s")
        assert "Anna Moss" not in "\n".join(me.lines[:-2])
        await me.press("u", "g g")
        assert me.lines[1:-2] == before
        assert me.rows("SELECT state FROM follow_up WHERE contact_id = 2") == [("open",)]
        assert me.rows("SELECT count(*) FROM interaction WHERE contact_id = 2") == [(0,)]


async def test_undo_says_what_was_taken_back(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "m c", "u")
        assert me.state.startswith("undone: moved Anna Moss to Customer")
        assert "Prospect" in me.current


async def test_two_undos_in_one_breath_are_two_steps_back(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "m c", "m r", "u u")
        assert "Prospect" in me.current
        assert me.rows("SELECT count(*) FROM stage_change WHERE contact_id = 2") == [(0,)]


async def test_the_contact_that_is_shown_can_be_undone_away(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("g c", "o")
        await me.type("Ada")
        await me.press("ctrl+s", "enter")
        assert "╭─ Ada ─" in me.screen
        await me.press("u")
        assert "Nobody yet." in me.screen
        assert me.state.startswith("undone: added Ada")
        assert me.rows("SELECT count(*) FROM contact") == [(0,)]
        await me.press("u")
        assert "There is nothing of yours to undo." in me.state


async def test_undo_on_a_contact_takes_back_the_note(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "A")
        await me.type("call in the morning")
        await me.press("ctrl+s")
        assert me.current.startswith("▸ 19 Nov")
        assert "21 Nov    note       call in the morning" in me.screen
        await me.press("u")
        assert "call in the morning" not in me.screen


async def test_what_somebody_changed_since_is_not_undone(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "m c")
        await models.contacts.edit(ANNA, by=BEN, at=NOW, company="Moss & Co")
        await me.press("u")
        assert "ben changed Anna Moss since, at 09:14: company is now “Moss & Co”, yours was empty." in me.words
        await me.resize(81, 24)
        assert "yours was empty." in me.words, "a window of another size still says the whole"
        await me.press("R")
        assert "Moss & Co" in me.current
        assert "enter open" in me.lines[-1], "the hints are back"


async def test_a_note_of_several_lines_is_kept(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "A")
        await me.type("first")
        await me.press("enter")
        await me.type("second")
        await me.press("ctrl+s")
        assert me.rows("SELECT text, by_id FROM note WHERE contact_id = 2") == [("first\nsecond", ANN)]


async def test_an_empty_note_is_refused(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "A", "ctrl+s")
        assert "A note needs some text." in me.screen
        await me.press("escape")
        assert me.rows("SELECT count(*) FROM note WHERE contact_id = 2") == [(0,)]


async def test_tags_are_typed_in_one_line(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "t")
        assert me.typed == {"tags": "loyal, roof"}
        await me.fill(tags="roof, boat, roof")
        await me.press("ctrl+s")
        assert "tags: boat, roof" in me.screen


async def test_an_edit_changes_only_what_was_typed(full: Path) -> None:
    async with desk.opened(full) as me:
        before = me.rows("SELECT * FROM contact_point ORDER BY id")
        await me.press("g c", "j", "e")
        await me.fill(name="Robert Stone")
        await me.press("ctrl+s")
        assert "Robert Stone" in me.current
        assert me.rows("SELECT name, every_days, birthday FROM contact WHERE id = 1") == [
            ("Robert Stone", 30, "1971-03-22")
        ]
        assert me.rows("SELECT * FROM contact_point ORDER BY id") == before


async def test_an_edit_that_came_second_is_told_and_overwrites_nothing(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "j", "e")
        await me.fill(company="Stone & Daughter")
        await models.contacts.edit(BOB, by=BEN, at=NOW, phones=["+44 20 7946 0999"])
        await me.press("ctrl+s")
        assert "Bob Stone was changed by somebody else meanwhile." in me.words
        assert me.typed["company"] == "Stone & Daughter"
        await me.press("escape", "e")
        assert (me.typed["company"], me.typed["phones"]) == ("Stone & Daughter", "+44 20 7946 0999")
        await me.press("ctrl+s", "enter")
        assert "Bob Stone · Stone & Daughter" in me.screen
        assert "tel +44 20 7946 0999" in me.screen


async def test_tags_and_follow_ups_that_came_second_are_told_too(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("e")
        await models.follow_ups.snooze(1, Moment(NOW), by=BEN, at=NOW)
        await me.press("ctrl+s")
        assert "This follow-up was changed by somebody else meanwhile." in me.words
        await me.press("escape", "t")
        await models.contacts.edit(BOB, by=BEN, at=NOW, tags=["boat"])
        await me.fill(tags="roof")
        await me.press("ctrl+s")
        assert "Bob Stone was changed by somebody else meanwhile." in me.words
        assert me.rows("SELECT t.name FROM tag t JOIN contact_tag ct ON ct.tag_id = t.id WHERE ct.contact_id = 1") == [
            ("boat",)
        ]


async def test_reading_again_shows_what_the_other_session_did(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c")
        await models.contacts.add("Ada Stone", by=BEN, at=NOW)
        assert "Ada Stone" not in me.screen
        await me.press("R")
        assert "Ada Stone" in me.screen
        assert "Anna Moss" in me.current, "the cursor stays with whom it was"
        assert me.state.startswith("read again")


@pytest.mark.parametrize("keys", ["e", "t", "w", "A", "f", "d", "m c", "s d", "x"])
async def test_somebody_taken_back_by_the_other_session_is_told(full: Path, keys: str) -> None:
    async with desk.opened(full) as me:
        await models.contacts.add("Aaron", by=BEN, at=NOW)
        await me.press("g c", "R", "g g")
        assert "Aaron" in me.current
        await models.undo.last(by=BEN, at=NOW)
        await me.press(keys)
        if keys == "x":
            await me.press("y")
        elif keys in {"A", "f", "d"}:
            await me.fill(text="hello", **({"when": "today"} if keys == "f" else {}))
            await me.press("ctrl+s")
            assert "There is no contact 18" in me.words
            await me.press("escape", "R")
        else:
            assert "There is no contact 18" in me.state or "nothing due" in me.state or keys == "w"
            await me.press("R")
        assert "Aaron" not in me.screen


async def test_the_preview_of_somebody_taken_back_is_left_out(full: Path) -> None:
    async with desk.opened(full) as me:
        await models.contacts.add("Aaron", by=BEN, at=NOW)
        await me.press("g c", "R", "j")
        await models.undo.last(by=BEN, at=NOW)
        await me.press("g g")
        assert "Aaron" in me.current
        assert "╭─ Aaron ─" not in me.screen


async def test_a_contact_page_of_somebody_taken_back_closes(full: Path) -> None:
    async with desk.opened(full) as me:
        await models.contacts.add("Aaron", by=BEN, at=NOW)
        await me.press("g c", "g g", "R", "k", "enter")
        assert "╭─ Aaron ─" in me.screen
        await models.undo.last(by=BEN, at=NOW)
        await me.press("R")
        assert "Aaron" not in me.screen
        assert "[Contacts]" in me.screen


async def test_two_programs_have_one_book_open(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c")
        process = await asyncio.create_subprocess_exec("python3", "-c", ELSEWHERE, str(full))
        assert await process.wait() == 0
        await me.press("R", "m c")
        assert "elsewhere" in me.screen
        assert me.rows("SELECT name, stage_id FROM contact WHERE id = 2") == [("Anna elsewhere", 2)]


ELSEWHERE = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    connection.execute("UPDATE contact SET name = 'Anna elsewhere', version = version + 1 WHERE id = 2")
"""


def said(me: Desk) -> str:
    """What is said in the last two lines, however it is parted."""
    return "".join(line.removeprefix(" ") for line in me.lines[-2:])


async def test_a_locked_book_is_told_in_the_form_and_nothing_is_lost(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book_file, "WRITE_WAIT", 50)
    async with desk.opened(full) as me:
        await me.press("g c", "A")
        await me.type("call in the morning")
        with closing(sqlite3.connect(full, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await me.press("ctrl+s")
            assert "is locked by another program. Close that program, or wait, and try again." in me.words
            assert me.typed["text"] == "call in the morning"
            await me.press("escape", "m c")
            assert "is locked by another" in said(me)
            await me.press("u")
            assert "is locked by another" in said(me)
            await me.press("x", "y")
            assert "is locked by another" in said(me)
            other.execute("ROLLBACK")
        await me.press("A", "ctrl+s")
        assert me.rows("SELECT text FROM note WHERE contact_id = 2") == [("call in the morning",)]


async def test_what_is_typed_in_the_moment_of_leaving_is_kept(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("A")
        me.app.screen.query_one(TextArea).insert("half a no")
        me.app.exit()  # before any widget has told of a change
    assert [*me.session.drafts._typed.values()] == [{"text": "half a no"}]
