"""What a book is made of: its tables, indexes and triggers, and those that one of the newest shape has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import models.migrations

if TYPE_CHECKING:
    import sqlite3

WRITTEN = Path(models.migrations.__path__[0]) / "parts.txt"
"""A kind and a name in each line; a test compares it with what the migrations make, and writes it anew."""


class Part(NamedTuple):
    """A table, an index or a trigger."""

    kind: str
    name: str


def lacking(connection: sqlite3.Connection) -> list[Part]:
    """Return what a book of the newest shape has and this one has not, in order. Raises sqlite3.Error."""
    newest = {Part(*line.split()) for line in WRITTEN.read_text("utf-8").splitlines()}
    return sorted(newest - parts(connection))


def parts(connection: sqlite3.Connection) -> set[Part]:
    """Return what a book is made of. Raises sqlite3.Error."""
    return {Part(*row) for row in connection.execute("SELECT type, name FROM sqlite_master")}
