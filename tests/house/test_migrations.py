"""Migrations: a populated book goes down and up without losing a row, an index or a trigger."""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector

import models.migrations
from models import db
from models.engine import book_shape
from models.engine.migrator import migrate
from tests.house.shapes import Rows, applied, asked, names_found, structure, tables

NAMES = sorted(path.stem for path in Path(models.migrations.__file__).parent.glob("0*.py"))
LATE = {
    ("member", "account"),
    ("outreach", "stage_id"),
    ("stage", "archived_at"),
    ("reason", "archived_at"),
    ("member", "left_at"),
    ("business", "need_days"),
    ("contact", "discretion_at"),
    ("contact", "discretion_by_id"),
    ("follow_up", "problem_id"),
    ("follow_up", "step"),
    ("interaction", "purpose"),
    ("reason", "is_ours"),
    ("reason", "asks_again"),
}
"""The columns that came after the third migration."""
NEW_TABLES: dict[str, Rows] = {
    "backup": [],
    "contact_extra": [],
    "confidence": [],
    "confidence_reader": [],
    "identity": [],
    "key_entry": [],
    "need": [],
    "rumour": [],
    "problem": [],
    "favour": [],
    "announcement": [],
    "disclosure": [],
    "held_note": [],
}
"""The tables that came after it, and go with their rows."""


def indexes(path: Path, of: Iterable[str]) -> list[str]:
    """Return the names of the indexes of these tables."""
    return [
        name
        for name, table in asked(path, "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'")
        if table in of
    ]


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
        *("idx_follow_up_owner_i_0f8908", "idx_contact_discret_e6819a", "idx_follow_up_problem_1376a8", *of_new),
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


async def test_what_is_unique_together_stays_so(book: Path) -> None:
    await migrate(db.config(book), "models.0005_accounts")  # rebuilds the table of reasons, without a column
    with (
        closing(sqlite3.connect(book)) as connection,
        pytest.raises(sqlite3.IntegrityError, match=r"kind, reason\.name"),
    ):
        connection.execute(
            "INSERT INTO reason (kind, name, position, ends_contact, is_unknown) VALUES ('never', 'money', 9, 0, 0)"
        )


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
