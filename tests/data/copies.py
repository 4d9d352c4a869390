"""Going back to a copy of a book, and the ways in which a book or a copy can be spoilt."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from models import restoring
from models.restoring import Restored
from tests.data.desk import NOW


async def restored(file: Path, book: Path) -> Restored:
    async with restoring.incoming(file, book) as incoming:
        return await incoming.restore(at=NOW)


def beside(book: Path) -> list[str]:
    return sorted(file.name for file in book.parent.iterdir() if not file.name.startswith("book.db-"))


def content(path: Path) -> bytes:
    return path.read_bytes()


def asked(path: Path, sql: str) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [value for (value,) in connection.execute(sql)]


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def one_bad_page(path: Path) -> None:
    (page,) = asked(path, "SELECT rootpage FROM sqlite_master WHERE name = 'override'")
    with path.open("r+b") as file:
        file.seek((int(str(page)) - 1) * 4096)
        file.write(b"\xff" * 4096)


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('models', '9999_x', '')")


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")


def a_card(path: Path) -> None:
    path.write_text("BEGIN:VCARD\nEND:VCARD\n")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def without_notes(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE note")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
