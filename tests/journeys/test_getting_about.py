"""Moving between screens and in lists by keys alone, and the help that knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from screens.contacts import Contacts
from screens.form import Form
from screens.frame import Frame
from screens.help import Help
from screens.key_table import load
from screens.keys import KeyedScreen, bound
from tests.journeys import desk
from tests.journeys.book import day

if TYPE_CHECKING:
    from pathlib import Path

    from textual.widget import Widget

    from tests.journeys.desk import Desk
    from tui.app import WellkeptApp

EVERYWHERE = {
    "Today": ("g t",),
    "Contacts": ("g c",),
    "Contact": ("g c", "enter"),
    "Stages": ("g b",),
    "Companies": ("g o",),
    "Company": ("g o", "enter"),
    "Follow-ups": ("g f",),
    "Form": ("o",),
    "Help": ("?",),
}


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ("3 j", 4),
        ("1 0 j", 11),
        ("9 9 9 j", 17),
        ("G", 17),
        ("end", 17),
        ("G k", 16),
        ("G g g", 1),
        ("G home", 1),
        ("G 3 k", 14),
        ("5 G", 5),
        ("7 g g", 7),
        ("down down up", 2),
        ("k", 1),
        ("ctrl+d", 8),
        ("ctrl+d ctrl+u", 1),
        ("2 ctrl+d", 15),
        ("pagedown", 14),
        ("pagedown pageup", 1),
        ("3 escape j", 2),
        ("g escape j", 2),
    ],
)
async def test_a_list_is_walked_by_keys_and_counts(full: Path, keys: str, row: int) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", keys)
        assert me.state.startswith(f"{row} of 17")


@pytest.mark.parametrize("keys", ["Z", "%", "f5", "g x", "s q", "m 1", "g escape", "5 escape", "tab", "0", "ctrl+q"])
async def test_a_key_without_a_meaning_does_nothing(full: Path, keys: str) -> None:
    async with desk.opened(full) as me:
        await me.press("j")
        before, book = me.lines, me.rows("SELECT max(id) FROM history")
        await me.press(keys)
        assert me.lines == before
        assert me.rows("SELECT max(id) FROM history") == book


async def test_half_a_chord_is_shown_while_it_waits(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("1 2 g")
        assert me.state.startswith("12g…")
        await me.press("escape")
        assert me.state.startswith("1 of 8")


async def test_keys_typed_ahead_go_where_they_were_meant_for(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("o A d a space x tab c u tab S t enter a @ b shift+tab shift+tab shift+tab ! ctrl+s")
        assert me.rows("SELECT c.name, s.name, co.name FROM contact c, stage s, company co WHERE s.id = stage_id") == [
            ("Ada x!", "Customer", "St")
        ]
        assert me.rows("SELECT value FROM contact_point") == [("a@b",)]
        await me.press("g c enter A h i ctrl+s")
        assert me.rows("SELECT text FROM note") == [("hi",)]
        assert "note       hi" in me.screen


async def test_a_search_typed_ahead_opens_who_was_meant(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/ l a n g enter enter")
        assert "╭─ Kurt Lang · Lang & Sons ─" in me.screen


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        ("g c", "Contacts ─"),
        ("g c g t", "Today:"),
        ("g c g -", "Today:"),
        ("g c g - g -", "Contacts ─"),
        ("enter", "Bob Stone · Stone Roofing"),
        ("enter q", "Today:"),
        ("enter escape", "Today:"),
        ("enter g t", "Today:"),
        ("enter g c", "Contacts ─"),
        ("enter g c g -", "Today:"),
        ("g c enter g c", "Contacts ─"),
        ("g c enter /", "Contacts ─"),
        ("enter /", "Contacts ─"),
        ("g c escape", "Today:"),
        ("escape q", "Today:"),
    ],
)
async def test_every_way_leads_where_it_says(full: Path, keys: str, title: str) -> None:
    async with desk.opened(full) as me:
        await me.press(keys)
        assert f"╭─ {title}" in me.screen
        assert len(me.app.screen_stack) == (2 if keys == "enter" else 1)


async def test_capital_q_leaves(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("enter", "Q")
        assert not me.app.is_running


async def test_q_on_today_says_how_to_leave(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("q")
        assert me.state.startswith("Q leaves Wellkept")
        await me.press("j")
        assert "Q leaves" not in me.state


async def test_the_help_does_what_one_chooses_in_it(full: Path) -> None:
    async with desk.opened(full, size=(80, 40)) as me:
        await me.press("g c", "?")
        assert me.screen.count("Archive: out of every list, nothing lost.") == 1
        await choose(me, "archive")
        assert "Archive Anna Moss?" in me.screen


async def test_a_key_with_a_parameter_asks_when_it_is_chosen_in_the_help(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("?")
        await choose(me, "snooze")
        assert "╭─ s … snooze ─" in me.screen
        assert me.state.startswith("s…")
        await me.press(".")
        assert "Put off: Bob Stone" in me.screen
        await me.press("escape", "?")
        await choose(me, "stage")
        assert "p  Prospect" in me.screen
        await me.press("p")
        assert me.state.startswith("moved Bob Stone to Prospect")


async def choose(me: Desk, name: str) -> None:
    """Go to an action in the help and do it."""
    for _ in range(40):
        if f"  {name}  " in (line := pointed(me)):
            break
        await me.press("j")
    assert f"  {name}  " in line
    await me.press("enter")


def pointed(me: Desk) -> str:
    return next(line for line in me.lines if "▸ " in line[:5])


@pytest.mark.parametrize("screen", EVERYWHERE)
async def test_the_help_and_the_hints_know_what_exists_and_nothing_else(full: Path, screen: str) -> None:
    async with desk.opened(full) as me:
        await me.press(*EVERYWHERE[screen])
        front = me.app.screen
        assert isinstance(front, KeyedScreen)
        reachable = {each.id for each in bound(front)}
        here = own_actions(front) | (own_actions(me.app) if isinstance(front, Frame) else set())
        assert here - reachable == set()
        assert {each.id for each in bound(front) if not each.help} == set(), "each says what it does"
        assert set(front.HINTS) - reachable == set()


def own_actions(node: Any) -> set[str]:
    """The ids of the actions that this program gave a screen or the app."""
    names = {name for name in dir(type(node)) if name.startswith("action_")}
    return {
        name.removeprefix("action_")
        for name in names
        if not getattr(type(node), name).__module__.startswith("textual.")
    }


def test_no_chord_is_the_beginning_of_another() -> None:
    table = load().sections
    for sections in (("stages", "contact", "list", "global"), ("form",)):
        chords = [chord for section in sections for ways in table[section].values() for chord in ways]
        for chord in chords:
            assert not [other for other in chords if len(other) > len(chord) and other[: len(chord)] == chord]


@pytest.mark.parametrize("screen", EVERYWHERE)
async def test_any_window_will_do(full: Path, screen: str) -> None:
    async with desk.opened(full) as me:
        await me.press(*EVERYWHERE[screen])
        for width, height in ((40, 10), (30, 8), (200, 50), (1, 1), (80, 24)):
            await me.resize(width, height)
            assert len(me.lines) == height
        if isinstance(me.app.screen, (Form, Help)):
            await me.press("escape")
        await me.press("j", "k")


async def test_nothing_that_matters_is_lost_at_forty_by_ten(full: Path) -> None:
    async with desk.opened(full, size=(40, 10)) as me:
        assert "Bob Stone    warranty cla" in me.screen
        assert me.lines[-1].endswith("? help")
        await me.press("g c")
        assert "Chloé Dubois" in me.screen
        await me.press("o", "ctrl+s")
        assert "A contact needs a name." in me.screen
        await me.press("escape", "x")
        assert "y yes   n no" in me.screen


async def test_the_screen_can_be_drawn_again(full: Path) -> None:
    async with desk.opened(full) as me:
        before = me.lines
        await me.press("ctrl+l")
        assert me.lines == before


async def test_somebody_needs_to_be_there_for_most_keys(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("g c")
        for keys in ("d", "e", "f", "A", "t", "x", "s d", "s .", "m c", "enter", "j", "G", "ctrl+d"):
            await me.press(keys)
            assert len(me.app.screen_stack) == 1
            assert "Nobody yet." in me.screen
        assert "d done" not in me.lines[-1]
        assert "o new" in me.lines[-1]


async def test_the_preview_comes_and_goes(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "j")
        assert "╭─ Bob Stone · Stone Roofing ─" in me.screen
        await me.press("z")
        assert "╭─ Bob Stone · Stone Roofing ─" not in me.screen
        await me.press("j")
        assert "╭─ Chloé Dubois · Café Été ─" not in me.screen
        await me.press("z")
        assert "╭─ Chloé Dubois · Café Été ─" in me.screen


async def test_a_birthday_that_passed_while_nobody_looked_is_worked_out_anew(full: Path) -> None:
    async with desk.opened(full, now=day("2027-11-22")) as me:
        assert "│  ~  in 4d                山田 花子" in me.screen


async def test_a_screen_is_left_alone_while_it_is_laid_out(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_front, laid_out = [], Contacts.body

    def body(self: Contacts) -> list[Widget]:
        in_front.append(cast("WellkeptApp", self.app).frame)  # what others would read again, and it has no list yet
        return laid_out(self)

    monkeypatch.setattr(Contacts, "body", body)
    async with desk.opened(full) as me:
        await me.press("g c")
        assert in_front == [None]
        assert isinstance(me.app.frame, Contacts)
