"""Many processes with one book: they all open it, and none loses what another wrote."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (HERE / "models" / "migrations").glob("0*.py"))
PROGRAM = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
import models
from models import db
from models.rules.refusals import NotYours

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)

async def main(path, who, gate):
    print("ready", flush=True)
    sys.stdin.readline()
    async with db.opened(Path(path)):
        try:
            by, _, _ = await models.members.begin(who, name=f"The {who}", business=who, at=NOW)
        except NotYours:
            by = 1
        added = await models.contacts.add(who, by=by, at=NOW, company="Stone & Sons", tags=["roof"])
        await models.contacts.edit(1, by=by, at=NOW, tags=["roof", who])

asyncio.run(main(*sys.argv[1:]))
"""


@contextmanager
def at_once(path: Path, number: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Start processes that wait until all are ready, and let them go together."""
    pipe = subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(path), f"member {n}", ""],
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
            env=environment,
        )
        for n in range(number)
    ]
    try:
        for process in processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin
            process.stdin.write("\n")
            process.stdin.flush()
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def failures(processes: list[subprocess.Popen[str]]) -> list[str]:
    """Wait for all, and return what those that failed said last."""
    said = [(process.communicate(timeout=120)[1], process.returncode) for process in processes]
    return [error.strip().splitlines()[-1] for error, code in said if code]


def column(path: Path, sql: str) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [value for (value,) in connection.execute(sql)]


@pytest.mark.parametrize("number", [8])
def test_processes_that_open_a_new_book_at_once(tmp_path: Path, number: int) -> None:
    path = tmp_path / "book.db"
    with at_once(path, number) as processes:
        assert failures(processes) == []
    assert column(path, "SELECT role FROM member") == ["owner"]
    owner = "SELECT m.name FROM member m JOIN business b ON b.name = m.account WHERE m.role = 'owner'"
    assert str(column(path, owner)[0]).startswith("The member")
    assert column(path, "SELECT count(*) FROM member WHERE name LIKE 'The %'") == [1]
    assert column(path, "SELECT count(*) FROM stage") == [5]
    assert column(path, "SELECT name FROM tortoise_migrations ORDER BY name") == NAMES


def test_processes_that_write_at_once(book: Path) -> None:
    number = 40
    before = column(book, "SELECT version FROM contact WHERE id = 1")
    with at_once(book, number) as processes:
        assert failures(processes) == []
    assert column(book, "SELECT count(*) FROM contact WHERE name LIKE 'member %'") == [number]
    assert column(book, "SELECT count(*) FROM company") == [1]
    assert column(book, "SELECT version - ?1 FROM contact WHERE id = 1".replace("?1", str(before[0]))) == [number]
    assert column(book, "SELECT count(*) FROM contact_tag WHERE contact_id = 1") == [2]
    assert column(book, "SELECT count(DISTINCT id) FROM history WHERE verb = 'contact.edit'") == [number]
    assert column(book, "PRAGMA integrity_check") == ["ok"]
    assert column(book, "PRAGMA foreign_key_check") == []
