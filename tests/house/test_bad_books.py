"""Files that are no book, or none that can be used: each gets one sentence, and stays as it was."""

import asyncio
import os
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tortoise.connection import get_connection

import models
from models import db
from models.engine import book_file
from models.engine.reader import Reader
from models.rules.refusals import BookUnusable
from tests.house.conftest import NOW

HERE = Path(__file__).parents[2]


async def opens(path: Path) -> str:
    """Open a book, read and write; return the sentence that says why not, or ""."""
    try:
        async with db.opened(path):
            by = await models.members.present("ada", at=NOW)
            await models.contacts.add("Dan Brook", by=by, at=NOW)
    except BookUnusable as error:
        said = str(error)
        assert str(path) in said
        assert "\n" not in said
        return said.replace(str(path), "PATH")
    return ""


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


def contents(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT name FROM contact ORDER BY id").fetchall()


async def test_a_disk_that_fills_up_loses_nothing(book: Path) -> None:
    """max_page_count stands for the disk; the kernel's own limit is tried below."""
    before = contents(book)
    async with db.opened(book):
        await db.writable()
        writer = get_connection("default")
        (row,) = await writer.execute_query_dict("PRAGMA page_count")
        await writer.execute_query(f"PRAGMA max_page_count = {row['page_count']}")
        with pytest.raises(BookUnusable, match=r"the disk is full. Free some space; what was not saved is not in"):
            await _write_and_write()
        kept = await db.reader().number("SELECT count(*) FROM note")
        assert await db.reader().number("SELECT count(*) FROM history WHERE verb = 'note.add'") == kept
        await writer.execute_query("PRAGMA max_page_count = 1000000")
        await models.notes.add(1, "x" * 20_000, by=1, at=NOW)
    assert contents(book) == before


async def _write_and_write() -> None:
    for _ in range(50):
        await models.notes.add(1, "x" * 20_000, by=1, at=NOW)


PROGRAM = """
import asyncio, sys
from pathlib import Path
from tests.house.test_bad_books import opens
print(asyncio.run(opens(Path(sys.argv[1]))))
"""


def _less(uid: int | None, size: int | None) -> None:
    """Give up rights and room, in the process that is about to start."""
    if size is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    if uid is not None:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)


def told(path: Path, *, uid: int | None = None, size: int | None = None) -> str:
    """Say what somebody with fewer rights, or less room, is told."""
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", PROGRAM, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**unmeasured, "PYTHONPATH": str(HERE)},
        preexec_fn=lambda: _less(uid, size),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


NO_ROOM = "The book PATH could not be read or written: the disk is full or failing. Free some space, and check it."


@pytest.mark.parametrize("size", [0, 40_000, 150_000])
def test_a_new_book_without_room(tmp_path: Path, size: int) -> None:
    path = tmp_path / "book.db"
    assert told(path, size=size) == NO_ROOM
    assert asyncio.run(opens(path)) == ""  # once there is room again


def test_a_book_without_room(book: Path) -> None:
    before = contents(book)
    assert told(book, size=30_000) == NO_ROOM
    assert contents(book) == before


@pytest.fixture
def theirs(filled: Path) -> Iterator[Path]:
    """Give a book of ours in a folder that somebody else can get into; pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(shutil.copyfile(filled, f"{folder}/book.db"))
        path.chmod(0o644)
        yield path
        Path(folder).chmod(0o755)


NO_RIGHT = "The book PATH cannot be opened: you have no right to. Ask its owner."
ONLY_READ = "The book PATH cannot be written: you may only read it. Ask its owner for the right to write."
SOMEBODY = None if os.getuid() else 65534
"""Rights do not bind root: who is root tries as somebody else."""


def test_a_book_that_may_not_be_read(theirs: Path) -> None:
    theirs.chmod(0)
    assert told(theirs, uid=SOMEBODY) == NO_RIGHT


def test_a_folder_that_may_not_be_looked_into(theirs: Path) -> None:
    theirs.parent.chmod(0)
    assert told(theirs, uid=SOMEBODY) == NO_RIGHT


def test_a_new_book_in_a_folder_that_may_not_be_written(theirs: Path) -> None:
    theirs.parent.chmod(0o555)
    assert told(theirs.with_name("new.db"), uid=SOMEBODY) == NO_RIGHT
    assert [file.name for file in theirs.parent.iterdir()] == ["book.db"]


@pytest.mark.parametrize(("folder", "file"), [(0o777, 0o444), (0o555, 0o444)])
def test_a_book_that_may_only_be_read(theirs: Path, folder: int, file: int) -> None:
    theirs.chmod(file)
    theirs.parent.chmod(folder)
    before = contents(theirs)
    assert told(theirs, uid=SOMEBODY) == ONLY_READ
    assert contents(theirs) == before
