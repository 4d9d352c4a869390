"""Failures of the database itself, behind whatever error they came as."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from models.engine import book_file

if TYPE_CHECKING:
    from pathlib import Path

    from models.rules.refusals import BookUnusable

_OURS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.NotSupportedError)
"""What SQLite raises for mistakes of the program; the file is not to blame."""


def of_the_book(path: Path, error: BaseException) -> BookUnusable | None:
    """Say why the book at `path` cannot be used when that is what made `error` arise: locked, full, damaged, forbidden.

    None for anything else. Tortoise wraps what SQLite says, so that what was being handled is looked at, too.
    """
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, (sqlite3.DatabaseError, OSError)) and not isinstance(found, _OURS):
            return book_file.unusable(path, found)
        found = found.__cause__ or found.__context__
    return None
