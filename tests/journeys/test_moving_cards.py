"""Moving people on, back and out on the stages board, and what is done to the card under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import desk
from tests.journeys.test_moving_on import MOVES
from tests.journeys.test_stages_board import ANNA, BOB, EVA, KURT, board, cursor

if TYPE_CHECKING:
    from pathlib import Path


STAGE = "SELECT s.name FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.id = ?"


async def test_a_card_is_moved_on_and_the_next_one_is_there(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "l", ">")
        assert me.state.startswith("moved Bob Stone to Raving fan  (u undoes it)")
        assert me.rows(MOVES, BOB) == [("Customer", "Raving fan", None, "", 1)]
        assert cursor(me) == "●  山田 花子"
        assert board(me)["▸ Customer 7"][0] == "▸ ●  山田 花子"
        assert board(me)["Raving fan 2"] == ["‼  Bob Stone", "Chloé Dubois"]
        await me.press("2 j", "<")
        assert me.state.startswith("moved Dee Park 🌻 to Prospect")
        assert cursor(me) == "Jan Peters"
        assert list(board(me)) == ["Prospect 7", "▸ Customer 6", "Raving fan 2"]


async def test_a_count_goes_further_and_who_leaves_is_asked_why(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "j", "9 >")
        assert "Anna Moss: Former. Why?" in me.screen
        await me.fill(reason="mon", note="too dear")
        await me.press("ctrl+s")
        assert me.state.startswith("moved Anna Moss to Former  (u undoes it)")
        assert me.rows(MOVES, ANNA) == [("Prospect", "Former", "money", "too dear", 1)]
        assert cursor(me) == "Jan Peters"
        await me.press("l", "2 >")
        assert "Bob Stone: Never bought. Why?" in me.screen
        await me.press("ctrl+s", "3 l")
        assert me.rows(MOVES, BOB) == [("Customer", "Never bought", "unknown", "", 1)]
        assert board(me)["▸ Former 2"] == ["▸ ●  Anna Moss", "~  Dora Hill"]
        assert board(me)["Never bought 2"] == ["‼  Bob Stone", "~  Omar Said"]


async def test_who_is_not_explained_stays(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "3 >", "escape")
        assert me.rows(MOVES, KURT) == []
        assert list(board(me)) == ["▸ Prospect 6", "Customer 8", "Raving fan 1"]
        assert cursor(me) == "●  Kurt Lang"


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("<", "Prospect is the first stage, and nothing moves"),
        ("9 l >", "Former is the last stage, and nothing moves"),
    ],
)
async def test_at_the_edge_the_key_says_so(full: Path, keys: str, sentence: str) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", keys)
        assert me.state.startswith(sentence)
        assert me.rows("SELECT count(*) FROM stage_change") == [(3,)]  # those of before


async def test_undo_brings_the_card_back_and_goes_there(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "j", ">", "l", ">", "4 l", "u")
        assert me.state.startswith("undone: moved ")
        assert list(board(me)) == ["▸ Customer 9", "Raving fan 1", "Never bought 1"]
        assert cursor(me) == "‼  Bob Stone"
        await me.press("3 j", "u")
        assert list(board(me))[:2] == ["▸ Prospect 6", "Customer 8"]
        assert cursor(me) == "●  Anna Moss"
        assert me.rows(STAGE, ANNA) == me.rows(STAGE, KURT) == [("Prospect",)]
        await me.press("x", "y", "G", "u")
        assert cursor(me) == "●  Anna Moss"


async def test_a_card_moved_back_by_hand_is_not_run_after(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", ">", "l", "j", "j")
        assert cursor(me) == "●  Kurt Lang"
        await me.press("<")
        assert me.rows(STAGE, KURT) == [("Prospect",)]
        assert list(board(me))[:2] == ["Prospect 6", "▸ Customer 8"]
        await me.press("R")
        assert cursor(me) == "~  Eva Brandt"


async def test_every_key_of_a_contact_works_on_a_card(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "m c")
        assert me.state.startswith("moved Kurt Lang to Customer")
        await me.press("t")
        await me.fill(tags="kitchen")
        await me.press("ctrl+s")
        assert me.state.startswith("tagged Anna Moss")
        await me.press("s w")
        assert me.state.startswith("put off Anna Moss")
        assert [card for card in board(me)["▸ Prospect 5"] if "Anna" in card] == ["▸    Anna Moss"]
        await me.press("e")
        assert "Edit Anna Moss" in me.screen
        await me.press("escape", "d")
        assert "what was said" in me.screen
        await me.press("escape", "enter")
        assert "╭─ Anna Moss ─" in me.screen
        await me.press("escape", "x", "y")
        assert "Anna Moss" not in me.screen.replace(me.state, "")
        assert me.rows("SELECT archived_at IS NOT NULL FROM contact WHERE id = ?", ANNA) == [(1,)]


async def test_a_new_contact_begins_in_the_stage_where_one_is(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "2 l", "o")
        assert me.typed["stage"] == "Raving fan"
        await me.type("Ada Ash")
        await me.press("ctrl+s")
        assert me.state.startswith("added Ada Ash")
        assert board(me)["▸ Raving fan 2"] == ["Ada Ash", "▸    Chloé Dubois"]


async def test_what_was_asked_about_a_card_is_done_to_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "l", "2 j", "d")
        await me.fill(text="all well")
        await me.press("ctrl+s")
        assert me.state.startswith("logged with Eva Brandt")
        assert me.rows("SELECT text FROM interaction WHERE contact_id = ? ORDER BY id DESC LIMIT 1", EVA) == [
            ("all well",)
        ]
        assert board(me)["▸ Customer 8"][2] != "~  Eva Brandt"
