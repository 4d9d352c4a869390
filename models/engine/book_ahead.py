"""What one book has that another lacks, told from their histories."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from models.engine import book_file

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_LIKE = " AND ".join(
    f"o.{column} IS h.{column}" for column in ("at", "by_id", "verb", "contact_id", "changed", "run_id")
)
_FIRST_OWN = f"""
SELECT min(h.id), (SELECT min(id) FROM main.history) FROM main.history h
LEFT JOIN other.history o ON o.id = h.id AND {_LIKE} WHERE o.id IS NULL"""  # noqa: S608  (our own words)
_OWN = """
SELECT count(*), max(h.at), (SELECT m.name FROM main.history l JOIN main.member m ON m.id = l.by_id
ORDER BY l.id DESC LIMIT 1) FROM main.history h WHERE h.id >= ?1"""
_FIRST_CONTACTS = """
SELECT count(*) FROM main.contact c JOIN other.contact o ON o.id = c.id AND o.uid <> c.uid
WHERE c.id = (SELECT min(id) FROM main.contact) AND c.id = (SELECT min(id) FROM other.contact)"""


class Ahead(NamedTuple):
    """How many changes one book has that another lacks, and when and by whom the last was made.

    `is_other`: they are two books, which never were one.
    """

    is_other: bool
    changes: int
    last_at: datetime | None
    by: str

    @property
    def counted(self) -> str:
        """How many changes, in words."""
        return f"{self.changes:,} change{'' if self.changes == 1 else 's'}"


def ahead(book: Path, other: Path, *, wait: float) -> Ahead:
    """Say what `book` has that `other` lacks; neither changes. `wait` is in seconds. Raises BookUnusable."""
    for path in (book, other):
        book_file.check(path)
    with book_file.explained(book), closing(book_file.unchanged(book, wait=wait)) as connection:
        connection.execute("ATTACH ? AS other", [book_file.looked_at(other)])
        return _ahead(connection)


def _ahead(connection: sqlite3.Connection) -> Ahead:
    own, first = connection.execute(_FIRST_OWN).fetchone()
    (differ,) = connection.execute(_FIRST_CONTACTS).fetchone()
    if own is None:
        return Ahead(bool(differ), 0, None, "")
    changes, at, by = connection.execute(_OWN, [own]).fetchone()
    return Ahead(own == first or bool(differ), changes, datetime.fromisoformat(at), by or "")
