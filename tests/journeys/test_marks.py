"""Marking rows: one, a range, all, and how long a mark stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import models
from screens import marking
from screens.glyphs import ASCII
from tests.journeys import desk
from tests.journeys.book import BEN, NOW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk


def marked(me: Desk, sign: str = "✓") -> list[str]:
    """The rows with a mark, by the beginning of each."""
    return [line[3:].strip("~‼●* ")[:12].strip() for line in me.lines if line[2:3] == sign]


async def test_space_marks_and_goes_down_and_marks_again_takes_away(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "space", "space")
        assert marked(me) == ["Anna Moss", "Bob Stone"]
        assert "2 marked   3 of 17" in me.state
        await me.press("k", "space")
        assert marked(me) == ["Anna Moss"]
        await me.press("1 0 0 space")
        assert "16 marked   17 of 17" in me.state
        await me.press("escape")
        assert marked(me) == []
        assert "marked" not in me.state
        assert "[Contacts]" in me.screen


async def test_a_range_goes_from_the_last_mark_either_way(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "j", "V")
        assert marked(me) == ["Bob Stone"]
        await me.press("3 j", "V")
        assert "4 marked" in me.state
        await me.press("g g", "V")
        assert "5 marked" in me.state
        await me.press("V")
        assert "5 marked" in me.state


async def test_all_are_marked_and_turned_round(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "*")
        assert "17 marked   1 of 17" in me.state
        await me.press("space", "~")
        assert marked(me) == ["Anna Moss"]


@pytest.mark.parametrize("keys", ["*", "~", "G V", "9 space"])
async def test_too_many_are_not_marked_at_all(full: Path, keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST", 5)
    async with desk.opened(full) as me:
        await me.press("g c", "space", keys)
        assert "so nothing was marked. Find fewer with / first." in me.words
        await me.press("j")
        assert "1 marked" in me.state


async def test_marks_stay_while_one_moves_finds_and_reads_anew(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "space", "G", "R")
        assert "1 marked" in me.state
        await me.press("/", "l a n g enter", "space")
        assert "2 marked" in me.state
        await me.press("g t", "g c")
        assert "2 marked" in me.state


async def test_a_mark_stays_with_who_is_renamed(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "space", "k", "e")
        await me.fill(name="Zora Moss")
        await me.press("ctrl+s")
        assert me.current.startswith("▸✓●  Zora Moss")
        await me.press("space")
        assert "marked" not in me.state


async def test_the_mark_of_what_is_gone_goes(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "2 space")
        await models.contacts.archive(2, by=BEN, at=NOW)
        await me.press("R")
        assert "1 marked" in me.state
        assert marked(me) == ["Bob Stone"]


async def test_a_mark_is_a_sign_and_a_weight_also_in_ascii(full: Path) -> None:
    async with desk.opened(full, glyphs=ASCII) as me:
        await me.press("g c", "space")
        assert marked(me, "+") == ["Anna Moss"]
        y = next(y for y, line in enumerate(me.lines) if line[2:3] == "+")
        strips = me.app.screen._compositor.render_strips()
        name = next(part for part in strips[y] if "Anna" in part.text)
        assert name.style is not None
        assert name.style.bold


async def test_nobody_can_be_marked_in_an_empty_list(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("g c", "space", "V", "*", "~")
        assert "marked" not in me.screen
