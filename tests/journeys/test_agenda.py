"""The agenda: what is planned with whom, day by day and week by week, mine and everybody's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from models.rules.text import BAD
from screens.glyphs import ASCII
from tests.journeys import desk
from tests.journeys.book import day

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

BOB, CHLOE = 1, 6


async def go_to(me: Desk, name: str) -> None:
    """Open Contacts at this name."""
    await me.press("g c", "/")
    await me.type(name)
    await me.press("enter")
    assert name in me.current


async def plan(me: Desk, name: str, **fields: str) -> None:
    """Plan a follow-up with somebody from Contacts."""
    await go_to(me, name)
    await me.press("f")
    await me.fill(**fields)
    await me.press("ctrl+s")
    assert me.state.startswith("planned with"), me.screen


def listed(me: Desk) -> list[str]:
    """The headings and rows of the list."""
    inside = [" ".join(line.strip("│▸ ").split()) for line in me.lines if line.startswith("│")]
    return [line for line in inside if line]


async def test_what_is_planned_stands_under_its_day(full: Path) -> None:
    async with desk.opened(full) as me:
        await plan(me, "Chloé", text="new loaves", when="tomorrow 9:30")
        await plan(me, "Dora", text="ask why", when="in 3 days", channel="e")
        await plan(me, "Eva", text="a good start", when="2027-01-04", private="y")
        await me.press("g f")
        assert "[Follow-ups]" in me.lines[0]
        assert "╭─ Follow-ups: everybody's, by day ─" in me.screen
        assert listed(me) == [
            "OVERDUE 2",
            "‼ 2d call Bob Stone warranty claim: explain t… ann",
            "● 1d call 山田 花子 春の花を注文 ann",
            "TODAY Sat 21 Nov",
            "● all day e-mail Kurt Lang send the drawings ann",
            "● 09:00 call Anna Moss new kitchen ann",
            "TOMORROW Sun 22 Nov",
            "● 09:30 call Chloé Dubois new loaves ann",
            "Tue 24 Nov",
            "● all day e-mail Dora Hill ask why ann",
            "Mon 4 Jan 2027",
            "● all day call Eva Brandt private: a good start ann",
        ]
        assert me.state.startswith("1 of 7")
        assert "Bob Stone" in me.current


async def test_weeks_say_the_weekday_in_the_row(full: Path) -> None:
    async with desk.opened(full) as me:
        await plan(me, "Chloé", text="new loaves", when="mon 9:30")
        await plan(me, "Dora", text="ask why", when="2026-12-10")
        await me.press("g f", "G", "k", "W")
        assert "Follow-ups: everybody's, by week" in me.screen
        assert listed(me)[3:] == [
            "THIS WEEK",
            "● Sat e-mail Kurt Lang send the drawings ann",
            "● Sat 09:00 call Anna Moss new kitchen ann",
            "NEXT WEEK",
            "● Mon 09:30 call Chloé Dubois new loaves ann",
            "Week of 7 Dec",
            "● Thu call Dora Hill ask why ann",
        ]
        assert "Chloé Dubois" in me.current, "the cursor stays on its row"
        await me.press("W")
        assert "Mon 23 Nov" in me.screen


async def test_what_was_done_goes_and_the_cursor_stays_near(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g f", "j", "j", "d")
        assert "Done: send the drawings (Kurt Lang)" in me.screen
        await me.press("ctrl+s")
        assert me.state.startswith("done: follow-up with Kurt Lang  (u undoes it)")
        assert "Anna Moss" in me.current
        assert not [line for line in listed(me) if "Kurt Lang" in line]
        await me.press("u")
        assert "● all day e-mail Kurt Lang send the drawings ann" in listed(me)
        assert me.rows("SELECT state FROM follow_up WHERE contact_id = 3") == [("open",)]


async def test_what_was_done_goes_from_the_list_of_one_member_too(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g f", "O", "d", "ctrl+s")
        assert me.state.startswith("done: follow-up with Bob Stone")
        assert listed(me)[0] == "OVERDUE 1"
        assert [line for line in listed(me) if "Bob Stone" in line] == []


async def test_snooze_moves_it_to_its_new_day(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g f", "j", "s w")
        assert me.state.startswith("put off 山田 花子: Sat 28 Nov")
        assert listed(me)[0] == "OVERDUE 1"
        assert listed(me)[-2:] == ["Sat 28 Nov", "● all day call 山田 花子 春の花を注文 ann"]
        assert "Kurt Lang" in me.current


async def test_the_keys_are_about_the_follow_up_and_enter_about_whom(full: Path) -> None:
    async with desk.opened(full) as me:
        await plan(me, "Bob", text="next spring", when="2027-03-01")
        await me.press("g f", "G", "e")
        assert me.typed["text"] == "next spring"
        await me.press("escape", "f")
        assert "Follow up with Bob Stone" in me.screen
        await me.press("escape", "A")
        assert "Note on Bob Stone" in me.screen
        await me.press("escape", "enter")
        assert "╭─ Bob Stone · Stone Roofing ─" in me.screen
        await me.press("escape")
        assert "next spring" in me.current
        await me.press("escape")
        assert "[Today]" in me.lines[0]


async def test_everybody_s_then_mine_then_each_other_member_s(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g f")
        with closing(sqlite3.connect(full)) as connection, connection:
            connection.execute("UPDATE follow_up SET owner_id = 2 WHERE contact_id IN (2, 3)")
        await me.press("O")
        assert "Follow-ups: ann's, by day" in me.screen
        assert [line for line in listed(me) if line.endswith("ben")] == []
        assert listed(me)[0] == "OVERDUE 2"
        await me.press("O")
        assert "Follow-ups: ben's, by day" in me.screen
        assert listed(me) == [
            "TODAY Sat 21 Nov",
            "● all day e-mail Kurt Lang send the drawings ben",
            "● 09:00 call Anna Moss new kitchen ben",
        ]
        await me.press("W", "2 j", "R")
        assert "Follow-ups: ben's, by week" in me.screen
        assert "Anna Moss" in me.current
        await me.press("O")
        assert "Follow-ups: everybody's, by week" in me.screen
        assert me.state.startswith("1 of 4")


async def test_a_member_with_nothing_to_do(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g f", "O", "O")
        assert "ben has none." in me.screen
        assert "O shows everybody's." in me.screen
        assert "W by week  O by owner" in me.lines[-1]
        await me.press("d", "enter", "s w", "O")
        assert "Bob Stone" in me.current


async def test_nothing_planned_says_what_to_press(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("g f")
        assert "Nothing is planned." in me.screen
        assert "g c shows your contacts; f plans a follow-up with whom you choose." in me.words
        await me.press("o")
        await me.fill(name="Ada Stone")
        await me.press("ctrl+s", "g c", "f")
        await me.fill(text="hello", when="today")
        await me.press("ctrl+s", "g f")
        assert listed(me) == ["TODAY Sat 21 Nov", "● all day call Ada Stone hello ann"]


async def test_what_is_planned_with_the_archived_is_not_shown(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g f", "2 j", "x", "y")
        assert me.state.startswith("archived Kurt Lang")
        assert me.rows("SELECT state FROM follow_up WHERE contact_id = 3") == [("open",)]
        assert [line for line in listed(me) if "Kurt" in line] == []
        assert "3 of 3" in me.state


async def test_at_midnight_today_is_overdue(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g f")
        assert listed(me)[0] == "OVERDUE 2"
        me.now = day("2026-11-22 00:00")
        await me.press("R")
        assert listed(me)[0] == "OVERDUE 4"
        assert "● 1d call Anna Moss new kitchen ann" in listed(me)


async def test_a_wide_window_says_where_they_stand_and_a_narrow_one_less(full: Path) -> None:
    async with desk.opened(full, size=(140, 40)) as me:
        await me.press("g f")
        assert "… Customer " in me.current
        await me.resize(60, 20)
        assert "‼ 2d Bob Stone warranty claim: explain t…" in listed(me)


async def test_in_ascii(full: Path) -> None:
    async with desk.opened(full, glyphs=ASCII) as me:
        await me.press("g f")
        assert me.current.startswith("> !! 2d        call      Bob Stone")
        assert "| " not in me.current
        assert "*  1d" in me.screen


HOSTILE = ("[/b][@click=app.x]z[b", "A\x1b]52;c;ZQ==\x07\x9b2J", "\u202eA\u2066\u200e\nB\tC", "花" * 60, "e\u0301" * 90)


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_and_wide_text_keeps_the_columns(full: Path, name: str) -> None:
    with closing(sqlite3.connect(full)) as connection, connection:
        connection.execute("UPDATE contact SET name = ?1", [name])
        connection.execute("UPDATE follow_up SET text = ?1", [name])
        connection.execute("UPDATE member SET name = ?1 WHERE id = 2", [name])
    async with desk.opened(full) as me:
        for keys in ("g f", "W", "O", "O", "O", "?", "escape", "enter"):
            await me.press(keys)
            assert not BAD.search(me.screen.replace("\n", "")), keys
        await me.press("g f")
        for width in (40, 60, 80, 111, 140, 200):
            await me.resize(width, 24)
            assert "OVERDUE 2" in me.screen
