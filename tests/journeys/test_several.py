"""Any number of several words, ticked by keys."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from screens.form import Field, Form, Values
from tests.journeys import desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

MANY = tuple(f"Member number {place}" for place in range(9))


@asynccontextmanager
async def asked(path: Path, options: Sequence[str], value: str = "") -> AsyncIterator[tuple[desk.Desk, list[Values]]]:
    saved: list[Values] = []

    async def save(values: Values) -> bool:
        saved.append(values)
        return True

    async with desk.opened(path) as me:
        fields = [Field("who", "who", value, options=tuple(options), several=True), Field("text", "text")]
        me.app.push_screen(Form(me.session, "Who?", fields, save))
        await me.settle()
        yield me, saved


async def test_few_stand_in_one_line(empty: Path) -> None:
    async with asked(empty, ("ann", "ben", "[/b] cara")) as (me, saved):
        assert "[ ] ann  [ ] ben  [ ] [/b] cara" in me.screen
        await me.press("space", "right", "right", "space", "left", "l", "space", "h", "h", "h", "space")
        assert "[ ] ann  [ ] ben  [ ] [/b] cara" in me.screen
        await me.press("space", "j", "space", "k", "ctrl+s")
        assert saved == [{"who": "ann\nben", "text": ""}]


async def test_many_stand_below_each_other(empty: Path) -> None:
    async with asked(empty, MANY) as (me, saved):
        await me.press("down", "space", *["down"] * 20, "space")
        assert "[x] Member number 1" in me.screen
        assert "[x] Member number 8" in me.screen
        await me.resize(40, 24)
        assert "[x] Member number 8" in me.screen
        await me.press("ctrl+z")
        assert "[x]" not in me.screen
        await me.press("ctrl+s")
        assert saved == [{"who": "", "text": ""}]


async def test_what_is_no_option_any_more_is_left_out(empty: Path) -> None:
    async with asked(empty, ("ann", "ben"), "zoe\nben") as (me, _):
        assert "[ ] ann  [x] ben" in me.screen


async def test_nobody_to_tick_is_no_trouble(empty: Path) -> None:
    async with asked(empty, ()) as (me, saved):
        await me.press("space", "down", "ctrl+s")
        assert saved == [{"who": "", "text": ""}]


async def test_one_sees_the_option_one_is_at_in_a_list_longer_than_the_window(empty: Path) -> None:
    async with asked(empty, [f"Member number {place:02}" for place in range(21)]) as (me, _):
        await me.resize(40, 10)
        for place in range(21):
            await me.press("space")
            assert f"[x] Member number {place:02}" in me.screen
            await me.press("j")
        for place in reversed(range(20)):
            await me.press("k")
            assert f"[x] Member number {place:02}" in me.screen


async def test_a_long_name_does_not_push_out_whose_account_it_is(empty: Path) -> None:
    async with asked(empty, [f"{'x' * 200} (eve)", f"{'日' * 200} (mallory)"]) as (me, _):
        assert "x (eve)" in me.screen
        assert "日 (mallory)" in me.screen
