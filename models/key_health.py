"""Examines the members, keys and confidential notes of a book and changes nothing: what doctor says of them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from models.engine import book_file
from models.engine.book_health import OK, WARN, Finding
from models.rules import confiding
from models.rules.refusals import BookUnusable, Refused
from models.vault import key_log
from models.vault.key_log import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.vault.key_log import Standing

_SECONDS = 2.0
_MEMBERS = "SELECT name, role = 'owner' FROM member WHERE left_at IS NULL ORDER BY name"
_ENTRIES = "SELECT body, signature FROM key_entry ORDER BY id"
_IDENTITIES = """
SELECT m.id, m.name, i.age, i.sign FROM identity i JOIN member m ON m.id = i.member_id WHERE m.left_at IS NULL
ORDER BY m.name"""
_RESIDUE = "SELECT count(*) FROM confidence WHERE has_residue"


def examined(path: Path, pins: Path | None = None) -> list[Finding]:
    """Look who the members of the book at `path` are, at its key log, whose keys wait, and whether old text is left.

    `pins` is the folder of what was seen of keys, which has to be written to as soon as there are any.
    Nothing is said of what there is none of, or of a book that cannot be read, of which others tell.
    """
    try:
        if not book_file.check(path):
            return []
        with closing(book_file.unchanged(path, wait=_SECONDS)) as connection:
            return [*_members(connection), *_keys(connection, pins), *_residue(connection)]
    except (BookUnusable, sqlite3.Error, OSError):
        return []


def _members(connection: sqlite3.Connection) -> Iterator[Finding]:
    members = connection.execute(_MEMBERS).fetchall()
    if members:
        owners = confiding.listed([name for name, is_owner in members if is_owner])
        count = f"{len(members):,} member{'' if len(members) == 1 else 's'}"
        yield Finding(OK, f"{count}; the book is owned by {owners}")


def _keys(connection: sqlite3.Connection, pins: Path | None) -> Iterator[Finding]:
    identities = connection.execute(_IDENTITIES).fetchall()
    entries = [Entry(*row) for row in connection.execute(_ENTRIES)]
    if not identities and not entries:
        return
    yield from _pins(pins) if pins else ()
    try:
        now = key_log.replayed(entries, None)
    except Refused as error:
        what, _, remedy = str(error).partition(". ")
        yield Finding(WARN, what, remedy)
        return
    keys = len(now.current)
    recovery = " and the recovery key" if now.recovery else ""
    count = "counts" if keys == 1 and not recovery else "count"
    yield Finding(OK, f"the key log is whole: {keys} key{'' if keys == 1 else 's'}{recovery} {count}")
    yield from _waiting(identities, now)


def _pins(folder: Path) -> Iterator[Finding]:
    """Look whether what was seen of keys can be kept, in a folder that may have to be made first."""
    there = next((each for each in (folder, *folder.parents) if os.access(each, os.F_OK)), folder)
    if not there.is_dir() or not os.access(there, os.R_OK | os.W_OK | os.X_OK):
        remedy = f"Make {there} a folder that you can write in: without it no confidential note is sealed or opened."
        yield Finding(WARN, f"what you see of keys cannot be kept in {folder}", remedy)


def _waiting(identities: list[tuple[int, str, str, str]], now: Standing) -> Iterator[Finding]:
    for member_id, name, *keys in identities:
        if member_id not in now.current or [*now.current[member_id].keys] != keys:
            remedy = "An owner compares its fingerprint and takes it in: wellkept key accept NAME"
            yield Finding(WARN, f"the key of {name} does not count yet", remedy)


def _residue(connection: sqlite3.Connection) -> Iterator[Finding]:
    (count,) = connection.execute(_RESIDUE).fetchone()
    if count:
        remedy = "Close Wellkept everywhere else, and open it once: it cleans the file when nobody reads it."
        yield Finding(WARN, f"old text of {confiding.counted(count)} is still in the file", remedy)
