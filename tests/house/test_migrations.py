"""Migrations: a populated book goes down and up without losing a row, an index or a trigger."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.transactions import in_transaction

import models.migrations
from models import db
from models.engine import book_shape
from models.engine.migrator import LosslessEditor, migrate
from models.reading.contacts import ContactList
from models.rules.refusals import BookUnusable
from tests.house.trying import NOW

OURS = Path(models.migrations.__file__).parent
NAMES = sorted(path.stem for path in OURS.glob("0*.py"))
NEWEST = NAMES[-1]
Rows = list[tuple[Any, ...]]
LATE = {
    ("member", "account"),
    ("outreach", "stage_id"),
    ("stage", "archived_at"),
    ("reason", "archived_at"),
    ("member", "left_at"),
}
"""The columns that came after the third migration."""
NEW_TABLES: dict[str, Rows] = {
    "backup": [],
    "contact_extra": [],
    "confidence": [],
    "confidence_reader": [],
    "identity": [],
    "key_entry": [],
}
"""The tables that came after it, and go with their rows."""

LATER = """
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

class Migration(migrations.Migration):
    dependencies = [("models", "NEWEST")]
    operations = [
        ops.AlterField(model_name="Contact", name="off_limits", field=fields.TextField(null=True)),
        ops.RemoveField(model_name="Contact", name="every_days"),
        ops.AlterField(model_name="Stage", name="name", field=fields.CharField(unique=True, max_length=300)),
        ops.AlterField(model_name="Note", name="text", field=fields.TextField(null=True)),
    ]
"""

ORPHANING = """
from tortoise import migrations
from tortoise.migrations import operations as ops

async def forward(apps, editor):
    await editor.client.execute_query("CREATE TABLE spoilt (id INTEGER)")
    await editor.client.execute_query("DELETE FROM member")

class Migration(migrations.Migration):
    dependencies = [("models", "NEWEST")]
    operations = [ops.RunPython(forward)]
"""


def asked(path: Path, sql: str) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def tables(path: Path) -> dict[str, Rows]:
    """Return every row of every table but the list of migrations; a full-text table's own tables are the index's."""
    names = asked(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE TABLE ''%'")
    kept = sorted({name for (name,) in names} - {"tortoise_migrations", "sqlite_sequence"})
    return {name: _rows(path, name) for name in kept}


def _rows(path: Path, table: str) -> Rows:
    """Return the rows of a table, whatever the order of its columns."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        columns = [column[0] for column in found.description]
        return sorted((tuple(sorted(zip(columns, row, strict=True))) for row in found), key=repr)


def structure(path: Path, but: str = "") -> set[tuple[Any, ...]]:
    """Return the indexes, triggers and virtual tables, with their SQL; those whose name begins with `but` left out."""
    kept = "SELECT type, name, sql FROM sqlite_master WHERE type <> 'table' OR sql LIKE 'CREATE VIRTUAL%'"
    return {row for row in asked(path, kept) if not but or not row[1].startswith(but)}


def indexes(path: Path, of: Iterable[str]) -> list[str]:
    """Return the names of the indexes of these tables."""
    return [
        name
        for name, table in asked(path, "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'")
        if table in of
    ]


def applied(path: Path) -> set[str]:
    return {name for (name,) in asked(path, "SELECT name FROM tortoise_migrations")}


def later(tmp_path: Path, name: str, source: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Give the configuration of a program that has one migration more than ours."""
    package = tmp_path / f"migrations_of_{name}"
    shutil.copytree(OURS, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / f"9999_{name}.py").write_text(source.replace("NEWEST", NEWEST))
    monkeypatch.syspath_prepend(tmp_path)
    config = db.config(tmp_path / "book.db")
    config["apps"]["models"]["migrations"] = package.name
    return config


@pytest.fixture(autouse=True)
def _forget_modules() -> Iterator[None]:
    yield
    for name in [name for name in sys.modules if name.startswith("migrations_of_")]:
        del sys.modules[name]


async def names_found(path: Path, query: str) -> list[str]:
    async with db.opened(path):
        return [row.name for row in await ContactList(query, now=NOW).page(limit=9)]


def test_the_book_has_something_of_everything(book: Path) -> None:
    assert not [name for name, rows in tables(book).items() if not rows]


@pytest.mark.parametrize(
    ("target", "without"),
    [
        ("models.0003_defaults", ()),
        ("models.0002_search", ()),
        ("models.0001_initial", ("contact_word", "contact_substring", "note_word", "note_substring")),
    ],
)
async def test_down_and_up_again_nothing_is_lost(book: Path, target: str, without: tuple[str, ...]) -> None:
    rows, shape, of_new = tables(book), structure(book), indexes(book, NEW_TABLES)
    await migrate(db.config(book), target)
    assert f"models.{max(applied(book))}" == target
    remaining = tables(book)
    assert remaining == {name: _older(name, rows[name]) for name in remaining}
    assert {name for name in set(rows) - set(remaining) if not name.startswith(without or "-")} == {
        "business",
        *NEW_TABLES,
    }
    kept = structure(book)
    assert kept <= shape
    assert {name for _, name, _ in shape - kept if not name.startswith(without or "-")} == {
        *("idx_contact_stage_i_f5935f", "idx_contact_company_bc4b5e", "idx_contact_created_131d3c", "contact_silence"),
        *("idx_follow_up_owner_i_0f8908", *of_new),
        "sqlite_autoindex_member_2",
        *("idx_outreach_stage_i_ded56f", "outreach_stage_insert", "outreach_stage_update"),
    }
    await migrate(db.config(book))
    assert (tables(book), structure(book)) == ({**rows, **NEW_TABLES}, shape)
    assert applied(book) == set(NAMES)
    assert await names_found(book, "chloe") == ["Chloé Marsh"]


def _older(table: str, rows: Rows) -> Rows:
    """Return the rows of a table without the columns that came after the third migration."""
    return sorted((tuple(cell for cell in row if (table, cell[0]) not in LATE) for row in rows), key=repr)


async def test_members_are_known_by_their_account_in_every_shape(book: Path) -> None:
    with closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("UPDATE member SET name = 'Ada Stone'")
        connection.execute(
            "INSERT INTO member (id, name, role, created_at, account)"
            " SELECT 7, 'ada', role, created_at, 'Ada Stone' FROM member"
        )
    found = "SELECT id, {} FROM member ORDER BY id"
    assert asked(book, found.format("name, account")) == [(1, "Ada Stone", "ada"), (7, "ada", "Ada Stone")]
    await migrate(db.config(book), "models.0003_defaults")
    assert asked(book, found.format("name")) == [(1, "ada"), (7, "Ada Stone")]
    await migrate(db.config(book))
    assert asked(book, found.format("name, account")) == [(1, "ada", "ada"), (7, "Ada Stone", "Ada Stone")]


async def test_all_the_way_down_and_up_makes_a_new_book(book: Path, tmp_path: Path) -> None:
    await migrate(db.config(book), "models.__first__")
    assert tables(book) == {}
    await migrate(db.config(book))
    await migrate(db.config(tmp_path / "new.db"))
    assert structure(book) == structure(tmp_path / "new.db")
    assert tables(book)["stage"] == tables(tmp_path / "new.db")["stage"] != []


async def test_a_table_with_children_is_rebuilt(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, shape = tables(book), structure(book)
    newer = later(tmp_path, "rebuild", LATER, monkeypatch)
    await migrate(newer)
    assert structure(book) == shape
    after = tables(book)
    assert {name: len(found) for name, found in after.items()} == {name: len(found) for name, found in rows.items()}
    changed = {name for name in rows if after[name] != rows[name]}
    assert changed == {"contact"}  # one column fewer
    assert "every_days" not in asked(book, "SELECT sql FROM sqlite_master WHERE name = 'contact'")[0][0]
    assert asked(book, "PRAGMA foreign_key_check") == []
    with closing(sqlite3.connect(book)) as connection:  # the triggers still feed the index
        connection.execute("UPDATE contact SET search_text = 'renamed' WHERE id = 2")
        assert connection.execute("SELECT rowid FROM contact_word WHERE contact_word MATCH 'renamed'").fetchall() == [
            (2,)
        ]
        connection.rollback()
    await migrate(newer, f"models.{NEWEST}")
    assert structure(book) == shape
    assert {name for name in rows if tables(book)[name] != rows[name]} == {"contact"}  # what was removed is gone
    assert asked(book, "SELECT DISTINCT off_limits, every_days FROM contact") == [("the divorce", None)]
    assert await names_found(book, "chloe") == ["Chloé Marsh"]


async def test_what_is_unique_together_stays_so(book: Path) -> None:
    await migrate(db.config(book), "models.0005_accounts")  # rebuilds the table of reasons, without a column
    with (
        closing(sqlite3.connect(book)) as connection,
        pytest.raises(sqlite3.IntegrityError, match=r"kind, reason\.name"),
    ):
        connection.execute(
            "INSERT INTO reason (kind, name, position, ends_contact, is_unknown) VALUES ('never', 'money', 9, 0, 0)"
        )


async def test_a_view_survives_too(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("CREATE VIEW names AS SELECT name FROM contact")
    await migrate(later(tmp_path, "rebuild", LATER, monkeypatch))
    assert len(asked(book, "SELECT name FROM names")) == 3


async def test_what_would_orphan_rows_is_not_done(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, shape, before = tables(book), structure(book), applied(book)
    with pytest.raises(RuntimeError, match="rows without what they point to"):
        await migrate(later(tmp_path, "orphaning", ORPHANING, monkeypatch))
    assert (tables(book), structure(book), applied(book)) == (rows, shape, before)


async def test_nothing_is_rebuilt_with_foreign_keys_on(book: Path) -> None:
    rows = tables(book)
    async with TortoiseContext() as context:
        await context.init(config=db.config(book))
        contact = context.apps["models"]["Contact"]  # type: ignore[index]
        with pytest.raises(RuntimeError, match="never rebuilt with foreign keys on"):
            async with in_transaction() as transaction:
                await LosslessEditor(transaction)._remake_table(contact)
    assert tables(book) == rows


async def test_a_migration_that_fails_leaves_the_book_as_it_was(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, before = tables(book), applied(book)
    fails = ORPHANING.replace(
        '"DELETE FROM member"', '"INSERT INTO stage (id, name, kind, position) VALUES (1, 1, 1, 1)"'
    )
    with pytest.raises(IntegrityError):
        await migrate(later(tmp_path, "failing", fails, monkeypatch))
    assert (tables(book), applied(book)) == (rows, before)


async def test_a_book_newer_than_the_program_is_left_alone(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(later(tmp_path, "rebuild", LATER, monkeypatch))
    rows = tables(book)
    with pytest.raises(BookUnusable, match=r"was written by a newer Wellkept. Update this one, or name another book"):
        async with db.opened(book):
            pytest.fail("opened")
    assert tables(book) == rows


async def test_an_older_book_is_brought_up_to_date_when_it_is_opened(book: Path) -> None:
    rows = tables(book)
    await migrate(db.config(book), "models.0001_initial")
    assert await names_found(book, "chloe") == ["Chloé Marsh"]
    assert tables(book) == {**rows, **NEW_TABLES}


async def test_the_tables_are_what_the_migrations_make_of_them() -> None:
    async with TortoiseContext() as context:
        await context.init(config=db.TORTOISE_ORM)
        assert context.apps
        assert await MigrationAutodetector(context.apps, db.TORTOISE_ORM["apps"]).changes() == []


async def test_the_parts_that_doctor_misses_are_those_of_a_new_book(tmp_path: Path) -> None:
    """After a new migration WELLKEPT_REDRAW=1 writes them anew."""
    await db.up_to_date(tmp_path / "new.db")
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        made = "".join(f"{part.kind} {part.name}\n" for part in sorted(book_shape.parts(connection)))
    if os.environ.get("WELLKEPT_REDRAW"):
        book_shape.WRITTEN.write_text(made, "utf-8")
    assert book_shape.WRITTEN.read_text("utf-8") == made
