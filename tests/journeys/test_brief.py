"""The brief: what one reads in the minute before a call, and the guide for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db
from models.rules.words import Channel, Tone
from tests.data.desk import moment
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW
from tests.journeys.confidences import sitting

if TYPE_CHECKING:
    from pathlib import Path

BOB, ANNA = 1, 2


async def test_the_look(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("b")
        print(me.screen)
        await me.press("G")
        print(me.screen)
        await me.press("escape")
    async with desk.opened(full) as me:
        await me.press("A")
        print(me.screen)
        await me.type("x")
        await me.fill(hold="tomorrow 9am")
        print(me.screen)
        await me.press("ctrl+s")
        print(me.screen)
        await me.press("enter")
        print(me.screen)
        await me.press("g g", "enter")
        print(me.screen)
    async with desk.opened(full, now=NOW.replace(day=23)) as me:
        print(me.screen)
        await me.press("k")
        print(me.screen)
    assert 0
