"""What an open problem stops, whom it is handed to, and what opens one by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db
from tests.journeys.book import ANN, BEN, NOW
from tests.journeys.desk import opened
from tests.journeys.problems_open import EVA, with_eva

if TYPE_CHECKING:
    from pathlib import Path


async def test_selling_is_stopped_with_the_reason(full: Path) -> None:
    await with_eva(full)
    async with opened(full) as me:
        await me.press("g p", "f")
        await me.fill(text="the autumn offer", when="tomorrow", purpose="sales")
        assert "A problem is open with them: “the roof leaks”. Solve that first" in me.words
        await me.press("ctrl+s")
        assert me.rows("SELECT count(*) FROM follow_up WHERE purpose = 'sales'") == [(0,)]
        await me.fill(despite="she asked for it")
        await me.press("ctrl+s")
        assert me.rows("SELECT rule, reason, by_id FROM override") == [("sell", "she asked for it", ANN)]


async def test_selling_stops_in_the_log_and_in_what_was_planned_before(full: Path) -> None:
    async with db.opened(full):
        await models.contacts.edit(EVA, every_days=None, by=ANN, at=NOW)
    async with opened(full) as me:
        await me.press("/")
        await me.type("Eva")
        await me.press("enter", "f")
        await me.fill(text="the offer", when="today", purpose="sales")
        await me.press("ctrl+s", "c p")
        await me.fill(text="the roof leaks")
        await me.press("ctrl+s", "g f")
        await me.go_down_to("the offer")
        await me.press("d")
        assert "A problem is open with them" in me.words
        await me.fill(despite="she rang about it")
        await me.press("ctrl+s")
        assert me.rows("SELECT purpose FROM interaction WHERE contact_id = 5 ORDER BY id DESC LIMIT 1") == [("sales",)]
        assert me.rows("SELECT reason FROM override") == [("she rang about it",)]


async def test_our_own_mistake_opens_one(full: Path) -> None:
    async with opened(full) as me:
        await me.press("/")
        await me.type("Eva")
        await me.press("enter", "m f")
        await me.fill(reason="our", note="sent the wrong tiles")
        assert "our own doing: a problem is opened" in me.words
        await me.press("ctrl+s")
        assert me.state.startswith("moved Eva Brandt to Former: ours, so a problem is open")
        assert me.rows("SELECT text, fault FROM problem") == [("our mistake: sent the wrong tiles", "ours")]


async def test_the_reason_stays_dated_when_they_come_back(full: Path) -> None:
    async with opened(full) as me:
        await me.press("/")
        await me.type("Eva")
        await me.press("enter", "m f")
        await me.fill(reason="money")
        await me.press("ctrl+s", "m c", "enter")
        assert "Customer → Former (money)" in me.words
        assert "Former → Customer" in me.words
        assert me.rows("SELECT reason_id FROM contact WHERE id = 5") == [(None,)]


async def test_archiving_over_one_asks_why(full: Path) -> None:
    await with_eva(full)
    async with opened(full) as me:
        await me.press("g p", "x", "y")
        assert "a problem open: why?" in me.words
        await me.fill(reason="she moved away")
        await me.press("ctrl+s")
        assert me.rows("SELECT rule, reason FROM override") == [("archive", "she moved away")]
        assert "No problem is open." in me.words


async def test_who_leaves_hands_over(full: Path) -> None:
    async with db.opened(full):
        await models.problems.add(EVA, "the roof leaks", owner_id=BEN, by=ANN, at=NOW)
        await models.follow_ups.edit(1, owner_id=BEN, by=ANN, at=NOW)
    async with opened(full) as me:
        await me.press("g ,")
        await me.go_down_to("ben")
        await me.press("x")
        assert "Who tells the news, and solves the problems, of ben?" in me.words
        await me.press("ctrl+s", "y")
        assert me.state.startswith("ben is a member no more")
        assert me.rows("SELECT owner_id FROM problem") == [(ANN,)]
        theirs = "SELECT DISTINCT owner_id FROM follow_up WHERE tone = 'unpleasant' OR step <> ''"
        assert me.rows(theirs) == [(ANN,)]
