"""Going back to a copy: verified first, nothing lost on the way, and whoever has the book open goes on in it."""

import asyncio
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

import models
from models import backups, db, restoring
from models.engine import book_copy, book_swap, whole_file
from models.engine.migrator import migrate
from models.reading.contacts import ContactList
from models.restoring import Restored
from models.rules.refusals import BookNewer, BookUnusable, NotABook, NotFound, NotYours, Refused
from tests.data.desk import ADA, NOW, bob, days

WHEN = "2026-06-10T093000"


async def restored(file: Path, book: Path) -> Restored:
    async with restoring.incoming(file, book) as incoming:
        return await incoming.restore(at=NOW)


async def names() -> list[str]:
    return [row.name for row in await ContactList(now=NOW).page(limit=9)]


def content(path: Path) -> bytes:
    return path.read_bytes()


def asked(path: Path, sql: str) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [value for (value,) in connection.execute(sql)]


def beside(book: Path) -> list[str]:
    return sorted(file.name for file in book.parent.iterdir() if not file.name.startswith("book.db-"))


@pytest.fixture
async def copy(path: Path) -> Path:
    """A copy with Bob alone in it, of a book that has Carl, too."""
    async with db.opened(path):
        await bob()
        made = await backups.make(path.with_name("copy.db"), by=ADA, at=NOW)
        await models.contacts.add("Carl Reed", by=ADA, at=NOW)
    return made.file


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


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def one_bad_page(path: Path) -> None:
    (page,) = asked(path, "SELECT rootpage FROM sqlite_master WHERE name = 'override'")
    with path.open("r+b") as file:
        file.seek((int(str(page)) - 1) * 4096)
        file.write(b"\xff" * 4096)


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


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('models', '9999_x', '')")


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")


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


def a_card(path: Path) -> None:
    path.write_text("BEGIN:VCARD\nEND:VCARD\n")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def without_notes(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE note")


def without_anything(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA user_version = 1")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


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


async def test_restoring_is_not_stopped_half_way(copy: Path, path: Path) -> None:
    async with restoring.incoming(copy, path) as incoming:
        task = asyncio.ensure_future(incoming.restore(at=NOW))
        await asyncio.sleep(0)  # it has begun
        task.cancel()
        found = await task
    assert found.kept_aside == path.with_name(f"book.db.before-restore-{WHEN}")
    assert asked(path, "SELECT name FROM contact") == ["Bob Stone"]
