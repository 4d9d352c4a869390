"""What a book has in it, row by row and part by part, whatever the order."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from models import db
from models.reading.contacts import ContactList
from tests.house.trying import NOW

Rows = list[tuple[Any, ...]]


def asked(path: Path, sql: str) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def tables(path: Path) -> dict[str, Rows]:
    """Return every row of every table but the list of migrations; a full-text table's own tables are the index's."""
    names = asked(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE TABLE ''%'")
    kept = sorted({name for (name,) in names} - {"tortoise_migrations", "sqlite_sequence"})
    return {name: _rows(path, name) for name in kept}


def _rows(path: Path, table: str) -> Rows:
    """Return the rows of a table, whatever the order of its columns."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        columns = [column[0] for column in found.description]
        return sorted((tuple(sorted(zip(columns, row, strict=True))) for row in found), key=repr)


def structure(path: Path, but: str = "") -> set[tuple[Any, ...]]:
    """Return the indexes, triggers and virtual tables, with their SQL; those whose name begins with `but` left out."""
    kept = "SELECT type, name, sql FROM sqlite_master WHERE type <> 'table' OR sql LIKE 'CREATE VIRTUAL%'"
    return {row for row in asked(path, kept) if not but or not row[1].startswith(but)}


def applied(path: Path) -> set[str]:
    return {name for (name,) in asked(path, "SELECT name FROM tortoise_migrations")}


async def names_found(path: Path, query: str) -> list[str]:
    async with db.opened(path):
        return [row.name for row in await ContactList(query, now=NOW).page(limit=9)]
