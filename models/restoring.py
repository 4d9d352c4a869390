"""Restoring: a copy of the book goes back into it, and what was there is kept aside, also where others have it open."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING, NamedTuple

from models import db
from models.engine import book_copy, book_file, book_shape, book_swap, whole_file
from models.engine.book_ahead import Ahead, ahead
from models.rules.refusals import (
    BookDamaged,
    BookNewer,
    BookUnusable,
    NotABook,
    NotFound,
    NotYours,
    Refused,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from models.engine.book_copy import Copy

_WHY: tuple[tuple[type[BookUnusable], str], ...] = (
    (BookNewer, "was written by a newer Wellkept. Update this one first."),
    (BookDamaged, "is damaged. Nothing was changed; go back to another copy."),
    (NotABook, "is not a Wellkept book. Name a copy that wellkept backup made."),
    (BookUnusable, "cannot be read as a book now. Nothing was changed; see wellkept doctor --db {file}."),
)


class Restored(NamedTuple):
    """What came of it. `kept_aside` is where the book lies as it was, if there was one.

    `left_aside` is what it had that the copy lacks; None where that cannot be told, or there was no book.
    """

    contacts: int
    kept_aside: Path | None
    was_damaged: bool
    left_aside: Ahead | None


class Incoming:
    """A copy that was read, verified and brought up to date, and can go into the book."""

    def __init__(self, copy: Path, book: Path, contacts: int) -> None:
        self._copy, self._book, self.contacts = copy, book, contacts
        self._kept: Path | None = None
        self._lacks: Ahead | None = None

    def lacks(self) -> Ahead | None:
        """Say what the book has that this copy lacks; None where there is no book, or none that can be read."""
        try:
            return ahead(self._book, self._copy, wait=book_copy.WAIT) if _is_there(self._book) else None
        except BookUnusable:
            return None

    async def restore(self, *, at: datetime) -> Restored:
        """Put it into the book, and keep aside what is there, under a name with the moment `at`. Raises BookUnusable.

        Nobody who has the book open is cut off: what they wrote before is kept aside, and what they write after goes
        into the restored book. It cannot be stopped half-way, nor is it cut off from `copy`: cancelled, it goes on to
        its end, and says what came of it.
        """
        whole = asyncio.ensure_future(asyncio.to_thread(self._restored, f"{at:%Y-%m-%dT%H%M%S}"))
        try:
            return await asyncio.shield(whole)
        except asyncio.CancelledError:
            return await whole

    def _restored(self, when: str) -> Restored:
        try:
            self._put_in(when)
            return Restored(self.contacts, self._kept, was_damaged=False, left_aside=self._lacks)
        except BookDamaged:
            aside = book_swap.move_aside(self._book, when=when)
        self._put_in(when)
        return Restored(self.contacts, aside, was_damaged=True, left_aside=None)

    def _put_in(self, when: str) -> None:
        db.is_behind(self._book)  # a newer one, or one of another program, is left alone

        def keep() -> None:
            if _is_there(self._book):
                self._lacks = self.lacks()
                self._kept = book_swap.keep_aside(self._book, when=when)

        try:
            book_swap.put_in(self._copy, self._book, before=keep)
        except BookUnusable:
            if self._kept:  # the book is as it was
                self._kept.unlink()
            raise


@asynccontextmanager
async def incoming(file: Path, book: Path) -> AsyncIterator[Incoming]:
    """Read a copy for `book`, and bring it up to date, beside the book; `file` itself stays as it is.

    Raises Refused for what is no whole book, NotFound, NotYours, and BookUnusable when `book` cannot be restored into.
    """
    _check(file, book)
    with book_file.explained(book), whole_file.passing(book.parent) as fresh:
        yield Incoming(fresh, book, (await _read(file, fresh)).contacts)


def _check(file: Path, book: Path) -> None:
    if not os.path.lexists(file):
        raise NotFound(f"There is no file {file}.")
    if book_file.is_part_of(file, book):
        raise Refused(f"{file} is the book itself. Name a copy of it.")
    if not file.is_file():
        raise Refused(f"{file} is not a file. Name a copy that wellkept backup made.")
    if not os.access(file, os.R_OK):
        raise NotYours(f"You have no right to read {file}. Ask its owner.")
    if not book.parent.is_dir():
        raise NotFound(f"There is no folder {book.parent} for the book. Make it, or name a book elsewhere.")


async def _read(file: Path, fresh: Path) -> Copy:
    """Copy `file` into `fresh`, whole and of this program's shape. Raises Refused."""
    try:
        if not book_file.check(file):
            raise Refused(f"{file} is empty. Name a copy that wellkept backup made.")
        db.is_behind(file)
        await asyncio.to_thread(book_copy.copied, file, fresh)
        await db.up_to_date(fresh)
        with closing(book_file.unchanged(fresh, wait=0)) as connection:
            lost = [part.name for part in book_shape.lacking(connection) if part.kind == "table"]
        if lost:
            raise Refused(f"{file} lacks the table {lost[0]}. Nothing was changed; go back to another copy.")
        return await asyncio.to_thread(book_copy.verified, fresh, named=file)
    except BookUnusable as error:
        why = next(why for kind, why in _WHY if isinstance(error, kind))
        raise Refused(f"{file} {why.format(file=file)}") from error


def _is_there(book: Path) -> bool:
    """Say whether anything is in the book that could be kept aside. Raises BookUnusable."""
    with book_file.explained(book):
        if not book_file.check(book):
            return False
        with closing(book_file.unchanged(book, wait=book_copy.WAIT)) as connection:
            return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
