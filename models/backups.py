"""Backups: whole copies of the book, made while others write; and where the last one lies."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, NamedTuple

from tortoise import fields
from tortoise.models import Model

from models import db
from models.engine import book_copy
from models.engine.fields import UTCField, link, written

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

    from models.engine.book_copy import Copy


class Backup(Model):
    """The one row: the last copy. A copy holds the row that is about itself.

    `history_id` is the last of history that is in it: what comes after it happened since.
    """

    id = fields.IntField(primary_key=True)
    path = fields.TextField()
    made_at = UTCField()
    by_id: int
    by = link("Member")
    contacts = fields.IntField()
    history_id = fields.IntField()

    class Meta:
        """Where the last copy is noted."""

        table = "backup"
        table_description = "Where the last copy of the book lies"


class Made(NamedTuple):
    """A copy that was made and verified. `orphans` are rows that point to what is not there, in the book as in it."""

    file: Path
    contacts: int
    bytes: int
    orphans: int

    @property
    def said(self) -> str:
        """What was copied, in words: "1,234 contacts"."""
        return f"{self.contacts:,} contact{'' if self.contacts == 1 else 's'}"


_NOTE = "INSERT OR REPLACE INTO backup (id, path, made_at, by_id, contacts, history_id) VALUES (1, ?, ?, ?, ?, ?)"


async def make(file: Path, *, by: int, at: datetime) -> Made:
    """Make a whole, verified copy of the open book, for its owner alone; other sessions go on writing.

    `file` is replaced if all that is in it is in the book, too, as in an older copy. It appears whole or not at all.
    Raises Refused, NotFound for a folder that is not there, BookUnusable.
    """
    copy, note = await asyncio.to_thread(_made, db.path(), file, by=by, at=at)
    async with db.transaction() as connection:
        await connection.execute_query(_NOTE, note)
    return Made(file, copy.contacts, copy.bytes, copy.orphans)


async def check(file: Path) -> None:
    """Look whether a copy of the open book can be kept in `file`. Raises Refused, NotFound."""
    await asyncio.to_thread(book_copy.check_target, file, db.path())


def _made(book: Path, file: Path, *, by: int, at: datetime) -> tuple[Copy, list[object]]:
    target = book_copy.check_target(file, book)
    note: list[object] = [os.fsencode(target).decode("utf-8", "replace"), written(at), by]

    def mark(connection: sqlite3.Connection, holds: Copy) -> None:
        note.extend((holds.contacts, holds.history_id))
        connection.execute(_NOTE, note)

    with book_copy.appearing(target, named=file) as fresh:
        return book_copy.copied(book, fresh, mark=mark), note
