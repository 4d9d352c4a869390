"""Examines who is a member of a book and whose keys count, without opening or changing anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from models.engine import book_file
from models.engine.book_health import FAIL, OK, WARN, Finding
from models.rules import confiding
from models.rules.refusals import BookUnusable, Refused
from models.vault import key_log
from models.vault.identity import PublicKeys
from models.vault.key_log import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.vault.key_log import Standing

_MEMBERS = "SELECT name, role = 'owner' FROM member WHERE left_at IS NULL ORDER BY name"
_IDENTITIES = """
SELECT m.id, m.name, i.age, i.sign FROM identity i JOIN member m ON m.id = i.member_id
WHERE m.left_at IS NULL ORDER BY m.name"""
_LOG = "SELECT body, signature FROM key_entry ORDER BY id"
_RESIDUE = "SELECT count(*) FROM confidence WHERE has_residue"
_HAS_KEYS = "SELECT 1 FROM sqlite_master WHERE name = 'confidence'"
"""Whether the book is of a shape that has keys."""


class _Kept(NamedTuple):
    """What is looked at."""

    members: list[tuple[str, bool]]
    identities: list[tuple[int, str, str, str]]
    log: list[Entry]
    residue: int


def examined(book: Path) -> list[Finding]:
    """Look at the members and keys of the book at `book`; at none where it cannot be read or is of an older shape."""
    try:
        kept = _read(book) if book_file.check(book) else None
    except (BookUnusable, sqlite3.Error, OSError):  # doctor says of the book itself what is wrong with it
        kept = None
    return [] if kept is None else [*_members(kept), *_keys(kept), *_residue(kept)]


def _read(book: Path) -> _Kept | None:
    with closing(book_file.unchanged(book, wait=0)) as connection:
        if connection.execute(_HAS_KEYS).fetchone() is None:
            return None
        members, identities, log, ((residue,),) = (
            connection.execute(sql).fetchall() for sql in (_MEMBERS, _IDENTITIES, _LOG, _RESIDUE)
        )
    return _Kept(members, identities, [Entry(*row) for row in log], residue)


def _members(kept: _Kept) -> Iterator[Finding]:
    if kept.members:
        owners = confiding.listed([name for name, is_owner in kept.members if is_owner])
        yield Finding(OK, f"{len(kept.members):,} member{_s(len(kept.members))}; owned by {owners}")


def _keys(kept: _Kept) -> Iterator[Finding]:
    if not (kept.log or kept.identities):
        return
    try:
        standing = key_log.replayed(kept.log, None)
    except Refused as error:
        what, _, remedy = str(error).partition(". ")
        yield Finding(FAIL, what, remedy)
        return
    count, length = len(standing.current), standing.length
    yield Finding(OK, f"the key log is sound: {length:,} entr{'y' if length == 1 else 'ies'}, {count:,} key{_s(count)}")
    for name in _waiting(kept, standing):
        yield Finding(
            WARN, f"the key of {name} waits for an owner", "Compare fingerprints, then: wellkept key accept NAME"
        )


def _waiting(kept: _Kept, standing: Standing) -> Iterator[str]:
    for member_id, name, age, sign in kept.identities:
        counts = standing.current.get(member_id)
        if counts is None or counts.keys != PublicKeys(age, sign):
            yield name


def _residue(kept: _Kept) -> Iterator[Finding]:
    if kept.residue:
        yield Finding(
            WARN,
            f"old text of {confiding.counted(kept.residue)}, open once, may still lie in the file",
            "Leave Wellkept wherever it is open, and unlock your key once: wellkept key status --passphrase-fd N",
        )


def _s(count: int) -> str:
    return "" if count == 1 else "s"
