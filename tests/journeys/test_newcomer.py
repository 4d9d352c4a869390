"""Somebody opens an empty book and adds the first contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import models
from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

NOBODY: list[tuple[object, ...]] = []
KEPT = """
SELECT c.name, s.name, co.name, m.name, c.birthday, c.every_days, c.off_limits, c.do_not_contact
FROM contact c JOIN stage s ON s.id = c.stage_id JOIN company co ON co.id = c.company_id
JOIN member m ON m.id = c.owner_id"""


async def test_the_empty_screen_says_how_to_add_the_first_contact(empty: Path) -> None:
    async with desk.opened(empty) as me:
        assert "o adds one" in me.screen
        await me.press("o")
        await me.fill(name="Ada Stone", stage="c", company="Stone Roofing", emails="ada@stone.example")
        await me.fill(phones="+44 20 7946 0400, +1 555 0101", addresses="1 High Street, Leeds; 2 Mill Lane, York")
        await me.fill(birthday="22 mar 1980", tags="roof, loyal", every_days="monthly")
        await me.fill(off_limits="the divorce", do_not_contact="text, call")
        await me.press("ctrl+s")
        assert me.state.startswith("added Ada Stone  (u undoes it)")
        assert me.rows(KEPT) == [
            ("Ada Stone", "Customer", "Stone Roofing", "ann", "1980-03-22", 30, "the divorce", "call text")
        ]
        assert me.rows("SELECT kind, value FROM contact_point ORDER BY id") == [
            ("e-mail", "ada@stone.example"),
            ("phone", "+44 20 7946 0400"),
            ("phone", "+1 555 0101"),
            ("address", "1 High Street, Leeds"),
            ("address", "2 Mill Lane, York"),
        ]
        await me.press("g c")
        assert me.current == "▸    Ada Stone               Stone Roofing    Customer"


async def test_only_the_name_is_needed_and_enter_in_the_last_field_saves(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("g c", "o")
        await me.type("Bo")
        await me.press(*["enter"] + ["tab"] * 12)
        assert me.app.focused is not None
        assert me.app.focused.id == "do_not_contact"
        assert me.rows("SELECT name FROM contact") == NOBODY
        await me.press("enter")
        assert me.rows("SELECT c.name, s.name FROM contact c JOIN stage s ON s.id = stage_id") == [("Bo", "Prospect")]
        assert "Bo" in me.current


async def test_a_save_key_hit_twice_saves_once(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    add = models.contacts.add

    async def counted(name: str, **details: Any) -> object:
        called.append(name)
        return await add(name, **details)

    monkeypatch.setattr(models.contacts, "add", counted)
    async with desk.opened(empty) as me:
        await me.press("o")
        await me.type("Ada")
        await me.press("ctrl+s ctrl+s escape ctrl+s")
        assert called == ["Ada"]
        assert me.rows("SELECT name FROM contact") == [("Ada",)]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " ", "A contact needs a name."),
        ("name", "x" * 10_000, "A name can have at most 200 characters; this one has 10,000. Shorten it."),
        ("emails", "ada at stone", "is not an e-mail address: it needs one @"),
        ("phones", "12", "is not a phone number"),
        ("birthday", "31 feb", "There is no 31 February."),
        ("every_days", "often", "“often”"),
        ("do_not_contact", "pigeon", "“pigeon” is not a channel."),
    ],
)
async def test_what_cannot_be_kept_is_said_beside_the_field_and_nothing_is_lost(
    empty: Path, field: str, typed: str, sentence: str
) -> None:
    async with desk.opened(empty) as me:
        await me.press("o")
        await me.fill(name="Ada", company="Stone Roofing")
        await me.fill(**{field: ""})
        await me.paste(typed)
        await me.press("tab", "ctrl+s")
        assert sentence in me.words
        assert me.app.focused is not None
        assert me.app.focused.id == field
        assert me.typed["company"] == "Stone Roofing"
        assert me.typed[field] == typed
        assert me.rows("SELECT name FROM contact") == NOBODY


async def test_a_form_that_is_left_keeps_what_was_typed(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("o")
        await me.fill(name="Ada", stage="f", off_limits="the divorce")
        await me.press("escape")
        assert me.rows("SELECT name FROM contact") == NOBODY
        await me.press("g c", "o")
        assert "What you typed before is back." in me.screen
        assert (me.typed["name"], me.typed["stage"], me.typed["off_limits"]) == ("Ada", "Former", "the divorce")
        await me.press("ctrl+s", "o")
        assert me.typed["name"] == ""


async def test_a_field_can_be_put_back_as_it_was(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "j", "e")
        await me.fill(name="Rob", company="")
        await me.press("ctrl+z")
        assert (me.typed["name"], me.typed["company"]) == ("Rob", "Stone Roofing")
