"""Insight: why people left, what was kept, and asking again those who are worth it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

import models
from models import db
from screens.glyphs import ASCII
from screens.insight import Behind
from tests.journeys.book import ANN, NOW, day
from tests.journeys.desk import opened

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.command import Command

BOB, ANNA, KURT, DORA, EVA = 1, 2, 3, 4, 5
FORMER = 5


async def leave(book: Path) -> None:
    """Have Bob and Kurt leave over money, Anna for good, and Eva long ago."""
    async with db.opened(book):
        for contact_id, reason, at in (
            (EVA, "money", "2025-03-01"),
            (BOB, "money", "2026-11-13"),
            (KURT, "money", "2026-11-13"),
            (ANNA, "died", "2026-06-01"),
        ):
            await models.stage_changes.move(contact_id, FORMER, reason=reason, by=ANN, at=day(at))


@pytest.fixture
async def left(full: Path) -> Path:
    await leave(full)
    return full


async def test_i_see_why_people_left_and_look_back_farther(left: Path) -> None:
    async with opened(left) as me:
        await me.press("g i")
        assert "Insight: the last year, since 21 Nov 2025" in me.screen
        assert "WHY THEY LEFT 4" in me.screen
        assert me.current.split() == ["▸", "money", "2", "50%", "█" * len(me.current.split()[-1])]
        assert "STAGES NOW 17" in me.screen
        await me.press("<")
        assert "Insight: the last three months" in me.screen
        assert "WHY THEY LEFT 3" in me.screen
        await me.press("<")
        assert "the last three months" in me.screen
        await me.press("> >")
        assert "Insight: from the first day on" in me.screen
        assert "WHY THEY LEFT 5" in me.screen
        assert me.current.split()[:3] == ["▸", "money", "3"]


async def test_a_bar_opens_its_contacts_on_whom_every_key_works(left: Path) -> None:
    async with opened(left) as me:
        await me.press("g i", "enter")
        assert isinstance(me.app.screen, Behind)
        assert "Why they left: money" in me.screen
        assert me.state.startswith("1 of 2")
        await me.press("*", "t")
        await me.type("ask about money")
        await me.press("ctrl+s")
        tagged = "SELECT contact_id FROM contact_tag t JOIN tag g ON g.id = t.tag_id WHERE g.name LIKE 'ask%'"
        assert me.rows(tagged) == [(BOB,), (KURT,)]
        await me.press("escape", "/", "k u r t")
        assert "Why they left: money: “kurt”" in me.screen
        await me.press("escape", "enter")
        assert "Bob Stone" in me.screen
        await me.press("escape", "escape")
        assert "Insight: the last year" in me.screen
        assert me.current.split()[1] == "money"


async def test_who_comes_back_is_counted_when_i_come_back_to_the_bars(left: Path) -> None:
    async with opened(left) as me:
        await me.press("g i", "enter", "m c", "escape")
        assert "Former to Customer" in me.screen


async def test_one_key_books_those_worth_asking_again_and_one_takes_it_back(left: Path) -> None:
    async with opened(left) as me:
        await me.press("g i", "F")
        assert "Ask again who is worth it: money" in me.screen
        assert "Fri 19 Feb 2027" in me.screen
        await me.press("ctrl+s")
        assert me.state == "planned with 2 contacts: Fri 19 Feb 2027, in 90 days  (u undoes it)"
        found = "SELECT contact_id, text, due_on, purpose FROM follow_up WHERE text = 'ask again'"
        assert me.rows(found) == [(who, "ask again", "2027-02-19", "sales") for who in (BOB, KURT)]
        await me.press("F", "ctrl+s")
        assert "Nobody there is to be asked now: 2 planned already." in me.words
        await me.press("escape", "u")
        assert me.rows(found) == []


async def test_whom_not_to_ask_is_left_out_and_counted(left: Path) -> None:
    async with db.opened(left):
        await models.contacts.edit(KURT, do_not_contact=["any"], by=ANN, at=NOW)
    async with opened(left) as me:
        await me.press("g i", "F", "ctrl+s")
        assert "planned with 1 contact:" in me.words
        assert "left out: 1 asked not to be contacted" in me.words


async def test_a_bar_of_nobody_worth_asking_says_so(left: Path) -> None:
    async with opened(left) as me:
        await me.press("g i", "j", "F")
        assert me.app.screen is me.app.frame
        assert "Nobody there is worth asking again" in me.words


async def test_the_keys_of_a_list_move_among_the_bars(left: Path) -> None:
    async with opened(left) as me:
        await me.press("g i", "G")
        last = me.current
        await me.press("g g")
        assert me.current != last
        await me.press("j")
        assert me.current.split()[1] != "money"
        await me.press("q")
        assert "[Today]" in me.lines[0]


async def test_an_empty_book_says_what_to_press(empty: Path) -> None:
    async with opened(empty) as me:
        await me.press("g i")
        assert "Nothing to tell yet" in me.screen
        await me.press("enter", "F")
        assert me.rows("SELECT id FROM follow_up") == []


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 50)])
async def test_bars_are_drawn_at_every_size_in_ascii_too(left: Path, size: tuple[int, int]) -> None:
    async with opened(left, size=size, glyphs=ASCII) as me:
        await me.press("g i")
        assert me.current.split()[:3] == [">", "money", "2"]
        assert me.current.endswith("##")
        assert "█" not in me.screen


async def test_the_export_of_a_bar_is_of_who_is_behind_it(left: Path, tmp_path: Path) -> None:
    async with opened(left) as me:
        await me.press("g i", "enter", "E")
        await me.fill(file=str(tmp_path / "out.csv"))
        await me.press("ctrl+s")
        assert me.state.startswith("wrote 2 contacts")


def test_the_command_line_tells_the_same(cli: Command) -> None:
    asyncio.run(leave(cli.book))
    lines = cli("insight").lines
    assert lines[0] == "Insight: the last year, since 21 Nov 2025."
    assert "WHY THEY LEFT" in lines
    assert lines[3].split() == ["2", "█" * 24, "money"]
    said = cli("insight", "--period", "all", "--json").json
    assert (said["period"], said["since"]) == ("all", None)
    assert said["sections"]["left"][0] == {"name": "money", "count": 3}
    assert set(said["sections"]) == {
        *("left", "never", "stages", "moves", "problems", "promises", "silent", "needs", "referrals")
    }
    assert cli("insight", "--period", "quarter", "--json").json["since"] == "2026-08-21T22:00:00Z"


def test_the_command_line_has_nothing_to_tell_of_an_empty_book(cli: Command, empty: Path) -> None:
    assert cli("insight", "--db", empty).lines == [
        "Nothing to tell yet: there is nobody in the book. Add somebody with: wellkept add NAME"
    ]
