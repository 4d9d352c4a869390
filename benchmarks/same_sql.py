"""The SQL that a read of ours runs, to be run again by plain sqlite3."""

from __future__ import annotations

from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from benchmarks.measure import since
from models.engine.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable


class SameSql(NamedTuple):
    """Statements with their values."""

    statements: list[tuple[str, list[object]]]

    @classmethod
    async def of(cls, read: Callable[[], Awaitable[object]]) -> SameSql:
        """Do a read and note its SQL."""
        with patch.object(Reader, "rows", autospec=True, side_effect=Reader.rows) as rows:
            await read()
        return cls(
            [(sql, [_text(value) for value in values]) for _, sql, values in (call.args for call in rows.mock_calls)]
        )

    def run(self, connection: sqlite3.Connection) -> float:
        """Run it and fetch all; return the milliseconds it took."""
        start = perf_counter()
        for sql, values in self.statements:
            connection.execute(sql, values).fetchall()
        return since(start)


def _text(value: object) -> object:
    return value.isoformat(" ") if isinstance(value, datetime) else value
