"""JSON: everything of a book goes out, and in an empty one it is all there again."""

import asyncio
import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import models
from models import db
from models.exchange import importing, json_values, json_writing
from models.exchange.importing import OnDuplicate
from models.rules.refusals import Refused
from models.rules.when import Moment
from models.rules.words import Channel, Outcome, Tone
from tests.data.cards import Desk, card, counts, told
from tests.data.desk import ADA, GRACE, NEVER, NOW, bob, count, days, everything, one, rows
from tests.data.json_books import HOSTILE, a_team_at_work, copied, outreach, said, text


async def test_everything_comes_back(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_writing, "_PAGE", 4)
    monkeypatch.setattr(importing, "BATCH", 3)
    async with db.opened(copied(template, tmp_path, "full.db")):
        await a_team_at_work()
        await Desk(tmp_path).take(card("FN:Ida Lind", "TITLE:Dr", "X-ODD:a\\,b"))
        before, reasons = await text(), await outreach()
        searched = await rows("SELECT uid, search_text FROM contact ORDER BY uid")
    async with db.opened(copied(template, tmp_path, "empty.db")):
        report = await Desk(tmp_path).take(before, "all.json")
        assert (counts(report), told(report)) == ((10, 0, 0, 0), [])
        assert await text() == before
        assert await outreach() == reasons
        assert await rows("SELECT uid, search_text FROM contact ORDER BY uid") == searched
        assert await one("SELECT indexed_region FROM business") == "GB"


async def test_a_second_time_nothing_comes_in(template: Path, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with db.opened(copied(template, tmp_path, "full.db")):
        await a_team_at_work()
        before = await everything()
        for how in (OnDuplicate.SKIP, OnDuplicate.UPDATE):
            report = await desk.take(await text(), "all.json", on_duplicate=how)
            assert (counts(report), told(report)) == ((0, 0, 9, 0), [])
            assert await everything() == before


async def test_an_import_is_undone_whole_and_done_again(template: Path, tmp_path: Path) -> None:
    async with db.opened(copied(template, tmp_path, "full.db")):
        await a_team_at_work()
        full = await text()
    async with db.opened(copied(template, tmp_path, "empty.db")):
        empty = await everything()
        await Desk(tmp_path).take(full, "all.json")
        await models.undo.last(by=ADA, at=NOW)
        assert await everything() == empty
        assert counts(await Desk(tmp_path).take(full, "all.json")) == (9, 0, 0, 0)
        assert await text() == full
