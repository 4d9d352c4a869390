"""Going back to a copy: verified first, nothing lost on the way, and whoever has the book open goes on in it."""

import asyncio
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

import models
from models import db, restoring
from models.engine import book_swap
from models.engine.migrator import migrate
from models.reading.contacts import ContactList
from models.restoring import Restored
from models.rules.refusals import NotFound
from tests.data.copies import asked, beside, content, cut_short, one_bad_page, restored
from tests.data.desk import ADA, NOW, days

WHEN = "2026-06-10T093000"


async def names() -> list[str]:
    return [row.name for row in await ContactList(now=NOW).page(limit=9)]


async def test_what_the_copy_lacks_is_said_and_kept_aside(copy: Path, path: Path) -> None:
    async with restoring.incoming(copy, path) as incoming:
        assert incoming.contacts == 1
        lacks = incoming.lacks()
        assert lacks
        assert (lacks.is_other, lacks.changes, lacks.last_at, lacks.by) == (False, 1, NOW, "ada")
        done = await incoming.restore(at=NOW)
    aside = path.with_name(f"book.db.before-restore-{WHEN}")
    assert done == Restored(1, aside, was_damaged=False, left_aside=lacks)
    assert asked(path, "SELECT name FROM contact") == ["Bob Stone"]
    assert asked(aside, "SELECT name FROM contact ORDER BY id") == ["Bob Stone", "Carl Reed"]
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert beside(path) == ["book.db", aside.name, "copy.db"]


async def test_there_and_back_again_nothing_kept_aside_is_overwritten(copy: Path, path: Path) -> None:
    first = (await restored(copy, path)).kept_aside
    assert first
    back = await restored(first, path)
    assert back.kept_aside == first.with_name(f"{first.name}-2")
    assert back.left_aside
    assert back.left_aside.changes == 0
    assert len(asked(path, "SELECT id FROM contact")) == 2


async def test_who_has_the_book_open_goes_on_in_the_restored_one(copy: Path, path: Path) -> None:
    async with db.opened(path):
        await models.notes.add(1, "before", by=ADA, at=NOW)
        assert await names() == ["Bob Stone", "Carl Reed"]
        await restored(copy, path)
        assert await names() == ["Bob Stone"]
        await models.notes.add(1, "after", by=ADA, at=NOW)
        await models.undo.last(by=ADA, at=NOW)
        await models.undo.redo(by=ADA, at=NOW)
    assert asked(path, "SELECT text FROM note") == ["after"]
    assert asked(path, "PRAGMA integrity_check") == ["ok"]


async def test_where_there_is_no_book_the_copy_comes(copy: Path, tmp_path: Path) -> None:
    book = tmp_path / "elsewhere" / "book.db"
    with pytest.raises(NotFound, match="There is no folder"):
        await restored(copy, book)
    book.parent.mkdir()
    done = await restored(copy, book)
    assert done == Restored(1, None, was_damaged=False, left_aside=None)
    assert os.listdir(book.parent) == ["book.db"]  # noqa: PTH208
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    book.write_bytes(b"")
    async with restoring.incoming(copy, book) as incoming:
        assert incoming.lacks() is None


async def test_another_book_is_named_as_such(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    async with db.opened(other):
        await models.members.present("joan", at=NOW - days(1))
    done = await restored(other, path)
    assert done.left_aside
    assert done.left_aside.is_other


async def test_a_copy_of_an_older_shape_is_brought_up_to_date_on_the_way(copy: Path, path: Path) -> None:
    await migrate(db.config(copy), "models.0005_accounts")
    before = content(copy)
    assert (await restored(copy, path)).contacts == 1
    assert not db.is_behind(path)
    assert content(copy) == before


@pytest.mark.parametrize("damage", [cut_short, one_bad_page])
async def test_a_damaged_book_is_moved_aside_as_it_is(copy: Path, path: Path, damage: object) -> None:
    assert callable(damage)
    damage(path)
    damaged = content(path)
    done = await restored(copy, path)
    assert (done.was_damaged, done.left_aside) == (True, None)
    assert done.kept_aside
    assert done.kept_aside.read_bytes()[:9000] == damaged[:9000]
    assert asked(path, "SELECT name FROM contact") == ["Bob Stone"]


async def test_the_log_of_a_damaged_book_goes_with_it(copy: Path, path: Path) -> None:
    path.with_name("book.db-wal").write_bytes(b"torn")
    aside = book_swap.move_aside(path, when=WHEN)
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"torn"
    assert not path.with_name("book.db-wal").exists()
    assert (await restored(copy, path)).contacts == 1


async def test_a_book_that_lost_a_table_can_be_restored(copy: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE history")
    done = await restored(copy, path)
    assert (done.left_aside, bool(done.kept_aside)) == (None, True)
    assert asked(path, "SELECT count(*) FROM history") != [0]


async def test_restoring_is_not_stopped_half_way(copy: Path, path: Path) -> None:
    async with restoring.incoming(copy, path) as incoming:
        task = asyncio.ensure_future(incoming.restore(at=NOW))
        await asyncio.sleep(0)  # it has begun
        task.cancel()
        found = await task
    assert found.kept_aside == path.with_name(f"book.db.before-restore-{WHEN}")
    assert asked(path, "SELECT name FROM contact") == ["Bob Stone"]
