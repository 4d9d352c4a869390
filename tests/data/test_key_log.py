"""The key log in a book: nobody can bend it, and an older one is trusted only once a person says so."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

import models
from models.rules.refusals import NotYours, Refused
from models.vault.vault import Vault
from tests.data.desk import ADA, GRACE, count
from tests.data.vaults import (
    MALLORY,
    ada_and_grace,
    made,
    mallory,
    me,
    problems,
    status,
    unlocked,
    vault_of,
)


async def test_the_only_owner_begins_the_log_anew_and_others_notice(folder: Path) -> None:
    ada, grace, contact = await ada_and_grace(folder)
    note = await models.confidences.write(contact.id, "from grace", [ADA], vault=grace, **me(grace))
    await made(ada, replace=True)
    assert await status(ada) == "counts"
    assert [row.name for row in await models.keys.counting()] == ["ada"]
    with pytest.raises(Refused, match="begins with another owner's key"):
        await models.confidences.read(note, vault=grace)
    assert (await problems(grace))[0].startswith("The key log begins with another owner's key")
    await models.keys.accept(GRACE, vault=ada, **me(ada))
    await models.keys.trust(vault=grace)
    assert await status(grace) == "counts"
    await unlocked(grace)  # seals what is hers anew
    assert (await models.confidences.read(note, vault=ada)).text == "from grace"


async def test_the_last_owner_stays(folder: Path) -> None:
    ada, grace, _ = await ada_and_grace(folder)
    for last in (
        models.keys.revoke(ADA, vault=ada, **me(ada)),
        models.keys.set_role(ADA, "member", vault=ada, **me(ada)),
    ):
        with pytest.raises(Refused, match="ada is the only owner whose key counts"):
            await last
    await models.keys.set_role(GRACE, "owner", vault=ada, **me(ada))
    await models.keys.set_role(ADA, "member", vault=grace, **me(grace))
    with pytest.raises(NotYours, match="Only an owner"):
        await models.keys.revoke(GRACE, vault=ada, **me(ada))
    await models.keys.revoke(ADA, vault=grace, **me(grace))
    assert await status(ada) == "waiting"
    with pytest.raises(Refused, match="ada has no key that counts"):
        await models.keys.revoke(ADA, vault=grace, **me(grace))


async def test_no_entry_is_kept_that_would_spoil_the_log(folder: Path) -> None:
    ada, grace, _ = await ada_and_grace(folder)
    with pytest.raises(Refused, match="The key log was altered"):
        await models.keys.set_role(GRACE, "boss", vault=ada, **me(ada))
    assert (await models.keys.status(ADA, vault=ada)).length == 2
    assert await problems(grace) == []


SPOILT: dict[str, tuple[Callable[[sqlite3.Connection], object], str]] = {
    "changed": (
        lambda book: book.execute("UPDATE key_entry SET body = replace(body, 'grace', 'eve')"),
        "false signature",
    ),
    "shortened": (lambda book: book.execute("DELETE FROM key_entry WHERE id = 2"), "shorter than when you last saw"),
    "emptied": (lambda book: book.execute("DELETE FROM key_entry"), "shorter than when you last saw"),
    "one taken out": (lambda book: book.execute("DELETE FROM key_entry WHERE id = 1"), "altered at entry 1"),
}


@pytest.mark.parametrize("how", SPOILT)
async def test_a_log_that_was_bent_stops_sealing_and_opening(folder: Path, how: str) -> None:
    ada, grace, contact = await ada_and_grace(folder)
    note = await models.confidences.write(contact.id, "hush", [GRACE], vault=ada, **me(ada))
    spoil, sentence = SPOILT[how]
    with closing(sqlite3.connect(folder / "book.db")) as book, book:
        spoil(book)
    doing: list[Awaitable[object]] = [
        models.confidences.write(contact.id, "more", [GRACE], vault=ada, **me(ada)),
        models.confidences.rewrite(note, "more", [GRACE], revision=1, vault=ada, **me(ada)),
        models.confidences.read(note, vault=grace),
        models.keys.add_recovery(vault=ada, **me(ada)),
    ]
    for each in doing:
        with pytest.raises(Refused, match=sentence):
            await each
    assert sentence in (await problems(ada))[0]
    ada.agent.lock()
    await unlocked(ada)  # one's keys open all the same, to trust the log anew
    assert await count("confidence") == 1


async def test_a_log_forked_from_what_one_saw_stops_sealing(folder: Path, tmp_path: Path) -> None:
    ada, grace, contact = await ada_and_grace(folder)
    with closing(sqlite3.connect(folder / "book.db")) as book, book:
        book.execute("DELETE FROM key_entry WHERE id = 2")
    behind = Vault(ada.agent, vault_of(ADA, tmp_path / "new").pins, ADA)  # an owner elsewhere goes on from there
    other = await mallory(folder)
    await models.keys.accept(MALLORY, vault=behind, **me(ada))
    for vault in (ada, grace):
        with pytest.raises(Refused, match="another one than you last saw: entry 2 differs"):
            await models.confidences.write(contact.id, "hush", [], vault=vault, **me(vault))
    assert await problems(other) == []


async def test_an_older_book_is_trusted_once_a_person_says_so(folder: Path) -> None:
    ada, grace, contact = await ada_and_grace(folder)
    note = await models.confidences.write(contact.id, "first", [GRACE], vault=ada, **me(ada))
    older = (folder / "older.db", folder / "book.db")
    with closing(sqlite3.connect(older[0])) as copy, closing(sqlite3.connect(older[1])) as book:
        book.backup(copy)
    await models.confidences.rewrite(note, "second", [GRACE], revision=1, vault=ada, **me(ada))
    assert (await models.confidences.read(note, vault=grace)).revision == 2
    await mallory(folder, counts_by=ada)
    await models.keys.status(GRACE, vault=grace)
    with closing(sqlite3.connect(older[0])) as copy, closing(sqlite3.connect(older[1])) as book:
        copy.backup(book)
    for vault in (ada, grace):
        with pytest.raises(Refused, match="shorter than when you last saw it"):
            await models.confidences.read(note, vault=vault)
        await models.keys.trust(vault=vault)
        assert (await models.confidences.read(note, vault=vault)).text == "first"
