"""Tries to use a book, and looks at what is in one."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import models
from models import db
from models.rules.refusals import BookUnusable

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


async def opens(path: Path) -> str:
    """Open a book, read and write; return the sentence that says why not, with PATH for its path, or ""."""
    try:
        async with db.opened(path):
            by = await models.members.present("ada", at=NOW)
            await models.contacts.add("Dan Brook", by=by, at=NOW)
    except BookUnusable as error:
        said = str(error)
        assert str(path) in said
        assert "\n" not in said
        return said.replace(str(path), "PATH")
    return ""


def contents(path: Path) -> list[tuple[object, ...]]:
    """Return the names of the contacts in a whole book."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT name FROM contact ORDER BY id").fetchall()
