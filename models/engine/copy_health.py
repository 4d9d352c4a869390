"""Examines the copies of a book and changes nothing: the last one that was made, and what restoring kept aside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.engine import book_copy, book_file
from models.engine.book_health import OK, WARN, Finding
from models.engine.book_swap import ASIDE
from models.rules import days
from models.rules.refusals import BookUnusable

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

LAST = """
SELECT b.path, b.made_at, m.name, b.history_id, (SELECT count(*) FROM history h WHERE h.id > b.history_id) AS changes
FROM backup b JOIN member m ON m.id = b.by_id"""
"""The last copy, who made it, and how much was changed since."""

OLD = timedelta(days=30)
"""A copy that is older is old, if anything was changed since."""

_MAKE = "Make one, best on another disk: wellkept backup FILE"
_ANEW = "Make a new one: wellkept backup FILE"


class _Last(NamedTuple):
    """The row about the last copy."""

    path: str
    made_at: str
    by: str
    history_id: int
    changes: int

    def made(self, now: datetime) -> datetime:
        """Return when it was made, in the zone of `now`."""
        return datetime.fromisoformat(self.made_at).astimezone(now.tzinfo)


def examined(book: Path, *, now: datetime) -> list[Finding]:
    """Look at the copies of the book at `book`; of one that cannot be read, only at what lies beside it."""
    return [*_last_copy(book, now), *_kept_aside(book, now)]


def _last_copy(book: Path, now: datetime) -> Iterator[Finding]:
    try:
        if not (book_file.check(book) and _has_note(book)):
            return
        last = _last(book)
    except (BookUnusable, sqlite3.Error, OSError):  # doctor says of the book itself what is wrong with it
        return
    if last is None:
        yield Finding(WARN, "there is no copy of the book yet", _MAKE)
    elif Path(last.path) == book.resolve():
        yield Finding(OK, f"it is a copy of the book, made on {_day(last.made(now))} by {last.by}")
    else:
        yield _state(last, now)


def _state(last: _Last, now: datetime) -> Finding:
    what = f"the last copy of the book, {last.path}"
    if trouble := _trouble(last):
        return Finding(WARN, f"{what}, {trouble}", _ANEW)
    age = now - last.made(now)
    if age > OLD and last.changes:
        changes = f"{last.changes:,} change{'' if last.changes == 1 else 's'}"
        return Finding(WARN, f"{what}, is {age.days} days old and lacks {changes}", _ANEW)
    return Finding(OK, f"{what}, made on {_day(last.made(now))} by {last.by}, is whole")


def _trouble(last: _Last) -> str:
    """Say what is wrong with the file of the last copy, or ""."""
    path = Path(last.path)
    try:
        if not book_file.check(path):
            return "is not there any more"
        book_copy.verified(path, named=path)
        own = _last(path)
    except (BookUnusable, sqlite3.Error, OSError):
        return "cannot be read, or is not whole any more"
    is_it = own is not None and (own.made_at, own.history_id) == (last.made_at, last.history_id)
    return "" if is_it else "is another one now"


def _has_note(book: Path) -> bool:
    with closing(book_file.unchanged(book, wait=0)) as connection:
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup'").fetchone())


def _last(book: Path) -> _Last | None:
    with closing(book_file.unchanged(book, wait=0)) as connection:
        row = connection.execute(LAST).fetchone()
    return _Last(*row) if row else None


def _kept_aside(book: Path, now: datetime) -> Iterator[Finding]:
    for file, looked in _beside(book):
        when = _day(datetime.fromtimestamp(looked.st_mtime, now.tzinfo))
        what = f"kept aside by a restore on {when}: {file}, {book_file.size(looked.st_size)}"
        yield Finding(WARN, what, "Go back to it with wellkept restore FILE, or remove it if you do not need it.")


def _beside(book: Path) -> list[tuple[Path, os.stat_result]]:
    """Return the files that a restore kept aside; none where nobody may look, as is said of the book itself."""
    try:
        found = sorted(each for each in book.parent.iterdir() if each.name.startswith(f"{book.name}{ASIDE}"))
        return [(file, file.stat()) for file in found if not file.name.endswith(book_file.BESIDE)]
    except OSError:
        return []


def _day(at: datetime) -> str:
    return f"{at.day} {days.month(at)} {at.year}"
