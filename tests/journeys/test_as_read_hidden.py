"""Everything about somebody is read to them, and in the middle of it one hides what is confidential."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.book import ANN
from tests.journeys.confidences import confided, lock, sitting, unlock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.journeys.desk import Desk

    Hides = Callable[[Desk], Awaitable[None]]

LONG = "\n".join(f"owes money, line {number}" for number in range(40))


async def veil(me: Desk) -> None:
    await me.press("f2")


async def veil_and_back(me: Desk) -> None:
    await me.press("f2", "f2")
    await me.press("f2")


@pytest.mark.parametrize("hides", [veil, veil_and_back, lock])
@pytest.mark.parametrize("goes", ["G", "3 0 j", "1 5 j"])
async def test_wherever_one_is_in_it_all_is_hidden_and_one_reads_on(keyed: Path, hides: Hides, goes: str) -> None:
    await confided(keyed, words=LONG)
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "=", "enter")
        await unlock(me)
        await me.press(goes)
        await hides(me)
        assert "as they would read it" in me.screen
        assert "owes money" not in me.screen
        for key in ("j", "k", "pageup", "pagedown", "G", "g g"):
            await me.press(key)
            assert "owes money" not in me.screen
        assert "WHO THEY ARE" in me.screen
