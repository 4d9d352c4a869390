"""Confidential notes: written, read and changed, by whom and for whom; and what everybody sees of them."""

from pathlib import Path
from typing import Any

import pytest

import models
from models import db
from models.reading import contact as reading
from models.reading.timeline import Timeline
from models.rules import confiding
from models.rules.refusals import Locked, NotFound, NotYours, Refused, Stale
from models.vault.agent import Agent
from models.vault.vault import Vault
from tests.data.desk import ADA, GRACE, NOW, count, days, one, rows
from tests.data.vaults import (
    MALLORY,
    PASSPHRASE,
    made,
    mallory,
    me,
    unlocked,
    vault_of,
)

BOB = 1
TEXT = "She is  looking\nfor a new job."


async def lines() -> list[tuple[str, str, str, str, bool]]:
    found = [row for row in await Timeline(BOB).page(limit=60) if row.kind == "confidential"]
    return [(row.what, row.text, row.by, row.readers, row.has_residue) for row in found]


async def test_a_note_is_read_by_its_author_and_its_readers(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    note = await models.confidences.write(BOB, f"  {TEXT}\x07 ", [GRACE, GRACE], vault=ada, **me(ada))
    for vault in both:
        opened = await models.confidences.read(note, vault=vault)
        assert (opened.id, opened.contact_id, opened.text, opened.at, opened.revision) == (note, BOB, TEXT, NOW, 1)
        assert (opened.author, opened.author_id) == ("ada", ADA)
        assert (opened.readers, opened.reader_ids) == (["ada", "grace"], [ADA, GRACE])
        assert "new job" not in f"{opened}{[opened]!r}", "nothing that writes objects down can tell it"
    assert await lines() == [("confidential", "", "ada", "ada and grace", False)]
    assert (await reading.one(BOB, now=NOW)).confidential_notes == 1
    assert "new job" not in str(await rows("SELECT * FROM confidence")) + str(await rows("SELECT * FROM history"))
    assert await one("SELECT count(*) FROM history WHERE verb = 'confidence.write' AND contact_id = 1") == 1


async def test_nobody_else_reads_it(both: tuple[Vault, Vault], folder: Path) -> None:
    ada, grace = both
    note = await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    await mallory(folder, counts_by=ada)
    with pytest.raises(NotYours, match="You are not a reader of this note"):
        await models.confidences.read(note, vault=grace)
    ada.agent.lock()
    for locked in (
        models.confidences.read(note, vault=ada),
        models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada)),
    ):
        with pytest.raises(Locked, match="Your key is locked"):
            await locked
    with pytest.raises(NotFound, match="There is no confidential note 9"):
        await models.confidences.read(9, vault=grace)
    assert await lines() == [("confidential", "", "ada", "ada", False)]


async def test_readers_are_members_whose_keys_count(both: tuple[Vault, Vault], folder: Path) -> None:
    ada, _ = both
    await mallory(folder)
    for readers, sentence in (
        ([9], "There is no member 9. Choose other readers"),
        ([MALLORY], "The key of mallory does not count yet"),
    ):
        with pytest.raises(Refused, match=sentence):
            await models.confidences.write(BOB, TEXT, readers, vault=ada, **me(ada))
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE member SET account = 'eve' WHERE id = 2")
    with pytest.raises(Refused, match=r"says that grace is “eve”, the key log “grace”\. Ask an owner"):
        await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE member SET left_at = '2026-01-01 00:00:00+00:00' WHERE id = 2")
    with pytest.raises(Refused, match="grace has left"):
        await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    assert await count("confidence") == 0


async def test_what_is_no_note(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    for words, sentence in (
        (" \n", "A confidential note needs some text"),
        ("x" * 20_001, "at most 20,000 characters"),
        ("\N{PILE OF POO}" * 20_000, "at most 64 KiB"),
    ):
        with pytest.raises(Refused, match=sentence):
            await models.confidences.write(BOB, words, [], vault=ada, **me(ada))
    with pytest.raises(NotFound):
        await models.confidences.write(9, TEXT, [], vault=ada, **me(ada))


async def test_only_its_author_changes_it(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    note = await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    with pytest.raises(NotYours, match="Only ada, who wrote it, can change this note"):
        await models.confidences.rewrite(note, "x", [], revision=1, vault=grace, **me(grace))
    later: dict[str, Any] = {"by": ADA, "at": NOW + days(1)}
    await models.confidences.rewrite(note, "She found one.", [GRACE], revision=1, vault=ada, **later)
    opened = await models.confidences.read(note, vault=grace)
    assert (opened.text, opened.revision, opened.at) == ("She found one.", 2, NOW)
    for revision in (1, 3):
        with pytest.raises(Stale, match="sealed anew since you read it"):
            await models.confidences.rewrite(note, "x", [], revision=revision, vault=ada, **later)
    changed = await rows("SELECT changed, at FROM history WHERE verb = 'confidence.rewrite'")
    assert [(row["changed"], row["at"]) for row in changed] == [("text readers", NOW + days(1))]


async def test_two_who_change_it_at_once(both: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    ada, _ = both
    note = await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    sign = ada.agent.sign

    async def slowly(message: bytes) -> str:
        monkeypatch.setattr(ada.agent, "sign", sign)
        await models.confidences.rewrite(note, "first", [], revision=1, vault=ada, **me(ada))
        return await sign(message)

    monkeypatch.setattr(ada.agent, "sign", slowly)
    with pytest.raises(Stale):
        await models.confidences.rewrite(note, "second", [], revision=1, vault=ada, **me(ada))
    assert (await models.confidences.read(note, vault=ada)).text == "first"


async def test_a_removed_reader_cannot_read_the_new_text(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    note = await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada))
    await models.confidences.rewrite(note, TEXT, [], revision=1, vault=ada, **me(ada))
    with pytest.raises(NotYours, match="You are not a reader"):
        await models.confidences.read(note, vault=grace)
    assert await lines() == [("confidential", "", "ada", "ada", False)]


async def test_who_left_cannot_read_what_is_sealed_anew(both: tuple[Vault, Vault], folder: Path) -> None:
    ada, grace = both
    other = await mallory(folder, counts_by=ada)
    by_ada = await models.confidences.write(BOB, TEXT, [GRACE, MALLORY], vault=ada, **me(ada))
    by_grace = await models.confidences.write(BOB, "from grace", [MALLORY, ADA], vault=grace, **me(grace))
    by_other = await models.confidences.write(BOB, "from mallory", [ADA], vault=other, **me(other))
    changes = await count("history")
    await models.keys.revoke(MALLORY, vault=ada, **me(ada))
    assert await lines() == [
        ("confidential", "", "mallory", "ada and mallory", False),
        ("confidential", "", "grace", "ada, grace and mallory", False),
        ("confidential", "", "ada", "ada and grace", False),
    ]
    await unlocked(grace)
    assert [line[3] for line in await lines()] == ["ada and mallory", "ada and grace", "ada and grace"]
    for note in (by_ada, by_grace):
        assert (await models.confidences.read(note, vault=ada)).revision == 2
        with pytest.raises(NotYours):
            await models.confidences.read(note, vault=other)
    assert (await models.confidences.read(by_other, vault=ada)).text == "from mallory"
    assert await models.confidences.catch_up(vault=ada) == 0
    assert await count("history") == changes + 1  # only the revoking


async def test_what_cannot_be_opened_is_left_as_it_is_by_catching_up(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    lost, kept = [await models.confidences.write(BOB, TEXT, [GRACE], vault=ada, **me(ada)) for _ in range(2)]
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE confidence SET sealed = 'junk' WHERE id = ?1", [lost])
    await models.keys.revoke(GRACE, vault=ada, **me(ada))
    assert (await models.confidences.read(kept, vault=ada)).readers == ["ada"]
    with pytest.raises(Refused, match="damaged"):
        await models.confidences.read(lost, vault=ada)
    assert grace.agent.is_open


async def test_with_an_agent_of_its_own_process(folder: Path) -> None:
    ada = Vault(Agent(), vault_of(ADA, folder).pins, ADA)
    await models.contacts.add("Bob Stone", **me(ada))
    await made(ada)
    note = await models.confidences.write(BOB, TEXT, [], vault=ada, **me(ada))
    ada.agent.lock()
    with pytest.raises(Locked):
        await models.confidences.read(note, vault=ada)
    await models.keys.unlock(bytearray(PASSPHRASE.encode()), vault=ada)
    assert (await models.confidences.read(note, vault=ada)).text == TEXT
    ada.agent.lock()


async def test_readers_in_words() -> None:
    assert confiding.joined(["cara", None, "Ann", "bob"]) == "Ann, bob, cara and the recovery key"
    assert confiding.joined(["ann"]) == "ann"
    assert confiding.joined([]) == ""


async def test_an_owner_gives_up_their_own_key(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    await models.keys.set_role(GRACE, "owner", vault=ada, **me(ada))
    await models.keys.revoke(ADA, vault=ada, **me(ada))
    assert [row.name for row in await models.keys.counting()] == ["grace"]
    assert (await models.keys.status(ADA, vault=ada)).state == "waiting"
    assert grace.agent.is_open
