"""Copies of the book in Settings: made while one goes on, and the way back told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules.refusals import Refused
from tests.journeys import desk
from tests.journeys.settings_of import come_to

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_a_copy_of_the_book_is_made_while_one_goes_on(full: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with desk.opened(full) as me:
        await come_to(me, "last copy")
        assert "none yet" in me.current
        await me.press("enter")
        await me.fill(file=" ")
        await me.press("ctrl+s")
        assert "Name a file, best on another disk." in me.words
        await me.fill(file=str(full))
        await me.press("ctrl+s")
        assert "is the book itself. Name another file to keep a copy in." in me.words
        await me.fill(file=str(copy))
        await me.press("ctrl+s")
        await me.app.workers.wait_for_complete()
        assert me.words.count("kept a copy of 17 contacts in") == 1
        assert copy.is_file()
        assert "21 Nov 09:14" in me.current


async def test_a_copy_that_came_to_nothing_is_said(full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuses(*_: object, **__: object) -> None:
        raise Refused("The disk is full.")

    monkeypatch.setattr(models.backups, "make", refuses)
    async with desk.opened(full) as me:
        await come_to(me, "last copy")
        await me.press("e")
        await me.fill(file=str(tmp_path / "copy.db"))
        await me.press("ctrl+s")
        await me.app.workers.wait_for_complete()
        assert me.state.startswith("The disk is full.")


async def test_how_to_go_back_is_said(full: Path) -> None:
    async with desk.opened(full) as me:
        await come_to(me, "go back copy")
        assert "on the command line" in me.current
        await me.press("enter")
        assert me.state.startswith("leave with Q, and go back with: wellkept restore FILE")
