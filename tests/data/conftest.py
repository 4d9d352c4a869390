"""A fresh book for every test, copied from one that was migrated once and that two members use."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import models
from models import backups, db
from models.vault.vault import Vault
from tests.data.cards import Desk
from tests.data.desk import ADA, NOW, bob
from tests.data.vaults import ada_and_grace, cheaply


async def _made(path: Path) -> None:
    async with db.opened(path):
        await models.members.present("ada", at=NOW)
        await models.members.add("grace", by=ADA, at=NOW)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "book.db"
    asyncio.run(_made(path))
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "book.db"
    shutil.copyfile(template, copied)
    return copied


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch, new_books_are_copied: None) -> None:  # noqa: ARG001  (it is a fixture)
    cheaply(monkeypatch)


@pytest.fixture
async def book(path: Path) -> AsyncIterator[Path]:
    async with db.opened(path):
        yield path


@pytest.fixture
def folder(book: Path) -> Path:
    return book.parent


@pytest.fixture
async def both(folder: Path) -> tuple[Vault, Vault]:
    """Ada's vault and Grace's, whose keys count."""
    ada, grace, _ = await ada_and_grace(folder)
    return ada, grace


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
async def copy(path: Path) -> Path:
    """A copy with Bob alone in it, of a book that has Carl, too."""
    async with db.opened(path):
        await bob()
        made = await backups.make(path.with_name("copy.db"), by=ADA, at=NOW)
        await models.contacts.add("Carl Reed", by=ADA, at=NOW)
    return made.file
