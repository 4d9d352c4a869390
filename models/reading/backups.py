"""Where the last copy of the book lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models import db
from models.engine.copy_health import LAST

if TYPE_CHECKING:
    from datetime import datetime


class BackupRow(NamedTuple):
    """The last copy; `changes` is how much was changed in the book since."""

    path: str
    made_at: datetime
    by: str
    changes: int


async def last() -> BackupRow | None:
    """Find the last copy that was made."""
    rows = await db.reader().rows(LAST)
    return BackupRow(*(rows[0][name] for name in ("path", "made_at", "name", "changes"))) if rows else None
