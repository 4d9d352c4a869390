"""What is pasted is text: it goes where one types, cleaned, and does nothing anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

PASTED = "\r\nAda\x07 Stone\u202e\r\rof \x9b2Jthe quay\r"
"""As a terminal hands it over: a line ends with a carriage return."""


async def test_a_field_of_one_line_takes_it_as_one_line(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("o")
        await me.type("Dr ")
        await me.paste(PASTED)
        assert me.typed["name"] == "Dr Ada Stone of 2Jthe quay"
        await me.press("ctrl+s")
        assert me.rows("SELECT name FROM contact") == [("Dr Ada Stone of 2Jthe quay",)]


async def test_a_field_of_several_lines_keeps_the_lines(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("A")
        await me.type("x")
        await me.paste(PASTED)
        await me.press("ctrl+s")
        assert me.rows("SELECT text FROM note ORDER BY id DESC LIMIT 1") == [("x\nAda Stone\n\nof 2Jthe quay",)]


async def test_the_filter_takes_it_as_one_line(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/")
        await me.paste("dora\r\nhill\r\n")
        assert "“dora hill”" in me.screen
        assert "Dora Hill" in me.screen


async def test_on_a_list_and_on_a_question_nothing_acts(full: Path) -> None:
    async with desk.opened(full) as me:
        before = me.lines
        await me.paste("jxy\rQ\nd\x1b[B\x13")
        assert me.lines == before
        await me.press("x")
        question = me.lines
        await me.paste("y\r")
        assert me.lines == question
        assert me.rows("SELECT count(*) FROM contact WHERE archived_at IS NOT NULL") == [(0,)]
