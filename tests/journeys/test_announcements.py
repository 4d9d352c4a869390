"""You change, too: what is announced, who was told how and when, and who was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screens.glyphs import ASCII
from tests.journeys import desk

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
