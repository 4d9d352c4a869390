"""What a book is made of: its tables, indexes and triggers, and which of them one lacks."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from models.engine import book_file

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


class Part(NamedTuple):
    """A table, an index or a trigger."""

    kind: str
    name: str


def of(book: Path) -> frozenset[Part]:
    """Return what the book at `book`, which nobody holds, is made of. Raises BookUnusable."""
    with book_file.explained(book), closing(book_file.unchanged(book, wait=0)) as connection:
        return parts(connection)


def parts(connection: sqlite3.Connection) -> frozenset[Part]:
    """Return what an open book is made of. Raises sqlite3.Error."""
    return frozenset(Part(*row) for row in connection.execute("SELECT type, name FROM sqlite_master"))
