"""Stages and reasons in Settings: the team names, orders and removes its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import models
from tests.journeys import desk
from tests.journeys.book import BEN, NOW
from tests.journeys.settings_of import come_to, set_to

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

CUSTOMER, FAN, FORMER = 2, 3, 5
STAGES = "SELECT name FROM stage WHERE archived_at IS NULL ORDER BY position, id"


def stages(me: Desk) -> list[str]:
    return [name for (name,) in me.rows(STAGES)]


async def test_a_stage_is_added_changed_and_put_elsewhere(full: Path) -> None:
    async with desk.opened(full) as me:
        await come_to(me, "stages")
        await me.press("o")
        await me.fill(name="Neighbour", kind="c", every_days="weekly")
        await me.press("ctrl+s")
        assert me.state.startswith("added the stage Neighbour  (u undoes it)")
        assert me.rows("SELECT kind, every_days FROM stage WHERE name = 'Neighbour'") == [("customer", 7)]
        await me.press("u")
        assert "Neighbour" not in stages(me)
        await me.press("g g", "J")
        assert stages(me)[:2] == ["Customer", "Prospect"]
        assert "Prospect" in me.current
        await me.press("K")
        assert stages(me)[0] == "Prospect"
        await me.press("e")
        await me.fill(name="[red]Lead[/] 花", kind="f", every_days="45d")
        await me.press("ctrl+s")
        assert "[red]Lead[/] 花" in me.current
        await me.press("g b")
        assert "[red]Lead[/] 花" in me.screen
        await me.press("g ,", "u")
        assert stages(me)[0] == "Prospect"


async def test_a_stage_that_holds_contacts_asks_where_they_go(full: Path) -> None:
    async with desk.opened(full) as me:
        [(held,)] = me.rows("SELECT count(*) FROM contact WHERE stage_id = ?", CUSTOMER)
        await come_to(me, "stages customer")
        await me.press("x")
        assert f"Delete Customer: where do its {held} go?" in me.screen
        await me.fill(to="r")
        await me.press("ctrl+s")
        assert me.state.startswith("deleted the stage Customer  (u undoes it)")
        assert "Customer" not in stages(me)
        assert me.rows("SELECT id FROM contact WHERE stage_id = ?", CUSTOMER) == []
        for place in ("g b", "g c", "g t"):
            await me.press(place)
            assert "Customer" not in me.screen
        await me.press("g ,", "u")
        assert me.rows("SELECT count(*) FROM contact WHERE stage_id = ?", CUSTOMER) == [(held,)]


async def test_an_empty_stage_goes_at_once_and_the_last_one_stays(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await come_to(me, "stages")
        await me.press("x", "x", "x", "x")
        assert len(stages(me)) == 1
        await me.press("x")
        assert "is the last stage there is. Add another one first." in me.words
        assert len(stages(me)) == 1


@pytest.mark.parametrize("keys", ["e", "x", "J", "K"])
async def test_a_stage_that_somebody_deleted_meanwhile_is_named_and_leaves_the_list(empty: Path, keys: str) -> None:
    async with desk.opened(empty) as me:
        await come_to(me, "stages raving")
        await models.stages.delete(FAN, by=BEN, at=NOW)
        await me.press(keys)
        assert me.state.startswith("Raving fan is not there any more: somebody else removed it.")
        assert "Raving fan" not in "\n".join(me.lines[:-2])


async def test_a_stage_deleted_while_its_form_is_open_is_said_in_the_form(full: Path) -> None:
    async with desk.opened(full) as me:
        await come_to(me, "stages former")
        await me.press("x")
        await models.stages.delete(FORMER, to=CUSTOMER, by=BEN, at=NOW)
        await me.press("ctrl+s")
        assert "There is no stage 5." in me.words


async def test_the_reasons_are_the_teams_own(full: Path) -> None:
    async with desk.opened(full) as me:
        await come_to(me, "reasons left")
        await me.press("o")
        await me.fill(name="moved away", ends="y")
        await me.press("ctrl+s")
        assert me.state.startswith("added the reason moved away")
        await me.press("G")
        assert "moved away" in me.current
        assert "contact ends" in me.current
        await me.press("K", "e")
        await me.fill(name="moved abroad", ends="n")
        await me.press("ctrl+s")
        assert "moved abroad" in me.current
        assert "contact ends" not in me.current
        await me.press("u")
        assert "moved away" in me.current
        await me.press("x")
        assert me.state.startswith("removed the reason moved away: who has it keeps it")
        assert "moved away" not in "\n".join(me.lines[:-2])
        await me.press("u")
        assert "moved away" in me.screen


async def test_a_reason_says_whose_doing_it_is_and_whether_to_ask_again(full: Path) -> None:
    async with desk.opened(full) as me:
        await set_to(me, "reasons left changed business", ours="y", again="y")
        assert me.state.startswith("changed the reason changed business")
        assert "ours, ask again" in me.current
        assert me.rows("SELECT ends_contact, is_ours, asks_again FROM reason WHERE name = 'changed business'") == [
            (0, 1, 1)
        ]
        await me.press("u")
        assert "ours" not in me.current
