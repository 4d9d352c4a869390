"""Examines a book without changing it: whether it is ours, whole and private, and has room to grow."""

from __future__ import annotations

import os
import pkgutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import models.migrations
from models.engine import book_file, book_shape
from models.rules.refusals import BookUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.engine.book_shape import Part

OK, WARN, FAIL = "ok", "warn", "fail"
LITTLE_ROOM = 50_000_000
"""Bytes free below which there is a warning."""

FIXED_SQLITE = (3, 51, 3)
"""The first SQLite without the race of two writers who reset the write-ahead log at once (sqlite.org/wal.html)."""

_LACKING = {"table": FAIL, "trigger": WARN, "index": WARN}
_OTHERS = 0o077
_SECONDS = 2.0
_INDEXED = ("contact", "note")
_INDEXES = ("word", "substring")
_REBUILD = "sqlite3 {path} \"INSERT INTO {index} ({index}) VALUES ('rebuild')\""


class Finding(NamedTuple):
    """One thing that was looked at: `level` is ok, warn or fail, `remedy` what to do, empty when nothing is."""

    level: str
    what: str
    remedy: str = ""


def sqlite_version() -> Finding:
    """Say which SQLite this is, and whether several people may write with it at once."""
    if sqlite3.sqlite_version_info >= FIXED_SQLITE:
        return Finding(OK, f"SQLite {sqlite3.sqlite_version}")
    return Finding(
        WARN,
        f"SQLite {sqlite3.sqlite_version} can, very rarely, damage a book that several people write at the same time",
        "Alone you are safe. Else use a Python with SQLite 3.51.3 or newer, and keep copies of the book.",
    )


def examined(path: Path) -> list[Finding]:
    """Look at the book at `path`, there or not, damaged or not; a `fail` means that it cannot be used."""
    try:
        with book_file.explained(path):
            return [*_room(path), *(_whole(path) if book_file.check(path) else _none_yet(path))]
    except BookUnusable as error:
        return [_failure(path, error)]


def _none_yet(path: Path) -> Iterator[Finding]:
    folder = _nearest(path.parent)
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(FAIL, f"no book can be made at {path}", f"Get the right to write in {folder}, or use --db.")
    elif not path.parent.exists():
        remedy = "The usual folder is made by the first verb. One that you named yourself must be there: make it."
        yield Finding(WARN, f"there is no book yet at {path}, and no folder for it", remedy)
    else:
        yield Finding(WARN, f"there is no book yet at {path}", "The first verb makes one: wellkept add NAME")


def _room(path: Path) -> Iterator[Finding]:
    disk = os.statvfs(_nearest(path.parent))
    free = disk.f_bavail * disk.f_frsize
    what = f"{free / 1_000_000:,.0f} MB free on the disk of the book"
    yield Finding(OK, what) if free >= LITTLE_ROOM else Finding(WARN, f"only {what}", "Free some space.")


def _nearest(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def _whole(path: Path) -> Iterator[Finding]:
    yield Finding(OK, f"the book is {path}")
    yield _private(path)
    with closing(book_file.unchanged(path, wait=_SECONDS)) as connection:
        yield from _state(connection, path)
        yield from _checks(connection, path)


def _private(path: Path) -> Finding:
    if path.stat().st_mode & _OTHERS:
        return Finding(WARN, "others on this machine have rights on the book", f"Take them away: chmod 600 {path}")
    if not os.access(path, os.W_OK):
        return Finding(WARN, "you may only read the book", "Ask its owner for the right to write.")
    return Finding(OK, "only its owner has rights on the book")


def _state(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    """Compare the book's shape with the one this program writes. Raises sqlite3.DatabaseError when it is not a book."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not {"tortoise_migrations", "outreach"} <= tables:
        raise sqlite3.DatabaseError("not a database of ours")
    rows = connection.execute("SELECT name FROM tortoise_migrations WHERE app = 'models'") if tables else []
    applied = {name for (name,) in rows}
    known = {module.name for module in pkgutil.iter_modules(models.migrations.__path__)}
    if applied - known:
        yield Finding(FAIL, f"the book {path} was written by a newer Wellkept", "Update this one, or use --db.")
    elif known - applied:
        yield Finding(WARN, "the book is of an older shape", "It is brought up to date when it is next opened.")
    else:
        yield from _lacking(book_shape.lacking(connection))


def _lacking(parts: list[Part]) -> Iterator[Finding]:
    """Name what is not there, one finding for each kind: without a table the book cannot be used."""
    for kind, level in _LACKING.items():
        if names := [part.name for part in parts if part.kind == kind]:
            what = f"the book lacks the {kind}{'s' if len(names) > 1 else ''} {', '.join(names)}"
            yield Finding(level, what, "Go back to a copy of the book: wellkept restore FILE")


def _checks(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    said = [line for (line,) in connection.execute("PRAGMA quick_check(1)")]
    if said != ["ok"]:
        raise sqlite3.DatabaseError("malformed")
    yield Finding(OK, "the book is whole")
    broken = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    if broken:
        yield Finding(WARN, f"{broken} rows of the book point to what is not there", "Go back to a copy of the book.")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in _INDEXED:
        for index in (f"{table}_{kind}" for kind in _INDEXES):
            if index in tables and not _indexed(connection, table, index):
                rebuild = _REBUILD.format(path=path, index=index)
                yield Finding(WARN, f"the search index {index} is not complete", f"Rebuild it: {rebuild}")


def _indexed(connection: sqlite3.Connection, table: str, index: str) -> bool:
    """Say whether an index knows as many rows as there are; more would mean writing to it."""
    sql = f"SELECT (SELECT count(*) FROM {table}) = (SELECT count(*) FROM {index}_docsize)"  # noqa: S608  (our own names)
    return bool(connection.execute(sql).fetchone()[0])


def _failure(path: Path, error: BookUnusable) -> Finding:
    """Part a refusal at the end of its first sentence; the path may hold a full stop, too."""
    what, _, remedy = str(error).replace(str(path), "\0").partition(". ")
    return Finding(FAIL, what.replace("\0", str(path)), remedy.replace("\0", str(path)))
