"""A migration of a newer program: tables are rebuilt without loss, or the book stays as it was."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

import models.migrations
from models import db
from models.engine.migrator import LosslessEditor, migrate
from models.rules.refusals import BookUnusable
from tests.house.shapes import applied, asked, names_found, structure, tables

OURS = Path(models.migrations.__file__).parent
NEWEST = max(path.stem for path in OURS.glob("0*.py"))

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
