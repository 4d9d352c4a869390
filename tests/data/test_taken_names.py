"""Names that somebody changed in the file, and a log that somebody changes meanwhile: nobody passes for another."""

from pathlib import Path
from typing import Any

import pytest

import models
from models import bindings, db
from models.rules.refusals import Stale
from models.vault.vault import Vault
from tests.data.desk import ADA, GRACE, one
from tests.data.vaults import MALLORY, ada_and_grace, mallory, me

BOB = 1


@pytest.fixture
async def three(book: Path) -> tuple[Vault, Vault, Vault]:
    """Ada and Grace, a note of Ada's to Grace, and Mallory, a member whose key counts and who writes the file."""
    ada, grace, _ = await ada_and_grace(book.parent)
    third = await mallory(book.parent, counts_by=ada)
    await models.confidences.write(BOB, "first", [GRACE], vault=ada, **me(ada))
    return ada, grace, third


async def write(sql: str, *values: object) -> None:
    async with db.transaction() as connection:
        await connection.execute_query(sql, list(values))


async def test_who_takes_anothers_name_is_called_by_their_account_too(three: tuple[Vault, Vault, Vault]) -> None:
    ada, grace, third = three
    forged = await models.confidences.write(BOB, "I was never here.", [ADA], vault=third, **me(third))
    for name, member_id in (("nobody", GRACE), ("grace", MALLORY), ("nobody at all", GRACE)):
        await write("UPDATE member SET name = ?1 WHERE id = ?2", name, member_id)
    read = await models.confidences.read(forged, vault=ada)
    assert (read.author, read.author_id, read.readers) == ("grace (mallory)", MALLORY, ["ada", "grace (mallory)"])
    assert (await models.confidences.read(1, vault=grace)).readers == ["ada", "nobody at all (grace)"]
    assert [key.called for key in await models.keys.counting()] == ["ada", "grace (mallory)", "nobody at all (grace)"]
    await write("UPDATE member SET account = 'x' || id")
    assert (await models.confidences.read(forged, vault=ada)).author == "grace (mallory)", "the log has the account"


async def test_who_would_be_an_owner_by_their_key_is_told_before_it_counts(book: Path) -> None:
    await ada_and_grace(book.parent)
    await mallory(book.parent)
    (waiting,) = await models.keys.waiting()
    assert waiting.taken_in == "mallory"
    await write("UPDATE member SET role = 'owner' WHERE id = ?1", MALLORY)
    (waiting,) = await models.keys.waiting()
    assert waiting.taken_in == "mallory, an owner,"


async def test_nothing_is_sealed_to_a_key_that_is_revoked_meanwhile(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, _, contact = await ada_and_grace(book.parent)
    sealed = bindings.sealed

    async def while_it_is_revoked(*how: Any) -> str:
        monkeypatch.setattr(bindings, "sealed", sealed)
        await models.keys.revoke(GRACE, vault=ada, **me(ada))
        return await sealed(*how)

    monkeypatch.setattr(bindings, "sealed", while_it_is_revoked)
    with pytest.raises(Stale, match="changed whose keys count at this very moment, so nothing was sealed"):
        await models.confidences.write(contact.id, "hush", [GRACE], vault=ada, **me(ada))
    assert await one("SELECT count(*) FROM confidence") == 0
