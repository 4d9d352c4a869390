"""The stages board: finding who presses in each stage, walking it, in windows of any size and beside others."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from models import db
from screens.glyphs import ASCII
from tests.journeys import desk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from models.engine.reader import Row
    from tests.journeys.desk import Desk


BOB, ANNA, KURT, EVA = 1, 2, 3, 5


def board(me: Desk) -> dict[str, list[str]]:
    """The columns in view as one reads them: what stands in the head, and the cards."""
    heads = re.findall(r"[╭┏+][─━-] (.*?) [─━-]*[╮┓+]", me.lines[1])
    lines = [re.split(r"[│┃|]{2}", line.strip("│┃|")) for line in me.lines[2:-4]]
    return {head: [cell for line in lines if (cell := line[place].strip())] for place, head in enumerate(heads)}


def cursor(me: Desk) -> str:
    """The card under the cursor, without its pointer."""
    pointer = me.session.glyphs.pointer
    (card,) = [card for cards in board(me).values() for card in cards if card.startswith(pointer)]
    return card[len(pointer) :].strip()


def said(me: Desk) -> str:
    """What the line under the columns says."""
    return me.lines[-3].strip()


def changed(path: Path, sql: str, *values: object) -> None:
    """Change the book as another program would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql, values)


async def test_each_stage_shows_first_who_needs_outreach(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b")
        assert "[Stages]" in me.lines[0]
        assert list(board(me)) == ["▸ Prospect 6", "Customer 8", "Raving fan 1"]
        assert board(me)["▸ Prospect 6"][:3] == ["▸ ●  Kurt Lang", "●  Anna Moss", "Jan Peters"]
        assert board(me)["Customer 8"][:4] == ["‼  Bob Stone", "●  山田 花子", "~  Eva Brandt", "Dee Park 🌻"]
        assert said(me) == "Kurt Lang: Follow-up by e-mail, due today: send the drawings."
        assert me.state.startswith("1 of 6")
        assert "2 more ›" in me.lines[-4]
        await me.press("5 j")
        assert said(me) == "प्रिया शर्मा · चाय घर"


async def test_only_what_comes_into_view_is_read_and_nothing_is_counted_for_it(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk.opened(full) as me:
        asked: list[tuple[str, list[object]]] = []
        rows = db.reader().rows

        async def watched(sql: str, values: Iterable[object] = ()) -> list[Row]:
            asked.append((sql, list(values)))
            return await rows(sql, values)

        monkeypatch.setattr(db.reader(), "rows", watched)

        def read() -> set[object]:
            """The stages of which something was read since the last time."""
            found = {values[1] for sql, values in asked if "stage_id = ?2" in sql}
            assert not [sql for sql, _ in asked if sql.lstrip().startswith("SELECT count(")]
            asked.clear()
            return found

        await me.press("g b")
        assert read() == {1, 2, 3}
        await me.press("2 l", "h")
        assert read() == set()
        await me.press("2 l")
        assert read() == {4}
        await me.press("R")
        assert read() == {2, 3, 4}


@pytest.mark.parametrize(
    ("keys", "card", "position"),
    [
        ("j", "●  Anna Moss", "2 of 6"),
        ("3 j k", "Jan Peters", "3 of 6"),
        ("G", "प्रिया शर्मा", "6 of 6"),
        ("G g g", "●  Kurt Lang", "1 of 6"),
        ("4 G", "Z̈oé Ma̱ri", "4 of 6"),
        ("ctrl+d", "प्रिया शर्मा", "6 of 6"),
        ("l", "‼  Bob Stone", "1 of 8"),
        ("right j", "●  山田 花子", "2 of 8"),
        ("j l 2 j h", "●  Anna Moss", "2 of 6"),
        ("l 2 j h l", "~  Eva Brandt", "3 of 8"),
        ("2 l", "Chloé Dubois", "1 of 1"),
        ("tab left", "●  Kurt Lang", "1 of 6"),
        ("shift+tab", "~  Dora Hill", "1 of 1"),
        ("shift+tab tab", "●  Kurt Lang", "1 of 6"),
        ("9 l", "~  Dora Hill", "1 of 1"),
        ("9 l 9 h", "●  Kurt Lang", "1 of 6"),
        ("3 tab", "~  Omar Said", "1 of 1"),
    ],
)
async def test_the_board_is_walked_by_keys_and_counts(full: Path, keys: str, card: str, position: str) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", keys)
        assert cursor(me) == card
        assert me.state.startswith(position)


async def test_columns_out_of_view_come_when_one_goes_there(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "3 l")
        assert list(board(me)) == ["Customer 8", "Raving fan 1", "▸ Never bought 1"]
        assert ("‹ 1 more" in me.lines[-4], "1 more ›" in me.lines[-4]) == (True, True)
        await me.press("l", "h", "h")
        assert list(board(me)) == ["▸ Raving fan 1", "Never bought 1", "Former 1"]
        assert ("‹ 2 more" in me.lines[-4], "more ›" in me.lines[-4]) == (True, False)


async def test_what_others_changed_shows_when_the_screen_is_read_again(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "j")
        changed(full, "UPDATE contact SET stage_id = 3 WHERE id = ?", KURT)
        changed(full, "UPDATE stage SET name = 'Lead' WHERE id = 1")
        await me.press("R")
        assert me.state.startswith("read again")
        assert list(board(me)) == ["▸ Lead 5", "Customer 8", "Raving fan 2"]
        assert cursor(me) == "●  Anna Moss"
        assert board(me)["Raving fan 2"] == ["●  Kurt Lang", "Chloé Dubois"]
        await me.press("l", "g t")
        changed(full, "UPDATE stage SET position = 0 WHERE name = 'Former'")
        changed(full, "INSERT INTO stage (name, kind, position) VALUES ('Trial', 'prospect', 1)")
        await me.press("g b")
        assert list(board(me)) == ["Lead 5", "Trial 0", "▸ Customer 8"]
        assert cursor(me) == "‼  Bob Stone"
        assert ("‹ 1 more" in me.screen, "2 more ›" in me.screen) == (True, True)
        assert board(me)["Trial 0"] == ["Nobody here.", "o adds one."]


async def test_where_others_are_at_work_one_is_not_carried_along(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b")
        for stage in (3, 2):
            changed(full, "UPDATE contact SET stage_id = ? WHERE id = ?", stage, BOB)
            await me.press("R")
            assert cursor(me) == "●  Kurt Lang"


async def test_a_stage_that_is_gone_meanwhile_is_said_to_be(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "l")
        changed(full, "UPDATE contact SET stage_id = 1 WHERE stage_id = 2")
        changed(full, "PRAGMA foreign_keys = OFF")
        changed(full, "DELETE FROM stage WHERE id = 2")
        await me.press(">")
        assert me.state.startswith("The stage Customer is not there any more.")
        assert list(board(me)) == ["▸ Prospect 14", "Raving fan 1", "Never bought 1"]


async def test_somebody_else_was_quicker(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b")
        changed(full, "UPDATE contact SET stage_id = 2 WHERE id = ?", KURT)
        await me.press(">")
        assert me.state.startswith("Kurt Lang is in Customer already.")


async def test_a_column_longer_than_the_window(full: Path) -> None:
    row = "INSERT INTO contact (uid, name, sort_key, stage_id, stage_since_at, owner_id, birthday, created_at,"
    row += " updated_at, safe_topics, off_limits, do_not_contact, search_text, version) SELECT 'n' || value,"
    row += " 'N ' || value, 'n' || substr('000' || value, -3), 3, '2026-01-01 00:00:00+00:00', 1, '',"
    row += " '2026-01-01 00:00:00+00:00', '2026-01-01 00:00:00+00:00', '', '', '', '', 1"
    numbers = "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 300) "
    changed(full, f"{numbers}{row} FROM n")
    async with desk.opened(full) as me:
        await me.press("g b", "2 l")
        assert list(board(me)) == ["Prospect 6", "Customer 8", "▸ Raving fan 301"]
        await me.press("G")
        assert (cursor(me), me.state[:10]) == ("N 300", "301 of 301")
        await me.press("1 5 0 k", "<")
        assert me.state.startswith("moved N 150 to Customer")
        assert (cursor(me), me.lines[-2].split()[-7:-4]) == ("N 151", ["151", "of", "300"])
        await me.press("g g", "u")
        assert (cursor(me), list(board(me))[-1]) == ("N 150", "▸ Raving fan 301")
        await me.resize(50, 24)
        await me.press("g g", "j", "<", "9 h", "u")
        assert board(me)["▸ Raving fan 301"][:3] == ["Chloé Dubois", "▸    N 1", "N 2"]
        await me.press("1 5 0 G")
        changed(full, "UPDATE contact SET sort_key = 'zz' WHERE name = 'N 150'")
        for _ in range(2):
            await me.press("R")
            assert cursor(me) == "N 149"


async def test_an_empty_book_says_what_to_press(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("g b")
        assert "Nobody yet." in me.words
        assert "o adds a contact." in me.words
        assert board(me)["Customer 0"] == ["Nobody here.", "o adds one."]
        for keys in (">", "<", "d", "enter", "e", "f", "x", "m c", "j", "G", "2 l", "h"):
            await me.press(keys)
            assert len(me.app.screen_stack) == 1
        assert "move right" not in me.lines[-1]
        assert board(me)["▸ Customer 0"][0] == "Nobody yet."
        await me.press("o")
        await me.type("Ada Ash")
        await me.press("ctrl+s")
        assert board(me)["▸ Customer 1"] == ["▸    Ada Ash"]
        assert board(me)["Prospect 0"] == ["Nobody here.", "o adds one."]


async def test_narrow_and_wide_windows_show_as_many_columns_as_fit(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", "3 l")
        await me.resize(200, 50)
        assert list(board(me)) == ["Prospect 6", "Customer 8", "Raving fan 1", "▸ Never bought 1", "Former 1"]
        assert "‼ Bob Stone bad news untold" in me.words
        assert "Chloé Dubois Café Été" in me.words
        assert "more ›" not in me.screen
        await me.resize(120, 40)
        assert len(board(me)) == 5
        await me.resize(40, 10)
        assert list(board(me)) == ["▸ Never bought 1"]
        assert "‹ 3 more  1 more ›" in me.screen
        await me.press("h", "h")
        assert cursor(me).split() == ["‼", "Bob", "Stone", "bad", "news", "untold"]
        for width, height in ((30, 8), (1, 1), (12, 5), (80, 24)):
            await me.resize(width, height)
        assert list(board(me)) == ["▸ Customer 8", "Raving fan 1", "Never bought 1"]


async def test_a_stage_with_a_long_name_keeps_its_count(full: Path) -> None:
    changed(full, "UPDATE stage SET name = 'Interessent:innen, die nächstes Jahr bauen' WHERE id = 1")
    async with desk.opened(full) as me:
        await me.press("g b")
        assert next(iter(board(me))) == "▸ Interessent:inn… 6"


async def test_without_utf_8_the_signs_are_ascii(full: Path) -> None:
    async with desk.opened(full, glyphs=ASCII) as me:
        await me.press("g b", "l", "2 l")
        assert list(board(me)) == ["Customer 8", "Raving fan 1", "> Never bought 1"]
        assert board(me)["Customer 8"][0] == "!! Bob Stone"
        assert cursor(me) == "~  Omar Said"
        assert ("- < 1 more -+" in me.lines[-4], "- 1 more > -+" in me.lines[-4]) == (True, True)


@pytest.mark.parametrize("keys", ["escape", "q"])
async def test_one_goes_back_to_today(full: Path, keys: str) -> None:
    async with desk.opened(full) as me:
        await me.press("g b", keys)
        assert "[Today]" in me.lines[0]
