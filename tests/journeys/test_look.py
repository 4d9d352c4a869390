"""On terminals of sixteen colours or none, and in ASCII, every place still tells all that it tells."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from rich.color import ColorType
from rich.style import Style
from textual.widgets import Input

from screens.glyphs import ASCII
from tests.journeys import desk
from tests.journeys.places import PLACES
from tui.look import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BARE = Terminal(colours=0, is_utf8=False)
OF_TERMINAL = {ColorType.DEFAULT, ColorType.STANDARD}


def styles(me: Desk) -> list[Style]:
    return [style or Style() for line in desk.drawn(me.app) for _, style, _ in line]


def their_letters(path: Path) -> set[str]:
    """Every character beyond ASCII that stands in the book."""
    with closing(sqlite3.connect(path)) as connection:
        return {char for line in connection.iterdump() for char in line if not char.isascii()}


@pytest.mark.parametrize("place", PLACES)
async def test_in_sixteen_colours_all_are_the_terminals_own_and_no_sign_of_ours_is_beyond_ascii(
    full: Path, place: str
) -> None:
    async with desk.opened(full, theme="16-colour", glyphs=ASCII) as me:
        await PLACES[place](me)
        used = {color.type for style in styles(me) for color in (style.color, style.bgcolor) if color}
        assert used <= OF_TERMINAL
        assert {char for char in me.screen if not char.isascii()} <= their_letters(full)


@pytest.mark.parametrize("place", PLACES)
async def test_without_colours_and_without_utf_8_nothing_else_is_drawn(full: Path, place: str) -> None:
    async with desk.opened(full, terminal=BARE, glyphs=ASCII) as me:
        await PLACES[place](me)
        assert [style for style in styles(me) if style.color or style.bgcolor] == []
        assert me.screen.isascii()


def weight_of(me: Desk, text: str) -> Style:
    """The style of the first piece that says this."""
    return next(style or Style() for line in desk.drawn(me.app) for said, style, _ in line if text in said)


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast", "16-colour"])
async def test_without_colours_weight_and_reverse_tell_it(full: Path, theme: str) -> None:
    async with desk.opened(full, terminal=BARE, glyphs=ASCII, theme=theme) as me:
        assert weight_of(me, "Bob Stone").reverse  # the cursor
        assert weight_of(me, "BAD NEWS").bold
        assert weight_of(me, "[Today]").bold
        await me.press("j")
        assert not weight_of(me, "Bob Stone").reverse
        assert weight_of(me, "Bob Stone").bold  # pressing
        assert me.app.frame
        me.app.frame.say("the book is locked", alarm=True)
        await me.settle()
        assert weight_of(me, "locked").bold
        await me.press("/")
        assert weight_of(me, ">").underline  # the cursor where the focus is not
        await me.press("escape", "o")
        await me.fill(name="Ada", stage="c")
        assert weight_of(me, ">Customer").reverse  # the choice that has the focus
        await me.press("shift+tab")
        assert isinstance(me.app.focused, Input)
        assert any(style.reverse for style in styles(me))  # its cursor


async def test_without_utf_8_a_name_keeps_its_width(full: Path) -> None:
    async with desk.opened(full, terminal=Terminal(is_utf8=False), glyphs=ASCII) as me:
        await me.press("g c")
        assert "Chloe Dubois            Cafe Ete" in me.screen
        assert "?ukasz Wojcik           Szk?o" in me.screen
        await me.press("G")
        assert "???? ????               ????" in me.screen  # 山田 花子, 花屋


async def test_without_signs_the_console_of_linux_still_shows_names(full: Path) -> None:
    async with desk.opened(full, glyphs=Terminal(has_signs=False).glyphs("auto")) as me:
        await me.press("g c")
        assert "Chloé Dubois" in me.screen
        assert "|  !! Bob Stone" in me.screen
