"""Working through a list: copying, sorting, doing it again, the next contact, and who is under the cursor."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from textual import events

import models
from models.reading import contact
from models.rules.text import BAD
from screens.frame import Frame
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW, day

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tests.journeys.desk import Desk

WIDE = (200, 50)
BESIDE = 100
"""The column at which the pane stands beside the list."""


def beside(me: Desk) -> str:
    """What the pane beside the list says."""
    return " ".join(" ".join(line[BESIDE:] for line in me.lines[1:-2]).translate(desk.BORDERS).split())


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


async def test_beside_a_wide_list_stands_who_is_under_the_cursor(full: Path) -> None:
    async with desk.opened(full, size=WIDE) as me:
        said = beside(me)
        assert said.startswith("Bob Stone · Stone Roofing")
        for line in ("Bad news untold", "off limits: the divorce", "tel +44 20 7946 0321", "where is my money?"):
            assert line in said
        await me.press("j")
        assert "山田 花子 · 花屋" in beside(me)
        await me.press("z")
        assert "花屋" not in me.screen
        await me.press("j", "z")
        assert "Kurt Lang · Lang & Sons" in beside(me)


async def test_nothing_moves_when_the_window_gets_wider(full: Path) -> None:
    async with desk.opened(full, size=(120, 50)) as me:
        for keys in ("g t", "g c"):
            await me.press(keys)
            before = [line.split("│")[1].rstrip() for line in me.lines[2:20]]
            await me.resize(200, 50)
            assert [line.split("│")[1].rstrip() for line in me.lines[2:20]] == before
            await me.resize(120, 50)


async def test_below_a_list_the_pane_comes_by_its_key_where_it_fits(full: Path) -> None:
    async with desk.opened(full) as me:
        assert "─ Bob Stone" not in me.screen
        await me.press("z")
        assert "╭─ Bob Stone · Stone Roofing ─" in me.screen
        assert "off limits" not in me.screen
        await me.resize(80, 12)
        assert "╭─ Bob Stone" not in me.screen
        before = me.lines
        await me.press("z")
        assert me.lines == before


async def test_the_pane_shows_what_was_just_done(full: Path) -> None:
    async with desk.opened(full, size=WIDE) as me:
        await me.press("A")
        await me.type("likes tea")
        await me.press("ctrl+s")
        assert "likes tea" in beside(me)
        await models.notes.add(1, "from elsewhere", by=BEN, at=NOW)
        await me.press("R")
        assert "from elsewhere" in beside(me)


async def test_nobody_stands_beside_an_empty_list(empty: Path) -> None:
    async with desk.opened(empty, size=WIDE) as me:
        assert beside(me) == ""
        await me.press("g c")
        assert beside(me) == ""


async def test_a_held_key_reads_only_who_it_stops_at(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.opened(full, size=WIDE) as me:
        await me.press("g c")
        asked: list[int] = []
        gate, one = asyncio.Event(), contact.one

        async def slow(contact_id: int, **how: Any) -> Any:
            asked.append(contact_id)
            await gate.wait()
            return await one(contact_id, **how)

        monkeypatch.setattr(contact, "one", slow)
        front = me.app.screen
        assert isinstance(front, Frame)
        for row in range(2, 18):
            me.app.post_message(events.Key("j", "j"))
            while front.rows.position != row or not asked:
                await me.pilot.pause()
        assert asked == [1]
        gate.set()
        await me.settle()
        assert asked == [1, 8]
        assert "山田 花子 · 花屋" in beside(me)


async def test_a_hostile_name_beside_the_list_is_only_text(full: Path) -> None:
    with closing(sqlite3.connect(full)) as connection, connection:
        connection.execute(
            "UPDATE contact SET name = ?, off_limits = ? WHERE id = 1", ["[/b]\x1b[2J\u202eBob", "[@click=x]\x07"]
        )
        connection.execute("UPDATE note SET text = ?", ["[bold]\x9b2J\nsecond"])
    async with desk.opened(full, size=WIDE) as me:
        assert "[/b]\ufffd[2J\ufffdBob" in beside(me)
        assert "off limits: [@click=x]\ufffd" in beside(me)
        await me.press("space", "*", "m z")
        assert not BAD.search(me.screen.replace("\n", ""))


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
