"""Finding a contact while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk


def listed(me: Desk) -> list[str]:
    """The names in the list of contacts, as they are cut."""
    top = next(number for number, line in enumerate(me.lines) if line.startswith("╭─ Contacts"))
    bottom = next(number for number, line in enumerate(me.lines) if number > top and line.startswith("╰"))
    return [line[6:29].split("  ")[0].strip() for line in me.lines[top + 1 : bottom] if line[6:29].strip()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("chloe", ["Chloé Dubois"]),
        ("CHLOÉ", ["Chloé Dubois"]),
        ("lukasz", ["Łukasz Wójcik"]),
        ("wojc", ["Łukasz Wójcik"]),
        ("roofing", ["Bob Stone"]),
        ("oofin", ["Bob Stone"]),
        ("bob@stone", ["Bob Stone"]),
        ("7946 0321", ["Bob Stone"]),
        ("brand ev", ["Eva Brandt"]),
        ("bread", ["Chloé Dubois"]),
        ("everything in writing", ["Bob Stone"]),
        ("花子", ["山田 花子"]),
        ("כהן", ["שרה כהן"]),
    ],
)
async def test_somebody_is_found_by_whatever_one_remembers(full: Path, query: str, found: list[str]) -> None:
    async with desk.opened(full) as me:
        await me.press("/")
        await me.type(query)
        assert listed(me) == found


async def test_a_search_begun_on_today_ends_at_the_contact(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/")
        await me.type("lang")
        assert "Contacts: “lang”" in me.screen
        assert "enter to the list  esc everybody" in me.lines[-1]
        await me.press("enter", "enter")
        assert "╭─ Kurt Lang · Lang & Sons ─" in me.screen


async def test_esc_shows_everybody_again_and_then_goes_to_today(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/")
        await me.type("nobody of that name")
        assert "Nobody is found." in me.screen
        await me.press("escape")
        assert "1 of 17" in me.state
        assert listed(me)[:2] == ["Anna Moss", "Bob Stone"]
        await me.press("escape")
        assert "[Today]" in me.screen


async def test_the_query_stays_while_one_looks_at_a_contact(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/")
        await me.type("peters")
        await me.press("enter", "j", "enter", "q")
        assert listed(me) == ["Jan Peters", "Jan Peters"]
        assert "Harbour Café" in me.current


async def test_a_letter_taken_back_widens_the_search(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/")
        await me.type("petersz")
        assert "Nobody is found." in me.screen
        await me.press("backspace")
        assert listed(me) == ["Jan Peters", "Jan Peters"]


async def test_two_of_one_name_stay_two(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/")
        await me.type("jan peters")
        await me.press("enter", "j", "A")
        await me.type("likes tea")
        await me.press("ctrl+s", "k", "A")
        assert me.typed["text"] == ""
        await me.type("likes coffee")
        await me.press("escape", "j", "A")
        assert me.typed["text"] == "", "a draft about one of them is not offered for the other"
        await me.press("escape")
        assert me.rows("SELECT contact_id, text FROM note WHERE text LIKE 'likes%'") == [(16, "likes tea")]
