"""One verb, one transaction: all of it or nothing, whoever fails, is cancelled, or writes at the same time."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError, TransactionManagementError
from tortoise.transactions import in_transaction

import models
from models import db, outreach
from models.contacts import Contact
from models.engine import book_file
from models.engine.sqlite_backend import ImmediateTransaction
from models.history import changing
from models.rules.refusals import BookUnusable
from models.stages import Stage
from tests.data.desk import ADA, GRACE, NOW, bob, count, days, everything, one, rows

pytestmark = pytest.mark.usefixtures("book")


async def test_a_verb_that_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    added = await bob(tags=["roof"])
    before, done = await everything(), await count("history")

    async def fails(*_: object, **__: object) -> None:
        raise RuntimeError("half way")

    monkeypatch.setattr(outreach, "refresh", fails)
    with pytest.raises(RuntimeError, match="half way"):
        await models.contacts.edit(added.id, name="Robert", tags=["loyal"], company="Stone", by=ADA, at=NOW)
    assert (await everything(), await count("history")) == (before, done)
    monkeypatch.undo()
    assert (await models.contacts.edit(added.id, name="Robert", by=ADA, at=NOW)).name == "Robert"


@pytest.mark.parametrize("steps", [0, 1, 2, *range(5, 60, 5), *range(60, 700, 40)])
async def test_a_cancelled_verb_is_done_whole_or_not_at_all_and_leaves_nothing_open(steps: int) -> None:
    added = await bob()
    task = asyncio.create_task(models.notes.add(added.id, "cancelled", by=ADA, at=NOW))
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    (outcome,) = await asyncio.gather(task, return_exceptions=True)
    kept = await count("note")
    assert kept or isinstance(outcome, asyncio.CancelledError)
    assert await count("history WHERE verb = 'note.add'") == kept
    await models.notes.add(added.id, "next", by=ADA, at=NOW)
    assert await count("note") == kept + 1


async def test_a_verb_cancelled_while_it_waits_for_its_turn() -> None:
    added = await bob()
    async with changing("slow", by=ADA, at=NOW):
        waiting = asyncio.create_task(models.notes.add(added.id, "waits", by=GRACE, at=NOW))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    await models.notes.add(added.id, "next", by=ADA, at=NOW)
    assert await rows("SELECT text FROM note") == [{"text": "next"}]


async def test_verbs_at_the_same_time_wait_for_each_other() -> None:
    added = await bob()
    await asyncio.gather(*(models.notes.add(added.id, f"note {n}", by=ADA, at=NOW) for n in range(20)))
    assert await count("note") == 20


async def test_a_task_started_inside_a_transaction_is_no_part_of_it() -> None:
    over = asyncio.Event()

    async def later() -> int:
        await over.wait()
        async with in_transaction():
            await Stage.filter(id=1).update(name="Lead")
        return await Stage.all().count()

    async with changing("first", by=ADA, at=NOW):
        task = asyncio.create_task(later())
    over.set()
    async with changing("second", by=ADA, at=NOW):
        pass
    assert await task == 5
    assert await one("SELECT name FROM stage WHERE id = 1") == "Lead"


async def test_what_such_a_task_writes_is_not_rolled_back_with_a_later_transaction() -> None:
    over = asyncio.Event()

    async def later() -> None:
        await over.wait()
        await Stage.filter(id=1).update(name="Lead")

    async def fails() -> None:
        async with in_transaction() as connection:
            over.set()
            for _ in range(20):
                await connection.execute_query("SELECT 1")
            raise RuntimeError("at last")

    async with changing("first", by=ADA, at=NOW):
        task = asyncio.create_task(later())
    with pytest.raises(RuntimeError, match="at last"):
        await fails()
    await task
    assert await one("SELECT name FROM stage WHERE id = 1") == "Lead"


async def test_a_transaction_holds_the_lock_from_its_first_statement(book: Path) -> None:
    await db.writable()
    other = sqlite3.connect(book, timeout=0, isolation_level=None)
    try:
        async with in_transaction():
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()


async def test_no_script_inside_a_transaction() -> None:
    await db.writable()
    async with in_transaction() as connection:
        assert isinstance(connection, ImmediateTransaction)
        with pytest.raises(TransactionManagementError, match="would commit"):
            await connection.execute_script("SELECT 1; SELECT 2")


async def test_many_statements_outside_a_transaction_are_one() -> None:
    await db.writable()
    insert = "INSERT INTO tag (name) VALUES (?)"
    with pytest.raises(IntegrityError):
        await get_connection("default").execute_many(insert, [["roof"], ["loyal"], ["roof"]])
    assert await count("tag") == 0
    await get_connection("default").execute_many(insert, [["roof"], ["loyal"]])
    assert await count("tag") == 2


async def test_a_transaction_ended_by_hand_is_over() -> None:
    await db.writable()
    async with in_transaction() as connection:
        await Stage.filter(id=1).update(name="Lead")
        await connection.rollback()
    assert await one("SELECT name FROM stage WHERE id = 1") == "Prospect"
    await bob()


async def test_a_commit_that_fails_is_rolled_back() -> None:
    await db.writable()
    async with in_transaction() as connection:
        await connection.execute_query("PRAGMA defer_foreign_keys = ON")
        await connection.execute_query("UPDATE history SET by_id = 99")
        with pytest.raises(sqlite3.IntegrityError):
            await connection.commit()
        await connection.execute_query("UPDATE history SET by_id = 1")
    with pytest.raises(sqlite3.IntegrityError):
        await _orphan_history()
    assert await count("history WHERE by_id = 99") == 0
    await bob()


async def _orphan_history() -> None:
    async with in_transaction() as connection:
        await connection.execute_query("PRAGMA defer_foreign_keys = ON")
        await connection.execute_query("UPDATE history SET by_id = 99")


async def test_what_a_verb_is_told_when_the_book_is_locked(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_file, "WRITE_WAIT", 20)
    added = await bob()
    other = sqlite3.connect(book, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookUnusable, match="is locked by another program"):
            await models.notes.add(added.id, "waits", by=ADA, at=NOW)
        other.execute("COMMIT")
    finally:
        other.close()
    await models.notes.add(added.id, "next", by=ADA, at=NOW)
    assert await rows("SELECT text FROM note") == [{"text": "next"}]


async def test_a_connection_that_could_not_be_set_up_is_set_up_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    execute = aiosqlite.Connection.execute

    def fails(self: aiosqlite.Connection, sql: str, *values: Any) -> Any:
        if "foreign_keys" in sql:
            raise sqlite3.OperationalError("database is locked")
        return execute(self, sql, *values)

    with monkeypatch.context() as only_now:
        only_now.setattr(aiosqlite.Connection, "execute", fails)
        with pytest.raises(BookUnusable, match="is locked"):
            await bob()
    await bob()
    pragmas = {
        name: next(iter((await get_connection("default").execute_query_dict(f"PRAGMA {name}"))[0].values()))
        for name in ("foreign_keys", "journal_mode", "synchronous", "secure_delete", "busy_timeout")
    }
    assert pragmas == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "busy_timeout": 15_000,
    }


async def test_mistakes_of_the_program_are_not_blamed_on_the_book() -> None:
    with pytest.raises(IntegrityError):
        await models.contacts.add("Bob", owner_id=99, by=ADA, at=NOW)
    with pytest.raises(sqlite3.ProgrammingError):
        await db.reader().rows("SELECT ?1")


async def test_times_are_kept_in_utc_to_the_second_so_that_their_text_sorts() -> None:
    added = await models.contacts.add("Bob", by=ADA, at=NOW.replace(microsecond=7))
    assert await one("SELECT created_at AS kept FROM contact") == "2026-06-10 07:30:00+00:00"
    assert await Contact.filter(created_at__lte=NOW, created_at__gt=NOW - days(1)).count() == 1
    await Contact.filter(created_at=NOW).update(updated_at=NOW + days(1))
    assert await one("SELECT updated_at AS kept FROM contact WHERE id = ?1", added.id) == "2026-06-11 07:30:00+00:00"


async def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        await models.contacts.add("Bob", by=ADA, at=NOW.replace(tzinfo=None))
    assert await count("contact") == 0
