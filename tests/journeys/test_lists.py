"""Working through a list: copying, sorting, doing it again and the next contact."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from textual import events

import models
from models.rules.text import BAD
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW, day

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


async def test_a_new_contact_is_under_the_cursor_at_their_place(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "o")
        await me.type("Ingrid Aas")
        await me.press("ctrl+s")
        assert me.state.startswith("added Ingrid Aas  (u undoes it)")
        assert "Ingrid Aas" in me.current
        assert "7 of 18" in me.state


async def test_a_new_contact_that_the_filter_hides_brings_back_everybody(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("/", "l a n g enter", "o")
        await me.type("Ingrid Aas")
        await me.press("ctrl+s")
        assert "Ingrid Aas" in me.current
        assert "of 18" in me.state


async def test_elsewhere_the_new_contact_is_named(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("j", "o")
        await me.type("Ingrid Aas")
        await me.press("ctrl+s")
        assert me.state.startswith("added Ingrid Aas")
        assert "2 of 8" in me.state


async def test_who_is_renamed_stays_under_the_cursor(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "e")
        await me.fill(name="Zora Moss")
        await me.press("ctrl+s")
        assert "Zora Moss" in me.current
        assert "13 of 17" in me.state


async def test_today_counts_people_and_the_headings_count_reasons(full: Path) -> None:
    async with desk.opened(full) as me:
        assert "Today: 7 need outreach, 3 follow-ups due" in me.screen
        assert "of 8" in me.state


@pytest.mark.parametrize(
    ("keys", "copied", "said"),
    [
        ("y e", "bob@stone.example", "copied: bob@stone.example"),
        ("y p", "+44 20 7946 0321", "copied: +44 20 7946 0321   (the first of 2)"),
        ("y a", "1 High Street, Leeds", "copied: 1 High Street, Leeds"),
    ],
)
async def test_what_reaches_somebody_is_copied_and_shown(full: Path, keys: str, copied: str, said: str) -> None:
    async with desk.opened(full) as me:
        await models.contacts.edit(1, phones=["+44 20 7946 0321", "+44 20 7946 0322"], by=ANN, at=NOW)
        await me.press(keys)
        assert me.app.clipboard == copied
        assert me.state.startswith(said)


async def test_what_is_not_there_is_not_copied(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "y e")
        assert me.state.startswith("Anna Moss has no e-mail.")
        assert me.app.clipboard == ""


async def test_nothing_but_base64_goes_out_with_what_is_copied(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(full)) as connection, connection:
        connection.execute("UPDATE contact_point SET value = ? WHERE kind = 'e-mail'", ["a\x1b]0;x\x07\n\u202eb@c"])
    async with desk.opened(full) as me:
        written: list[str] = []
        driver = me.app._driver
        assert driver is not None
        monkeypatch.setattr(driver, "write", written.append)
        await me.press("y e")
        (sequence,) = [data for data in written if data.startswith("\x1b]52;c;")]
        assert sequence.endswith("\a")
        assert sequence[7:-1].isascii()
        assert not BAD.search(sequence[7:-1])
        assert not BAD.search(me.app.clipboard)
        assert "\n" not in me.app.clipboard


async def test_copying_chosen_in_the_help_says_which_keys_there_are(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.app.screen.run_key_action("copy")  # type: ignore[attr-defined]
        await me.settle()
        assert me.state.startswith("y e copies the e-mail")


async def test_contacts_are_sorted_by_silence_and_by_newest(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "G", "S")
        assert "╭─ Contacts, longest silence first ─" in me.screen
        assert "Dora Hill" in me.current
        await me.press("G")
        assert "Bob Stone" in me.current
        await me.press("S")
        assert "╭─ Contacts, newest first ─" in me.screen
        assert "Kurt Lang" in me.current
        await me.press("S")
        assert "╭─ Contacts ─" in me.screen
        assert "Anna Moss" in me.current


async def test_the_order_holds_in_what_is_found(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "S", "S", "/", "j a n enter")
        assert "Contacts: “jan”, newest first" in me.screen
        assert "Harbour Café" in me.current


async def test_only_contacts_are_sorted(full: Path) -> None:
    async with desk.opened(full) as me:
        before = me.lines
        await me.press("S")
        assert me.lines == before


@pytest.mark.parametrize(
    ("first", "sql", "value"),
    [
        (("m f", "ctrl+s"), "SELECT stage_id FROM contact WHERE id = ?", 5),
        (("m c",), "SELECT stage_id FROM contact WHERE id = ?", 2),
        (("m z", "c", "ctrl+s"), "SELECT stage_id FROM contact WHERE id = ?", 2),
        (("@", "b", "ctrl+s"), "SELECT owner_id FROM contact WHERE id = ?", BEN),
        (("t", "n e w", "ctrl+s"), "SELECT count(*) FROM contact_tag WHERE contact_id = ?", 2),
    ],
)
async def test_the_dot_does_it_again_without_asking(full: Path, first: tuple[str, ...], sql: str, value: int) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", *first)
        await me.press("j j .")
        assert len(me.app.screen_stack) == 1
        assert me.rows(sql, 6) == [(value,)]
        assert me.state.startswith(("moved Chloé", "gave Chloé", "tagged Chloé"))


async def test_the_dot_puts_off_the_next_row(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("j", "s w", ".", ".")
        assert "FOLLOW-UPS DUE" not in me.screen
        assert me.rows("SELECT count(DISTINCT due_on) FROM follow_up WHERE due_at > '2026-11-27'") == [(1,)]


async def test_the_dot_asks_again_where_an_answer_is_about_one_alone(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press(".")
        assert "Nothing was done yet" in me.state
        await me.press("g c", "x", "n", "j", ".")
        assert "Archive Bob Stone?" in me.screen
        await me.press("n", "A", "escape", ".")
        assert "Note on Bob Stone" in me.screen


async def test_the_dot_does_it_again_to_all_that_are_marked(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "m r", "j", "3 space", ".")
        assert me.state.startswith("moved 2 of 3 to Raving fan; Chloé Dubois is in Raving fan already.")


async def test_the_next_contact_of_the_list_is_one_key_away(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "enter", "]")
        assert "╭─ Bob Stone · Stone Roofing ─" in me.screen
        assert me.state.startswith("1 of 6")
        await me.press("3 ]")
        assert "╭─ Dora Hill · Hill Bakery ─" in me.screen
        await me.press("2 [")
        assert "╭─ Chloé Dubois · Café Été ─" in me.screen
        await me.press("9 9 [", "[")
        assert me.state.startswith("The list begins here.")
        await me.press("9 9 ]", "]")
        assert me.state.startswith("The list ends here.")
        await me.press("escape")
        assert "山田 花子" in me.current


async def test_the_next_contact_of_today_is_somebody_else(full: Path) -> None:
    async with desk.opened(full) as me:
        await models.follow_ups.add(1, models_moment(), text="the boat", by=ANN, at=day("2026-11-18"))
        await me.press("R", "enter", "]")
        assert "╭─ 山田 花子 · 花屋 ─" in me.screen


def models_moment() -> Any:
    from models.rules.when import Moment  # noqa: PLC0415

    return Moment(day("2026-11-19 08:00"))


async def test_a_list_is_full_in_the_first_picture_of_it(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.opened(full) as me:
        pictures: list[str] = []
        display = me.app._display

        def seen(screen: Any, renderable: Any) -> None:
            if renderable is not None and screen is me.app.screen:
                pictures.append(me.screen)
            display(screen, renderable)

        monkeypatch.setattr(me.app, "_display", seen)
        me.app.post_message(events.Key("g", "g"))
        me.app.post_message(events.Key("c", "c"))
        await me.settle()
        first = next(picture for picture in pictures if "[Contacts]" in picture)
        assert "▸ ●  Anna Moss" in first
        assert "Łukasz Wójcik" in first
