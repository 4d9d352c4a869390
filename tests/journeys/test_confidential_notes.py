"""Two members keep confidences in one book: written, read, changed, and hidden from everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.book import ANN, BEN
from tests.journeys.confidences import WORDS, sitting, unlock

if TYPE_CHECKING:
    from pathlib import Path


async def test_ann_confides_in_ben(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "C")
        assert "Unlock your key" in me.screen
        await unlock(me)
        assert "Confidential note on Bob Stone" in me.screen
        await me.type(WORDS)
        await me.press("tab", "space")
        assert "ann and ben can read it" in me.words
        await me.press("ctrl+s")
        assert "sealed on Bob Stone, for ann and ben" in me.state
        assert WORDS not in me.screen
    assert WORDS.encode() not in keyed.read_bytes()
    async with sitting(keyed, BEN) as me:
        await me.press("enter", "enter")
        assert WORDS not in me.screen
        await unlock(me)
        assert WORDS in me.screen
        await me.press("escape")
        assert WORDS not in me.screen
