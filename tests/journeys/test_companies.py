"""Companies: found as one types, opened, called and renamed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from models.rules.text import BAD
from screens.glyphs import ASCII
from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

STONE = "SELECT name, sort_key FROM company WHERE id = 1"


def listed(me: Desk) -> list[str]:
    """The headings and rows of the list."""
    bottom = next(number for number, line in enumerate(me.lines) if line.startswith("╰"))
    inside = [" ".join(line.strip("│▸ ").split()) for line in me.lines[:bottom] if line.startswith("│")]
    return [line for line in inside if line]


async def colleague(me: Desk, name: str, company: str) -> None:
    """Add a contact at a company."""
    await me.press("o")
    await me.fill(name=name, company=company)
    await me.press("ctrl+s")
    assert me.state.startswith(f"added {name}")


async def test_each_company_says_who_is_there_and_what_presses(full: Path) -> None:
    async with desk.opened(full) as me:
        await colleague(me, "Ruth Stone", "stone roofing")
        await me.press("g o")
        assert "[Companies]" in me.lines[0]
        assert "‼ Stone Roofing 2 people 1 follow-up bad news untold" in listed(me)
        assert "~ Hill Bakery 1 person left, why?" in listed(me)
        assert me.state.startswith("1 of 14")
        await me.press("/")
        await me.type("roof")
        assert "╭─ Stone Roofing ─" in me.screen
        assert "│ Bob Stone (Customer),  Ruth Stone (Prospect)" in me.screen
        assert "│ ‼ 2d  call  Bob Stone: warranty claim: explain the refusal" in me.screen


async def test_a_company_is_opened_and_somebody_there_called(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g o", "/")
        await me.type("sons")
        await me.press("enter", "enter")
        assert "╭─ Lang & Sons ─" in me.screen
        assert listed(me) == [
            "PEOPLE 1",
            "● Kurt Lang Lang & Sons Prospect follow-up due",
            "OPEN FOLLOW-UPS 1",
            "● all day e-mail Kurt Lang send the drawings ann",
        ]
        await me.press("f")
        assert "Follow up with Kurt Lang" in me.screen
        await me.fill(text="measure", when="in 3 weeks")
        await me.press("ctrl+s")
        assert listed(me)[2:] == [
            "OPEN FOLLOW-UPS 2",
            "● all day e-mail Kurt Lang send the drawings ann",
            "● 12 Dec call Kurt Lang measure ann",
        ]
        await me.press("j", "d")
        assert "Done: send the drawings (Kurt Lang)" in me.screen
        await me.press("ctrl+s")
        assert me.state.startswith("done: follow-up with Kurt Lang")
        assert listed(me)[2:] == ["OPEN FOLLOW-UPS 1", "● 12 Dec call Kurt Lang measure ann"]
        await me.press("e")
        assert me.typed["text"] == "measure"
        await me.press("escape", "k", "e")
        assert me.typed["name"] == "Kurt Lang"
        await me.press("escape", "enter")
        assert "╭─ Kurt Lang · Lang & Sons ─" in me.screen
        await me.press("escape", "escape")
        assert "Companies: “sons”" in me.screen
        assert "Lang & Sons" in me.current


async def test_somebody_is_added_to_a_company(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g o", "/")
        await me.type("bakery")
        await me.press("enter", "enter", "o")
        assert "New contact at Hill Bakery" in me.screen
        assert me.typed["company"] == "Hill Bakery"
        await me.fill(name="Amy Hill")
        await me.press("ctrl+s")
        assert listed(me)[0] == "PEOPLE 2"
        assert "Amy Hill Hill Bakery Prospect" in listed(me)
        assert "Dora Hill" in me.current
        assert me.rows("SELECT count(*) FROM company WHERE name LIKE 'Hill%'") == [(1,)]


async def test_a_company_is_renamed_and_that_is_undone(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g o", "/")
        await me.type("roof")
        await me.press("enter", "e")
        assert "Rename Stone Roofing" in me.screen
        await me.fill(name="Aal & Söhne")
        await me.press("ctrl+s")
        assert me.state.startswith("renamed Stone Roofing to Aal & Söhne  (u undoes it)")
        assert me.rows(STONE) == [("Aal & Söhne", "aal sohne")]
        await me.press("escape")
        assert "Aal & Söhne" in listed(me)[0]
        await me.press("g c", "/")
        await me.type("sohne")
        assert "Bob Stone" in me.screen
        await me.press("escape", "g o", "u")
        assert me.state.startswith("undone: renamed the company ")
        assert me.rows(STONE) == [("Stone Roofing", "stone roofing")]
        assert "Stone Roofing" in me.screen


MANY = """
INSERT INTO contact (uid, name, sort_key, company_id, stage_id, stage_since_at, owner_id, birthday, safe_topics,
                     off_limits, do_not_contact, search_text, created_at, updated_at, version)
SELECT ?1, name, sort_key, ?1, stage_id, stage_since_at, owner_id, '', '', '', '', '', created_at, updated_at, 1
FROM contact WHERE id = 1"""


async def test_the_cursor_follows_a_company_to_its_new_place_however_far(full: Path) -> None:
    with closing(sqlite3.connect(full)) as connection, connection:
        for number in range(1_000, 1_200):
            company = (number, f"Many {number}", f"many {number}")
            connection.execute("INSERT INTO company (id, name, sort_key, created_at) VALUES (?, ?, ?, '')", company)
            connection.execute(MANY, [number])
    async with desk.opened(full) as me:
        await me.press("g o", "e")
        await me.fill(name="Zzz")
        await me.press("ctrl+s")
        assert "Zzz" in me.current
        assert "Many 1199" in me.screen


async def test_a_name_that_is_taken_is_refused_and_nothing_typed_is_lost(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g o", "/")
        await me.type("roof")
        await me.press("enter", "e")
        await me.fill(name="lang + sons")
        await me.press("ctrl+s")
        assert "There is already a company “Lang & Sons”. Choose another name." in me.words
        assert me.typed["name"] == "lang + sons"
        await me.fill(name=" ")
        assert "A company needs a name." in me.words
        await me.press("ctrl+s", "escape")
        assert me.rows(STONE) == [("Stone Roofing", "stone roofing")]


async def test_the_filter_here_finds_companies_and_elsewhere_contacts(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g o", "/")
        assert "enter to the list  esc all companies" in me.lines[-1]
        await me.type("nothing of the kind")
        assert "No company is found." in me.screen
        await me.press("enter", "e", "enter", "escape")
        assert me.state.startswith("1 of 14")
        await me.press("enter", "/")
        await me.type("dora")
        assert "Contacts: “dora”" in me.screen
        await me.press("escape", "g o", "escape")
        assert "[Today]" in me.lines[0]


async def test_no_company_says_what_to_press(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("g o")
        assert "No company yet." in me.screen
        assert "o adds a contact; the company you name there stands here then." in me.words
        await me.press("e", "enter", "z", "z")
        await colleague(me, "Ada Stone", "Stone & Sons")
        assert listed(me) == ["Stone & Sons 1 person"]


async def test_a_company_whose_last_contact_goes(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g o", "/")
        await me.type("bakery")
        await me.press("enter", "enter", "x", "y")
        assert me.state.startswith("archived Dora Hill")
        assert "Nobody is here any more." in me.screen
        assert "o adds a contact, esc goes back." in me.screen
        await me.press("d", "enter", "escape")
        assert "No company is found." in me.screen
        await me.press("u")
        assert "~ Hill Bakery 1 person left, why?" in listed(me)


async def test_a_company_that_is_undone_while_one_looks_at_it(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await colleague(me, "Ada Stone", "Stone & Sons")
        await me.press("g o", "enter", "u")
        assert me.state.startswith("undone: added Ada Stone")
        assert "No company yet." in me.screen


async def test_more_people_than_the_preview_holds(full: Path) -> None:
    async with desk.opened(full) as me:
        for name in ("Ada", "Ben", "Cara", "Dan"):
            await colleague(me, name, "Aal")
        await me.press("g o")
        assert "Ada (Prospect),  Ben (Prospect),  Cara (Prospect),  and 1 more" in me.screen
        await me.press("z")
        assert "and 1 more" not in me.screen
        await me.press("z")
        assert "and 1 more" in me.screen


@pytest.mark.parametrize("size", [(40, 12), (60, 24), (200, 50)])
async def test_narrow_and_wide_windows(full: Path, size: tuple[int, int]) -> None:
    async with desk.opened(full, size=size) as me:
        await me.press("g o", "/")
        await me.type("roof")
        await me.press("enter")
        assert "Stone Roofing" in me.current
        assert "1 person" in me.current
        assert ("bad news untold" in me.current) is (size[0] > 60)
        await me.press("enter")
        assert "PEOPLE 1" in me.screen
        assert "OPEN FOLLOW-UPS 1" in me.screen


async def test_in_ascii(full: Path) -> None:
    async with desk.opened(full, glyphs=ASCII) as me:
        await me.press("g o", "/")
        await me.type("roof")
        await me.press("enter")
        assert me.current.startswith("> !! Stone Roofing")
        assert "!! 2d  call  Bob Stone: warranty claim" in me.screen


HOSTILE = ("[/b][@click=app.x]z[b", "A\x1b]52;c;ZQ==\x07\x9b2J", "\u202eA\u2066\u200e\nB\tC", "花" * 60, "e\u0301" * 90)


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_and_wide_names_keep_the_columns(full: Path, name: str) -> None:
    with closing(sqlite3.connect(full)) as connection, connection:
        connection.execute("UPDATE company SET name = ?1", [name])
        connection.execute("UPDATE contact SET name = ?1", [name])
        connection.execute("UPDATE follow_up SET text = ?1", [name])
    async with desk.opened(full) as me:
        for keys in ("g o", "e", "escape", "j", "enter", "o", "escape", "j", "?", "escape", "e", "escape"):
            await me.press(keys)
            assert not BAD.search(me.screen.replace("\n", "")), keys
        for width in (40, 61, 80, 140, 200):
            await me.resize(width, 24)
            assert "PEOPLE 1" in me.screen
