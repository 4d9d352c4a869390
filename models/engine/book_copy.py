"""Whole copies of a book's file: made while others write, verified, and there whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.engine import book_file, whole_file
from models.engine.book_ahead import ahead
from models.rules.refusals import BookUnusable, NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WAIT = 15.0
"""How many seconds to wait for another process that holds the book."""

_REASONS = {"database or disk is full": "the disk is full", "disk I/O error": "the disk is full or failing"}
_HAS_BOTH = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('contact', 'history')"
_HOLDS = "SELECT (SELECT count(*) FROM contact), (SELECT coalesce(max(id), 0) FROM history)"


class Copy(NamedTuple):
    """What a whole copy holds. `orphans` are rows that point to what is not there, in the book as in its copy."""

    contacts: int
    history_id: int
    bytes: int
    orphans: int


class NotCopied(Refused):
    """The copy could not be kept there; whatever stood there before still does."""


def check_target(target: Path, book: Path) -> Path:
    """Return the file to which a copy of `book` may go, where only what is in the book would be overwritten.

    Raises NotCopied; NotFound for a folder that is not there.
    """
    path = Path(os.path.realpath(target))
    with _written(path, named=target):
        if book_file.is_part_of(path, book):
            raise NotCopied(f"{target} is the book itself. Name another file to keep a copy in.")
        if not path.parent.is_dir():
            raise NotFound(f"There is no folder {path.parent}. Make it, or name a file elsewhere.")
        if path.exists() and not path.is_file():
            raise NotCopied(f"{target} is not a file. Name a file to keep a copy in.")
        if open_beside := [file.name for file in book_file.beside(path) if os.path.lexists(file)]:
            raise NotCopied(f"{target} is in use, as {open_beside[0]} beside it shows. Name another file.")
    if path.exists() and path.stat().st_size:
        _refuse_what_would_be_lost(path, book, named=target)
    return path


def _refuse_what_would_be_lost(path: Path, book: Path, *, named: Path) -> None:
    try:
        found = ahead(path, book, wait=WAIT)
    except BookUnusable as error:
        raise NotCopied(f"{named} is no copy of a book, so it is left as it is. Name another file.") from error
    if found.is_other:
        raise NotCopied(f"{named} is another book, so it is left as it is. Name another file.")
    if found.changes:
        raise NotCopied(f"{named} has {found.counted} that the book lacks, so it is left as it is. Name another file.")


@contextmanager
def appearing(target: Path, *, named: Path) -> Iterator[Path]:
    """Give a new file that takes the place of `target` when the block is done; after an error nothing is left of it.

    It is for its owner alone. Raises NotCopied, in which `target` is called `named`, for what the system says.
    """
    with _written(target, named=named), whole_file.passing(target.parent) as fresh:
        yield fresh
        whole_file.settle(fresh, target)


def copied(book: Path, fresh: Path, *, mark: Callable[[sqlite3.Connection, Copy], None] | None = None) -> Copy:
    """Copy `book` as it is at one moment into the empty file `fresh`, in one go, and verify it.

    In steps it would never end while others write: each commit of theirs begins it anew. `mark` may write into the copy
    before it is verified. Raises BookUnusable, BookDamaged for a book that is not whole; sqlite3.Error, OSError when
    `fresh` cannot be written.
    """
    with book_file.explained(book):
        source = book_file.unchanged(book, wait=WAIT)
    with closing(source), closing(sqlite3.connect(fresh, isolation_level=None)) as copy:
        with book_file.explained(book):
            source.execute("BEGIN")
            contacts, history_id = _held(source)
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # it opens alone, from where nothing can be written, too
        if mark:
            mark(copy, Copy(contacts, history_id, 0, 0))
    found = verified(fresh, named=book)
    if (found.contacts, found.history_id) != (contacts, history_id):
        raise book_file.unusable(book, sqlite3.DatabaseError("malformed"))
    return found


def verified(path: Path, *, named: Path) -> Copy:
    """Read the whole file at `path`. Raises BookDamaged, in which it is called `named`, when it is not whole."""
    try:
        with closing(book_file.unchanged(path, wait=WAIT)) as copy:
            if copy.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                raise sqlite3.DatabaseError("malformed")
            orphans = len(copy.execute("PRAGMA foreign_key_check").fetchall())
            return Copy(*_held(copy), path.stat().st_size, orphans)
    except sqlite3.Error as error:
        raise book_file.unusable(named, sqlite3.DatabaseError("malformed")) from error


def _held(connection: sqlite3.Connection) -> tuple[int, int]:
    """Count the contacts, and name the last of history; a book that lost a table can be copied, too."""
    if connection.execute(_HAS_BOTH).fetchone() != (2,):
        return 0, 0
    contacts, history_id = connection.execute(_HOLDS).fetchone()
    return contacts, history_id


def reason(error: Exception) -> str:
    """Say in a few words why a file cannot be written."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    return _REASONS.get(said or "", said or "the system does not say why")


@contextmanager
def _written(path: Path, *, named: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a file that is written into NotCopied."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        left = "What stood there still does." if os.path.lexists(path) else "Nothing was left there."
        raise NotCopied(f"{named} could not be written: {reason(error)}. {left}") from error
