"""An open note made confidential: its text leaves search, undo, and the file as soon as nobody reads it."""

import asyncio
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import models
from models import db
from models.engine import scrub
from models.exchange import importing
from models.reading.contacts import ContactList
from models.reading.timeline import Timeline
from models.rules.refusals import NotFound, NotYours, Refused, Stale
from models.vault.vault import Vault
from tests.data.desk import ADA, GRACE, NOW, count, days, one, rows
from tests.data.vaults import mallory, me, unlocked

BOB = 1
CANARY = "zanzibarcanary"
TEXT = f"Älteste Tochter: {CANARY} " * 200
"""Long enough to lie on pages of its own, too."""


_READING = """
import sqlite3, sys
book = sqlite3.connect(sys.argv[1], isolation_level=None)
book.execute("BEGIN")
book.execute("SELECT count(*) FROM note").fetchone()
print("reads", flush=True)
input()
"""


def left(book: Path) -> list[str]:
    """Name the files beside the book, and the book, that hold the text, or a word or syllable of its index."""
    files = sorted(book.parent.glob(f"{book.name}*"))
    return [file.name for file in files if any(word in file.read_bytes().lower() for word in (b"zanzib", b"anzibarc"))]


@contextmanager
def somebody_reading(book: Path) -> Iterator[None]:
    """Have another process read the book as it is now, for as long as the block runs."""
    with subprocess.Popen(
        [sys.executable, "-c", _READING, str(book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == b"reads\n"
        yield
        other.stdin.write(b"done\n")


async def test_the_text_is_nowhere_in_the_file(both: tuple[Vault, Vault], book: Path) -> None:
    ada, grace = both
    for number in range(30):
        await models.notes.add(BOB, f"{number} of many {'x' * 50 * number}", by=ADA, at=NOW)
    note = await models.notes.add(BOB, TEXT, by=GRACE, at=NOW + days(1))
    await models.undo.last(by=GRACE, at=NOW)
    await models.undo.redo(by=GRACE, at=NOW)
    await models.notes.add(BOB, "after it", by=GRACE, at=NOW)
    assert left(book)
    made = await models.confidences.confide(note, [ADA], vault=grace, **me(grace))
    assert left(book) == []
    for vault in both:
        opened = await models.confidences.read(made, vault=vault)
        assert (opened.text, opened.author, opened.at) == (TEXT.strip(), "grace", NOW + days(1))
    (row,) = [row for row in await Timeline(BOB).page(limit=60) if row.kind == "confidential"]
    assert (row.readers, row.has_residue) == ("ada and grace", False)
    assert await one("SELECT count(*) FROM note_word WHERE note_word MATCH ?1", CANARY) == 0
    assert await one("SELECT count(*) FROM note_word WHERE note_word MATCH 'many'") == 30
    assert await ContactList(CANARY, now=NOW).page(limit=9) == []
    assert ada.agent.is_open


async def test_what_undo_needs_of_it_goes_and_the_rest_stays(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    await models.contacts.edit(BOB, safe_topics="cats", **me(ada))
    note = await models.notes.add(BOB, TEXT, **me(ada))
    await models.undo.last(**me(ada))
    await models.undo.redo(**me(ada))
    await models.confidences.confide(note, [], vault=ada, **me(ada))
    assert await rows("SELECT * FROM undo_value WHERE table_name = 'note'") == []
    assert (await models.undo.last(**me(ada))).verb == "contact.edit"
    assert await count("confidence") == 1


async def test_a_note_that_came_in_with_an_import(both: tuple[Vault, Vault], book: Path, tmp_path: Path) -> None:
    ada, _ = both
    card = tmp_path / "friends.vcf"
    card.write_text(f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Carl Reed\r\nNOTE:{CANARY}\r\nEND:VCARD\r\n")
    await importing.import_files([card], **me(ada))
    card.unlink()
    note = await one("SELECT id FROM note")
    await models.undo.last(**me(ada))
    await models.undo.redo(**me(ada))
    assert left(book)
    await models.confidences.confide(note, [], vault=ada, **me(ada))
    assert left(book) == []
    with pytest.raises(Stale, match="ada keeps a confidential note on Carl Reed"):
        await models.undo.last(**me(ada))


async def test_somebody_who_reads_keeps_it_in_the_file_until_they_are_done(
    both: tuple[Vault, Vault], book: Path
) -> None:
    ada, _ = both
    note = await models.notes.add(BOB, TEXT, **me(ada))
    with somebody_reading(book):
        await models.confidences.confide(note, [], vault=ada, **me(ada))
        assert left(book)
        log = book.with_name("book.db-wal").stat().st_size
        assert await models.confidences.scrub() is False
        assert book.with_name("book.db-wal").stat().st_size == log  # nothing was written in vain
        assert [row.has_residue for row in await Timeline(BOB).page(limit=1)] == [True]
        ada.agent.lock()
        await unlocked(ada)
        assert await one("SELECT has_residue FROM confidence") == 1
    ada.agent.lock()
    await unlocked(ada)
    assert left(book) == []
    assert [(row.has_residue, row.was_open) for row in await Timeline(BOB).page(limit=1)] == [(False, True)]
    assert await models.confidences.scrub() is True


async def test_a_full_disk_leaves_it_for_the_next_time(
    both: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, _ = both
    note = await models.notes.add(BOB, TEXT, **me(ada))
    with monkeypatch.context() as patched:
        patched.setattr(scrub, "_REBUILT", ("SELECT * FROM nowhere",))
        await models.confidences.confide(note, [], vault=ada, **me(ada))
    assert await one("SELECT has_residue FROM confidence") == 1
    assert await models.confidences.scrub() is True
    assert await one("SELECT has_residue FROM confidence") == 0


def test_what_lay_behind_in_a_page_in_use_is_gone_too(tmp_path: Path) -> None:
    """A row that moved to another page may leave itself behind, where no deleting reaches it."""
    book = tmp_path / "book.db"
    asyncio.run(db.up_to_date(book))
    with closing(sqlite3.connect(book, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TABLE moved (id INTEGER PRIMARY KEY, text TEXT)")
        gone = next(word for seed in range(20) if (word := _left_behind(connection, book, seed)))
    assert gone in book.read_bytes()
    assert scrub.scrubbed(book) is True
    assert gone not in book.read_bytes()


def _left_behind(connection: sqlite3.Connection, book: Path, seed: int) -> bytes:
    """Delete rows and put them back, as undo and redo do, until one that was deleted is in the file all the same."""
    drawn = random.Random(seed)  # noqa: S311  (nobody is to be surprised)
    rows = {number: f"row {seed} {number:04d}." + "y" * drawn.randint(50, 900) for number in range(60)}
    connection.execute("DELETE FROM moved")
    connection.executemany("INSERT INTO moved VALUES (?, ?)", rows.items())
    for _ in range(3):
        some = sorted(drawn.sample(sorted(rows), 15))
        connection.executemany("DELETE FROM moved WHERE id = ?", [(number,) for number in some])
        connection.executemany("INSERT INTO moved VALUES (?, ?)", [(number, rows[number]) for number in some])
    for number, text in rows.items():
        connection.execute("DELETE FROM moved WHERE id = ?", [number])
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if (word := text.split(".")[0].encode()) in book.read_bytes():
            return word
        connection.execute("INSERT INTO moved VALUES (?, ?)", [number, text])
    return b""


async def test_only_its_writer_or_an_owner_makes_it_confidential(both: tuple[Vault, Vault], book: Path) -> None:
    ada, grace = both
    third = await mallory(book.parent, counts_by=ada)
    by_grace = [await models.notes.add(BOB, TEXT, **me(grace)) for _ in range(2)]
    with pytest.raises(NotYours, match="Only grace, who wrote it, or an owner can"):
        await models.confidences.confide(by_grace[0], [], vault=third, **me(third))
    made = await models.confidences.confide(by_grace[0], [GRACE], vault=ada, **me(ada))
    assert (await models.confidences.read(made, vault=grace)).author == "ada"
    with pytest.raises(NotFound, match="There is no open note"):
        await models.confidences.confide(by_grace[0], [], vault=ada, **me(ada))
    with pytest.raises(Refused, match="There is no member 9"):
        await models.confidences.confide(by_grace[1], [9], vault=ada, **me(ada))
    assert await count("note") == 1


async def test_two_who_make_it_confidential_at_once(both: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    ada, grace = both
    note = await models.notes.add(BOB, TEXT, **me(grace))
    sign = ada.agent.sign

    async def slowly(message: bytes) -> str:
        await models.confidences.confide(note, [], vault=grace, **me(grace))
        return await sign(message)

    monkeypatch.setattr(ada.agent, "sign", slowly)
    with pytest.raises(Stale, match="or made it confidential, since you read it"):
        await models.confidences.confide(note, [], vault=ada, **me(ada))
    assert await count("confidence") == 1
