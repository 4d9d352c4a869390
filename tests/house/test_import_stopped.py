"""An import that ends too soon, however: whole batches only, true counts, and one undo takes all of it back."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import models
from models import db
from models.engine import book_file
from models.exchange import importing
from models.exchange.importing import Progress
from models.rules.refusals import BookUnusable
from tests.house.test_no_room_no_right import HERE, no_room
from tests.house.trying import NOW, contents

BATCH = importing.BATCH


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "many.csv"
    rows = (f"Dana {n},dana{n}@x.example,note {n},tag {n % 7}\n" for n in range(20 * BATCH))
    path.write_text("Name,E-mail,Notes,Tags\n" + "".join(rows), encoding="utf-8")
    return path


PROGRAM = """
import asyncio, sys
from pathlib import Path
from models import db
from models.exchange import importing
from tests.house.trying import NOW

async def run(book, file):
    async with db.opened(Path(book)):
        await importing.import_files([Path(file)], by=1, at=NOW, progress=lambda now: print(now.came_in, flush=True))

asyncio.run(run(*sys.argv[1:]))
"""


@pytest.mark.parametrize("batches", [1, 3])
def test_a_process_that_is_killed_leaves_whole_batches(book: Path, cards: Path, batches: int) -> None:
    before, rows = contents(book), _rows(book)
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    with subprocess.Popen(
        [sys.executable, "-B", "-c", PROGRAM, str(book), str(cards)],
        stdout=subprocess.PIPE,
        env={**unmeasured, "PYTHONPATH": str(HERE)},
    ) as running:
        assert running.stdout is not None
        for _ in range(batches):
            told = int(running.stdout.readline())
        running.send_signal(signal.SIGKILL)
        assert running.wait(20) == -signal.SIGKILL
    came_in = len(contents(book)) - len(before)
    assert came_in >= told == batches * BATCH
    assert came_in % BATCH == 0
    asyncio.run(_take_back(book))
    assert _rows(book) == rows


async def _take_back(book: Path) -> None:
    async with db.opened(book):
        assert (await models.undo.last(by=1, at=NOW)).verb == "import"


def _rows(book: Path) -> list[int]:
    """Count what an import writes, but history."""
    with closing(sqlite3.connect(book)) as connection:
        tables = ("contact", "contact_point", "contact_tag", "tag", "note", "outreach")
        return [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]  # noqa: S608


async def test_a_disk_that_is_full_from_the_start_takes_nothing(book: Path, cards: Path) -> None:
    before = contents(book)
    async with db.opened(book):
        await db.writable()
        with no_room(), pytest.raises(BookUnusable, match=r"and check it\.$"):
            await importing.import_files([cards], by=1, at=NOW)
    assert contents(book) == before


async def test_a_book_that_others_hold_in_the_middle_says_so(
    book: Path, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book_file, "WRITE_WAIT", 50)
    other = sqlite3.connect(book, isolation_level=None)

    def hold(_progress: Progress) -> None:
        other.execute("BEGIN IMMEDIATE")

    async with db.opened(book):
        with pytest.raises(BookUnusable, match=r"locked by another program.* 500 of the cards came in before"):
            await importing.import_files([cards], by=1, at=NOW, progress=hold)
        other.execute("ROLLBACK")
        other.close()
        await models.undo.last(by=1, at=NOW)


async def test_an_import_that_is_stopped_ends_with_the_batch_under_way(book: Path, cards: Path) -> None:
    before = contents(book)
    told: list[int] = []
    begun = asyncio.Event()

    def tell(now: Progress) -> None:
        told.append(now.came_in)
        begun.set()

    async with db.opened(book):
        task = asyncio.ensure_future(importing.import_files([cards], by=1, at=NOW, progress=tell))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        came_in = await db.reader().number("SELECT count(*) FROM contact") - len(before)
        assert came_in == told[-1] < 20 * BATCH
        assert came_in % BATCH == 0
        await models.undo.last(by=1, at=NOW)
    assert contents(book) == before
