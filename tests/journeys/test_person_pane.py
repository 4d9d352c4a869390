"""The pane beside or below a list: who is under the cursor."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from textual import events

import models
from models.reading import contact
from models.rules.text import BAD
from screens.frame import Frame
from tests.journeys import desk
from tests.journeys.book import BEN, NOW

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import pytest

    from tests.journeys.desk import Desk


WIDE = (200, 50)


BESIDE = 100
"""The column at which the pane stands beside the list."""


def beside(me: Desk) -> str:
    """What the pane beside the list says."""
    return " ".join(" ".join(line[BESIDE:] for line in me.lines[1:-2]).translate(desk.BORDERS).split())


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
