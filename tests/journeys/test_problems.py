"""A problem is an opportunity: from the first word, step by step, to an agreed end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import models
from models import db
from tests.journeys.book import ANN, BEN, NOW
from tests.journeys.desk import opened
from tests.journeys.problems_open import EVA, with_eva

if TYPE_CHECKING:
    from pathlib import Path

STEPS = "SELECT step, state, due_on FROM follow_up WHERE step <> '' ORDER BY id"


async def test_no_problem_is_open(full: Path) -> None:
    async with opened(full) as me:
        await me.press("g p")
        assert "[Problems]" in me.screen
        assert "No problem is open." in me.words
        assert "g c shows your contacts, where c p opens one; O shows those that were closed." in me.words
        await me.press("O")
        assert "No problem was closed yet. O shows those that are open." in me.words
        await me.press("escape")
        assert "[Today]" in me.screen


async def test_one_is_opened_from_a_contact(full: Path) -> None:
    async with opened(full) as me:
        await me.press("/")
        await me.type("Eva")
        await me.press("enter", "c p")
        assert "A problem with Eva Brandt" in me.screen
        await me.fill(text="the roof leaks", wanted="a dry bed", amount="1200.5")
        assert "1,200.50" in me.screen
        await me.press("ctrl+s")
        assert me.state.startswith("opened a problem with Eva Brandt: hear them out today")
        assert me.rows("SELECT text, wanted, amount, owner_id FROM problem") == [
            ("the roof leaks", "a dry bed", 120_050, ANN)
        ]
        assert me.rows(STEPS) == [("hear", "open", "2026-11-21")]
        await me.press("g p")
        assert "NOT HEARD OUT YET" in me.screen
        assert "Eva Brandt" in me.current
        assert all(word in me.current for word in ("hear", "no word", "open 0d", "1,200.50"))


async def test_an_amount_that_is_none_is_said_so(full: Path) -> None:
    async with opened(full) as me:
        await me.press("c p")
        await me.fill(text="x", amount="a lot")
        assert "“a lot” is not an amount." in me.words
        await me.press("ctrl+s")
        assert me.rows("SELECT count(*) FROM problem") == [(0,)]


async def test_a_step_is_done_and_the_next_one_planned(full: Path) -> None:
    await with_eva(full)
    async with opened(full) as me:
        await me.press("g p", "d")
        assert "Hear them out: the roof leaks (Eva Brandt)" in me.screen
        await me.fill(text="she is furious", following="in 3 days")
        assert "Tue 24 Nov, in 3 days" in me.screen
        await me.press("ctrl+s")
        assert me.state.startswith("done: hear with Eva Brandt")
        assert me.rows(STEPS) == [("hear", "done", "2026-11-21"), ("fix", "open", "2026-11-24")]
        assert "HEARD, NOT AGREED YET" in me.screen
        assert "word 0d" in me.current


async def test_nobody_answered_and_the_step_stays_open(full: Path) -> None:
    await with_eva(full)
    async with opened(full) as me:
        await me.press("g p", "d")
        await me.fill(outcome="left")
        assert "the step stays open" in me.words
        await me.press("ctrl+s")
        assert "Try again tomorrow?" in me.words
        await me.press("y")
        assert me.rows(STEPS) == [("hear", "open", "2026-11-22")]


async def test_a_step_is_skipped_with_a_reason_only(full: Path) -> None:
    await with_eva(full)
    async with opened(full) as me:
        await me.press("g p", "d")
        await me.fill(outcome="can")
        assert "A step is skipped only with a reason" in me.words
        await me.fill(text="she wrote it all down")
        assert "the step is skipped: why stands with your name" in me.words
        await me.press("ctrl+s")
        assert me.state.startswith("skipped: hear with Eva Brandt")
        assert me.rows("SELECT rule, reason FROM override") == [("skip", "she wrote it all down")]
        await me.press("enter")
        assert "skipped" in me.current
        assert "she wrote it all down" in me.current


async def test_the_page_of_one_problem(full: Path) -> None:
    await with_eva(full, done=1)
    async with opened(full) as me:
        await me.press("g p", "enter")
        words = me.words
        for said in ("Eva Brandt: the roof leaks", "amount 1,200.50", "whose fault not said", "owner ann"):
            assert said in words
        assert "to first word: the same day to agreement: none yet" in words
        assert "hear them out done 21 Nov she is furious ann" in words
        assert "fix it promised 22 Nov" in words
        await me.press("e")
        await me.fill(wanted="a dry bed", fault="ours")
        await me.press("ctrl+s")
        assert "they want a dry bed" in me.words
        assert "whose fault ours" in me.words
        await me.press("Y")
        await me.fill(solution="a new roof by March")
        await me.press("ctrl+s")
        assert me.state.startswith("agreed with Eva Brandt: a new roof by March")
        assert "to agreement: the same day" in me.words
        await me.press("enter")
        assert "problem open 0d, fix: the roof leaks" in me.words
        assert "the roof leaks → a new roof by March" in me.words
        await me.press("escape", "escape")
        assert "AGREED" in me.screen


async def test_after_the_last_step_it_is_offered_to_close_it(full: Path) -> None:
    await with_eva(full, done=5)
    async with opened(full) as me:
        await me.press("g p", "enter", "Y")
        await me.fill(solution="a new roof")
        await me.press("ctrl+s", "d")
        assert "following" not in me.typed
        await me.press("ctrl+s")
        assert "Every step is behind you. Close the problem" in me.words
        await me.press("y")
        assert me.typed["outcome"] == "agreed"
        await me.press("ctrl+s")
        assert me.state.startswith("closed: problem with Eva Brandt")
        assert me.rows("SELECT outcome, closing FROM problem") == [("agreed", "")]
        await me.press("d", "Y", "X", "e")  # none of them does anything now
        assert me.typed == {}
        await me.press("escape")
        assert "No problem is open." in me.words
        await me.press("O")
        assert "CLOSED, THE LATEST FIRST" in me.screen
        assert "agreed" in me.current
        await me.press("e")
        assert me.typed == {}


async def test_it_is_not_closed_without_an_agreement_or_a_reason(full: Path) -> None:
    await with_eva(full, done=1)
    async with opened(full) as me:
        await me.press("g p", "enter", "X", "ctrl+s")
        assert "closed only with a reason" in me.words
        await me.fill(outcome="agreed")
        assert "They have not agreed yet" in me.words
        await me.fill(solution="a new roof")
        assert "Not done yet: fix, assure, apologise, thank, check" in me.words
        await me.fill(reason="she is content already")
        assert "kept with your name" in me.words
        await me.press("ctrl+s")
        assert me.rows("SELECT outcome, solution, closing FROM problem") == [
            ("agreed", "a new roof", "she is content already")
        ]
        assert me.rows("SELECT state FROM follow_up WHERE step = 'fix'") == [("cancelled",)]


async def test_what_waits_with_nothing_promised_goes_on_from_today(full: Path) -> None:
    await with_eva(full, done=6)
    async with opened(full) as me:
        await me.go_down_to("Eva Brandt")
        assert "the roof leaks" in me.current
        await me.press("d")
        assert "Close the problem with Eva Brandt" in me.screen
        await me.fill(reason="she never answered again")
        await me.press("ctrl+s")
        assert me.rows("SELECT outcome FROM problem") == [("not-agreed",)]


async def test_a_step_that_nobody_promised_is_done_from_its_page(full: Path) -> None:
    await with_eva(full)
    async with db.opened(full), db.transaction() as connection:
        await connection.execute_query("DELETE FROM follow_up WHERE step = 'hear'")
    async with opened(full) as me:
        await me.press("g p")
        assert "plan it" in me.current
        await me.press("d")
        assert "Hear them out (Eva Brandt)" in me.screen
        await me.press("escape", "e")
        await me.fill(wanted="a dry bed")
        await me.press("ctrl+s")
        assert me.state.startswith("changed the problem with Eva Brandt")
        await me.press("enter", "d")
        assert "Hear them out (Eva Brandt)" in me.screen
        await me.fill(text="she is furious")
        await me.press("ctrl+s")
        assert me.state.startswith("Eva Brandt: next comes fix")
        assert me.rows(STEPS) == [("hear", "done", "2026-11-21"), ("fix", "open", "2026-11-22")]


async def test_a_late_step_presses(full: Path) -> None:
    await with_eva(full, done=1)
    async with opened(full, now=NOW + timedelta(days=4)) as me:
        await me.press("g p")
        assert "‼" in me.current
        assert "open 4d" in me.current
        await me.press("enter")
        assert "promised 3d late" in me.words


async def test_whose_fault_and_whose_work_where_there_is_room(full: Path) -> None:
    async with db.opened(full):
        await models.problems.add(EVA, "the roof leaks", fault="theirs", owner_id=BEN, by=ANN, at=NOW)
    async with opened(full, size=(200, 50)) as me:
        await me.press("g p")
        assert "theirs" in me.current
        assert "ben" in me.current
    async with opened(full, size=(50, 16)) as me:
        await me.press("g p")
        assert "Eva Brandt" in me.current


async def test_undo_takes_the_page_away(full: Path) -> None:
    async with opened(full) as me:
        await me.press("c p")
        await me.fill(text="a leak")
        await me.press("ctrl+s", "g p", "enter", "u")
        assert "No problem is open." in me.words
        assert "undone: opened a problem with" in me.words


async def test_the_date_of_a_step_is_whole_in_a_narrow_window(full: Path) -> None:
    await with_eva(full, done=1)
    async with opened(full, size=(40, 12)) as me:
        await me.press("g p", "enter")
        assert "21 Nov" in me.current
