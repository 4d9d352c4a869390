"""Rumours: heard, due at once, asked about in a call, and closed with what was true; never seen under the veil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys import desk
from tests.journeys.test_needs import at_bob

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

RUMOUR = "SELECT text, source, truth, found, closed_at IS NOT NULL FROM rumour"
TALK = "SELECT channel, direction, outcome, minutes, text FROM interaction WHERE contact_id = 1 AND id > 2 ORDER BY id"
HEARD = ("they move to Leeds", "the postman")


async def heard(me: Desk) -> None:
    """Open Bob, and note what was heard of him."""
    await at_bob(me)
    await me.press("c r")
    await me.fill(text=HEARD[0], source=HEARD[1])
    await me.press("ctrl+s")


async def to_the_rumour(me: Desk) -> None:
    """Go to the rumour on Today."""
    await me.press("g t", "g g")
    while HEARD[0] not in me.current:
        await me.press("j")


async def test_when_you_hear_rumours_call(full: Path) -> None:
    """A rumour makes a call due today; closing it says what was true."""
    async with desk.opened(full) as me:
        await heard(me)
        assert me.state.startswith("noted a rumour about Bob Stone: call them today  (u undoes it)")
        await to_the_rumour(me)
        assert "RUMOUR 1  call today" in me.screen
        assert "‼" in me.current
        await me.press("d")
        assert "Is it true? they move to Leeds (Bob Stone)" in me.screen
        await me.fill(text="only the workshop", truth="p", minutes="8")
        await me.press("ctrl+s")
        assert me.state.startswith("closed the rumour about Bob Stone: partly  (u undoes it)")
        assert "RUMOUR" not in me.screen
        assert me.rows(RUMOUR) == [(*HEARD, "partly", "only the workshop", 1)]
        assert me.rows(TALK) == [("call", "both", "spoke", 8, "only the workshop")]
        await me.press("u")
        assert me.rows(RUMOUR) == [(*HEARD, "", "", 0)]
        assert me.rows(TALK) == []


async def test_nobody_answered_and_the_rumour_stays(full: Path) -> None:
    async with desk.opened(full) as me:
        await heard(me)
        await to_the_rumour(me)
        await me.press("d")
        await me.fill(outcome="no-")
        assert "the rumour stays open" in me.screen
        await me.press("ctrl+s")
        assert me.state.startswith("logged; the rumour about Bob Stone stays open, s puts it off")
        assert me.rows(RUMOUR) == [(*HEARD, "", "", 0)]
        assert me.rows(TALK) == [("call", "out", "no-answer", None, "")]


async def test_one_learned_otherwise_what_is_true(full: Path) -> None:
    async with desk.opened(full) as me:
        await heard(me)
        await me.press("g g")
        assert "‼  rumour     they move to Leeds (from the postman)" in me.current
        await me.press("d")
        await me.fill(truth="f", outcome="not")
        assert "nothing is logged" in me.screen
        await me.press("ctrl+s")
        assert me.rows(RUMOUR) == [(*HEARD, "false", "", 1)]
        assert me.rows(TALK) == []
        assert "rumour     false  they move to Leeds (from the postman)" in me.current


async def test_the_veil_hides_what_was_heard(full: Path) -> None:
    async with desk.opened(full) as me:
        await heard(me)
        await me.press("f2")
        assert "Leeds" not in me.screen.replace("1 High Street, Leeds", "")
        assert "rumour     ◆ veiled" in me.screen
        await me.press("g g", "d")
        assert "Is it true? ◆ veiled (Bob Stone)" in me.screen
        await me.press("escape", "g t")
        assert "they move" not in me.screen
        await me.press("g f")
        assert "they move" not in me.screen


async def test_what_was_heard_needs_words_and_lies_behind_us(full: Path) -> None:
    async with desk.opened(full) as me:
        await at_bob(me)
        await me.press("c r", "ctrl+s")
        assert "Say what was heard, in a few words." in me.words
        await me.fill(text="he sells", when="tomorrow")
        await me.press("ctrl+s")
        assert "cannot lie in the future" in me.words
        assert me.rows(RUMOUR) == []
