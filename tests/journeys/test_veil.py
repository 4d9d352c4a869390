"""The veil hides everything private at once, wherever one is, and only its own key lifts it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import models
from models.rules.words import Channel, Outcome
from screens.glyphs import ASCII
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW
from tests.journeys.settings_of import come_to, set_to
from tui import clock

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BOB, NEWS = 1, 1
PRIVATE = ("the divorce", "warranty claim")
MASK = "◆ veiled"


def seen(me: Desk) -> list[str]:
    """Which of the private words are on the screen."""
    return [words for words in PRIVATE if words in me.words]


BOBS = {
    "Today": ((), ["warranty claim"]),
    "Contacts, with the pane": (("/", "b o b", "enter"), ["warranty claim"]),
    "A contact": (("enter",), ["the divorce", "warranty claim"]),
    "Follow-ups": (("g f",), ["warranty claim"]),
    "Stages": (("g b", "l"), ["warranty claim"]),
    "A company": (("g o", "/", "s t o n e", "enter", "enter"), ["warranty claim"]),
    "Companies, with the preview": (("g o", "/", "s t o n e", "enter"), ["warranty claim"]),
    "The form of a contact": (("/", "b o b", "enter", "e"), ["the divorce"]),
    "The form of a follow-up": (("g f", "g g", "e"), ["warranty claim"]),
    "As they would read it": (("/", "b o b", "enter", "="), ["the divorce"]),
    "What was said": (("d",), ["warranty claim"]),
}


@pytest.mark.parametrize("place", BOBS)
@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_what_is_private_is_veiled_and_shown_again(full: Path, place: str, size: tuple[int, int]) -> None:
    keys, private = BOBS[place]
    async with desk.opened(full, size=size) as me:
        await me.press(*keys)
        before = me.screen
        assert set(private) <= set(seen(me))
        await me.press("f2")
        assert seen(me) == []
        assert MASK in me.screen
        await me.press("f2")
        await me.lay_out_behind()
        assert me.lines[:-2] == before.split("\n")[:-2]


async def test_a_mask_never_tells_how_long_the_text_is(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "f2")
        first = me.screen
        await models.contacts.edit(BOB, off_limits="x " * 30, by=BEN, at=NOW)
        await models.follow_ups.edit(NEWS, text="no", by=BEN, at=NOW)
        await me.press("R")
        assert [line for line in me.lines if "veiled" in line] == [
            line for line in first.split("\n") if "veiled" in line
        ]


async def test_it_is_drawn_in_every_field_and_typing_goes_on_under_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/", "b o b", "enter", "e")
        await me.fill(off_limits="his debts")
        await me.press("f2")
        assert "his debts" not in me.screen
        await me.type(" too")
        assert "his debts" not in me.screen
        assert me.typed["off_limits"] == "his debts too"
        await me.press("ctrl+s")
        assert me.rows("SELECT off_limits FROM contact WHERE id = ?", BOB) == [("his debts too",)]
        await me.press("enter")
        assert "off limits: ◆ veiled" in me.words
        await me.press("f2")
        assert "off limits: his debts too" in me.words


async def test_several_lines_are_one_mask(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("d")
        await me.fill(text="he shouted")
        await me.press("enter")
        await me.type("and wept")
        await me.press("f2")
        assert "he shouted" not in me.screen
        assert "wept" not in me.screen
        assert me.screen.count(MASK) == 3  # the first line, the title, the text


async def test_a_form_opened_under_the_veil_shows_nothing_at_any_time(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("f2", "g f", "g g", "e")
        assert seen(me) == []
        await me.fill(tone="n")
        assert "warranty claim" in me.words  # it is not unpleasant any more


async def test_it_is_drawn_over_questions_help_and_palette_which_stay(full: Path) -> None:
    async with desk.opened(full) as me:
        for keys, stays in (
            ("x", "Archive Bob Stone?"),
            ("?", "Keys here"),
            ("ctrl+p", "type what you want"),
            ("a", ""),
        ):
            await me.press(keys, "f2")
            assert seen(me) == []
            assert "ann ◆ veiled" in me.screen
            assert stays in me.screen
            await me.press("f2", "escape")
            assert "warranty claim" in me.words
        await me.press("x", "f2", "y")
        assert "reason" in me.screen  # y answered the question that stood there all the time


async def test_a_chord_half_typed_waits_under_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g", "f2", "c")
        assert "[Contacts]" in me.lines[0]
        assert "ann ◆ veiled" in me.lines[0]


async def test_nothing_else_lifts_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("f2", "escape", "q", "enter", "g c", "R", "g t")
        await me.resize(120, 30)
        assert seen(me) == []
        assert me.session.veiled


async def test_it_says_how_it_is_lifted_with_the_key_one_has(full: Path) -> None:
    async with desk.opened(full, keys={"veil": "f9"}) as me:
        await me.press("f9")
        assert me.state.startswith("Veiled: f9 shows it again.")
        assert seen(me) == []


async def test_a_letter_that_is_its_key_is_a_letter_in_a_field(full: Path) -> None:
    async with desk.opened(full, keys={"veil": "T"}) as me:
        await me.press("A", "T")
        assert not me.session.veiled
        assert me.typed == {"text": "T", "hold": ""}
        await me.press("escape", "T")
        assert me.session.veiled


async def test_a_line_of_the_timeline_that_is_open_closes_and_opens_as_a_mask(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/", "b o b", "enter", "enter", "j", "enter")
        assert "Bob Stone: call" in me.screen
        await me.press("f2")
        assert "Bob Stone: call" not in me.screen
        assert seen(me) == []
        await me.press("enter")
        assert "Bob Stone: call" in me.screen
        assert seen(me) == []


async def test_a_suggested_passphrase_is_hidden_too(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("C")
        assert "drawn for you just now" in me.words
        await me.press("f2")
        assert "drawn for you just now" not in me.words
        await me.press("f2")
        assert "drawn for you just now" in me.words


async def test_screens_one_comes_back_to_are_veiled_too(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g f", "g t", "enter", "f2", "g f")
        assert seen(me) == []
        await me.press("f2", "g t")
        assert "warranty claim" in me.words


async def test_what_was_said_to_tell_the_news_and_why_it_was_not_told_are_private(full: Path) -> None:
    async with desk.opened(full) as me:
        at, by = NOW, ANN
        await models.follow_ups.done(NEWS, "he is angry", outcome=Outcome.NO_ANSWER, channel=Channel.CALL, by=by, at=at)
        await models.follow_ups.done(
            NEWS, "it was an error", outcome=Outcome.CANCELLED, channel=Channel.CALL, by=by, at=at
        )
        await me.press("/", "b o b", "enter", "enter")
        assert "he is angry" in me.words
        assert "it was an error" in me.words
        await me.press("f2")
        assert "he is angry" not in me.words
        assert "it was an error" not in me.words
        assert "where is my money?" in me.words


async def test_what_somebody_else_changed_is_not_told_under_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await models.contacts.edit(BOB, off_limits="his debts", by=ANN, at=NOW)
        await models.contacts.edit(BOB, off_limits="his brother", by=BEN, at=NOW)
        await me.press("f2", "u")
        assert "his debts" not in me.words
        assert "Somebody changed it since. Lift the veil and try again" in me.words
        await me.press("f2", "u")
        assert "his debts" in me.words
        await me.press("f2")
        assert "his debts" not in me.words


async def test_in_ascii_the_mask_is_ascii(full: Path) -> None:
    async with desk.opened(full, glyphs=ASCII) as me:
        await me.press("f2")
        assert "[c] veiled" in me.screen
        assert me.lines[0].endswith("ann [c] veiled")


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the machine runs, in seconds; the last counts."""
    told = [1000.0]
    monkeypatch.setattr(clock, "ticks", lambda: told[-1])
    return told


async def test_it_falls_when_nobody_types_for_two_minutes(full: Path, ticks: list[float]) -> None:
    async with desk.opened(full) as me:
        ticks.append(ticks[-1] + 119)
        me.app.look_whether_idle()
        assert not me.session.veiled
        ticks.append(ticks[-1] + 1)
        me.app.look_whether_idle()
        await me.settle()
        assert seen(me) == []
        assert "Veiled: f2 shows it again." in me.state
        await me.press("j")
        assert seen(me) == []


async def test_any_key_and_any_paste_is_somebody(full: Path, ticks: list[float]) -> None:
    async with desk.opened(full) as me:
        for active in (
            me.press("j"),
            me.press("A", "x"),
            me.paste("likes boats"),
            me.press("escape", "x"),
            me.press("n"),
        ):
            ticks.append(ticks[-1] + 119)
            await active
            me.app.look_whether_idle()
            assert not me.session.veiled
        await me.press("f2")
        ticks.append(ticks[-1] + 500)
        me.app.look_whether_idle()
        await me.press("f2")
        me.app.look_whether_idle()
        assert not me.session.veiled


async def test_it_is_looked_again_and_again(full: Path, ticks: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.veiled.LOOK_SECONDS", 0.01)
    async with desk.opened(full) as me:
        ticks.append(ticks[-1] + 120)
        while not me.session.veiled:
            await me.settle()
        await me.settle()
        assert seen(me) == []


async def test_one_can_choose_to_start_veiled(full: Path) -> None:
    async with desk.opened(full) as me:
        await set_to(me, "start veiled", value="y")
        assert me.kept == {"start_veiled": True}
        assert "start veiled: yes, from the next start" in me.state
        await come_to(me, "start veiled")
        assert "yes" in me.current
        await set_to(me, "start veiled", value="n")
        assert me.kept == {"start_veiled": False}


async def test_a_session_that_starts_veiled_shows_nothing(full: Path) -> None:
    async with desk.opened(full, veiled=True) as me:
        assert seen(me) == []
        await me.press("f2")
        assert "warranty claim" in me.words
