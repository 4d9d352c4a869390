"""What doctor says of keys and of old text, without changing anything."""

from pathlib import Path

import pytest

import models
from models import db, key_health
from models.engine.book_health import OK, WARN, Finding
from tests.data.desk import ADA, NOW
from tests.data.vaults import ada_and_grace, made, mallory, me, vault_of


async def write(sql: str) -> None:
    async with db.transaction() as connection:
        await connection.execute_query(sql)


def found_in(book: Path) -> list[Finding]:
    """Return what is said besides who the members are."""
    return key_health.examined(book)[1:]


async def test_a_book_without_keys(book: Path, tmp_path: Path) -> None:
    assert found_in(book) == []
    assert found_in(tmp_path / "none.db") == []
    (tmp_path / "other.db").write_bytes(b"not a book" * 20)
    assert found_in(tmp_path / "other.db") == []


async def test_keys_that_count_and_keys_that_wait(book: Path) -> None:
    ada, grace, _ = await ada_and_grace(book.parent)
    assert found_in(book) == [(OK, "the key log is whole: 2 keys count", "")]
    await mallory(book.parent)
    await made(grace, replace=True)
    await models.keys.add_recovery(vault=ada, **me(ada))
    found = found_in(book)
    assert [(each.level, each.what) for each in found] == [
        (OK, "the key log is whole: 2 keys and the recovery key count"),
        (WARN, "the key of grace does not count yet"),
        (WARN, "the key of mallory does not count yet"),
    ]


async def test_one_key_that_counts(book: Path) -> None:
    await made(vault_of(ADA))
    assert found_in(book) == [(OK, "the key log is whole: 1 key counts", "")]


async def test_a_log_that_was_bent(book: Path) -> None:
    await ada_and_grace(book.parent)
    await write("UPDATE key_entry SET signature = 'x' WHERE id = 2")
    (found,) = found_in(book)
    assert (found.level, "Entry 2 of the key log has a false signature" in found.what) == (WARN, True)
    assert found.remedy


async def test_old_text_in_the_file(book: Path) -> None:
    ada, _, contact = await ada_and_grace(book.parent)
    await models.confidences.write(contact.id, "hush", [], vault=ada, by=ADA, at=NOW)
    await write("UPDATE confidence SET has_residue = 1")
    assert found_in(book)[-1].what == "old text of 1 confidential note is still in the file"
    await models.confidences.scrub()
    assert len(found_in(book)) == 1


async def test_a_folder_where_nothing_seen_of_keys_can_be_kept(book: Path, tmp_path: Path) -> None:
    pins = tmp_path / "state" / "keys"
    pins.parent.touch()
    assert key_health.examined(book, pins) == key_health.examined(book), "without keys there is nothing to keep"
    await ada_and_grace(book.parent)
    (found,) = set(key_health.examined(book, pins)) - set(key_health.examined(book))
    assert (found.level, found.what) == (WARN, f"what you see of keys cannot be kept in {pins}")
    assert found.remedy.startswith(f"Make {pins.parent} a folder that you can write in: ")
    pins.parent.unlink()
    assert key_health.examined(book, pins) == key_health.examined(book), "it can be made"
    pins.mkdir(parents=True)
    assert key_health.examined(book, pins) == key_health.examined(book)
    assert [*pins.iterdir()] == []


async def test_a_folder_of_what_was_seen_that_is_somebody_elses(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await ada_and_grace(book.parent)
    folder = book.parent
    monkeypatch.setattr("models.key_health.os.access", lambda path, how: path != folder or not how)
    (found,) = set(key_health.examined(book, folder)) - set(key_health.examined(book))
    assert found.remedy.startswith(f"Make {folder} a folder that you can write in: ")
