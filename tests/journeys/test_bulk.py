"""Doing one thing to all that are marked: one question, one step of undo, and a run that can be stopped."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

import models
from models.engine import book_file
from models.rules.words import Tone
from screens import bulk
from tests.journeys import desk
from tests.journeys.book import ANN, BEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk


STAGES = "SELECT s.name FROM contact c JOIN stage s ON s.id = c.stage_id ORDER BY c.sort_key, c.id"


STEPS = "SELECT count(*), count(DISTINCT run_id) FROM history WHERE verb = ? AND undone_at IS NULL AND id > ?"


def latest(me: Desk) -> int:
    return int(me.rows("SELECT max(id) FROM history")[0][0])


async def test_all_that_are_marked_move_and_come_back_in_one_step(full: Path) -> None:
    async with desk.opened(full) as me:
        before, number = me.rows(STAGES), latest(me)
        await me.press("g c", "4 space", "m c")
        assert me.state.startswith("moved 2 of 4 to Customer; Bob Stone is in Customer already.")
        assert "(and 1 more) (u undoes it)" in me.words
        assert me.rows(STEPS, "contact.stage", number) == [(2, 1)]
        await me.press("j")
        assert "4 marked" in me.state
        await me.press("u")
        assert me.rows(STAGES) == before


async def test_why_is_asked_once_for_all(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "3 space", "m f")
        assert "3 contacts: Former. Why?" in me.screen
        await me.fill(reason="mon")
        await me.press("ctrl+s")
        assert me.state.startswith("moved 3 contacts to Former  (u undoes it)")
        assert me.rows(
            "SELECT count(*) FROM stage_change c JOIN reason r ON r.id = c.reason_id WHERE r.name = 'money'"
        ) == [(3,)]


async def test_a_stage_for_all_is_chosen_where_the_letter_says_none(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "2 space", "m z")
        assert "Stage of 2 contacts" in me.screen
        await me.fill(stage="r")
        await me.press("ctrl+s")
        assert me.state.startswith("moved 2 contacts to Raving fan")


async def test_all_that_are_marked_are_put_off(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("*", "s d")
        assert me.state.startswith("put off 7 contacts: Sun 22 Nov")
        assert "Today: 0 need outreach" in me.screen
        await me.press("u")
        assert "Today: 7 need outreach" in me.screen


async def test_a_row_is_put_off_and_not_what_else_the_contact_is_due_for(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("G", "space")
        assert "山田 花子" in me.current
        await me.press("s .")
        await me.type("2026-11-24")
        await me.press("ctrl+s")
        assert "BIRTHDAYS" not in me.screen
        assert "山田 花子" in me.screen
        assert "marked" not in me.state


async def test_tags_are_added_to_those_there_are(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "3 space", "t", "ctrl+s")
        assert "Type one tag or more" in me.screen
        await me.type("loyal, garden")
        await me.press("ctrl+s")
        assert me.state.startswith("tagged 3 contacts: loyal, garden")
        tags = "SELECT group_concat(t.name, ' ') FROM contact_tag c JOIN tag t ON t.id = c.tag_id WHERE contact_id = ?"
        assert me.rows(tags, 1) == [("roof loyal garden",)]
        assert me.rows(tags, 2) == [("loyal garden",)]


async def test_all_are_archived_after_one_question_but_who_waits_for_bad_news(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "3 space", "x")
        assert "Archive 3 contacts? Nothing is lost" in me.screen
        await me.press("n")
        assert me.rows("SELECT count(*) FROM contact WHERE archived_at IS NOT NULL") == [(0,)]
        await me.press("x", "y")
        assert me.state.startswith("archived 2 of 3; Bob Stone: ")
        assert me.rows("SELECT count(*) FROM contact WHERE archived_at IS NOT NULL") == [(2,)]
        await me.press("j")
        assert "1 marked" in me.state
        await me.press("u")
        assert me.rows("SELECT count(*) FROM contact WHERE archived_at IS NOT NULL") == [(0,)]


async def test_a_follow_up_is_planned_with_all(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "2 space", "f")
        assert "Follow up with 2 contacts" in me.screen
        await me.fill(text="the winter offer", when="fri")
        await me.press("ctrl+s")
        assert me.state.startswith("planned with 2 contacts: Fri 27 Nov")
        assert me.rows("SELECT contact_id FROM follow_up WHERE text = 'the winter offer'") == [(2,), (1,)]


@pytest.mark.parametrize("keys", ["d", "A", "e", "w"])
async def test_what_is_done_to_one_says_so_while_several_are_marked(full: Path, keys: str) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "2 space", keys)
        assert "That is done to one alone: esc takes the marks away first." in me.words
        await me.press("escape", keys)
        assert "done to one" not in me.words


async def test_discretion_is_promised_to_one_alone(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("space", "space", "H")
        assert "That is done to one alone: esc takes the marks away first." in me.words
        assert me.rows("SELECT count(*) FROM contact WHERE discretion_at IS NOT NULL") == [(0,)]


async def test_a_contact_marked_in_two_rows_moves_once(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("*")
        assert "8 marked" in me.state
        number = latest(me)
        await me.press("t")
        await me.type("seen")
        await me.press("ctrl+s")
        assert me.state.startswith("tagged 7 contacts")
        assert me.rows(STEPS, "contact.edit", number) == [(7, 1)]


async def test_two_rows_of_one_contact_are_still_one_contact(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("G", "space", "g g", "j", "space")
        assert "2 marked" in me.state
        await me.press("s w")
        assert me.state.startswith("put off 山田 花子: Sat 28 Nov")
        assert "山田 花子" not in "".join(me.lines[:-2])


async def test_keys_typed_ahead_come_after_the_run(full: Path) -> None:
    async with desk.opened(full) as me:
        before = me.rows(STAGES)
        await me.press("g c space space m r u")
        assert me.rows(STAGES) == before
        assert me.state.startswith("undone")


async def test_a_long_run_tells_how_far_it_is_and_is_stopped_by_esc(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LONG", 5)
    go_on, begun, move = asyncio.Event(), asyncio.Event(), models.stage_changes.move

    async def slow(contact_id: int, *args: Any, **how: Any) -> object:
        if contact_id == 6:
            begun.set()
            await go_on.wait()
        return await move(contact_id, *args, **how)

    monkeypatch.setattr(models.stage_changes, "move", slow)
    async with desk.opened(full) as me:
        await me.press("g c", "*")
        me.app.post_message(events.Key("m", "m"))
        me.app.post_message(events.Key("r", "r"))
        await begun.wait()
        me.app.screen._on_timer_update()
        assert "2 of 17 to Raving fan…   esc stops" in me.state
        me.app.post_message(events.Key("j", "j"))
        me.app.post_message(events.Key("escape", None))
        await asyncio.sleep(0)
        go_on.set()
        await me.settle()
        assert "stopped" in me.words
        assert "Anna Moss" in me.current
        assert me.rows("SELECT count(*) FROM stage_change WHERE to_stage_id = 3") == [(2,)]


async def test_a_book_that_is_locked_ends_the_run(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_file, "WRITE_WAIT", 50)
    async with desk.opened(full) as me:
        await me.press("g c", "3 space")
        with closing(sqlite3.connect(full, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await me.press("m r")
            assert me.state.startswith("moved 0 of 3 to Raving fan; stopped; Anna Moss: ")
            assert "u undoes it" not in me.words
            other.execute("ROLLBACK")


async def test_the_owner_is_chosen_among_the_members(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "@")
        assert "Owner of Anna Moss" in me.screen
        await me.fill(owner="b")
        await me.press("ctrl+s")
        assert me.state.startswith("gave Anna Moss to ben  (u undoes it)")
        assert me.rows("SELECT owner_id FROM contact WHERE id = 2") == [(BEN,)]
        await me.press("3 space", "@", "ctrl+s")
        assert me.state.startswith("gave 3 contacts to ann")
        assert me.rows("SELECT owner_id FROM contact WHERE id = 2") == [(ANN,)]


async def test_a_follow_up_under_the_cursor_is_given_away_alone(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("@")
        await me.fill(owner="b")
        await me.press("ctrl+s")
        assert me.rows("SELECT owner_id, tone FROM follow_up WHERE contact_id = 1") == [(BEN, Tone.UNPLEASANT)]
        assert me.rows("SELECT owner_id FROM contact WHERE id = 1") == [(ANN,)]
