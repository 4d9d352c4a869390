"""Keys: made, unlocked, taken in by an owner, forgotten, and one that reads along."""

from pathlib import Path

import pytest

import models
from models import db
from models.rules.refusals import Locked, NotFound, NotYours, Refused, Stale
from tests.data.desk import ADA, GRACE, NOW, count, one
from tests.data.vaults import (
    ANOTHER,
    MALLORY,
    PASSPHRASE,
    ada_and_grace,
    made,
    mallory,
    me,
    problems,
    status,
    unlocked,
    vault_of,
)


async def test_the_first_owner_begins_the_log(folder: Path) -> None:
    ada = vault_of(ADA, folder)
    assert await status(ada) == "none"
    public = await made(ada)
    assert ada.agent.public == public
    told = await models.keys.status(ADA, vault=ada)
    assert (told.state, told.fingerprint, told.length, told.problems) == ("counts", public.fingerprint, 1, [])
    assert [row.name for row in await models.keys.counting()] == ["ada"]
    assert await one("SELECT group_concat(verb) FROM history WHERE verb LIKE 'key.%'") == "key.new"
    assert await one("SELECT count(*) FROM undo_value WHERE table_name <> 'member'") == 0


async def test_a_member_waits_until_an_owner_takes_their_key_in(folder: Path) -> None:
    ada, grace = vault_of(ADA, folder), vault_of(GRACE, folder)
    await made(ada)
    public = await made(grace)
    assert await status(grace) == "waiting"
    (waits,) = await models.keys.waiting()
    assert (waits.name, waits.account, waits.role, waits.fingerprint) == (
        "grace",
        "grace",
        "member",
        public.fingerprint,
    )
    with pytest.raises(NotYours, match="Ask an owner"):
        await models.confidences.write((await bob_id()), "hush", [], vault=grace, **me(grace))
    assert await models.keys.accept(GRACE, vault=ada, fingerprint=public.fingerprint, **me(ada)) == public
    assert (await status(grace), await models.keys.waiting()) == ("counts", [])
    assert [row.name for row in await models.keys.counting()] == ["ada", "grace"]
    with pytest.raises(Refused, match="The key of grace counts already"):
        await models.keys.accept(GRACE, vault=ada, **me(ada))


async def bob_id() -> int:
    return (await models.contacts.add("Bob Stone", by=ADA, at=NOW)).id


async def test_who_may_take_keys_in(folder: Path) -> None:
    ada, grace, _ = await ada_and_grace(folder)
    other = await mallory(folder)
    with pytest.raises(NotYours, match="Only an owner"):
        await models.keys.accept(MALLORY, vault=grace, **me(grace))
    with pytest.raises(NotYours, match="does not count yet"):
        await models.keys.accept(MALLORY, vault=other, **me(other))
    with pytest.raises(Refused, match=r"The key of mallory is \S+, not the one you compared"):
        await models.keys.accept(MALLORY, vault=ada, fingerprint="AAAA-BBBB", **me(ada))
    with pytest.raises(NotFound, match="There is no member 9"):
        await models.keys.accept(9, vault=ada, **me(ada))
    assert len(await models.keys.counting()) == 2


async def test_a_member_without_a_key_or_who_left_is_not_taken_in(folder: Path) -> None:
    ada = vault_of(ADA, folder)
    await made(ada)
    with pytest.raises(Refused, match="grace has no key yet"):
        await models.keys.accept(GRACE, vault=ada, **me(ada))
    await made(vault_of(GRACE))
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE member SET left_at = '2026-01-01 00:00:00+00:00' WHERE id = 2")
    with pytest.raises(Refused, match="grace has left"):
        await models.keys.accept(GRACE, vault=ada, **me(ada))
    assert await models.keys.waiting() == []


async def test_unlocking(folder: Path) -> None:
    ada = vault_of(ADA, folder)
    public = await made(ada)
    ada.agent.lock()
    with pytest.raises(Locked, match="Your key is locked"):
        await models.keys.trust(vault=ada)
    wrong = bytearray(b"wrong")
    with pytest.raises(NotYours, match="That passphrase does not open your key"):
        await models.keys.unlock(wrong, vault=ada)
    assert wrong == bytes(5)
    assert not ada.agent.is_open
    await unlocked(ada)
    assert ada.agent.public == public
    nobody = bytearray(b"x")
    with pytest.raises(NotYours, match="You have no key yet"):
        await models.keys.unlock(nobody, vault=vault_of(GRACE))
    assert nobody == bytes(1)


async def test_other_keys_than_ones_own_are_not_opened_silently(folder: Path) -> None:
    ada, grace, _ = await ada_and_grace(folder)
    grace.agent.lock()
    async with db.transaction() as connection:
        await connection.execute_query(
            "UPDATE identity SET sealed = (SELECT sealed FROM identity WHERE member_id = 1) WHERE member_id = 2"
        )
    with pytest.raises(Refused, match="names other keys as yours"):
        await unlocked(grace)
    assert not grace.agent.is_open
    assert ada.agent.is_open


async def test_another_passphrase(folder: Path) -> None:
    ada = vault_of(ADA, folder)
    await made(ada)
    new = bytearray(ANOTHER.encode())
    await models.keys.change_passphrase(new, vault=ada, **me(ada))
    assert new == bytes(len(ANOTHER))
    ada.agent.lock()
    with pytest.raises(NotYours):
        await unlocked(ada)
    await unlocked(ada, ANOTHER)
    with pytest.raises(Refused, match="too easy to guess"):
        await models.keys.change_passphrase(bytearray(b"password"), vault=ada, **me(ada))
    await made(vault_of(ADA, folder), replace=True)
    with pytest.raises(Stale, match="Your key was replaced"):
        await models.keys.change_passphrase(bytearray(PASSPHRASE.encode()), vault=ada, **me(ada))


async def test_a_key_is_made_once_unless_its_passphrase_was_forgotten(folder: Path) -> None:
    ada, grace, contact = await ada_and_grace(folder)
    note = await models.confidences.write(contact.id, "hush", [GRACE], vault=ada, **me(ada))
    again = bytearray(PASSPHRASE.encode())
    with pytest.raises(Refused, match="You have a key already"):
        await models.keys.create(again, vault=grace, **me(grace))
    assert again == bytes(len(PASSPHRASE))
    old = grace.agent.public
    assert await made(grace, replace=True) != old
    assert await status(grace) == "waiting"
    await models.keys.accept(GRACE, vault=ada, **me(ada))  # Ada's notes are sealed anew at once
    assert await status(grace) == "counts"
    assert (await models.confidences.read(note, vault=grace)).text == "hush"


async def test_a_key_that_could_not_be_kept_is_not_held_either(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = vault_of(ADA, folder)

    async def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(models.keys, "_begin", broken)
    with pytest.raises(OSError):  # noqa: PT011  (it says nothing)
        await made(ada)
    assert not ada.agent.is_open
    assert await status(ada) == "none"


async def test_a_key_exported_is_an_age_file(folder: Path) -> None:
    ada = vault_of(ADA, folder)
    await made(ada)
    assert (await models.keys.sealed_identity(ADA)).startswith("-----BEGIN AGE ENCRYPTED FILE-----\n")
    with pytest.raises(NotYours):
        await models.keys.sealed_identity(GRACE)


async def test_an_account_that_the_book_swapped_gets_no_new_key(folder: Path) -> None:
    ada, grace, _ = await ada_and_grace(folder)
    await made(grace, replace=True)
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE member SET account = 'eve' WHERE id = 2")
    with pytest.raises(Refused, match="says that grace is “eve”, the key log “grace”"):
        await models.keys.accept(GRACE, vault=ada, **me(ada))


async def test_a_recovery_key_reads_what_is_sealed_from_then_on(folder: Path) -> None:
    import pyrage  # noqa: PLC0415

    ada, grace, contact = await ada_and_grace(folder)
    before = await models.confidences.write(contact.id, "before", [GRACE], vault=ada, **me(ada))
    with pytest.raises(NotYours):
        await models.keys.add_recovery(vault=grace, **me(grace))
    secret = await models.keys.add_recovery(vault=ada, **me(ada))
    after = await models.confidences.write(contact.id, "after", [], vault=ada, **me(ada))
    assert (await models.keys.status(ADA)).has_recovery
    for note, text in ((before, b"before"), (after, b"after")):
        sealed = await one("SELECT sealed FROM confidence WHERE id = ?1", note)
        assert text in pyrage.decrypt(sealed.encode(), [pyrage.x25519.Identity.from_str(secret)])
    assert (await models.confidences.read(before, vault=grace)).readers == ["ada", "grace", "the recovery key"]


async def test_a_member_may_make_a_key_before_any_owner_did(folder: Path) -> None:
    ada, grace = vault_of(ADA, folder), vault_of(GRACE, folder)
    await made(grace)
    assert (await status(grace), await count("key_entry")) == ("waiting", 0)
    await made(ada)
    assert [row.name for row in await models.keys.waiting()] == ["grace"]
    assert await problems(grace) == []


async def test_an_owner_who_forgot_waits_for_another_owner(folder: Path) -> None:
    ada, grace, _ = await ada_and_grace(folder)
    await models.keys.set_role(GRACE, "owner", vault=ada, **me(ada))
    await made(ada, replace=True)
    assert (await status(ada), await count("key_entry")) == ("waiting", 3)
    await models.keys.accept(ADA, vault=grace, **me(grace))
    assert await status(ada) == "counts"
