"""The file a book is kept in: what can be wrong with it, each in one sentence."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models.rules.refusals import BookDamaged, BookUnusable, NotABook

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
READ_WAIT, WRITE_WAIT = 5_000, 15_000
"""How many milliseconds to wait for another process that holds the book."""
BESIDE = ("-wal", "-shm", "-journal")
"""What the names of the files that SQLite keeps beside a book end in."""

_WHY = (
    ("locked", "is locked by another program. Close that program, or wait, and try again."),
    ("disk is full", "could not be written: the disk is full. Free some space; what was not saved is not in the book."),
    ("readonly", "cannot be written: you may only read it. Ask its owner for the right to write."),
    ("not a database", "is not a Wellkept book: another program wrote it. Name another file with --db."),
    ("malformed", "is damaged. Keep the file as it is and go back to a copy of it."),
    ("unable to open", "cannot be opened. Check that its folder exists and that you may write there."),
    ("disk i/o", "could not be read or written: the disk is full or failing. Free some space, and check it."),
    ("no right", "cannot be opened: you have no right to. Ask its owner."),
)
_KINDS = {"not a database": NotABook, "malformed": BookDamaged}
_SAYS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM), "no right"),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "disk is full"),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG), "unable to open"),
    errno.EROFS: "readonly",
    errno.EIO: "disk i/o",
}
"""What the system says, in the words of SQLite."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a file into BookUnusable with a sentence."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise unusable(path, error) from error


def unusable(path: Path, error: BaseException) -> BookUnusable:
    """Say in one sentence why the book at `path` cannot be used.

    Where the error itself does not tell, what was being handled does: a transaction that SQLite gave up has no more
    savepoints to go back to, and Tortoise complains of that.
    """
    found: BaseException | None = error
    sign, why = "", "cannot be used. Run wellkept doctor to learn more."
    while found is not None and not sign:
        said = _SAYS.get(found.errno or 0, "") if isinstance(found, OSError) else str(found).lower()
        sign, why = next((each for each in _WHY if each[0] in said), (sign, why))
        found = found.__cause__ or found.__context__
    return _KINDS.get(sign, BookUnusable)(f"The book {path} {why}")


def check(path: Path) -> bool:
    """Look at the file before it is opened; say whether a book stands there already. Raises BookUnusable."""
    with explained(path):
        if not path.exists():
            return False
        if not path.is_file():
            message = f"The book {path} is not a file. Name a file with --db."
            raise BookUnusable(message)
        with path.open("rb") as file:
            header = file.read(_HEADER)
        if header:
            _check_header(path, header)
    return bool(header)


def beside(path: Path) -> list[Path]:
    """Return the files that SQLite keeps beside a book, there or not."""
    return [path.with_name(f"{path.name}{end}") for end in BESIDE]


def is_part_of(path: Path, book: Path) -> bool:
    """Tell whether `path` is the book, or one of the files that SQLite keeps beside it, by name or by content."""
    book = Path(os.path.realpath(book))
    parts = [book, *beside(book)]
    is_same = path.exists() and any(part.exists() and path.samefile(part) for part in parts)
    return is_same or Path(os.path.realpath(path)) in parts


def unchanged(path: Path, *, wait: float) -> sqlite3.Connection:
    """Open a book so that nothing of it changes; `wait` is in seconds.

    When its write-ahead log holds something, closing a connection that could write would move that into the book.
    """
    connection = sqlite3.connect(looked_at(path), uri=True, timeout=wait, isolation_level=None)
    connection.execute("PRAGMA query_only = ON")
    return connection


def looked_at(path: Path) -> str:
    """Return the address of a book for SQLite, in the mode that leaves it as it is."""
    log = beside(path)[0]
    mode = "ro" if (log.exists() and log.stat().st_size) or not os.access(path, os.W_OK) else "rw"
    return f"{path.absolute().as_uri()}?mode={mode}"


def size(count: int) -> str:
    """Say how large a file of so many bytes is: "2.1 MB"."""
    return f"{count / 1_000_000:,.1f} MB"


def begin(path: Path) -> None:
    """Begin a file, if there is none, that its owner alone can read."""
    path.touch(mode=0o600)


def _check_header(path: Path, header: bytes) -> None:
    if not header.startswith(_MAGIC):
        raise unusable(path, sqlite3.DatabaseError("file is not a database"))
    page = int.from_bytes(header[16:18], "big")
    size = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    log = path.with_name(path.name + "-wal")
    being_written = log.exists() and log.stat().st_size
    if len(header) < _HEADER or (path.stat().st_size < size and not being_written):
        raise unusable(path, sqlite3.DatabaseError("malformed: the file is cut short"))
