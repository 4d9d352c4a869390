"""Moving a contact from one stage to the next, and asking why they left or never bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

MOVES = """
SELECT f.name, t.name, r.name, c.text, c.by_id FROM stage_change c
JOIN stage f ON f.id = c.from_stage_id JOIN stage t ON t.id = c.to_stage_id LEFT JOIN reason r ON r.id = c.reason_id
WHERE c.contact_id = ? ORDER BY c.id DESC LIMIT 1"""
BOB, ANNA, DORA = 1, 2, 4


async def test_a_stage_is_one_letter_away(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "m c")
        assert me.state.startswith("moved Anna Moss to Customer  (u undoes it)")
        assert "Customer" in me.current
        assert me.rows(MOVES, ANNA) == [("Prospect", "Customer", None, "", 1)]


async def test_who_leaves_is_asked_why(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "m f")
        assert "Anna Moss: Former. Why?" in me.screen
        await me.fill(reason="mon", note="too dear")
        await me.press("ctrl+s")
        assert me.rows(MOVES, ANNA) == [("Prospect", "Former", "money", "too dear", 1)]
        await me.press("enter")
        assert "Former (money) since 21 Nov" in me.screen
        assert "Prospect → Former (money) “too dear”" in me.screen


async def test_a_move_that_is_not_explained_is_not_made(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "m n", "escape")
        assert me.rows(MOVES, ANNA) == []
        assert "Prospect" in me.current


async def test_why_is_answered_later_and_today_stops_asking(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("4 j")
        assert "Dora Hill" in me.current
        await me.press("enter", "w")
        assert me.typed["reason"] == "unknown"
        await me.fill(reason="ret", note="sold up")
        await me.press("ctrl+s")
        assert me.rows(MOVES, DORA) == [("Former", "Former", "retired", "sold up", 1)]
        await me.press("g t")
        assert "LEFT, REASON UNKNOWN" not in me.screen


async def test_where_nobody_asks_why_the_key_says_so(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "w")
        assert "Bob Stone is in Customer: there is no reason to ask for." in me.state


async def test_a_letter_of_no_stage_offers_them_all(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "m z")
        assert "Stage of Anna Moss" in me.screen
        await me.fill(stage="r")
        await me.press("ctrl+s")
        assert me.rows(MOVES, ANNA) == [("Prospect", "Raving fan", None, "", 1)]


async def test_the_stage_they_are_in_is_refused_in_a_sentence(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "m p")
        assert "Anna Moss is in Prospect already." in me.state
        assert me.rows(MOVES, ANNA) == []
