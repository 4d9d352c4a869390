"""What is said cannot be unsaid: a note is held to cool off, and its author is asked once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW, day
from tests.journeys.confidences import found_in, lock, sitting, unlock

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BOB = 1
HOT, COOL = "what a liar", "he sees it otherwise"
MORNING = day("2026-11-22 09:00")
AFTER = day("2026-11-22 09:30")


async def held(path: Path, words: str = HOT) -> None:
    async with db.opened(path):
        await models.held_notes.hold(BOB, words, until=MORNING, by=ANN, at=NOW)


async def write(me: Desk, words: str, until: str) -> None:
    """Write a note in the form in front, to be held."""
    await me.type(words)
    await me.fill(hold=until)
    await me.press("ctrl+s")


async def test_what_is_said_cannot_be_unsaid(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("A")
        assert "it counts at once" in me.words
        await write(me, HOT, "tomorrow 9am")
        assert me.state.startswith("held until Sun 22 Nov 09:00: your note on Bob Stone")
        assert me.rows("SELECT count(*) FROM note WHERE text = ?", HOT) == [(0,)]
        await me.press("enter")
        assert f"held       until Sun 22 Nov 09:00  {HOT}" in me.screen
        await me.press("=")
        assert HOT not in me.screen
        assert "held" not in me.screen
    async with desk.opened(full, now=AFTER) as me:
        assert "A note that you held has cooled off.  h look again  n not now" in me.screen
        await me.press("h")
        assert "It has cooled off: your note on Bob Stone" in me.screen
        assert me.typed["decision"] == "keep it"
        await me.fill(text=COOL)
        await me.press("ctrl+s")
        assert me.state.startswith("noted on Bob Stone")
        assert me.rows("SELECT text FROM note ORDER BY id DESC LIMIT 1") == [(COOL,)]
        assert me.rows("SELECT count(*) FROM held_note") == [(0,)]
        await me.press("R")
        assert "cooled off" not in me.screen
        await me.press("u")
        assert me.state.startswith("undone: added a note on Bob Stone")
        assert me.rows("SELECT text FROM held_note") == [(HOT,)]


async def test_nobody_else_sees_it_or_is_asked(full: Path) -> None:
    await held(full)
    async with desk.opened(full, now=AFTER, member_id=BEN) as me:
        assert "cooled off" not in me.screen
        await me.press("enter")
        assert HOT not in me.screen
        assert "held" not in me.screen
        await me.press("escape", "b")
        assert HOT not in me.screen
        await me.press("escape", "/", "l i a r")
        assert "Bob Stone" not in me.screen


async def test_it_is_asked_once_and_stays_to_be_found(full: Path) -> None:
    await held(full)
    async with desk.opened(full, now=AFTER) as me:
        await me.press("n")
        assert "cooled off" not in me.screen
        await me.press("R", "g c", "g t")
        assert "cooled off" not in me.screen
        await me.press("enter")
        assert "A note that you held has cooled off." in me.screen, "once on the contact, too"
        await me.press("j", "k", "enter")
        assert "It has cooled off: your note on Bob Stone" in me.screen
        await me.press("escape", "escape", "enter")
        assert "A note that you held" not in me.screen
        assert "held       has cooled off" in me.screen


async def test_before_its_hour_it_is_looked_at_and_dropped_and_not_kept(full: Path) -> None:
    await held(full)
    async with desk.opened(full) as me:
        assert "cooled off" not in me.screen
        await me.press("enter", "g g", "enter")
        assert "Your note on Bob Stone cools off until Sun 22 Nov 09:00" in me.screen
        assert "keep it" not in me.screen
        assert me.typed == {"text": HOT, "decision": "hold it", "hold": "2026-11-22 09:00"}
        await me.fill(decision="d")
        await me.press("ctrl+s")
        assert me.state.startswith("dropped what you held on Bob Stone")
        assert me.rows("SELECT count(*) FROM held_note") == [(0,)]
        await me.press("u")
        assert me.state.startswith("undone: dropped a note that was held")


async def test_it_is_held_longer(full: Path) -> None:
    await held(full)
    async with desk.opened(full, now=AFTER) as me:
        await me.press("h")
        await me.fill(decision="h")
        assert "Until when? Try tomorrow 9am." in me.words
        await me.press("ctrl+s")
        assert me.rows("SELECT count(*) FROM note WHERE text = ?", HOT) == [(0,)]
        await me.fill(hold="yesterday")
        assert "until an hour that is still ahead" in me.words
        await me.fill(hold="tomorrow 9am")
        await me.press("ctrl+s")
        assert me.state.startswith("held until Mon 23 Nov 09:00: your note on Bob Stone")


async def test_of_several_the_first_is_looked_at_first(full: Path) -> None:
    await held(full)
    await held(full, "and another")
    async with desk.opened(full, now=AFTER) as me:
        assert "2 notes that you held have cooled off." in me.screen
        await me.press("h")
        assert me.typed["text"] == HOT


async def test_the_veil_hides_it(full: Path) -> None:
    await held(full)
    async with desk.opened(full, now=AFTER, veiled=True) as me:
        assert "cooled off" not in me.screen
        await me.press("enter")
        assert HOT not in me.screen
        await me.press("g g", "enter")
        assert me.state.startswith("It is veiled. Lift the veil first.")
        await me.press("f2")
        assert HOT in me.screen
        await me.press("enter")
        assert "It has cooled off" in me.screen
        await me.press("f2")
        assert HOT not in me.screen
        assert "It has cooled off" not in me.screen


async def test_a_confidential_note_cools_off_sealed(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "C")
        await unlock(me)
        await me.type(HOT)
        await me.press("tab", "space")
        await me.fill(hold="tomorrow 9am")
        await me.press("ctrl+s")
        assert me.state.startswith("held until Sun 22 Nov 09:00: your note on Bob Stone")
        assert "held       until Sun 22 Nov 09:00  ◆ confidential" in me.screen
        assert me.rows("SELECT count(*) FROM confidence") == [(0,)]
    assert not found_in(keyed, HOT)
    async with sitting(keyed, BEN, now=AFTER) as me:
        await me.press("enter")
        assert "held" not in me.screen
    async with sitting(keyed, ANN, now=AFTER) as me:
        await me.press("h", "escape")
        assert me.state.startswith("left locked")
        await me.press("enter", "h")
        await unlock(me)
        assert me.typed == {"text": HOT, "readers": "ben", "decision": "keep it", "hold": ""}
        await me.fill(text=COOL)
        await lock(me)
        assert COOL not in me.screen
        assert "Closed. What you typed is kept, sealed" in me.screen
        await me.press("g g", "enter")
        await unlock(me)
        assert me.typed["text"] == COOL
        await me.press("ctrl+s")
        assert me.state.startswith("sealed on Bob Stone, for ann and ben")
    assert not found_in(keyed, HOT)
    assert not found_in(keyed, COOL)
    async with sitting(keyed, BEN, now=AFTER) as me:
        await me.press("enter", "g g", "enter")
        await unlock(me)
        assert COOL in me.screen


async def test_a_confidential_note_is_held_longer_or_dropped(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "C")
        await unlock(me)
        await write(me, HOT, "tomorrow 9am")
        await me.press("g g", "enter")
        await me.fill(text=COOL, hold="fri 10am")
        await me.press("ctrl+s")
        assert me.state.startswith("held until Fri 27 Nov 10:00")
        await me.press("g g", "enter")
        assert me.typed["text"] == COOL
        await me.fill(decision="d")
        await me.press("ctrl+s")
        assert me.rows("SELECT count(*) FROM held_note") == [(0,)]


async def test_somebody_else_dropped_it_meanwhile(full: Path) -> None:
    await held(full)
    async with desk.opened(full, now=AFTER) as me:
        await models.held_notes.drop(1, by=ANN, at=AFTER)
        await me.press("h")
        assert "You hold no note 1." in me.words
