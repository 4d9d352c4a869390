"""Somebody who does not know the key: the help that can be searched, and the palette that teaches keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk


def rows(me: Desk) -> list[str]:
    """What the panel lists, without its border and the search line."""
    lines = [line[1:-1].strip() for line in me.lines[3:20]]
    return [line for line in lines if line and "──" not in line]


def pointed(me: Desk) -> list[str]:
    return next(row.split() for row in rows(me) if row.startswith("▸"))[1:]


async def test_the_help_is_grouped_and_walked_like_any_list(full: Path) -> None:
    async with desk.opened(full, size=(80, 60)) as me:
        await me.press("?")
        headings = [line[1:-1].strip() for line in me.lines if line[1:-1].strip() in {"HERE", "LISTS", "EVERYWHERE"}]
        assert headings == ["HERE", "LISTS", "EVERYWHERE"]
        await me.press("G")
        assert "▸ g -" in me.screen
        await me.press("k g g")
        assert pointed(me)[0] == "="


@pytest.mark.parametrize(
    ("typed", "keys"),
    [("snooze", "s"), ("g c", "g"), ("ctrl+l", "ctrl+l"), ("Plan a follow", "f"), ("leave wellkept", "Q")],
)
async def test_the_help_finds_by_name_meaning_and_key(full: Path, typed: str, keys: str) -> None:
    async with desk.opened(full) as me:
        await me.press("?", "/")
        await me.type(typed)
        assert pointed(me)[0] == keys


async def test_what_was_found_in_the_help_is_done_as_its_key_would(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("? / g space c enter")
        assert "╭─ Contacts ─" in me.screen
        await me.press("? / o f f down up enter", "w")
        assert me.state.startswith("put off Anna Moss")


async def test_escape_clears_the_search_and_then_closes_the_help(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("? / z z q")
        assert "Nothing is called “zzq”." in me.screen
        assert "esc shows every key" in me.screen
        await me.press("enter")
        assert "Nothing is called “zzq”." in me.screen
        await me.press("escape")
        assert pointed(me)[0] == "="
        await me.press("j", "escape")
        assert "╭─ Today" in me.screen
        await me.press("?", "?")
        assert "╭─ Today" in me.screen


async def test_a_form_has_its_own_help(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("o A d a f1")
        assert "IN THIS FORM" in me.screen
        assert [row.split("  ")[0].strip("▸ ") for row in rows(me)[1:]] == [
            *("ctrl+s", "esc", "tab", "shift+tab", "ctrl+z", "f1", "f2", "ctrl+l")
        ]
        await me.press("/ s a v e enter")
        assert me.rows("SELECT name FROM contact WHERE name = 'Ada'") == [("Ada",)]


async def test_the_palette_finds_as_one_types_and_shows_the_key(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("ctrl+p")
        await me.type("arch")
        assert pointed(me)[0] == "archive"
        assert pointed(me)[-1] == "x"
        await me.press("enter")
        assert "Archive Bob Stone?" in me.screen


async def test_typed_fast_the_palette_does_what_was_meant(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("ctrl+p p l a n enter")
        assert "╭─ Follow up with Bob Stone ─" in me.screen
        await me.press("escape", "ctrl+p n e x t space r o w enter")
        assert me.state.startswith("2 of 8")


async def test_an_action_with_a_parameter_asks_for_it_from_the_palette(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("ctrl+p s n o o enter")
        assert "w  a week: Sat 28 Nov, in 7 days" in me.screen
        assert me.state.startswith("s…")
        await me.press("w")
        assert me.state.startswith("put off Bob Stone: Sat 28 Nov")


async def test_what_cannot_be_done_now_says_why(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("ctrl+p e d i t enter")
        assert "edit needs somebody under the cursor" in me.screen
        await me.press("escape", "? / A enter")
        assert "note needs somebody under the cursor" in me.screen
        await me.press("escape", "escape", "o")
        assert "╭─ New contact" in me.screen


@pytest.mark.parametrize("keys", ["?", "ctrl+p"])
async def test_nothing_waits_behind_when_one_goes_elsewhere_from_there(full: Path, keys: str) -> None:
    async with desk.opened(full) as me:
        await me.press(keys)
        await me.press("ctrl+p" if keys == "ctrl+p" else "g c")
        assert len(me.app.screen_stack) == 1
        assert not [worker for worker in me.app.workers if not worker.is_finished]


async def test_there_is_no_palette_over_a_form(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("o", "ctrl+p")
        assert "╭─ New contact" in me.screen
        assert len(me.app.screen_stack) == 2
