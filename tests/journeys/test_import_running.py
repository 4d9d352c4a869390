"""An import under way: how far it is, keys that stay live, stopped, broken off, left."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import models
from models.exchange.importing import Progress, Report
from models.rules.refusals import BookUnusable
from screens.importing.screen import ImportScreen
from tests.journeys import desk
from tests.journeys.address_books import NAMES, asked, many
from tests.journeys.book import NOW
from tests.journeys.places import import_looked_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.journeys.desk import Desk

FIVE_SECONDS = timedelta(seconds=5)


async def test_a_huge_file_is_stopped_and_what_came_in_is_taken_back(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models.importing, "BATCH", 2)
    seen: list[str] = []
    tell = ImportScreen._tell

    def told(screen: ImportScreen, progress: Progress) -> None:
        tell(screen, progress)
        if screen._working:
            seen.append(str(progress.read))
            if progress.read >= 6:
                screen.app.simulate_key("escape")

    async with desk.opened(full) as me:
        before = me.rows(NAMES)
        await asked(me, many(tmp_path, 2000))
        monkeypatch.setattr(ImportScreen, "_tell", told)
        await me.press("Y")
        came_in = len(me.rows(NAMES)) - len(before)
        assert 6 <= came_in < 100
        assert f"stopped: {came_in} came in." in me.screen
        assert "u takes all of it back" in me.screen
        await me.press("P")
        assert "Save the report" not in me.screen
        await me.press("u")
        assert me.rows(NAMES) == before
        assert "would come in: 2,000 added" in me.screen


class Slowly:
    """Stands for the import of a file of any size: it tells how far it is, and waits until it is let go on."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.began = asyncio.Event()
        self.trouble: Exception | None = None

    async def __call__(self, *_: object, progress: Callable[[Progress], None], **__: object) -> list[Report]:
        progress(Progress(12_500, 370, 1_000, came_in=12_500))
        self.began.set()
        await self.go_on.wait()
        if self.trouble:
            raise self.trouble
        return [Report("x", read=1, added=1)]


async def keys(me: Desk, *names: str) -> None:
    """Press keys while something is worked on, which `Desk.press` would wait for."""
    for name in names:
        me.app.simulate_key(name)
    for _ in range(20):
        await me.pilot.pause()


async def slowly_begun(me: Desk, slowly: Slowly, monkeypatch: pytest.MonkeyPatch, *, key: str) -> None:
    """Press the key that looks, or imports, and see it begin."""
    monkeypatch.setattr(models.importing, "import_files", slowly)
    await keys(me, key)
    await slowly.began.wait()


async def test_keys_stay_live_while_it_looks_and_while_it_imports_and_then_nobody_leaves(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly = Slowly()
    async with desk.opened(full) as me:
        await import_looked_at(me)
        await slowly_begun(me, slowly, monkeypatch, key="R")
        me.now = NOW + FIVE_SECONDS
        await keys(me, "j", "tab")
        assert "looking… 12,500 read, 37 %" in me.screen
        assert "What is dropped shows here at the end." in me.screen
        await keys(me, "tab", "j", "Y")
        me.now = NOW + 2 * FIVE_SECONDS
        await keys(me, "j", "g", "c", "Q", "I", "a", "slash", "tab")
        assert "importing… 12,500 read, 37 %" in me.screen
        assert "esc stops: what came in stays, and can be taken back" in me.lines[-1]
        assert me.lines[0].startswith(" Today [Contacts]")
        await keys(me, "f1")
        assert "not before it is done" not in me.screen
        await keys(me, "escape")
        slowly.go_on.set()
        await me.settle()
        assert "came in: 1 added" in me.screen


async def test_a_rate_is_told_once_there_is_one(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slowly = Slowly()
    async with desk.opened(full) as me:
        await import_looked_at(me)
        await slowly_begun(me, slowly, monkeypatch, key="Y")
        me.now = NOW + FIVE_SECONDS
        screen = me.app.screen
        assert isinstance(screen, ImportScreen)
        screen._tell(Progress(12_500, 370, 1_000, came_in=12_500))
        await keys(me, "j")
        assert "importing… 12,500 read, 37 %, 2,500 a second" in me.screen
        slowly.trouble = BookUnusable("The disk is full.")
        slowly.go_on.set()
        await me.settle()
        assert "‼ The disk is full." in me.screen


async def test_an_import_that_breaks_off_says_what_came_in(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models.importing, "BATCH", 2)
    tell = ImportScreen._tell

    def told(screen: ImportScreen, progress: Progress) -> None:
        tell(screen, progress)
        if screen._working:
            raise BookUnusable("The disk is full.")

    async with desk.opened(full) as me:
        await asked(me, many(tmp_path, 9))
        monkeypatch.setattr(ImportScreen, "_tell", told)
        await me.press("Y")
        assert "‼ it broke off: 2 came in. The disk is full." in me.screen
        assert "u takes all of it back" in me.screen


async def test_leaving_while_it_looks_ends_the_look(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slowly = Slowly()
    async with desk.opened(full) as me:
        await import_looked_at(me)
        await slowly_begun(me, slowly, monkeypatch, key="R")
        await me.press("escape")
        assert "[Today]" in me.screen
