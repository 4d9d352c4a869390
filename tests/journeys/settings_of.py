"""The way to a setting and what is done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.desk import Desk


async def come_to(me: Desk, words: str) -> None:
    """Open the settings and find the first row that has these words."""
    await me.press("g ,", "/", "ctrl+u")
    await me.type(words)
    await me.press("enter")


async def set_to(me: Desk, words: str, **fields: str) -> None:
    """Change the setting that is found by these words."""
    await come_to(me, words)
    await me.press("e")
    await me.fill(**fields)
    await me.press("ctrl+s")
