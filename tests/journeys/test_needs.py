"""Needs: noted, confirmed by one key when they are stale, changed, and ended; and what the head of a contact says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

NEED = "SELECT text, weight, note, ended_at IS NOT NULL FROM need ORDER BY id"
CONFIRMED = "SELECT substr(confirmed_at, 1, 10) FROM need ORDER BY id"
TODAY, LONG_AGO, SAID = "2026-11-21", "2026-03-03", "2026-03-03 12:00"


async def at_bob(me: Desk) -> None:
    """Open Bob Stone."""
    await me.press("g c", "/")
    await me.type("Bob Stone")
    await me.press("enter", "enter")
    assert "Bob Stone · Stone Roofing" in me.screen


async def noted(me: Desk, text: str, **more: str) -> None:
    """Note a need of who is under the cursor."""
    await me.press("c n")
    await me.fill(text=text, **more)
    await me.press("ctrl+s")


async def test_needs_change(full: Path) -> None:
    """A need has a weight and the day it was last confirmed; a stale one needs outreach, and one key confirms it."""
    async with desk.opened(full) as me:
        await at_bob(me)
        await noted(me, "delivery before 8", weight="v", note="the crane leaves at 9", confirmed=SAID)
        assert me.state.startswith("Bob Stone needs: delivery before 8  (u undoes it)")
        await noted(me, "one invoice a month")
        assert "needs now: delivery before 8 (vital, confirmed 3 Mar ~ stale) · one invoic" in me.screen
        assert me.rows(NEED) == [
            ("delivery before 8", 3, "the crane leaves at 9", 0),
            ("one invoice a month", 2, "", 0),
        ]
        await me.press("g t")
        assert "NEED STALE 1" in me.screen
        await at_bob(me)
        await me.press("r")
        assert me.state.startswith("Bob Stone still needs: delivery before 8  (u undoes it)")
        assert me.rows(CONFIRMED) == [(TODAY,), (TODAY,)]
        assert "stale" not in me.screen
        await me.press("g t")
        assert "NEED STALE" not in me.screen
        await me.press("u")
        assert me.state.startswith("undone: confirmed the needs of Bob Stone")
        assert me.rows(CONFIRMED) == [(LONG_AGO,), (TODAY,)]
        assert "NEED STALE 1" in me.screen


async def test_with_several_the_stale_ones_are_confirmed_and_it_says_which(full: Path) -> None:
    async with desk.opened(full) as me:
        await at_bob(me)
        for text, confirmed in (("early", SAID), ("cash", SAID), ("a card", "2026-11-20 12:00")):
            await noted(me, text, confirmed=confirmed)
        await me.press("r")
        assert me.state.startswith("Bob Stone still needs: early · cash  (u undoes it)")
        assert me.rows(CONFIRMED) == [(TODAY,), (TODAY,), ("2026-11-20",)]
        await me.press("r")
        assert "No need of Bob Stone is stale. Confirm one by one, in the list of their needs." in me.words
        await me.press("u")
        assert me.rows(CONFIRMED)[:2] == [(LONG_AGO,), (LONG_AGO,)]


async def test_done_on_today_confirms_the_need_that_is_stale(full: Path) -> None:
    async with desk.opened(full) as me:
        await at_bob(me)
        await noted(me, "early", confirmed=SAID)
        await noted(me, "cash", confirmed=SAID)
        await me.press("g t", "G")
        while "early" not in me.current:
            await me.press("k")
        await me.press("d")
        assert me.state.startswith("Bob Stone still needs: early  (u undoes it)")
        assert me.rows(CONFIRMED) == [(TODAY,), (LONG_AGO,)]


async def test_the_list_of_their_needs(full: Path) -> None:
    async with desk.opened(full) as me:
        await at_bob(me)
        await me.press("N")
        assert "No need is noted." in me.screen
        await me.press("o")
        await me.fill(text="early", weight="v", note="before 8")
        await me.press("ctrl+s")
        await noted(me, "cash", confirmed=SAID)
        assert "What Bob Stone needs" in me.screen
        assert "vital" in me.current
        await me.press("j")
        assert "stale 03 Mar" in me.current
        await me.press("r")
        assert me.rows(CONFIRMED) == [(TODAY,), (TODAY,)]
        await me.press("e")
        assert me.typed["text"] == "cash"
        await me.fill(text="cash only", weight="n")
        await me.press("ctrl+s")
        assert me.state.startswith("changed the need cash only  (u undoes it)")
        await me.press("g g", "X")
        assert me.state.startswith("ended a need of Bob Stone  (u undoes it)")
        assert me.rows(NEED) == [("early", 3, "before 8", 1), ("cash only", 1, "", 0)]
        await me.press("G")
        assert "ended 21 Nov" in me.current
        await me.press("X", "r", "e")
        assert me.rows(NEED) == [("early", 3, "before 8", 1), ("cash only", 1, "", 0)]
        await me.press("escape")
        assert "needs now: cash only (nice)" in me.screen


async def test_the_timeline_tells_of_a_need_and_the_keys_stay_about_the_contact(full: Path) -> None:
    async with desk.opened(full) as me:
        await at_bob(me)
        await noted(me, "early", weight="n", note="before 8, as the crane leaves then")
        await me.press("g g")
        assert "need       early (nice): before 8" in me.current
        await me.press("enter")
        assert "early (nice): before 8, as the crane leaves then" in me.words
        await me.press("escape", "e")
        assert me.typed["name"] == "Bob Stone"


async def test_a_need_of_no_words_or_not_of_now(full: Path) -> None:
    async with desk.opened(full) as me:
        await at_bob(me)
        await noted(me, "", confirmed="tomorrow")
        assert "cannot lie in the future" in me.words
        await me.fill(confirmed="now")
        await me.press("ctrl+s")
        assert "Say what they need, in a few words." in me.words
        assert me.rows(NEED) == []


async def test_many_needs_stay_in_one_line(full: Path) -> None:
    async with desk.opened(full) as me:
        await at_bob(me)
        before = len([line for line in me.lines if line.startswith("│")])
        for place in range(4):
            await noted(me, f"[/b] delivery {place} \u202e before the crane leaves")
        assert "needs now: [/b] delivery 0" in me.screen
        assert "…" in next(line for line in me.lines if "needs now" in line)
        assert len([line for line in me.lines if line.startswith("│")]) == before
        me.now += timedelta(days=1)
        await me.resize(200, 50)
        assert "delivery 2" in me.screen
