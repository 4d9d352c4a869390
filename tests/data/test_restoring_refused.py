"""What is no whole copy, and a book that cannot be kept aside: nothing is changed."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import models
from models import db, restoring
from models.engine import book_copy, book_swap, whole_file
from models.rules.refusals import BookNewer, BookUnusable, NotABook, NotFound, NotYours, Refused
from tests.data.copies import (
    a_card,
    a_folder,
    a_pipe,
    asked,
    beside,
    content,
    cut_short,
    empty,
    newer,
    of_another_program,
    one_bad_page,
    restored,
    without_notes,
)
from tests.data.desk import ADA, NOW


@pytest.mark.parametrize(("spoil", "error"), [(newer, BookNewer), (of_another_program, NotABook)])
async def test_what_this_program_does_not_know_is_never_restored_over(
    copy: Path, path: Path, spoil: object, error: type[BookUnusable]
) -> None:
    assert callable(spoil)
    spoil(path)
    before, there = content(path), beside(path)
    with pytest.raises(error):
        await restored(copy, path)
    assert (content(path), beside(path)) == (before, there)


BAD = [
    (newer, Refused, "was written by a newer Wellkept. Update this one first."),
    (of_another_program, Refused, "is not a Wellkept book. Name a copy that wellkept backup made."),
    (a_card, Refused, "is not a Wellkept book"),
    (empty, Refused, "is empty. Name a copy"),
    (cut_short, Refused, "is damaged. Nothing was changed; go back to another copy."),
    (one_bad_page, Refused, "is damaged"),
    (without_notes, Refused, "lacks the table note. Nothing was changed"),
    (a_folder, Refused, "is not a file"),
    (a_pipe, Refused, "is not a file"),
    (Path.unlink, NotFound, "There is no file"),
]


@pytest.mark.parametrize(("spoil", "error", "says"), BAD)
async def test_what_is_no_whole_copy_changes_nothing(
    copy: Path, path: Path, spoil: object, error: type[Exception], says: str
) -> None:
    assert callable(spoil)
    spoil(copy)
    before, there = content(path), beside(path)
    with pytest.raises(error, match=says):
        await restored(copy, path)
    assert (content(path), beside(path)) == (before, there)


async def test_a_copy_that_cannot_be_read_now_sends_to_the_doctor(
    copy: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise BookUnusable

    monkeypatch.setattr(book_copy, "copied", locked)
    with pytest.raises(Refused, match=r"cannot be read as a book now. Nothing was changed; see wellkept doctor --db"):
        await restored(copy, path)


async def test_the_book_itself_is_no_copy(path: Path) -> None:
    with pytest.raises(Refused, match="is the book itself"):
        await restored(path, path)


async def test_a_copy_that_one_may_not_read(copy: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(NotYours, match="You have no right to read"):
        await restored(copy, path)


async def test_a_book_that_somebody_holds_stays_as_it_is(
    copy: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book_copy, "WAIT", 0.01)
    there = beside(path)
    async with restoring.incoming(copy, path) as incoming:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(BookUnusable, match="is locked by another program"):
                await incoming.restore(at=NOW)
    assert beside(path) == there
    assert len(asked(path, "SELECT id FROM contact")) == 2


@pytest.mark.parametrize("where", ["settle", "passing"])
async def test_a_book_that_cannot_be_kept_aside_is_not_restored_over(
    copy: Path, path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    there = beside(path)
    async with restoring.incoming(copy, path) as incoming:
        monkeypatch.setattr(whole_file, where, full)
        with pytest.raises(
            BookUnusable, match=r"could not be kept aside: No space left on device. Nothing was changed"
        ):
            await incoming.restore(at=NOW)
    assert beside(path) == there
    assert len(asked(path, "SELECT id FROM contact")) == 2


async def test_a_disk_that_fills_in_the_middle_leaves_the_book_as_it_was(
    copy: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = book_swap._live

    def small(book: Path) -> sqlite3.Connection:
        connection = live(book)
        connection.execute("PRAGMA max_page_count = 1")  # which is then what the book has now
        return connection

    async with db.opened(path):
        for number in range(9):
            await models.notes.add(1, f"{number} " + "x" * 10_000, by=ADA, at=NOW)
    monkeypatch.setattr(book_swap, "_live", small)
    larger = (await restored(copy, path)).kept_aside
    assert larger
    there = beside(path)
    with pytest.raises(BookUnusable, match="the disk is full"):
        await restored(larger, path)
    assert beside(path) == there
    assert asked(path, "SELECT count(*) FROM note") == [0]
    assert asked(path, "PRAGMA integrity_check") == ["ok"]
