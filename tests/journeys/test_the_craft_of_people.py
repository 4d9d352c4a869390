"""The craft, with people: who they are to you, what they need, what is said of them, and what goes to and fro."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BOB, ANNA, DORA, EVA, CHLOE, OMAR = 1, 2, 4, 5, 6, 14
KIND = "SELECT s.kind FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.id = ?"
MOVES = """
SELECT t.kind, r.name, m.text, m.by_id FROM stage_change m JOIN stage t ON t.id = m.to_stage_id
LEFT JOIN reason r ON r.id = m.reason_id WHERE m.contact_id = ? ORDER BY m.id"""
PRESSES = "SELECT kind FROM outreach WHERE contact_id = ? AND due_at <= '2026-11-21 09:00' ORDER BY kind"
LEFT_UNKNOWN, DRIFTED = 7, 11


async def open_contact(me: Desk, name: str) -> None:
    """Find somebody by name, and open them."""
    await me.press("g c", "/")
    await me.type(name)
    await me.press("enter", "enter")
    assert f"╭─ {name}" in me.screen


async def to_row(me: Desk, words: str) -> None:
    """Go down Today to the row that says this."""
    await me.press("g t", "g g")
    await me.go_down_to(words)


async def test_who_left_or_never_bought_stays_a_partner(full: Path) -> None:
    """Prospect, customer, raving fan, never bought, former: nobody falls out, and every move says who, when and why."""
    async with desk.opened(full) as me:
        await open_contact(me, "Anna Moss")
        await me.press("m c", "m r")
        assert me.rows(KIND, ANNA) == [("fan",)]
        await me.press("m f")
        assert "Anna Moss: Former. Why?" in me.screen
        await me.fill(reason="mon", note="too dear")
        await me.press("ctrl+s")
        assert me.rows(KIND, ANNA) == [("former",)]
        assert "Former (money) since 21 Nov" in me.screen
        await me.press("d")
        await me.type("she sends her neighbour")
        await me.press("ctrl+s", "n", "m c")
        assert me.rows(MOVES, ANNA) == [
            ("customer", None, "", 1),
            ("fan", None, "", 1),
            ("former", "money", "too dear", 1),
            ("customer", None, "", 1),
        ]
        assert "Raving fan → Former (money)" in me.words
        await me.press("g b")
        assert "Never bought 1" in (me.screen + await _further(me))


async def _further(me: Desk) -> str:
    await me.press("4 l")
    return me.screen


async def test_why_never_and_why_gone_is_asked_without_blame(full: Path) -> None:
    """Not knowing why somebody left or never bought needs outreach; having asked, answer or none, does not."""
    async with desk.opened(full) as me:
        assert "LEFT, REASON UNKNOWN 1  ask, without accusing" in me.screen
        await to_row(me, "Omar Said")
        await me.press("b")
        assert "WHY NEVER" in me.screen.upper()
        await me.press("G")
        assert "do not say" in me.screen
        await me.press("escape", "enter", "w")
        await me.fill(reason="asked")
        await me.press("ctrl+s")
        assert me.rows(PRESSES, OMAR) == []
        await to_row(me, "Dora Hill")
        assert me.rows(PRESSES, DORA) == [(LEFT_UNKNOWN,)]
        await me.press("enter", "w")
        await me.fill(reason="ret", note="sold up in May")
        await me.press("ctrl+s", "g t")
        assert "REASON UNKNOWN" not in me.screen
        assert me.rows(MOVES, DORA)[-1] == ("former", "retired", "sold up in May", 1)
        await open_contact(me, "Eva Brandt")
        assert me.rows(PRESSES, EVA) == [(DRIFTED,)]
        await me.press("m f")
        await me.fill(reason="died")
        await me.press("ctrl+s")
        assert me.rows(PRESSES, EVA) == [], "where contact ends, no cadence calls"


async def test_needs_change(full: Path) -> None:
    """A need has a weight and the day it was last confirmed; left for half a year it asks for a call."""
    async with desk.opened(full) as me:
        await open_contact(me, "Chloé Dubois")
        await me.press("c n")
        await me.fill(text="delivery before 8", weight="v", note="the school run")
        await me.press("ctrl+s")
        assert "needs now: delivery before 8 (vital)" in me.screen
        me.now += timedelta(days=180)
        await to_row(me, "delivery before 8")
        assert "NEED STALE 1" in me.screen
        await me.press("b")
        assert "delivery before 8 (vital, confirmed 21 Nov 2026 ~ stale, ask again)" in me.words
        assert "NEEDS CHECK: WHAT DO THEY NEED NOW?" in me.screen
        await me.press("escape", "enter", "r")
        assert me.state.startswith("Chloé Dubois still needs: delivery before 8")
        assert me.rows("SELECT text, weight, substr(confirmed_at, 1, 10) FROM need") == [
            ("delivery before 8", 3, "2027-05-20")
        ]
        await me.press("g t")
        assert "NEED STALE" not in me.screen


async def test_when_you_hear_rumours_call(full: Path) -> None:
    """What is said of somebody is a reason to ring them today; afterwards it says what was true."""
    async with desk.opened(full) as me:
        await open_contact(me, "Chloé Dubois")
        await me.press("c r")
        await me.fill(text="she sells the café", source="the baker")
        await me.press("ctrl+s")
        await to_row(me, "she sells the café")
        assert "RUMOUR 1  call today" in me.screen
        await me.press("b")
        assert "RUMOUR" in me.screen
        assert "she sells the café" in me.words
        await me.press("escape", "d")
        await me.fill(text="only the terrace", truth="p")
        await me.press("ctrl+s")
        assert me.rows("SELECT source, truth, found FROM rumour") == [("the baker", "partly", "only the terrace")]
        assert me.rows("SELECT channel, text FROM interaction WHERE contact_id = 6") == [("call", "only the terrace")]
        assert "RUMOUR" not in me.screen


async def test_you_change_too_so_tell_them(full: Path) -> None:
    """What is new with you is told to all it concerns; Today has one row for it, and knows who is left."""
    async with desk.opened(full) as me:
        await me.press("g m", "o")
        await me.fill(kind="a")
        await me.press("ctrl+s")
        await me.fill(title="We move", to="Jan Peters")
        await me.press("ctrl+s")
        assert me.state.startswith("2 people to be told: We move")
        await to_row(me, "We move")
        assert me.screen.count("We move") == 1
        await me.press("d")
        await me.fill(channel="e", text="pleased, it is closer")
        await me.press("ctrl+s", "g m", "enter")
        assert "TO BE TOLD 1" in me.screen
        assert "told 1 of 2" in me.screen
        assert me.rows("SELECT channel, text, by_id FROM disclosure WHERE told_at IS NOT NULL") == [
            ("e-mail", "pleased, it is closer", 1)
        ]
        assert me.rows("SELECT count(*) FROM disclosure WHERE told_at IS NULL") == [(1,)]


async def test_couples_that_chat_stay_together(full: Path) -> None:
    """Any talk by any channel keeps the promise of being in touch, an attempt never; only one speaking is seen."""
    async with desk.opened(full) as me:
        assert me.rows(PRESSES, EVA) == [(DRIFTED,)]
        await open_contact(me, "Eva Brandt")
        await me.press("d")
        await me.fill(outcome="no-")
        await me.press("ctrl+s", "n")
        assert "no answer" in me.screen
        assert me.rows(PRESSES, EVA) == [(DRIFTED,)]
        await _wrote(me)
        assert me.rows(PRESSES, EVA) == []
        await open_contact(me, "Chloé Dubois")
        for _ in range(3):
            await _wrote(me)
        assert "~ only we speak: 3 times in a year, never they" in me.screen
        await me.press("d")
        await me.fill(direction="i")
        await me.press("ctrl+s", "n")
        assert "only we speak" not in me.screen
        spoke = "SELECT direction, count(*) FROM interaction WHERE contact_id = ? GROUP BY 1 ORDER BY 1"
        assert me.rows(spoke, CHLOE) == [("in", 1), ("out", 3)]


async def _wrote(me: Desk) -> None:
    await me.press("d")
    await me.fill(outcome="se", channel="e", direction="o")
    await me.press("ctrl+s", "n")


async def test_even_a_lost_customer_can_send_a_friend(full: Path) -> None:
    """Who introduced whom, and what each did for the other, is kept; leaving does not end it."""
    async with desk.opened(full) as me:
        await open_contact(me, "Dora Hill")
        await me.press("c g")
        await me.fill(text="her niece wants shelves", introduced="anna")
        await me.press("ctrl+s")
        assert me.state.startswith("Dora Hill introduced Anna Moss")
        await me.press("c g")
        await me.fill(text="lent her our van", way="w")
        await me.press("ctrl+s")
        assert "introduced Anna Moss · favours: 1 theirs, 1 ours" in me.screen
        assert me.rows("SELECT contact_id, direction, introduced_id FROM favour ORDER BY id") == [
            (DORA, "in", ANNA),
            (DORA, "out", None),
        ]
        await open_contact(me, "Anna Moss")
        assert "introduced by Dora Hill" in me.screen
