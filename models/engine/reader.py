"""The read side: plain rows by SQL, on a connection of its own, without Tortoise.

It is open before Tortoise is loaded, so that the first page is on the screen before that, and a long search never
delays a write. SQL is written for SQLite and PostgreSQL alike; parameters are numbered ?1, ?2, ….
"""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import aiosqlite

from models.engine import book_file, failures
from models.engine.whole import whole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

Row = dict[str, Any]


class Reader:
    """One read-only connection to a book. Not safe to share between event loops."""

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    @classmethod
    async def opened(cls, path: Path) -> Reader:
        """Open the book at `path`. Raises BookUnusable."""
        with book_file.explained(path):
            connection = aiosqlite.connect(path, isolation_level=None)
            try:
                await whole(_connected(connection))  # a thread, which would find the loop closed and say so at length
                connection.row_factory = sqlite3.Row
                for pragma in (f"busy_timeout={book_file.READ_WAIT}", "query_only=ON", "mmap_size=268435456"):
                    await connection.execute_fetchall(f"PRAGMA {pragma}")
            except BaseException:  # also a cancelled task
                await connection.close()
                raise
        return cls(connection, path)

    async def rows(self, sql: str, values: Iterable[object] = ()) -> list[Row]:
        """Run a query and return its rows. Columns named at or …_at become aware UTC datetimes, …_on dates.

        Raises BookUnusable.
        """
        try:
            found = list(await self._connection.execute_fetchall(sql, [_bound(value) for value in values]))
        except sqlite3.Error as error:
            if trouble := failures.of_the_book(self._path, error):
                raise trouble from error
            raise
        names = found[0].keys() if found else []
        readers = [(place, read) for place, name in enumerate(names) if (read := _READERS.get(name[-3:]))]
        return [_row(names, readers, list(values)) for values in found]

    async def number(self, sql: str, values: Iterable[object] = ()) -> int:
        """Run a query that gives one number."""
        ((count,),) = [tuple(row.values()) for row in await self.rows(sql, values)]
        return int(count)

    @asynccontextmanager
    async def unchanging(self) -> AsyncIterator[None]:
        """Show the book, to every query of the block, as it is at the first: for what is read in many pages."""
        await self._connection.execute("BEGIN")
        try:
            yield
        finally:
            await self._connection.execute("COMMIT")

    async def close(self) -> None:
        """Close the connection; it cannot be used again."""
        await self._connection.close()


async def _connected(connection: aiosqlite.Connection) -> None:
    await connection


def _bound(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=0).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


def _row(names: list[str], readers: list[tuple[int, Any]], values: list[Any]) -> Row:
    for place, read in readers:
        if values[place] is not None:
            values[place] = read(values[place])
    return dict(zip(names, values, strict=True))


_READERS = {"at": datetime.fromisoformat, "_at": datetime.fromisoformat, "_on": date.fromisoformat}
