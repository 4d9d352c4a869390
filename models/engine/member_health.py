"""Examines who the members of a book are, and changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from models.engine import book_file
from models.engine.book_health import OK, Finding
from models.rules import confiding
from models.rules.refusals import BookUnusable

if TYPE_CHECKING:
    from pathlib import Path

_MEMBERS = "SELECT name, role = 'owner' FROM member WHERE left_at IS NULL ORDER BY name"


def examined(book: Path) -> list[Finding]:
    """Say how many members there are and who owns the book; nothing of one that cannot be read or nobody began."""
    try:
        if not book_file.check(book):
            return []
        with closing(book_file.unchanged(book, wait=0)) as connection:
            members = connection.execute(_MEMBERS).fetchall()
    except (BookUnusable, sqlite3.Error, OSError):  # doctor says of the book itself what is wrong with it
        return []
    owners = confiding.listed([name for name, is_owner in members if is_owner])
    count = f"{len(members):,} member{'' if len(members) == 1 else 's'}"
    return [Finding(OK, f"{count}; the book is owned by {owners}")] if members else []
