"""Old text out of the file: what was deleted may lie on in the search index, in pages and in the write-ahead log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WAIT = 1.0
"""How many seconds to wait for somebody who reads or writes; the next try comes soon enough."""

_CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)"
_REBUILT = tuple(f"INSERT INTO {index} ({index}) VALUES ('rebuild')" for index in ("note_word", "note_substring"))  # noqa: S608  (our own words)


def scrubbed(book: Path) -> bool:
    """Write the file anew without what was deleted; say whether nothing of it is left in the file and its log.

    Somebody who still reads the book as it was keeps the old text there: then nothing is done but to say so. Others
    wait for their turn to write meanwhile, some seconds where there are a million contacts.
    """
    try:
        with closing(sqlite3.connect(book, timeout=WAIT, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            return _emptied(connection) and _rewritten(connection)
    except sqlite3.OperationalError:  # locked, or the disk is full: it is tried again
        return False


def _rewritten(connection: sqlite3.Connection) -> bool:
    """Rebuild the index of the notes, which keeps what was deleted, and every page: parts of a row may stay behind."""
    for sql in _REBUILT:
        connection.execute(sql)
    connection.execute("VACUUM")
    return _emptied(connection)


def _emptied(connection: sqlite3.Connection) -> bool:
    """Empty the write-ahead log; say whether nobody held on to what is in it."""
    is_busy, _, _ = connection.execute(_CHECKPOINT).fetchone()
    return not is_busy
