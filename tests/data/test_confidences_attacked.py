"""What somebody can do who writes the file: nothing that shows a confidential note to another, or passes for one."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

import models
from models import db, key_entries
from models.rules.refusals import NotYours, Refused
from models.vault import sealing
from models.vault.sealing import Bound
from models.vault.vault import Vault
from tests.data.desk import ADA, GRACE, NOW, one, rows
from tests.data.vaults import MALLORY, ada_and_grace, cheaply, mallory, me

BOB, CARL = 1, 2
FIRST, SECOND = 1, 2


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheaply(monkeypatch)


@pytest.fixture
async def three(book: Path) -> tuple[Vault, Vault, Vault]:
    """Ada and Grace, two notes of Ada's to Grace, and Mallory, a member whose key counts and who writes the file."""
    ada, grace, _ = await ada_and_grace(book.parent)
    third = await mallory(book.parent, counts_by=ada)
    await models.contacts.add("Carl Reed", by=ADA, at=NOW)
    for text in ("first", "second"):
        await models.confidences.write(BOB, text, [GRACE], vault=ada, **me(ada))
    return ada, grace, third


async def write(sql: str, *values: object) -> None:
    async with db.transaction() as connection:
        await connection.execute_query(sql, list(values))


Spoil = Callable[[Vault], Awaitable[None]]


def by_sql(sql: str) -> Spoil:
    async def spoil(_: Vault) -> None:
        await write(sql)

    return spoil


async def an_older_version(ada: Vault) -> None:
    """Put the whole row back as it was, revision and all."""
    was = await one("SELECT sealed FROM confidence WHERE id = 1")
    await models.confidences.rewrite(FIRST, "newer", [GRACE], revision=1, vault=ada, **me(ada))
    await write("UPDATE confidence SET sealed = ?1, revision = 1 WHERE id = 1", was)


async def only_the_older_seal(ada: Vault) -> None:
    was = await one("SELECT sealed FROM confidence WHERE id = 1")
    await models.confidences.rewrite(FIRST, "newer", [GRACE], revision=1, vault=ada, **me(ada))
    await write("UPDATE confidence SET sealed = ?1 WHERE id = 1", was)


async def one_byte(_: Vault) -> None:
    sealed = await one("SELECT sealed FROM confidence WHERE id = 1")
    middle = len(sealed) // 2
    await write(
        "UPDATE confidence SET sealed = ?1",
        f"{sealed[:middle]}{'A' if sealed[middle] != 'A' else 'B'}{sealed[middle + 1 :]}",
    )


async def cut_short(_: Vault) -> None:
    await write("UPDATE confidence SET sealed = substr(sealed, 1, 700)")


ATTACKS: dict[str, tuple[Spoil, str]] = {
    "one byte": (one_byte, "This note is damaged"),
    "cut short": (cut_short, "This note is damaged"),
    "junk": (by_sql("UPDATE confidence SET sealed = 'PK junk'"), "This note is damaged"),
    "a megabyte": (by_sql("UPDATE confidence SET sealed = hex(zeroblob(600000))"), "This note is damaged"),
    "another note's text": (
        by_sql("UPDATE confidence SET sealed = (SELECT sealed FROM confidence WHERE id = 2) WHERE id = 1"),
        "This text belongs to another note",
    ),
    "another contact": (by_sql("UPDATE confidence SET contact_id = 2"), "written about another contact"),
    "another author": (by_sql("UPDATE confidence SET by_id = 2"), "under another name than its author's"),
    "another day": (by_sql("UPDATE confidence SET at = '2020-01-01 00:00:00+00:00'"), "says another day"),
    "a version to come": (by_sql("UPDATE confidence SET revision = 7"), "An older version was put in place"),
    "a version before": (by_sql("UPDATE confidence SET revision = 0"), "says another version"),
    "only the older seal": (only_the_older_seal, "An older version was put in place"),
    "a reader more": (
        by_sql("INSERT INTO confidence_reader (confidence_id, member_id, key) VALUES (1, 3, 'AAAA')"),
        "names other readers of this note",
    ),
    "a reader less": (by_sql("DELETE FROM confidence_reader WHERE member_id = 1"), "names other readers of this note"),
    "another reader's key": (by_sql("UPDATE confidence_reader SET key = 'AAAA'"), "names other readers of this note"),
}


@pytest.mark.parametrize("how", ATTACKS)
async def test_what_was_put_into_the_file_is_not_shown(three: tuple[Vault, Vault, Vault], how: str) -> None:
    ada, grace, _ = three
    spoil, sentence = ATTACKS[how]
    assert (await models.confidences.read(FIRST, vault=grace)).text == "first"
    await spoil(ada)
    for reader in (ada, grace):
        with pytest.raises(Refused, match=sentence) as refused:
            await models.confidences.read(FIRST, vault=reader)
        assert not {"first", "second", "newer"} & {*str(refused.value).split()}


async def test_an_older_version_put_back_whole_is_noticed_by_who_saw_the_newer(
    three: tuple[Vault, Vault, Vault],
) -> None:
    ada, grace, _ = three
    await an_older_version(ada)
    with pytest.raises(Refused, match="An older version was put in place of this note"):
        await models.confidences.read(FIRST, vault=ada)
    assert (await models.confidences.read(FIRST, vault=grace)).text == "first"  # she never saw the newer one


async def forged(by: Vault, *, author: int, readers: dict[int, Vault], named: set[int] | None = None) -> str:
    """Seal a text with Mallory's key, in another's name, into Ada's first note."""
    row = (
        await rows("SELECT k.uid, k.at, c.uid AS contact FROM confidence k JOIN contact c ON c.id = 1 WHERE k.id = 1")
    )[0]
    public = {member: vault.agent.public for member, vault in readers.items()}
    fingerprints = {str(member): keys.fingerprint for member, keys in public.items() if keys}
    shown = {reader: key for reader, key in fingerprints.items() if named is None or int(reader) in named}
    bound = Bound(row["uid"], row["contact"], 1, author, row["at"].isoformat(), shown)
    signature = await by.agent.sign(sealing.message(bound, "forged"))
    recipients = [keys.age for keys in public.values() if keys]
    content = f"wellkept-note-1 {signature}\n".encode() + sealing._signed(bound, "forged")
    return sealing.sealed_to(sealing._padded(content), recipients)


async def test_a_note_in_anothers_name_is_not_shown(three: tuple[Vault, Vault, Vault]) -> None:
    ada, grace, third = three
    sealed = await forged(third, author=ADA, readers={ADA: ada, GRACE: grace})
    await write("UPDATE confidence SET sealed = ?1 WHERE id = 1", sealed)
    for vault in (ada, grace):
        with pytest.raises(Refused, match="was not written by the person it names"):
            await models.confidences.read(FIRST, vault=vault)


async def test_a_reader_whom_the_author_does_not_name_is_not_shown_it(three: tuple[Vault, Vault, Vault]) -> None:
    ada, grace, _ = three
    await write("DELETE FROM confidence_reader WHERE confidence_id = 1 AND member_id = 2")
    sealed = await forged(ada, author=ADA, readers={ADA: ada, GRACE: grace}, named={ADA})
    await write("UPDATE confidence SET sealed = ?1 WHERE id = 1", sealed)
    assert (await models.confidences.read(FIRST, vault=ada)).text == "forged"
    with pytest.raises(Refused, match="Its author did not name you as a reader"):
        await models.confidences.read(FIRST, vault=grace)


async def test_naming_oneself_a_reader_opens_nothing(three: tuple[Vault, Vault, Vault]) -> None:
    ada, _, third = three
    key = third.agent.public
    assert key
    await write("INSERT INTO confidence_reader (confidence_id, member_id, key) VALUES (1, 3, ?1)", key.fingerprint)
    with pytest.raises(NotYours, match="You are not a reader"):
        await models.confidences.read(FIRST, vault=third)
    # nor does Ada seal it to Mallory when keys change
    await models.keys.revoke(GRACE, vault=ada, **me(ada))
    assert await models.confidences.catch_up(vault=ada) == 0
    with pytest.raises(NotYours, match="You are not a reader"):
        await models.confidences.read(FIRST, vault=third)


async def test_ones_own_keys_under_anothers_identity_open_nothing(three: tuple[Vault, Vault, Vault]) -> None:
    ada, _, third = three
    await write("DELETE FROM identity WHERE member_id = 2")
    await write("UPDATE identity SET member_id = 2 WHERE member_id = 3")
    assert [row.name for row in await models.keys.waiting()] == ["grace"]  # an owner compares fingerprints
    note = await models.confidences.write(BOB, "still Grace's", [GRACE], vault=ada, **me(ada))
    as_grace = Vault(third.agent, third.pins, GRACE)
    with pytest.raises(NotYours, match="You are not a reader"):
        await models.confidences.read(note, vault=as_grace)
    with pytest.raises(NotYours, match="does not count yet"):
        await models.confidences.write(BOB, "as Grace", [], vault=as_grace, **me(as_grace))


async def test_an_entry_that_no_owner_signed_is_refused(three: tuple[Vault, Vault, Vault]) -> None:
    ada, _, third = three
    now = await key_entries.replayed()
    body = json.dumps(
        {
            "seq": 4,
            "kind": "role",
            "by": (third.agent.public or ("", ""))[1],
            "prev": now.head,
            "member": MALLORY,
            "role": "owner",
        },
        sort_keys=True,
    )
    signature = await third.agent.sign(f"wellkept-key-log-1\0{body}".encode())
    await write("INSERT INTO key_entry (id, body, signature) VALUES (4, ?1, ?2)", body, signature)
    with pytest.raises(Refused, match="Entry 4 of the key log was not signed by an owner"):
        await models.confidences.write(BOB, "hush", [], vault=ada, **me(ada))
