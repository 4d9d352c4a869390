"""Settings that somebody else removed meanwhile, and names as they are kept, not as they were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import models
from models.reading import choices
from models.rules.words import StageKind
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk


async def go_to(me: Desk, name: str) -> None:
    await me.press("g ,")
    for _ in range(60):
        if f"{me.current} ".startswith(f"▸ {name} "):
            return
        await me.press("j")
    message = f"no row of the settings is called {name}:\n{me.screen}"
    raise AssertionError(message)


@pytest.mark.parametrize("key", ["e", "x", "J", "enter"])
async def test_a_stage_deleted_elsewhere_is_said_to_be_gone(full: Path, key: str) -> None:
    async with desk.opened(full) as me:
        spare = await models.stages.add("Spare", StageKind.PROSPECT, by=ANN, at=NOW)
        await go_to(me, "Spare")
        await models.stages.delete(spare.id, by=BEN, at=NOW)
        await me.press(key)
        assert me.state.startswith("Spare is not there any more: ")
        assert "Spare" not in "".join(me.lines[:-2])


@pytest.mark.parametrize("key", ["e", "J"])
async def test_a_reason_removed_elsewhere_is_said_to_be_gone(full: Path, key: str) -> None:
    async with desk.opened(full) as me:
        spare = await models.reasons.add(StageKind.FORMER, "spare", by=ANN, at=NOW)
        await go_to(me, "spare")
        await models.reasons.remove(spare.id, by=BEN, at=NOW)
        await me.press(key)
        assert me.state.startswith("spare is not there any more: ")


async def test_names_are_said_as_they_are_kept(full: Path) -> None:
    async with desk.opened(full) as me:
        await go_to(me, "name")
        await me.press("e", "ctrl+u")
        await me.paste("Ann\x07 Moss")
        await me.press("ctrl+s")
        assert me.rows("SELECT name FROM member WHERE id = 1") == [("Ann Moss",)]
        assert me.state.startswith("you are Ann Moss in this book")


async def test_a_draft_of_a_choice_that_is_gone_leaves_the_usual_one(full: Path) -> None:
    async with desk.opened(full) as me:
        await models.stages.add("Spare", StageKind.PROSPECT, by=ANN, at=NOW)
        await me.press("o")
        await me.fill(name="Ada", stage="spare")
        assert me.typed["stage"] == "Spare"
        await me.press("escape")
        spare = {stage.name: stage.id for stage in await choices.stages()}["Spare"]
        await models.stages.delete(spare, by=BEN, at=NOW)
        await me.press("o")
        assert me.typed["stage"] == "Prospect"
        await me.fill(stage="c")
        await me.press("ctrl+s")
        assert me.rows("SELECT count(*) FROM contact WHERE name = 'Ada'") == [(1,)]


async def test_where_the_people_of_a_stage_go_is_asked_before_the_next_key(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g ,", "/ s t a g e s space c u s t o m e r enter")
        await me.press("x r ctrl+s")
        assert me.state.startswith("deleted the stage Customer  (u undoes it)")
        assert me.rows("SELECT name FROM stage WHERE archived_at IS NOT NULL") == [("Customer",)]
