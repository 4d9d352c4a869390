"""A machine that sleeps, with a book open on it: whoever wakes it finds it veiled, and locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.confidences import sitting, unlock
from tui import clock

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_the_first_key_finds_it_veiled_and_after_ten_minutes_locked(
    keyed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = [1000.0]
    monkeypatch.setattr(clock, "ticks", lambda: ticks[-1])
    async with sitting(keyed) as me:
        await me.press("enter", "C")
        await unlock(me)
        await me.press("escape")
        ticks.append(ticks[-1] + 599)
        await me.press("j")
        assert me.session.veiled
        assert me.session.vault.agent.is_open
        ticks.append(ticks[-1] + 600)
        await me.press("j")
        assert me.session.veiled
        assert not me.session.vault.agent.is_open
