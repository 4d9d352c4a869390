"""Files that are no book, or that somebody else holds: each gets one sentence, and stays as it was."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from models import db
from models.engine import book_file, migrator
from models.engine.reader import Reader
from models.rules.refusals import BookUnusable
from tests.house.trying import opens


def _png(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))


def _other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")


def _other_tortoise(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE tortoise_migrations (id INTEGER, app TEXT, name TEXT)")


def _cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def _scribbled_over(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


NOT_OURS = "The book PATH is not a Wellkept book: another program wrote it. Name another file with --db."
DAMAGED = "The book PATH is damaged. Keep the file as it is and go back to a copy of it."
BAD = {
    "png": (_png, NOT_OURS),
    "other program": (_other_program, NOT_OURS),
    "other tortoise": (_other_tortoise, NOT_OURS),
    "half": (_cut_in_half, DAMAGED),
    "header": (_cut_in_the_header, DAMAGED),
    "scribbled": (_scribbled_over, DAMAGED),
    "folder": (_folder, "The book PATH is not a file. Name a file with --db."),
}


@pytest.mark.parametrize("kind", BAD)
async def test_a_file_that_is_no_book_stays_as_it_was(kind: str, book: Path, tmp_path: Path) -> None:
    spoil, says = BAD[kind]
    path = book if spoil in {_cut_in_half, _cut_in_the_header, _scribbled_over} else tmp_path / "other"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    assert await opens(path) == says
    assert (path.read_bytes() if path.is_file() else None) == before


async def test_an_empty_file_is_a_new_book(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    assert await opens(path) == ""
    assert await opens(path) == ""


async def test_a_new_book_is_its_owners_alone(tmp_path: Path) -> None:
    assert await opens(tmp_path / "new.db") == ""
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["new.db"]  # noqa: PTH208  (a Path's listing is not for async functions)


@pytest.mark.parametrize("name", ["nowhere/book.db", "book.db/book.db", "b" * 300])
async def test_a_place_where_no_book_can_be(book: Path, name: str) -> None:
    said = await opens(book.parent / name)
    assert said == "The book PATH cannot be opened. Check that its folder exists and that you may write there."


@pytest.mark.parametrize("how", ["PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE"])
async def test_a_book_that_another_program_holds(book: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_file, "READ_WAIT", 20)
    monkeypatch.setattr(book_file, "WRITE_WAIT", 20)
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute(how)
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE member SET name = 'held'")
        said = await opens(book)
        assert said == "The book PATH is locked by another program. Close that program, or wait, and try again."
        other.execute("ROLLBACK")
    assert await opens(book) == ""


async def test_an_older_book_that_another_program_holds(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await migrator.migrate(db.config(book), "models.0001_initial")
    monkeypatch.setattr(migrator, "MIGRATE_WAIT", 20)
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "is locked by another program" in await opens(book)
    assert await opens(book) == ""


async def test_a_reader_that_cannot_be_set_up_is_closed(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("aiosqlite.Connection.execute_fetchall", fails)
    with pytest.raises(BookUnusable, match="the disk is full or failing"):
        await Reader.opened(book)


def test_what_the_program_cannot_name_sends_to_the_doctor() -> None:
    said = str(book_file.unusable(Path("x.db"), sqlite3.OperationalError("unheard of")))
    assert said == "The book x.db cannot be used. Run wellkept doctor to learn more."


async def test_a_cut_file_with_a_log_beside_it_is_left_to_sqlite(book: Path) -> None:
    """While another process writes, the log may hold what the file lacks."""
    log = book.with_name("book.db-wal")
    log.write_bytes(b"x")
    _cut_in_half(book)
    assert book_file.check(book)
    log.unlink()
    with pytest.raises(BookUnusable, match="is damaged"):
        book_file.check(book)
