"""Who is a member no more, or may do something else: their key goes along; and what doctor says of members."""

from pathlib import Path

import pytest

import models
from models import db, key_health, membership
from models.engine.book_health import OK
from models.rules.refusals import Locked, NotYours, Refused
from models.rules.words import Role
from tests.data.desk import ADA, GRACE, NOW
from tests.data.vaults import ada_and_grace, made, me, vault_of


def found(book: Path) -> list[str]:
    return [each.what for each in key_health.examined(book) if each.level == OK]


async def test_doctor_says_whose_the_book_is(path: Path, tmp_path: Path) -> None:
    assert found(path) == ["2 members; the book is owned by ada"]
    assert found(tmp_path / "none.db") == []
    await db.up_to_date(tmp_path / "new.db")
    assert found(tmp_path / "new.db") == []
    (tmp_path / "junk.db").write_bytes(b"junk" * 1000)
    assert found(tmp_path / "junk.db") == []


@pytest.mark.usefixtures("book")
async def test_a_key_that_counts_leaves_with_its_member(tmp_path: Path) -> None:
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


@pytest.mark.usefixtures("book")
async def test_an_owner_whose_key_alone_counts_stays() -> None:
    ada = vault_of(ADA)
    await made(ada)
    await membership.set_role(GRACE, Role.OWNER, vault=ada, by=ADA, at=NOW)
    with pytest.raises(Refused, match="ada is the only owner whose key counts"):
        await membership.remove(ADA, vault=ada, **me(ada))
