"""Give and take: who introduced whom, what each did for the other, and a relationship in which only one speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys import desk
from tests.journeys.test_needs import at_bob

if TYPE_CHECKING:
    from pathlib import Path

FAVOUR = "SELECT contact_id, direction, introduced_id, text FROM favour ORDER BY id"
BOB, ANNA = 1, 2


async def test_even_a_lost_customer_can_send_a_friend(full: Path) -> None:
    """Referrals: who introduced whom, and what each has done for the other."""
    async with desk.opened(full) as me:
        await at_bob(me)
        await me.press("c g")
        await me.fill(text="over a beer", introduced="anna")
        assert "Anna Moss" in me.screen
        await me.press("ctrl+s")
        assert me.state.startswith("Bob Stone introduced Anna Moss  (u undoes it)")
        await me.press("c g")
        await me.fill(text="repaired his boat", way="w")
        await me.press("ctrl+s")
        assert me.state.startswith("noted what we did for Bob Stone  (u undoes it)")
        assert me.rows(FAVOUR) == [(BOB, "in", ANNA, "over a beer"), (BOB, "out", None, "repaired his boat")]
        assert "introduced Anna Moss · favours: 1 theirs, 1 ours" in me.screen
        assert "←  favour     introduced Anna Moss: over a beer" in me.screen
        assert "→  favour     repaired his boat" in me.screen
        await me.press("g c", "/")
        await me.type("Anna")
        await me.press("enter", "enter")
        assert "introduced by Bob Stone" in me.screen
        await me.press("g t", "u", "u")
        assert me.rows(FAVOUR) == []


async def test_what_is_said_of_other_favours(full: Path) -> None:
    async with desk.opened(full) as me:
        await at_bob(me)
        await me.press("c g")
        await me.fill(text="lent us a van")
        await me.press("ctrl+s")
        assert me.state.startswith("noted what Bob Stone did for us")
        await me.press("c g")
        await me.fill(way="w", introduced="Anna Moss")
        await me.press("ctrl+s")
        assert me.state.startswith("we introduced Anna Moss to Bob Stone")


async def test_who_is_meant_must_be_clear(full: Path) -> None:
    async with desk.opened(full) as me:
        await at_bob(me)
        await me.press("c g", "ctrl+s")
        assert "Say what it was, or who was introduced." in me.words
        await me.fill(introduced="Jan Peters")
        await me.press("ctrl+s")
        assert "matches more than one contact: 15 Jan Peters (Peters Boats), 16 Jan Peters" in me.words
        await me.fill(introduced="15")
        await me.press("ctrl+s")
        assert me.rows(FAVOUR) == [(BOB, "in", 15, "")]


async def test_couples_that_chat_stay_together(full: Path) -> None:
    """Interactions have a direction, so a one-sided relationship shows."""
    async with desk.opened(full) as me:
        await me.press("g c", "/")
        await me.type("Chlo")
        await me.press("enter", "enter")
        for _ in range(3):
            await me.press("d")
            await me.fill(outcome="se", channel="e", direction="o")
            await me.press("ctrl+s", "n")
        assert "~ only we speak: 3 times in a year, never they" in me.screen
        await me.press("d")
        await me.fill(direction="i")
        await me.press("ctrl+s", "n")
        assert "only we speak" not in me.screen


async def test_the_pane_beside_a_list_tells_of_it_too(full: Path) -> None:
    async with desk.opened(full, size=(200, 50)) as me:
        await at_bob(me)
        await me.press("c n")
        await me.fill(text="delivery before 8")
        await me.press("ctrl+s", "c g")
        await me.fill(introduced="Anna Moss")
        await me.press("ctrl+s", "escape")
        assert "needs now: delivery before 8" in me.screen
        assert "introduced Anna Moss · favours: 1 theirs, 0 ours" in me.screen
        await me.resize(80, 24)
        assert "needs now: delivery before 8" in me.screen
