"""A database without a name: it holds what would be too much for memory, and is gone when its owner is."""

from __future__ import annotations

import sqlite3
import weakref


def opened(owner: object, schema: str) -> sqlite3.Connection:
    """Open one with these tables; SQLite keeps it in memory while it is small, else in a file that nobody can name."""
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    weakref.finalize(owner, connection.close)
    for pragma in ("journal_mode = OFF", "synchronous = OFF"):  # nobody opens it again
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(schema)
    return connection


def add(connection: sqlite3.Connection, sql: str, rows: list[tuple[object, ...]]) -> None:
    """Run a statement for every row, in one transaction."""
    connection.execute("BEGIN")
    connection.executemany(sql, rows)
    connection.execute("COMMIT")
