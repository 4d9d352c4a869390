"""Copies of a live book: whole or not there, and only in the place of what is in the book, too."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import models
from models import backups, db
from models.engine import book_ahead, book_copy, book_file, whole_file
from models.reading import backups as reading
from models.reading.restored import Watch
from models.rules.refusals import BookDamaged, NotFound, Refused
from tests.data.desk import ADA, GRACE, NOW, bob, days


async def kept(file: Path) -> backups.Made:
    return await backups.make(file, by=ADA, at=NOW)


def asked(path: Path, sql: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


@pytest.mark.usefixtures("book")
async def test_a_copy_is_whole_alone_and_its_owners(tmp_path: Path) -> None:
    await bob()
    made = await kept(tmp_path / "copy.db")
    assert made.said == "1 contact"
    assert (made.bytes, made.orphans) == ((tmp_path / "copy.db").stat().st_size, 0)
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert asked(tmp_path / "copy.db", "PRAGMA journal_mode") == "delete"
    assert asked(tmp_path / "copy.db", "SELECT name FROM contact") == "Bob Stone"
    assert sorted(file.name for file in tmp_path.iterdir() if not file.name.startswith("book.db")) == ["copy.db"]  # noqa: ASYNC240


@pytest.mark.usefixtures("book")
async def test_book_and_copy_both_know_of_the_copy(tmp_path: Path) -> None:
    assert await reading.last() is None
    await kept(tmp_path / "copy.db")
    await bob()
    last = await reading.last()
    assert last
    assert (last.path, last.made_at, last.by, last.changes) == (str(tmp_path / "copy.db"), NOW, "ada", 1)
    assert asked(tmp_path / "copy.db", "SELECT path FROM backup") == str(tmp_path / "copy.db")
    await backups.make(tmp_path / "later.db", by=GRACE, at=NOW + days(1))
    last = await reading.last()
    assert last
    assert (last.path, last.by, last.changes) == (str(tmp_path / "later.db"), "grace", 0)


@pytest.mark.usefixtures("book")
async def test_an_older_copy_is_replaced(tmp_path: Path) -> None:
    await kept(tmp_path / "copy.db")
    await bob()
    assert (await kept(tmp_path / "copy.db")).contacts == 1
    (tmp_path / "empty").touch()
    assert (await kept(tmp_path / "empty")).contacts == 1


@pytest.mark.usefixtures("book")
async def test_a_copy_with_changes_of_its_own_is_left_alone(tmp_path: Path) -> None:
    await bob()
    copy = (await kept(tmp_path / "copy.db")).file
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("INSERT INTO history (at, by_id, verb, changed) VALUES (?, 1, 'x', '')", [str(NOW)])
    before = copy.read_bytes()
    with pytest.raises(Refused, match="has 1 change that the book lacks, so it is left as it is"):
        await kept(copy)
    assert copy.read_bytes() == before
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("DELETE FROM history WHERE verb = 'x'")
        connection.execute("UPDATE contact SET uid = 'another'")
    with pytest.raises(Refused, match="is another book"):
        await kept(copy)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("book.db", "is the book itself"),
        ("book.db-wal", "is the book itself"),
        ("linked.db", "is the book itself"),
        ("folder", "is not a file"),
        ("pipe", "is not a file"),
        ("notes.txt", "is no copy of a book, so it is left as it is"),
        ("half.db", "is no copy of a book, so it is left as it is"),
        ("used.db", r"is in use, as used\.db-wal beside it shows"),
        ("n" * 300, "could not be written: .* Nothing was left there"),
    ],
)
async def test_where_no_copy_can_be_kept(book: Path, tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.txt").write_text("milk")
    (tmp_path / "used.db-wal").write_text("x")
    (tmp_path / "linked.db").hardlink_to(book)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "half.db").write_bytes(book.read_bytes()[:9000])  # noqa: ASYNC240
    before = sorted(os.listdir(tmp_path))  # noqa: PTH208
    with pytest.raises(Refused, match=says):
        await kept(tmp_path / name)
    assert sorted(os.listdir(tmp_path)) == before  # noqa: PTH208
    assert (tmp_path / "notes.txt").read_text() == "milk"
    with pytest.raises(Refused, match=says):
        await backups.check(tmp_path / name)


@pytest.mark.usefixtures("book")
async def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no folder"):
        await kept(tmp_path / "no" / "copy.db")


@pytest.mark.usefixtures("book")
async def test_a_disk_that_is_full_leaves_the_older_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = (await kept(tmp_path / "copy.db")).file
    before = copy.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(whole_file, "settle", full)
    with pytest.raises(Refused, match=r"could not be written: the disk is full. What stood there still does."):
        await kept(copy)
    assert copy.read_bytes() == before
    assert not [file for file in os.listdir(tmp_path) if file.startswith(".wellkept")]  # noqa: PTH208


def test_what_the_system_does_not_say_is_not_made_up() -> None:
    assert book_copy.reason(OSError()) == "the system does not say why"


@contextmanager
def scribbled(path: Path, table: str) -> Iterator[None]:
    page = int(str(asked(path, f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")))  # noqa: S608
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    yield


async def test_a_damaged_book_is_never_kept_over_a_good_copy(path: Path, tmp_path: Path) -> None:
    async with db.opened(path):
        copy = (await kept(tmp_path / "copy.db")).file
        before = copy.read_bytes()
    with scribbled(path, "override"):
        async with db.opened(path):
            with pytest.raises(BookDamaged, match="is damaged"):
                await kept(copy)
    assert copy.read_bytes() == before


async def test_what_was_copied_is_counted_again(book: Path, tmp_path: Path) -> None:
    def loses(connection: sqlite3.Connection, holds: book_copy.Copy) -> None:
        connection.execute("DELETE FROM history WHERE id = ?", [holds.history_id])

    with pytest.raises(BookDamaged):
        book_copy.copied(book, tmp_path / "copy.db", mark=loses)


async def test_rows_that_point_nowhere_are_told(book: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("UPDATE history SET by_id = 99 WHERE id = 1")
    assert (await kept(tmp_path / "copy.db")).orphans == 1


async def test_a_book_that_lost_a_table_can_be_copied(book: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("DROP TABLE contact")
    assert book_copy.copied(book, tmp_path / "copy.db").contacts == 0


async def test_an_empty_book_has_nothing_that_another_lacks(book: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    await db.up_to_date(new)
    assert book_ahead.ahead(new, book, wait=0) == (False, 0, None, "")
    found = book_ahead.ahead(book, new, wait=0)
    assert (found.is_other, found.counted, found.by) == (True, "2 changes", "ada")


def test_a_book_that_may_only_be_read_is_looked_at_as_such(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert book_file.looked_at(path).endswith("?mode=rw")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert book_file.looked_at(path).endswith("?mode=ro")


async def test_a_session_notices_that_the_book_is_another_now(book: Path, tmp_path: Path) -> None:
    watch = Watch()
    assert not await watch.found_another()
    copy = (await kept(tmp_path / "copy.db")).file
    await bob()
    assert not await watch.found_another()
    await models.notes.add(1, "hello", by=ADA, at=NOW)
    assert not await watch.found_another()
    assert not await watch.found_another()
    from models import restoring  # noqa: PLC0415

    async with restoring.incoming(copy, book) as incoming:
        await incoming.restore(at=NOW)
    assert await watch.found_another()
    assert not await watch.found_another()
