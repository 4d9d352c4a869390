"""You change, too: what is announced, who was told how and when, and who was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screens.glyphs import ASCII
from tests.journeys import desk
from tests.journeys.book import ANN, BEN
from tests.journeys.confidences import lock, sitting, unlock
from tests.journeys.secrets_kept import TITLE, secret_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

TOLD = (
    "SELECT c.name, d.told_at IS NOT NULL, d.channel, d.text, d.by_id FROM disclosure d"
    " JOIN contact c ON c.id = d.contact_id ORDER BY d.id"
)


async def announced(me: Desk, title: str, to: str = "") -> None:
    """Announce something on the screen of matters."""
    await me.press("g m", "o")
    assert "New matter" in me.screen
    await me.fill(kind="a")
    await me.press("ctrl+s")
    assert "New announcement" in me.screen
    await me.fill(title=title, to=to)
    await me.press("ctrl+s")


async def test_who_has_been_told_and_who_has_not(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g m")
        assert "[Matters]" in me.lines[0]
        assert "No matter yet: nothing is secret, and nothing is announced." in me.words
        await announced(me, "Prices rise", to="Jan Peters")
        assert me.state.startswith("2 people to be told: Prices rise  (u undoes it)")
        assert "ANNOUNCEMENTS" in me.screen
        assert "Prices rise" in me.current
        assert "told 0 of 2" in me.current
        await me.press("enter")
        assert "for Jan Peters; announced 21 Nov by ann" in me.screen
        assert "TO BE TOLD 2" in me.screen
        await me.press("d")
        assert "Jan Peters told" in me.screen
        await me.fill(channel="l", text="thinks that is fair")
        await me.press("ctrl+s")
        assert me.state.startswith("told Jan Peters  (u undoes it)")
        assert "told 1 of 2" in me.screen
        assert "TOLD 1" in me.screen
        assert "Jan Peters Prospect" in " ".join(me.current.split())
        assert me.rows(TOLD) == [("Jan Peters", 1, "letter", "thinks that is fair", 1), ("Jan Peters", 0, "", "", None)]
        assert me.rows("SELECT purpose, outcome FROM interaction ORDER BY id DESC LIMIT 1") == [("news", "sent")]
        await me.press("u")
        assert "told 0 of 2" in me.screen
        await me.press("escape")
        assert "told 0 of 2" in me.current


async def test_today_has_one_row_for_an_announcement_and_goes_on_to_the_next(full: Path) -> None:
    async with desk.opened(full) as me:
        await announced(me, "Prices rise", to="Jan Peters")
        await me.press("g t", "G", "k")
        assert me.screen.count("Prices rise") == 1
        while "Prices rise" not in me.current:
            await me.press("k")
        assert "0 of 2" in me.current
        await me.press("d")
        assert "Jan Peters told: Prices rise" in me.screen
        await me.press("ctrl+s")
        assert me.state.startswith("told Jan Peters: Prices rise  (u undoes it)")
        assert "1 of 2" in me.screen
        await me.press("d", "ctrl+s")
        assert "Prices rise" not in "".join(me.lines[1:-2])
        assert [told for _, told, *_ in me.rows(TOLD)] == [1, 1]


async def test_from_the_contact_one_says_what_they_were_told_and_reads_it_there(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "/")
        await me.type("omar")
        await me.press("enter", "enter", "c", "t")
        assert "Nothing is announced that they could be told of." in me.words
        await announced(me, "Prices rise", to="Jan Peters")
        await announced(me, "We move")
        await me.press("g c", "enter", "c t")
        assert "What Omar Said was told" in me.screen
        await me.fill(announcement="P", channel="v", text="had heard of it")
        await me.press("ctrl+s")
        assert me.state.startswith("told Omar Said: Prices rise  (u undoes it)")
        assert "told       Prices rise" in me.screen
        assert "had heard of it" in me.screen
        await me.press("c t")
        assert "We move" in me.screen
        await me.press("ctrl+s", "c t")
        assert me.state.startswith("Omar Said has been told of all that is announced.")


async def test_all_that_are_marked_are_told_at_once(full: Path) -> None:
    async with desk.opened(full) as me:
        await announced(me, "Prices rise", to="Jan Peters")
        await me.press("enter", "*", "d")
        assert "2 contacts told" in me.screen
        await me.fill(channel="l")
        await me.press("ctrl+s")
        assert "told all 2" in me.screen
        assert [channel for _, _, channel, *_ in me.rows(TOLD)] == ["letter", "letter"]
        await me.press("escape", "u")
        assert "told 0 of 2" in me.screen


async def test_more_people_other_words_the_contact_and_the_end(full: Path) -> None:
    async with desk.opened(full) as me:
        await announced(me, "Prices rise", to="Jan Peters")
        await me.press("enter", "o")
        assert "Who else is told: Prices rise" in me.screen
        await me.fill(to="omar")
        await me.press("ctrl+s")
        assert me.state.startswith("1 more to be told  (u undoes it)")
        assert "for Jan Peters; omar; announced 21 Nov by ann" in me.screen
        await me.press("e")
        await me.fill(title="Prices fall", text="By 4 %.")
        await me.press("ctrl+s")
        assert me.state.startswith("changed Prices fall")
        assert "│ By 4 %." in me.screen
        await me.press("enter")
        assert "╭─ Jan Peters · Peters Boats ─" in me.screen
        await me.press("escape", "x")
        assert "Close “Prices fall”? 3 will never have been told." in me.screen
        await me.press("n", "x", "y")
        assert me.state.startswith("closed Prices fall  (u undoes it)")
        assert "NEVER TOLD 3" in me.screen
        assert "told 0 of 3, closed 21 Nov" in me.screen
        await me.press("d", "ctrl+s")
        assert "“Prices fall” is closed already. Announce it anew" in me.words
        await me.press("escape", "escape")
        assert "CLOSED ANNOUNCEMENTS" in me.screen
        assert "closed, told 0 of 3" in me.current
        await me.press("escape")
        assert "[Today]" in me.lines[0]


async def test_a_filter_that_matches_nobody_is_one_sentence_and_nothing_typed_is_lost(full: Path) -> None:
    async with desk.opened(full) as me:
        await announced(me, "Prices rise", to="zeppelin")
        assert "nobody is found" in me.screen
        assert "Nobody matches “zeppelin”, so there is nobody to tell. Try another filter." in me.words
        assert me.typed["title"] == "Prices rise"
        await me.fill(to="x" * 301)
        assert "can have at most 300 characters" in me.words
        await me.fill(to="stone", title="")
        assert "An announcement needs a title" in me.words
        await me.fill(title="Prices rise")
        await me.press("tab", "tab", "tab", "l", "space")
        assert me.typed["kinds"] == "customer"
        await me.press("ctrl+s")
        assert me.state.startswith("1 person to be told: Prices rise")
        assert me.rows("SELECT audience FROM announcement") == [("stone (customer)",)]


async def test_who_is_archived_meanwhile_is_not_told(full: Path) -> None:
    async with desk.opened(full) as me:
        await announced(me, "Prices rise", to="omar")
        await me.press("enter", "enter", "x", "y", "escape")
        assert "archived" in me.current
        await me.press("d", "ctrl+s")
        assert "Omar Said is archived. Restore them first, with: wellkept archive 14 --restore" in me.words


async def test_an_announcement_undone_while_one_looks_at_it(full: Path) -> None:
    async with desk.opened(full) as me:
        await announced(me, "Prices rise")
        await me.press("enter", "u")
        assert me.state.startswith("undone: announced something")
        assert "No matter yet" in me.screen
        await me.press("enter", "o", "escape")
        assert "No matter yet" in me.screen


async def test_discretion_is_promised_by_one_key(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "enter", "H")
        assert "discretion promised 21 Nov by ann" in me.screen
        assert "promised   discretion" in me.screen
        assert me.state.startswith("promised ")
        await me.press("u")
        assert "discretion promised" not in me.screen


@pytest.mark.parametrize("size", [(40, 12), (60, 24), (200, 50)])
async def test_narrow_and_wide_windows_in_ascii(full: Path, size: tuple[int, int]) -> None:
    async with desk.opened(full, size=size, glyphs=ASCII) as me:
        await announced(me, "[/b] Prices \x1b rise " + "花" * 60, to="Jan Peters")
        assert "told 0 of 2" in me.current
        await me.press("enter", "d", "ctrl+s")
        assert "TO BE TOLD 1" in me.screen
        assert "TOLD 1" in me.screen
        assert me.current.startswith("> *  Jan Peters")
        await me.resize(80, 24)
        await me.resize(*size)
        assert "[/b] Prices" in me.screen


async def test_secrets_stand_above_and_only_their_readers_see_more_than_the_mark(keyed: Path) -> None:
    await secret_of(keyed, BEN)
    async with sitting(keyed, ANN) as me:
        await announced(me, "Prices rise", to="Jan Peters")
        await me.press("g g")
        assert "SECRETS" in me.screen
        assert me.current.endswith("◆ confidential  by ann, for ann and ben")
        assert TITLE not in me.screen
        await me.press("enter")
        await unlock(me)
        assert TITLE in me.screen
        await me.press("escape")
        assert TITLE in me.current
        assert "1 know" in me.current
        await me.press("f2")
        assert TITLE not in me.screen
        assert "ben" not in me.current
        await me.press("f2")
        await lock(me)
        assert TITLE not in me.screen


async def test_a_secret_is_kept_from_the_list_of_matters(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("g m", "o")
        await me.fill(kind="s")
        await me.press("ctrl+s")
        await unlock(me)
        assert "New secret" in me.screen
        await me.fill(title="zanzibar")
        await me.press("ctrl+s")
        assert me.state.startswith("sealed, for ann")
        assert "zanzibar" in me.current
