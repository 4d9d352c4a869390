"""What is confidential in the demo: for whom, how it is opened, and that its keys never become somebody's real ones."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import models
from models import db
from models.reading import demo, secrets
from models.rules.refusals import NotFound, NotYours
from models.rules.words import Role
from models.vault.vault import Vault
from tests.data.desk import ADA, GRACE, NOW, count, rows
from tests.data.vaults import ANOTHER, cheaply, made, me, unlocked, vault_of

CARA = 2
ME: dict[str, Any] = {"by": ADA, "at": NOW}


@pytest.fixture
async def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A book that Ada has to herself."""
    cheaply(monkeypatch)
    async with db.opened(tmp_path / "book.db"):
        await models.members.present("ada", at=NOW)
        yield


async def filled() -> Vault:
    """Fill the book, and unlock Ada's key with what she was told."""
    await models.demo.fill(**ME)
    await models.demo.confide(**ME)
    vault = vault_of(ADA)
    await unlocked(vault, await demo.passphrase(ADA))
    return vault


async def readable(vault: Vault) -> list[tuple[str, str, list[str]]]:
    """List whom the notes are about that one can read, by whom, and who else can."""
    found = []
    for row in await rows("SELECT k.id, c.name FROM confidence k JOIN contact c ON c.id = k.contact_id ORDER BY k.id"):
        try:
            opened = await models.confidences.read(row["id"], vault=vault)
        except NotYours:
            continue
        found.append((row["name"], opened.author, opened.readers))
    return found


async def colleagues() -> list[str]:
    return [row["name"] for row in await rows("SELECT name FROM member WHERE id <> ?1 AND left_at IS NULL", ADA)]


async def kept() -> list[int]:
    """Count the notes, the keys, and the entries of the log."""
    return [await count(table) for table in ("confidence", "identity", "key_entry")]


@pytest.mark.usefixtures("alone")
async def test_nothing_of_keys_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="wellkept")
    await filled()
    assert "key.new" in caplog.text
    for words in (demo.PASSPHRASE, "AGE", "divorce"):
        assert words not in caplog.text


@pytest.mark.usefixtures("alone")
async def test_some_is_for_both_some_for_one_and_some_not_for_the_visitor() -> None:
    hers, ours = vault_of(CARA), [("Bob Stone", "ada", ["ada", "cara"]), ("Eva Brandt", "cara", ["ada", "cara"])]
    assert await readable(await filled()) == [*ours, ("Alice Marsh", "ada", ["ada"])]
    await unlocked(hers, await demo.passphrase(CARA))
    assert await readable(hers) == [*ours, ("Hill Bakery", "cara", ["cara"])]
    for vault in (vault_of(ADA), hers):
        assert (await models.keys.status(vault.member_id)).state == "counts"
    with pytest.raises(NotFound, match="nothing of yours"):
        await models.undo.last(**ME)


@pytest.mark.usefixtures("alone")
async def test_the_passphrase_is_told_until_it_is_another() -> None:
    assert await demo.passphrase(ADA) == ""
    vault = await filled()
    assert await demo.passphrase(ADA) == demo.PASSPHRASE
    await models.keys.change_passphrase(bytearray(ANOTHER.encode()), vault=vault, **me(vault))
    assert (await demo.passphrase(ADA), await demo.passphrase(CARA)) == ("", demo.PASSPHRASE)
    await models.members.add("grace", **ME)
    assert await demo.passphrase(3) == ""


@pytest.mark.usefixtures("alone")
async def test_a_colleague_is_not_called_like_the_visitor() -> None:
    await models.members.rename(ADA, "Cara", **ME)
    await filled()
    assert await colleagues() == ["dora"]


@pytest.mark.usefixtures("book")
async def test_a_book_of_more_people_gets_no_keys() -> None:
    await models.demo.fill(**ME)
    await models.demo.confide(**ME)
    assert await kept() == [0, 0, 0]


@pytest.mark.usefixtures("book")
async def test_who_is_no_owner_gets_no_key() -> None:
    await models.membership.set_role(GRACE, Role.OWNER, **ME)
    await models.membership.remove(ADA, by=GRACE, at=NOW)
    await models.demo.fill(by=GRACE, at=NOW)
    await models.demo.confide(by=ADA, at=NOW)
    assert await kept() == [0, 0, 0]


@pytest.mark.usefixtures("alone")
async def test_who_has_a_key_keeps_it() -> None:
    ours = await made(vault_of(ADA))
    await models.demo.fill(**ME)
    await models.demo.confide(**ME)
    assert (await models.keys.status(ADA)).fingerprint == ours.fingerprint
    assert await kept() == [0, 1, 1]
    await models.demo.remove(**ME)
    assert await kept() == [0, 1, 1]


@pytest.mark.usefixtures("alone")
async def test_with_the_people_go_the_keys_that_everybody_can_open() -> None:
    vault = await filled()
    (bob,) = await rows("SELECT id FROM contact WHERE name = 'Bob Stone'")
    await models.confidences.write(bob["id"], "mine", [], vault=vault, **me(vault))
    assert await models.demo.remove(**ME) == 40
    assert (await kept(), await colleagues(), await demo.passphrase(ADA)) == ([0, 0, 0], [], "")
    await models.undo.last(**ME)
    assert await count("contact") == 40
    assert await kept() == [0, 0, 0], "they are gone for good"
    assert await models.demo.remove(**ME) == 40
    assert (await models.keys.status(ADA)).state == "none"
    mine = vault_of(ADA)
    await made(mine)
    assert (await models.keys.status(ADA, vault=mine)).state == "counts"


@pytest.mark.usefixtures("alone")
async def test_the_demo_can_be_had_again() -> None:
    await filled()
    await models.demo.remove(**ME)
    assert len(await readable(await filled())) == 3
    assert await colleagues() == ["cara"]


@pytest.mark.usefixtures("alone")
async def test_keys_stay_that_something_real_is_sealed_to() -> None:
    vault = await filled()
    real = await models.contacts.add("Ada Real", **ME)
    await models.confidences.write(real.id, "mine", [], vault=vault, **me(vault))
    await models.demo.remove(**ME)
    assert await readable(vault) == [("Ada Real", "ada", ["ada"])]
    assert (await kept(), await colleagues(), await demo.passphrase(ADA)) == ([2, 2, 2], ["cara"], demo.PASSPHRASE)


@pytest.mark.usefixtures("alone")
async def test_keys_stay_when_somebody_chose_a_passphrase_or_made_their_own() -> None:
    vault = await filled()
    await models.keys.change_passphrase(bytearray(ANOTHER.encode()), vault=vault, **me(vault))
    await models.demo.remove(**ME)
    assert (await kept(), await colleagues()) == ([1, 2, 2], ["cara"]), "their secret is sealed to them"


@pytest.mark.usefixtures("alone")
async def test_a_secret_is_shared_and_one_who_suspects_was_not_talked_with() -> None:
    vault = await filled()
    (secret,) = (await models.secrets.opened(vault=vault, known={})).values()
    assert (secret.readers, secret.matter.decision and secret.matter.decision.course) == (
        ["ada", "cara"],
        "gather-views",
    )
    due = await secrets.due({secret.uid: secret}, now=NOW)
    assert [(row.name, row.text) for row in due] == [("Alice Marsh", "We move to Millfield in spring")]


@pytest.mark.usefixtures("alone")
async def test_keys_stay_to_which_a_real_secret_is_sealed() -> None:
    vault = await filled()
    await models.secrets.add("mine", "", [], vault=vault, **me(vault))
    await models.demo.remove(**ME)
    assert (await kept(), await colleagues()) == ([2, 2, 2], ["cara"])
