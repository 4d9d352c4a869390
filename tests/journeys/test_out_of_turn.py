"""Keys that come before the answer, twice, or where another question stands in the way."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from textual import events

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_question_answered_twice_is_answered_once(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "x n escape")
        assert "Anna Moss" not in me.lines[1], "the contact was closed, and nothing else"
        await me.press("x q y")
        assert me.rows("SELECT count(*) FROM contact WHERE archived_at IS NOT NULL") == [(0,)]


async def test_what_is_typed_behind_an_answer_is_for_the_screen_below(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "x y G")
        assert me.rows("SELECT name FROM contact WHERE archived_at IS NOT NULL") == [("Anna Moss",)]
        assert me.current.endswith("follow-up due")
        assert "山田" in me.current


async def test_help_over_a_form_leads_back_to_the_form(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("A")
        await me.type("call in the morning")
        await me.press("f1", "g c")
        assert me.typed["text"] == "call in the morning"
        await me.press("ctrl+s")
        assert me.state.startswith("noted on")


async def test_a_chooser_over_a_chooser_closes_with_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("ctrl+p", "f1", "g b")
        assert "[Stages]" in me.screen
        await me.press("g t")
        assert "╭─ Today" in me.screen


async def test_a_form_that_is_being_saved_opens_nothing_over_itself(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("A")
        await me.type("call in the morning")
        with closing(sqlite3.connect(full, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for key in ("ctrl+s", "f1"):
                me.app.post_message(events.Key(key, None))
            while not me.app._message_queue.empty():  # noqa: ASYNC110  (there is no event for that)
                await asyncio.sleep(0)
            other.execute("ROLLBACK")
        await me.settle()
        assert "Note on" not in me.screen
        assert me.state.startswith("noted on")
        assert me.rows("SELECT count(*) FROM note WHERE text LIKE 'call in%'") == [(1,)]


async def test_a_contact_undone_away_from_under_another_screen_closes_when_one_comes_back(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("g c", "o")
        await me.type("Ada")
        await me.press("ctrl+s", "enter", "u g t")
        assert "╭─ Today" in me.screen
        assert me.rows("SELECT count(*) FROM contact") == [(0,)]
        await me.press("g c")
        assert "Nobody yet." in me.screen


async def test_a_line_typed_ahead_goes_to_the_form_that_asks_for_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("a E v e g c enter")
        assert me.rows("SELECT count(*) FROM contact WHERE name = 'Evegc'") == [(1,)]
        await me.press("g ,", "e ctrl+u g c ctrl+s")
        assert me.rows("SELECT name FROM member WHERE id = 1") == [("gc",)]
