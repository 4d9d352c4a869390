"""What doctor says of members and keys: the log is sound, who waits, what old text may still lie in the file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import models
from models import db, key_health, membership
from models.engine.book_health import FAIL, OK, WARN
from models.engine.migrator import migrate
from models.rules.refusals import Locked, NotYours, Refused
from models.rules.words import Role
from tests.data.desk import ADA, GRACE, NOW
from tests.data.vaults import ada_and_grace, cheaply, made, me, vault_of


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheaply(monkeypatch)


def found(book: Path) -> list[tuple[str, str]]:
    return [(each.level, each.what) for each in key_health.examined(book)]


MEMBERS = (OK, "2 members; owned by ada")


def test_of_a_book_without_keys_the_members_are_told(path: Path) -> None:
    assert found(path) == [MEMBERS]


async def test_nothing_is_told_of_what_is_no_book_or_an_older_one(tmp_path: Path) -> None:
    assert found(tmp_path / "none.db") == []
    await db.up_to_date(tmp_path / "new.db")
    assert found(tmp_path / "new.db") == []
    await migrate(db.config(tmp_path / "new.db"), "models.0010_backup")
    assert found(tmp_path / "new.db") == []
    (tmp_path / "junk.db").write_bytes(b"junk" * 1000)
    assert found(tmp_path / "junk.db") == []


async def test_who_waits_is_named_until_an_owner_takes_them_in(book: Path) -> None:
    ada, grace = vault_of(ADA), vault_of(GRACE)
    await made(grace)
    await made(ada)
    sound = (OK, "the key log is sound: 1 entry, 1 key")
    assert found(book) == [MEMBERS, sound, (WARN, "the key of grace waits for an owner")]
    await models.keys.accept(GRACE, vault=ada, **me(ada))
    assert found(book) == [MEMBERS, (OK, "the key log is sound: 2 entries, 2 keys")]
    await made(grace, replace=True)
    assert found(book)[2] == (WARN, "the key of grace waits for an owner")


async def test_an_altered_log_and_old_text_are_told(book: Path, tmp_path: Path) -> None:
    ada, _, contact = await ada_and_grace(tmp_path)
    await models.confidences.write(contact.id, "x", [], vault=ada, **me(ada))
    with closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("UPDATE confidence SET has_residue = 1")
        connection.execute("UPDATE key_entry SET signature = 'x' WHERE id = 2")
    _, log, residue = key_health.examined(book)
    assert (log.level, residue.level) == (FAIL, WARN)
    assert log.what.startswith("Entry 2 of the key log has a false signature")
    assert log.remedy == "Ask the owner; a backup may have it whole."
    assert residue.what == "old text of 1 confidential note, open once, may still lie in the file"


async def test_a_key_that_counts_leaves_with_its_member(book: Path, tmp_path: Path) -> None:
    assert book
    ada, grace, _ = await ada_and_grace(tmp_path)
    for vault in (None, vault_of(ADA)):
        with pytest.raises(Locked, match="The key of grace counts, and it takes an owner's to change that"):
            await membership.remove(GRACE, vault=vault, **me(ada))
    await membership.set_role(GRACE, Role.OWNER, vault=ada, **me(ada))
    await membership.set_role(GRACE, Role.MEMBER, vault=ada, **me(ada))
    with pytest.raises(NotYours, match="Only an owner"):
        await membership.remove(ADA, vault=grace, **me(grace))
    await membership.remove(GRACE, vault=ada, **me(ada))
    assert not await membership.key_counts(GRACE)
    assert await membership.key_counts(ADA)
    assert await models.keys.waiting() == []


async def test_an_owner_whose_key_alone_counts_stays(book: Path) -> None:
    assert book
    ada = vault_of(ADA)
    await made(ada)
    await membership.set_role(GRACE, Role.OWNER, vault=ada, by=ADA, at=NOW)
    with pytest.raises(Refused, match="ada is the only owner whose key counts"):
        await membership.remove(ADA, vault=ada, **me(ada))
