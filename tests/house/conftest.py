"""A book with something of everything in it."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

import models
from models import backups, db, extras
from models.history import changing
from models.rules.when import Moment
from models.rules.words import Channel, Outcome, Tone
from tests.house.trying import NOW

FORMER = 5
CRAFT = (
    "UPDATE interaction SET purpose = ''",
    "INSERT INTO need VALUES (1, 'oak', 2, '', '2026-06-10', NULL, '2026-06-10', 1, 1, 2)",
    "INSERT INTO rumour VALUES (1, 'moving', 'a friend', '2026-06-10', '', '', NULL, 1, 1, NULL, 2)",
    "INSERT INTO problem VALUES (1, 'late', 100, '', '', '', '2026-06-10', NULL, NULL, NULL, '', '', 1, 1, 2, 1)",
    "INSERT INTO favour VALUES (1, 'in', '', '2026-06-10', 1, 2, 3)",
    "INSERT INTO announcement VALUES (1, 'moving', '', '', '2026-06-10', NULL, 1, 1)",
    "INSERT INTO disclosure VALUES (1, NULL, '', '', 1, NULL, 2)",
    "INSERT INTO held_note VALUES (1, 1, '2026-06-10', '2026-06-10', 'calm', '', 1, 2)",
)
"""Rows of the craft; and nothing in a column of an older table, as what is in it goes when the column does."""
SEALED = (
    "INSERT INTO identity (member_id, age, sign, sealed, made_at) SELECT 1, 1, 1, 1, 1",
    "INSERT INTO key_entry (body, signature) VALUES ('{}', '-')",
    (
        "INSERT INTO confidence (uid, contact_id, by_id, at, revision, sealed, was_open, has_residue)"
        " SELECT 1, 2, 1, 1, 1, 1, 0, 0"
    ),
    "INSERT INTO confidence_reader (confidence_id, member_id, key) VALUES (1, 1, 'k')",
)
"""Rows where keys and sealed notes lie: what is in them is nobody's."""


async def _filled(path: Path) -> None:
    async with db.opened(path):
        by = await models.members.present("ada", at=NOW)
        for name in ("Bob Stone", "Chloé Marsh", "山田 太郎"):
            added = await models.contacts.add(
                name,
                by=by,
                at=NOW,
                company="Stone & Sons",
                emails=["b@stone.example"],
                phones=["+1 555 0100"],
                tags=["roof", "loyal"],
                every_days=30,
                birthday="--06-12",
                safe_topics="sailing",
                off_limits="the divorce",
            )
            for tone in (Tone.NEUTRAL, Tone.UNPLEASANT):
                await models.follow_ups.add(added.id, Moment(NOW), tone=tone, repeat="1m", by=by, at=NOW)
            await models.follow_ups.done(added.id, "hello", outcome=Outcome.SPOKE, by=by, at=NOW)
            await models.interactions.log(added.id, "hello", channel=Channel.CALL, by=by, at=NOW)
            await models.notes.add(added.id, "likes sailing", by=by, at=NOW)
        async with changing("import", by=by, at=NOW) as change:
            await extras.add(1, ["TITLE:Roofer"], change=change)
        await models.stage_changes.move(1, FORMER, reason="money", by=by, at=NOW)
        await models.contacts.archive(1, reason="moved away", by=by, at=NOW)
        reason = await db.reader().number("SELECT min(id) FROM outreach")
        await models.snoozes.snooze(reason, NOW + timedelta(days=3), by=by, at=NOW)
        await models.stages.rename(1, "Lead", by=by, at=NOW)
        await backups.make(path.with_name("copy.db"), by=by, at=NOW)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "book.db"
    asyncio.run(_filled(path))
    with closing(sqlite3.connect(path)) as connection, connection:
        for sql in (*CRAFT, *SEALED):
            connection.execute(sql)
    return path


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(filled, tmp_path / "book.db"))
