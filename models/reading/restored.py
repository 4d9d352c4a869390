"""Whether the open book was restored to a copy by somebody else, while one had it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import db

if TYPE_CHECKING:
    from models.engine.reader import Row

_DONE = "SELECT id, at, by_id, verb, contact_id, changed, run_id FROM history"


class Watch:
    """Remembers what was done last in the open book: history only ever grows, but where a copy takes its place."""

    def __init__(self) -> None:
        self._version = 0
        self._seen: list[Row] = []

    async def is_written(self) -> bool:
        """Say whether somebody wrote since this was asked last; it takes a few microseconds."""
        before, self._version = self._version, await db.reader().number("PRAGMA data_version")
        return self._version != before

    async def found_another(self) -> bool:
        """Say whether what was seen last is not in the book any more."""
        seen = self._seen
        self._seen = await db.reader().rows(f"{_DONE} ORDER BY id DESC LIMIT 1")
        return bool(seen) and await db.reader().rows(f"{_DONE} WHERE id = ?1", [seen[0]["id"]]) != seen
