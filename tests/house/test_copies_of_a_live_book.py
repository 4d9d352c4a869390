"""Copies of a book that other processes write into: none of them is cut off, and a kill in the middle loses nothing."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from models import backups, db, restoring
from tests.house.trying import NOW, contents

HERE = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE)}
WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
import models
from models import db

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)

async def main(path):
    async with db.opened(Path(path)):
        number = 0
        while True:
            number += 1
            await models.notes.add(2, f"note {number}", by=1, at=NOW)
            print(number, await db.reader().number("SELECT count(*) FROM note"), flush=True)

asyncio.run(main(sys.argv[1]))
"""
RESTORER = """
import asyncio, os, sys
from datetime import UTC, datetime
from pathlib import Path
from models import restoring
from models.engine import book_swap

class Killed:
    # a book that is read from until so many steps were done; then the process is gone
    def __init__(self, source, steps):
        self.source, self.left = source, steps

    def close(self):
        self.source.close()

    def backup(self, live, *, pages, progress):
        def stepped(*told):
            progress(*told)
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), 9)

        self.source.backup(live, pages=pages, progress=stepped)

async def main(copy, book, steps):
    opened = book_swap.book_file.unchanged
    async with restoring.incoming(Path(copy), Path(book)) as incoming:
        book_swap.book_file.unchanged = (
            lambda path, *, wait: Killed(opened(path, wait=wait), int(steps)) if not wait else opened(path, wait=wait)
        )
        await incoming.restore(at=datetime(2026, 6, 10, 9, 30, tzinfo=UTC))

asyncio.run(main(*sys.argv[1:]))
"""


@contextmanager
def a_writer(book: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that has the book open, writes a note after the other, and says how many there are."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(book)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    try:
        yield writer
    finally:
        writer.kill()
        writer.communicate()


def written(writer: subprocess.Popen[str]) -> tuple[int, int]:
    """Return how many notes it has written, and how many it sees."""
    assert writer.stdout
    number, there = writer.stdout.readline().split()
    return int(number), int(there)


def notes(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {text for (text,) in connection.execute("SELECT text FROM note")}


async def kept(book: Path, file: Path) -> Path:
    async with db.opened(book):
        return (await backups.make(file, by=1, at=NOW)).file


async def restored(copy: Path, book: Path) -> Path:
    async with restoring.incoming(copy, book) as incoming:
        aside = (await incoming.restore(at=NOW)).kept_aside
    assert aside
    return aside


def test_a_copy_is_one_moment_of_a_book_that_is_written(book: Path, tmp_path: Path) -> None:
    with a_writer(book) as writer:
        before, _ = written(writer)
        copy = asyncio.run(kept(book, tmp_path / "now.db"))
        for _ in range(2):
            written(writer)
    found = {int(text.split()[1]) for text in notes(copy) if text.startswith("note ")}
    assert found == set(range(1, max(found) + 1))
    assert max(found) >= before


def test_whoever_writes_meanwhile_loses_nothing_and_goes_on(book: Path, tmp_path: Path) -> None:
    """Each note is in the book that was kept aside or in the restored one, and the writer sees the latter."""
    copy = asyncio.run(kept(book, tmp_path / "now.db"))
    with a_writer(book) as writer:
        written(writer)
        aside = asyncio.run(restored(copy, book))
        there = len(notes(book))
        while written(writer)[1] > there + 50:
            pass
        last, _ = written(writer)
    old, new = notes(aside), notes(book)
    assert {f"note {number}" for number in range(1, last + 1)} <= old | new
    assert not {text for text in old & new if text.startswith("note ")}


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_killed_in_the_middle_the_book_is_as_it_was(book: Path, tmp_path: Path, steps: int) -> None:
    copy = asyncio.run(kept(book, tmp_path / "now.db"))
    with closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("UPDATE note SET text = 'written since' WHERE id = 1")
    before = contents(book)
    killed = subprocess.run(
        [sys.executable, "-c", RESTORER, str(copy), str(book), str(steps)],
        env=ENVIRONMENT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert contents(book) == before
    assert "written since" in notes(book)
    asyncio.run(restored(copy, book))
    assert "written since" not in notes(book)
