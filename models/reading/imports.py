"""What an import brought into the book."""

from __future__ import annotations

from models import db


async def latest() -> int:
    """Return the id of the last row of history, by which one tells what comes after it."""
    return await db.reader().number("SELECT coalesce(max(id), 0) FROM history")


async def came_in(by: int, *, since: int) -> int:
    """Count the contacts that imports of member `by` added or changed after that row of history."""
    return await db.reader().number(
        "SELECT count(DISTINCT v.row_id) FROM history h JOIN undo_value v ON v.history_id = h.id"
        " WHERE h.id > ?1 AND h.by_id = ?2 AND h.verb = 'import' AND v.table_name = 'contact'",
        [since, by],
    )
