"""Puts the content of one book into the file of another that may be in use: all of it in one transaction, or nothing.

Replacing the file instead would have the sessions that have it open go on writing into the one that was put aside.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import chain, count
from typing import TYPE_CHECKING

from models.engine import book_copy, book_file, whole_file
from models.rules.refusals import BookUnusable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ASIDE = ".before-restore-"
"""What stands in the name of a file kept aside between the name of the book and the moment."""

_STEP = 16
"""Pages of the first look; every book has more, so that the lock is held when what is there is kept aside."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_SETTLING = "PRAGMA busy_timeout = 500"


def put_in(copy: Path, book: Path, *, before: Callable[[], None]) -> None:
    """Have `book` hold what `copy` holds, a whole and settled one of the same page size.

    `before` runs while nobody else can write into `book`, and before anything of it changes: what it raises leaves the
    book as it was. Sessions that have the book open see the new content at their next read. Raises BookUnusable.
    """
    begun: list[bool] = []

    def looked(status: int, _remaining: int, _total: int) -> None:
        if status in _BUSY:
            raise sqlite3.OperationalError("database is locked")
        if not begun:
            begun.append(True)
            before()

    with book_file.explained(book):
        book_file.begin(book)
        with closing(book_file.unchanged(copy, wait=0)) as source, closing(_live(book)) as live:
            source.backup(live, pages=_STEP, progress=looked)
            live.execute(_SETTLING)
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _live(book: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(book, isolation_level=None, timeout=book_copy.WAIT)
    connection.execute(
        "PRAGMA journal_mode = WAL"
    )  # readers go on meanwhile, and this module reads what it keeps aside
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def keep_aside(book: Path, *, when: str) -> Path:
    """Copy the book, verified, into a file of its own beside it, and return that. Raises BookUnusable, BookDamaged."""
    aside = _free(book, when)
    try:
        with whole_file.passing(book.parent) as fresh:
            book_copy.copied(book, fresh)
            whole_file.settle(fresh, aside)
    except (sqlite3.Error, OSError) as error:
        message = f"The book {book} could not be kept aside: {book_copy.reason(error)}. Nothing was changed."
        raise BookUnusable(message) from error
    return aside


def move_aside(book: Path, *, when: str) -> Path:
    """Move a damaged book aside as it is, with the files beside it, and return where it is. Raises BookUnusable."""
    aside = _free(book, when)
    with book_file.explained(book):
        for file, end in zip([*book_file.beside(book), book], [*book_file.BESIDE, ""], strict=True):
            if file.exists():  # the log first: what takes the book's place must not find it
                file.rename(aside.with_name(f"{aside.name}{end}"))
    return aside


def _free(book: Path, when: str) -> Path:
    """Return a name that nothing has: nothing kept aside is ever overwritten."""
    names = (book.with_name(f"{book.name}{ASIDE}{when}{mark}") for mark in chain([""], map("-{}".format, count(2))))
    return next(name for name in names if not os.path.lexists(name))
