"""The SQL that a read of ours runs, and plain sqlite3 to run it again."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from benchmarks.measure import since
from models.engine.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path


class SameSql(NamedTuple):
    """Statements with their values."""

    statements: list[tuple[str, list[object]]]

    @classmethod
    async def of(cls, read: Callable[[], Awaitable[object]]) -> SameSql:
        """Do a read and note its SQL."""
        with patch.object(Reader, "rows", autospec=True, side_effect=Reader.rows) as rows:
            await read()
        return cls(
            [
                (sql, [_text(value) for value in chain.from_iterable(values)])
                for _, sql, *values in (call.args for call in rows.mock_calls)
            ]
        )

    def run(self, connection: sqlite3.Connection) -> float:
        """Run it and fetch all; return the milliseconds it took."""
        start = perf_counter()
        for sql, values in self.statements:
            connection.execute(sql, values).fetchall()
        return since(start)


@contextmanager
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a book with plain sqlite3, its pages mapped as ours are."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA mmap_size=268435456")
        yield connection


def _text(value: object) -> object:
    return value.isoformat(" ") if isinstance(value, datetime) else value
