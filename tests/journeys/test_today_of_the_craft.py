"""Today with problems, rumours, promises to check, stale needs and announcements: why, and what the keys do there."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import models
from models import db
from models.follow_ups import FollowUp
from models.history import changing
from models.problems import Problem
from models.rules.words import Channel, Purpose, Step, Tone
from tests.journeys import desk
from tests.journeys.book import ANN, NOW
from tests.journeys.settings_of import set_to

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.command import Command

BOB, DORA, EVA = 1, 4, 5
RUMOUR = "they move to Leeds"


async def _problem(contact_id: int, text: str, step: Step | None) -> None:
    async with changing("contact.edit", by=ANN, at=NOW) as change:
        owner = {"contact_id": contact_id, "text": text, "owner_id": ANN}
        problem = await change.create(Problem, **owner, by_id=ANN, opened_at=NOW - timedelta(days=5))
        if step:
            how = {"channel": Channel.CALL, "purpose": Purpose.SERVICE, "tone": Tone.NEUTRAL}
            plan = {"problem_id": problem.id, "step": step.value, "due_at": NOW - timedelta(days=1), **how}
            await change.create(FollowUp, **owner, **plan, created_by_id=ANN, created_at=NOW)


async def _news(path: Path) -> None:
    async with db.opened(path):
        await _happened()


async def _happened() -> None:
    await _problem(DORA, "the roof leaks", None)
    await _problem(BOB, "the bill is wrong", Step.FIX)
    await _problem(EVA, "the tiles came late", Step.CHECK)
    await models.rumours.add(BOB, RUMOUR, by=ANN, at=NOW)
    await models.needs.add(EVA, "one invoice a month", by=ANN, at=NOW - timedelta(days=200))
    await models.announcements.add("we move", by=ANN, at=NOW)


@pytest.fixture
def busy(full: Path) -> Path:
    """The book with everybody in it, and something of every kind."""
    asyncio.run(_news(full))
    return full


async def test_every_kind_stands_in_its_place_under_its_heading(busy: Path) -> None:
    async with desk.opened(busy) as me:
        await me.resize(120, 60)
        headings = [line[2:].split("  ")[0].strip() for line in me.lines if line[2:6].isupper()]
        assert headings == [
            *("BAD NEWS UNTOLD 1", "PROBLEM WAITING 2", "RUMOUR 1", "PROMISE TO CHECK 1", "FOLLOW-UPS DUE 3"),
            *("LEFT, REASON UNKNOWN 1", "NEVER BOUGHT, REASON UNKNOWN 1", "NEED STALE 1", "ANNOUNCEMENT UNTOLD 1"),
            *("DRIFTED 1", "BIRTHDAYS 1"),
        ]
        for words in ("fix: the bill is wrong", "5d ", RUMOUR, "one invoice a month", ": we move"):
            assert words in me.screen


async def test_a_rumour_is_opened_put_off_and_veiled(busy: Path) -> None:
    async with desk.opened(busy) as me:
        await me.press("j", "j", "j")
        assert RUMOUR in me.current
        assert " now " in me.current
        await me.press("f2")
        assert RUMOUR not in me.screen
        assert "◆ veiled" in me.current
        await me.press("f2", "enter")
        assert f"‼ Heard today: {RUMOUR}. Call them." in me.screen
        assert "‼ Problem: fix it by call, due yesterday: the bill is wrong." in me.screen
        await me.press("escape", "s w")
        assert RUMOUR not in me.screen
        await me.press("u")
        assert RUMOUR in me.screen


async def test_the_days_after_which_a_need_is_stale_are_agreed_on(busy: Path) -> None:
    async with desk.opened(busy) as me:
        await me.press("G")
        assert "NEED STALE 1  ask again" in me.screen
        await set_to(me, "needs are stale", value="300")
        await me.press("g t", "G")
        assert "NEED STALE" not in me.screen
        await set_to(me, "needs are stale", value="many")
        assert "Days are a number, such as 7." in me.screen


@pytest.mark.usefixtures("busy")
def test_the_command_line_names_what_is_no_follow_up_as_its_verb_does(cli: Command) -> None:
    lines = cli("today").lines
    (fix, check) = (row_id for (row_id,) in cli.rows("SELECT id FROM follow_up WHERE step <> '' ORDER BY id"))
    at = lines.index("RUMOUR 1  call today")
    assert [" ".join(line.split()) for line in lines[at + 1 : at + 3]] == [
        "‼ now Bob Stone, Customer [rumour 1]",
        f"Heard today: {RUMOUR}. Call them.",
    ]
    assert any(line.startswith(f"‼  [{fix}]") and "Bob Stone" in line for line in lines)
    assert any(line.startswith(f"‼  [{check}]") and "Eva Brandt" in line for line in lines)
    assert any(line.endswith("[need 1]") for line in lines)
    assert any(line.endswith("[announce 1]") for line in lines)


@pytest.mark.usefixtures("busy")
def test_json_tells_what_is_behind_a_reason_and_that_it_is_no_follow_up(cli: Command) -> None:
    found = {line["kind"]: line for line in cli("today", "--json").json["outreach"]}
    assert [(found[kind]["follow_up"], found[kind]["subject"]) for kind in ("rumour", "need", "announcement")] == (
        [(None, 1)] * 3
    )
    assert found["promise"]["follow_up"] == found["promise"]["subject"]
    assert found["drift"]["subject"] is None
