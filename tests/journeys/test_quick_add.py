"""A contact in one line, from wherever one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

LINE = "Ada Stone, Stone Slates, ada@stone.example, +44 20 7946 0321, #roof, every 30d, @ben, customer"
KEPT = """
SELECT c.name, co.name, s.name, m.name, c.every_days FROM contact c JOIN stage s ON s.id = c.stage_id
JOIN member m ON m.id = c.owner_id LEFT JOIN company co ON co.id = c.company_id ORDER BY c.id DESC LIMIT 1"""
READ = (
    "name Ada Stone · company Stone Slates · e-mail ada@stone.example · phone +44 20 7946 0321"
    " · tagged roof · hears from us monthly · owner ben · stage Customer"
)


async def quickly(me: Desk, line: str) -> None:
    """Open the line and type."""
    await me.press("a")
    await me.type(line)


async def test_one_line_makes_a_contact(full: Path) -> None:
    async with desk.opened(full) as me:
        await quickly(me, LINE)
        assert f"→ {READ}" in me.words
        await me.press("enter")
        assert me.state.startswith("added Ada Stone  (u undoes it)")
        assert me.rows(KEPT) == [("Ada Stone", "Stone Slates", "Customer", "ben", 30)]
        assert me.rows("SELECT value FROM contact_point WHERE contact_id = 18 ORDER BY id") == [
            ("ada@stone.example",),
            ("+44 20 7946 0321",),
        ]
        await me.press("u")
        assert me.rows("SELECT count(*) FROM contact WHERE name = 'Ada Stone'") == [(0,)]


async def test_a_line_typed_in_one_breath_lands_in_the_line(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("a A d a", "enter")
        assert me.rows(KEPT)[0][0] == "Ada"
        await me.press("g o", "o B o", "ctrl+s")
        assert me.rows(KEPT)[0][0] == "Bo"


async def test_what_is_typed_while_it_saves_goes_to_what_comes_then(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("a A d a enter a enter escape a B o b enter")
        assert me.rows("SELECT name FROM contact WHERE id > 17 ORDER BY id") == [("Ada",), ("Bob",)]


async def test_what_is_typed_while_it_is_refused_stays_in_the_line(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("a space enter B o")
        assert me.typed == {"line": " Bo"}


@pytest.mark.parametrize("way", ["g t", "g c", "enter"])
async def test_it_is_there_on_every_screen_and_the_list_knows_it_at_once(full: Path, way: str) -> None:
    async with desk.opened(full) as me:
        await me.press(way)
        here = me.lines[1]
        await quickly(me, "Aaron")
        await me.press("enter")
        assert me.state.startswith("added Aaron")
        assert me.lines[1] == here
        assert me.rows(KEPT) == [("Aaron", None, "Prospect", "ann", None)]
        if way == "g c":
            assert "Aaron" in me.screen


async def test_what_cannot_be_read_is_said_and_kept(full: Path) -> None:
    async with desk.opened(full) as me:
        await quickly(me, "Ada, Stone, Slates")
        assert "‼ “Slates” is nothing I can read" in me.words
        await me.press("enter")
        assert me.rows(KEPT)[0][0] != "Ada"
        await me.press("escape", "a")
        assert "What you typed before is back." in me.words
        assert me.typed == {"line": "Ada, Stone, Slates"}
        await me.press(*["backspace"] * 8, "enter")
        assert me.rows(KEPT) == [("Ada", "Stone", "Prospect", "ann", None)]


async def test_who_is_here_already_is_said_and_nobody_is_refused(full: Path) -> None:
    async with desk.opened(full) as me:
        await quickly(me, "bob stone")
        assert "~ name bob stone · Bob Stone (Stone Roofing) is here already" in me.words
        await me.type("s")
        assert "is here already" not in me.words
        await me.type(", bob@stone.example")
        assert "Bob Stone (Stone Roofing) is here already" in me.words
        await me.press("enter")
        assert me.rows(KEPT)[0][0] == "bob stones"


async def test_the_long_form_says_who_is_here_already_too(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "o")
        await me.fill(name="bob stone", emails="office@stone.example, BOB@stone.example")
        assert me.screen.count("~ Bob Stone (Stone Roofing) is here already") == 1
        assert "~ 2 of them · Bob Stone (Stone Roofing) is here already" in me.screen
        await me.press("escape", "g g", "e")
        await me.fill(name="Bob Stone")
        assert "is here already" not in me.screen, "an edit is no new contact"


async def test_it_fits_the_smallest_window(full: Path) -> None:
    async with desk.opened(full, size=(40, 10)) as me:
        await quickly(me, LINE)
        assert "stage Customer" in me.words
        assert "@ben, customer" in me.screen
        await me.press("enter")
        assert "added Ada Stone" in me.screen
