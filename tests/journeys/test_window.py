"""The window changes its size: what is shown is as large as the window is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Resize
from textual.geometry import Size

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = Size(40, 10)


@pytest.mark.parametrize("keys", ["g t", "g c", "o", "x", "?"])
async def test_a_size_that_comes_too_late_changes_nothing(full: Path, keys: str) -> None:
    async with desk.opened(full) as me:
        await me.press(keys)
        before = me.lines
        me.app.screen.post_message(Resize(LONG_AGO, LONG_AGO))
        await me.settle()
        assert me.app.screen._compositor.size == me.app.size
        assert me.lines == before
