"""A line of the timeline is cut; enter shows it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db
from models.rules.words import Channel
from tests.journeys import desk
from tests.journeys.book import ANN, NOW

if TYPE_CHECKING:
    from pathlib import Path

BOB = 1
LONG = "\n".join(f"line {number}, and what was said in it at some length, to be sure" for number in range(200))


async def test_a_note_is_read_whole(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "2 j")
        assert "…" in me.current
        await me.press("enter")
        assert "Bob Stone: note" in me.screen
        assert "Wants everything in writing. Two invoices a year." in me.words
        assert "Mon 16 Nov 12:00, 5 days ago, by ben" in me.words
        await me.press("escape")
        assert "Bob Stone: note" not in me.screen
        assert "note" in me.current


async def test_an_interaction_is_read_whole_and_made_nothing_else_of(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "enter")
        assert "by ann, spoke, 6 min" in me.words
        assert "where is my money?" in me.words
        assert "makes it confidential" not in me.screen
        await me.press("C", "e", "g c")
        assert "Bob Stone: call" in me.screen, "it is left by its own keys alone"
        await me.press("enter")
        assert "Bob Stone: call" not in me.screen


async def test_what_has_no_words_says_so(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "G", "enter")
        assert "Nothing was written down." in me.screen


async def test_a_long_text_is_scrolled_by_the_keys_of_a_list(full: Path) -> None:
    async with db.opened(full):
        await models.interactions.log(BOB, LONG, channel=Channel.CALL, by=ANN, at=NOW)
    async with desk.opened(full) as me:
        await me.press("enter", "enter")
        assert "line 0," in me.screen
        for key, begins in (
            ("j", "line 1,"),
            ("3 j", "line 4,"),
            ("k", "line 3,"),
            ("ctrl+d", "line 1"),
            ("ctrl+u", "line 3,"),
            ("pagedown", "line 2"),
            ("pageup", "line 3,"),
            ("g g", "by ann"),
        ):
            await me.press(key)
            assert begins in me.screen, key
        await me.press("G")
        assert "line 199," in me.screen
        await me.press("escape")
        assert "Timeline" in me.screen


async def test_hostile_words_are_only_words(full: Path) -> None:
    async with db.opened(full):
        words = "[/b] [@click=app.quit]go[/] \u202e evil \t and a very long " + "日本" * 90
        await models.notes.add(BOB, words, by=ANN, at=NOW)
    async with desk.opened(full) as me:
        await me.press("enter", "g g", "enter")
        assert "[/b] [@click=app.quit]go[/]" in me.screen
        for size in ((40, 10), (200, 50), (80, 24)):
            await me.resize(*size)
            assert "Bob Stone: note" in me.screen
