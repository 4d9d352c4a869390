"""What makes all tests faster: garbage is looked for less often, and a new book is migrated once."""

from __future__ import annotations

import asyncio
import gc
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models import db
from models.engine import book_file, migrator

if TYPE_CHECKING:
    from models.engine.migrator import Config

YOUNG = 50_000
"""Objects made before those that are young are looked at; Python's 700 took a fifth of the time of all tests."""


def pytest_configure() -> None:
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


@pytest.fixture(scope="session")
def new_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that was migrated, and that nobody began."""
    path = tmp_path_factory.mktemp("new") / "book.db"
    asyncio.run(db.up_to_date(path))
    return path


@pytest.fixture
def new_books_are_copied(new_book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copy a book where migrations would make a new one. That they do is shown by tests/house, with the real ones."""
    migrate = migrator.migrate

    async def copied(config: Config, *target: str) -> None:
        path = Path(config["connections"]["default"]["credentials"]["file_path"])
        if target or book_file.check(path):
            await migrate(config, *target)
        else:
            shutil.copyfile(new_book, path)

    monkeypatch.setattr(migrator, "migrate", copied)
