"""No room on the disk, or no right to the file: one sentence, and nothing is lost or half done."""

import asyncio
import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tortoise.connection import get_connection

import models
from models import db
from models.rules.refusals import BookUnusable
from tests.house.trying import NOW, contents, opens

HERE = Path(__file__).parents[2]
LIBC = ctypes.CDLL(None)


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


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow, of this process, while the block runs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_verb_whose_commit_finds_no_room_leaves_nothing(book: Path) -> None:
    async with db.opened(book):
        await models.notes.add(1, "before", by=1, at=NOW)
        kept = await db.reader().number("SELECT count(*) FROM note")
        with no_room(), pytest.raises(BookUnusable, match="the disk is full or failing"):
            await models.notes.add(1, "during", by=1, at=NOW)
        await models.notes.add(1, "after", by=1, at=NOW)
        assert await db.reader().number("SELECT count(*) FROM note") == kept + 1
    assert contents(book)


async def _write_and_write() -> None:
    for _ in range(50):
        await models.notes.add(1, "x" * 20_000, by=1, at=NOW)


PROGRAM = """
import asyncio, sys
from pathlib import Path
from tests.house.trying import opens
print(asyncio.run(opens(Path(sys.argv[1]))))
"""


PR_CAPBSET_DROP = 24
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
"""linux/prctl.h and linux/capability.h: what lets root pass over the rights of files."""


def _less(size: int | None) -> None:
    """Give up rights and room, in the process that is about to start."""
    if size is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    if os.getuid() == 0:  # rights do not bind root, unless root gives up what they do not bind
        for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
            LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def told(path: Path, *, size: int | None = None) -> str:
    """Say what somebody with fewer rights, or less room, is told."""
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", PROGRAM, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**unmeasured, "PYTHONPATH": str(HERE)},
        preexec_fn=lambda: _less(size),
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
    """Give a book in a folder whose rights can be taken away."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(shutil.copyfile(filled, f"{folder}/book.db"))
        path.chmod(0o644)
        yield path
        Path(folder).chmod(0o755)


NO_RIGHT = "The book PATH cannot be opened: you have no right to. Ask its owner."
ONLY_READ = "The book PATH cannot be written: you may only read it. Ask its owner for the right to write."


def test_a_book_that_may_not_be_read(theirs: Path) -> None:
    theirs.chmod(0)
    assert told(theirs) == NO_RIGHT


def test_a_folder_that_may_not_be_looked_into(theirs: Path) -> None:
    theirs.parent.chmod(0)
    assert told(theirs) == NO_RIGHT


def test_a_new_book_in_a_folder_that_may_not_be_written(theirs: Path) -> None:
    theirs.parent.chmod(0o555)
    assert told(theirs.with_name("new.db")) == NO_RIGHT
    assert [file.name for file in theirs.parent.iterdir()] == ["book.db"]


@pytest.mark.parametrize(("folder", "file"), [(0o777, 0o444), (0o555, 0o444)])
def test_a_book_that_may_only_be_read(theirs: Path, folder: int, file: int) -> None:
    theirs.chmod(file)
    theirs.parent.chmod(folder)
    before = contents(theirs)
    assert told(theirs) == ONLY_READ
    assert contents(theirs) == before
