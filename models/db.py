"""Opens a book: checks it, migrates it, opens its read side at once and its write side when the first verb needs it."""

from __future__ import annotations

import asyncio
import pkgutil
import sqlite3
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.engine import book_file, failures
from models.engine.reader import Reader
from models.rules.refusals import BookNewer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tortoise.backends.base.client import TransactionalDBClient
    from tortoise.context import TortoiseContext

TABLES = (
    "models.business",
    "models.members",
    "models.companies",
    "models.stages",
    "models.reasons",
    "models.contacts",
    "models.stage_changes",
    "models.follow_ups",
    "models.interactions",
    "models.notes",
    "models.key_entries",
    "models.identities",
    "models.confidence_rows",
    "models.needs",
    "models.rumours",
    "models.problems",
    "models.favours",
    "models.announcements",
    "models.held_notes",
    "models.overrides",
    "models.outreach",
    "models.points",
    "models.extras",
    "models.snoozes",
    "models.tags",
    "models.history",
    "models.backups",
)
_MIGRATIONS = "models.migrations"


class _Open:
    """What is open now: one book at a time in one process."""

    def __init__(self, path: Path, reader: Reader) -> None:
        self.path, self.reader = path, reader
        self.writer: TortoiseContext | None = None
        self.opening = asyncio.Lock()


_open: _Open | None = None


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[None]:
    """Open the book at `path`, new or old, for as long as the block runs. Raises BookUnusable."""
    global _open  # noqa: PLW0603  (Tortoise, too, has one current book; see close)
    await up_to_date(path)
    _open = _Open(path, await Reader.opened(path))
    try:
        yield
    finally:
        now, _open = _open, None
        await now.reader.close()
        if now.writer:
            await now.writer.close_connections()


def path() -> Path:
    """Return the file of the open book."""
    return _current().path


def reader() -> Reader:
    """Return the read side of the open book."""
    return _current().reader


async def writable() -> None:
    """Open the write side if it is not yet; verbs call this themselves."""
    now = _current()
    async with now.opening:
        now.writer = now.writer or await _writer(now.path)


async def _writer(path: Path) -> TortoiseContext:
    from tortoise.context import TortoiseContext  # noqa: PLC0415  (190 ms, not before the first page is shown)

    context = TortoiseContext()
    with context:  # any task may be the first to write, and all of them are to see what it opened
        await context.init(config=config(path), _enable_global_fallback=True)
    return context


@asynccontextmanager
async def transaction() -> AsyncIterator[TransactionalDBClient]:
    """Write all of a block or nothing. Raises BookUnusable, and whatever the block raises."""
    await writable()
    from tortoise.exceptions import OperationalError  # noqa: PLC0415  (see writable)
    from tortoise.transactions import in_transaction  # noqa: PLC0415

    try:
        async with in_transaction() as connection:
            yield connection
    except (OperationalError, sqlite3.Error) as error:
        if trouble := failures.of_the_book(_current().path, error):
            raise trouble from error
        raise


async def up_to_date(path: Path) -> None:
    """Bring the book at `path` to this program's newest shape; one SELECT when it is there already."""
    if is_behind(path):
        await _migrate(path)


def is_behind(path: Path) -> bool:
    """Say whether the book at `path` is yet to be made, or of an older shape. Raises BookUnusable, also BookNewer."""
    exists = book_file.check(path)
    with book_file.explained(path):
        applied = _applied(path) if exists else set()
    known = {module.name for module in pkgutil.iter_modules([str(Path(__file__).parent / "migrations")])}
    if applied - known:
        message = f"The book {path} was written by a newer Wellkept. Update this one, or name another book with --db."
        raise BookNewer(message)
    return bool(known - applied)


async def _migrate(path: Path) -> None:
    from tortoise.exceptions import OperationalError  # noqa: PLC0415  (only a new or old book pays for this)

    from models.engine.migrator import migrate  # noqa: PLC0415

    with book_file.explained(path):
        try:
            book_file.begin(path)
            await migrate(config(path))
        except OperationalError as error:
            raise book_file.unusable(path, error) from error


def _applied(path: Path) -> set[str]:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=book_file.READ_WAIT / 1000)
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return set()
        if "tortoise_migrations" not in tables or "outreach" not in tables:
            message = "not a database of ours"
            raise sqlite3.DatabaseError(message)
        return {name for (name,) in connection.execute("SELECT name FROM tortoise_migrations WHERE app = 'models'")}
    finally:
        connection.close()


def config(path: Path) -> dict[str, Any]:
    """Give Tortoise's configuration for the book at `path`."""
    credentials = {
        "file_path": str(path),
        "busy_timeout": book_file.WRITE_WAIT,
        "journal_mode": "WAL",
        "synchronous": "FULL",
        "secure_delete": "ON",
        "foreign_keys": "ON",
        "cache_size": -16_000,  # kilobytes, for an undo of many thousands
    }
    return {
        "connections": {"default": {"engine": "models.engine.sqlite_backend", "credentials": credentials}},
        "apps": {"models": {"models": list(TABLES), "default_connection": "default", "migrations": _MIGRATIONS}},
    }


TORTOISE_ORM = config(Path(":memory:"))
"""What `make migration` reads."""


def _current() -> _Open:
    if _open is None:
        message = "no book is open"
        raise RuntimeError(message)
    return _open
