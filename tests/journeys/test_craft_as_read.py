"""All of the craft as they would read it: needs, rumours, problems, favours, what they were told and know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models import db
from models.follow_ups import FollowUp
from models.held_notes import HeldNote
from models.history import changing
from models.problems import Problem
from models.reading import history
from models.rules.words import Channel, Direction, Truth, Weight
from screens.as_read import words
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW, day
from tests.journeys.confidences import lock, sitting, unlock
from tests.journeys.secrets_kept import HOW, TITLE, secret_of

if TYPE_CHECKING:
    from pathlib import Path

BOB, ANNA = 1, 2
TALL = (100, 120)
ME: dict[str, Any] = {"by": ANN, "at": NOW}


async def crafted(path: Path) -> None:
    """Keep something of each kind about Bob."""
    async with db.opened(path):
        await models.needs.add(BOB, "delivery before 8", weight=Weight.VITAL, note="or never", **ME)
        await models.rumours.add(BOB, "they move to Leeds", source="the postman", **ME)
        await models.rumours.close(1, "only his son", truth=Truth.PARTLY, **ME)
        await models.favours.add(BOB, "at the fair", introduced_id=ANNA, **ME)
        await models.favours.add(ANNA, direction=Direction.OUT, introduced_id=BOB, by=BEN, at=NOW)
        await models.announcements.add("Prices rise", query="bob", **ME)
        await models.announcements.told(1, BOB, "thinks that is fair", channel=Channel.CALL, **ME)
        await models.announcements.add("We close in August", query="bob", **ME)
        await models.contacts.promise_discretion(BOB, by=BEN, at=day("2026-11-20 10:30"))
        async with changing("problem.add", **ME) as change:
            mine: dict[str, Any] = {"contact_id": BOB, "owner_id": ANN, "by_id": ANN}
            words = {"text": "it leaks", "wanted": "money", "solution": "a new roof", "closing": "done"}
            row = await change.create(Problem, opened_at=NOW, amount=120_050, fault="ours", **words, **mine)
            plan = {"channel": "call", "purpose": "service", "tone": "good", "created_at": NOW, "created_by_id": ANN}
            step = {"problem_id": row.id, "step": "fix", "text": "send the roofer", "due_at": NOW, "owner_id": ANN}
            await change.create(FollowUp, contact_id=BOB, **plan, **step)


async def test_all_of_it_stands_there(full: Path) -> None:
    await crafted(full)
    async with desk.opened(full, size=TALL) as me:
        await me.press("g c", "/", "b o b", "enter", "=")
        told = me.words
        for words in (
            "discretion promised 20 Nov 2026 10:30 by ben",
            "need, vital, by ann delivery before 8 or never",
            "rumour, from the postman, partly, by ann, closed 21 Nov 2026 they move to Leeds only his son",
            "problem, for ann, 1,200.50, fault: ours, by ann it leaks they want: money agreed: a new roof done",
            "they did us a favour, introduced Anna Moss, by ann at the fair",
            "introduced through Anna Moss, by ben",
            "told, call, by ann Prices rise thinks that is fair",
            "call, spoke, news, by ann",
            "to be told, by ann We close in August",
            "a step of a problem, fix, open, call, service, good, for ann, planned by ann send the roofer",
            "noted what you were told, by ann",
            "promised to be discreet, by ben",
        ):
            assert words in told, words
        await me.press("f2")
        assert "they move to Leeds" not in me.screen
        assert "delivery before 8" in me.screen


async def test_what_they_know_of_a_secret_stands_there_for_its_readers_while_it_is_open(keyed: Path) -> None:
    await secret_of(keyed)
    async with sitting(keyed, ANN, size=TALL) as me:
        await me.press("g c", "/", "b o b", "enter", "=")
        assert "What they know of secrets is not told while those are locked." in me.words
        assert TITLE not in me.screen
        await me.press("enter")
        await unlock(me)
        assert f"knows: {TITLE}" in me.words
        assert f"how: {HOW}" in me.words
        await me.press("f2")
        assert TITLE not in me.screen
        await me.press("f2")
        await me.settle()
        await lock(me)
        assert TITLE not in me.screen
    async with sitting(keyed, BEN, size=TALL) as me:
        await me.press("g c", "/", "b o b", "enter", "=")
        assert "secrets" not in me.words


async def test_a_note_that_cools_off_is_not_there(full: Path) -> None:
    async with db.opened(full), changing("held.add", **ME) as change:
        words = {"text": "he is a fool", "uid": "u1", "by_id": ANN, "contact_id": BOB}
        await change.create(HeldNote, at=NOW, until_at=NOW, **words)
    async with desk.opened(full, size=TALL) as me:
        await me.press("g c", "/", "b o b", "enter", "=")
        assert "WHAT HAPPENED" in me.screen
        assert "fool" not in me.screen


def test_whatever_is_done_about_a_contact_is_said_in_words_for_them() -> None:
    about_one = {verb for verb, said in history._SAID.items() if "{name}" in said}
    assert about_one - words._DONE.keys() == set()
