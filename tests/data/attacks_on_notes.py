"""What somebody who writes the file does to a note, and what readers do who are none."""

from typing import Any

import models
from models import membership
from models.vault import sealing
from models.vault.sealing import Bound
from models.vault.vault import Vault
from tests.data.attacks import BOB, FIRST, SECOND, TEXTS, Attack, Scene, Tries, by_sql, flipped
from tests.data.desk import ADA, GRACE, NOW, days, one, rows
from tests.data.vaults import MALLORY, made, me, vault_of

NOT_YET = (
    "The key of eve does not count yet, so nothing can be sealed to it. They make one (wellkept key new),"
    " and an owner takes it in (wellkept key accept NAME)."
)
DAMAGED = "This note is damaged, or was not written by this program. A backup may have it whole."
NO_READER = "You are not a reader of this note."
HIDDEN = ", so it is not shown. Tell an owner; a backup may have it as it was."
OLDER = f"An older version was put in place of this note{HIDDEN}"
FORGED = "This note was not written by the person it names, so it is not shown."
READERS = f"The book names other readers of this note than its author did{HIDDEN}"


async def damaged(scene: Scene) -> Tries:
    async for _ in flipped("confidence", "sealed", 41):
        yield models.confidences.read(SECOND, vault=scene.grace)


async def older_seal(scene: Scene) -> Tries:
    was = await one("SELECT sealed FROM confidence WHERE id = 1")
    await scene.rewrites()
    await scene.sql("UPDATE confidence SET sealed = ?1 WHERE id = 1", was)
    for each in scene.reads():
        yield each


async def older_row(scene: Scene) -> Tries:
    was = await one("SELECT sealed FROM confidence WHERE id = 1")
    await scene.rewrites()
    await scene.opens()
    await scene.sql("UPDATE confidence SET sealed = ?1, revision = 1 WHERE id = 1", was)
    for each in scene.reads():
        yield each


async def in_a_new_row(scene: Scene) -> Tries:
    await scene.sql(
        "INSERT INTO confidence (uid, contact_id, by_id, at, revision, sealed, was_open, has_residue)"
        " SELECT 'another', contact_id, by_id, at, revision, sealed, 0, 0 FROM confidence WHERE id = 1"
    )
    await scene.sql(
        "INSERT INTO confidence_reader (confidence_id, member_id, key)"
        " SELECT 3, member_id, key FROM confidence_reader WHERE confidence_id = 1"
    )
    for each in scene.reads(3):
        yield each


async def forged(by: Vault, *readers: Vault, named: tuple[int, ...] = (ADA, GRACE)) -> str:
    """Seal a text in Ada's name into her first note, as `by` can who knows everybody's public keys."""
    (row,) = await rows(
        "SELECT k.uid, k.at, c.uid AS contact FROM confidence k JOIN contact c ON c.id = 1 WHERE k.id = 1"
    )
    public: dict[int, Any] = {vault.member_id: vault.agent.public for vault in readers}
    shown = {str(member): keys.fingerprint for member, keys in public.items() if member in named}
    bound = Bound(row["uid"], row["contact"], 1, ADA, row["at"].isoformat(), shown)
    signature = await by.agent.sign(sealing.message(bound, TEXTS[2]))
    content = f"wellkept-note-1 {signature}\n".encode() + sealing._signed(bound, TEXTS[2])
    return sealing.sealed_to(sealing._padded(content), [keys.age for keys in public.values()])


async def in_anothers_name(scene: Scene) -> Tries:
    sealed = await forged(scene.mallory, scene.ada, scene.grace)
    await scene.sql("UPDATE confidence SET sealed = ?1 WHERE id = 1", sealed)
    for each in scene.reads():
        yield each


async def ones_own_note_under_anothers_name(scene: Scene) -> Tries:
    note = await models.confidences.write(BOB, TEXTS[2], [ADA], vault=scene.mallory, **me(scene.mallory))
    await scene.sql("UPDATE confidence SET by_id = 2 WHERE id = ?1", note)
    yield models.confidences.read(note, vault=scene.ada)


async def not_named_by_the_author(scene: Scene) -> Tries:
    await scene.sql("DELETE FROM confidence_reader WHERE confidence_id = 1 AND member_id = 2")
    sealed = await forged(scene.ada, scene.ada, scene.grace, named=(ADA,))
    await scene.sql("UPDATE confidence SET sealed = ?1 WHERE id = 1", sealed)
    yield scene.opens()


async def naming_oneself(scene: Scene) -> Tries:
    key = scene.mallory.agent.public
    assert key
    await scene.sql("INSERT INTO confidence_reader (confidence_id, member_id, key) VALUES (1, 3, ?1)", key.fingerprint)
    yield models.confidences.read(FIRST, vault=scene.mallory)
    await models.keys.revoke(GRACE, vault=scene.ada, **me(scene.ada))  # nor is it sealed to her when keys change
    assert await models.confidences.catch_up(vault=scene.ada) == 0
    yield models.confidences.read(FIRST, vault=scene.mallory)


async def counting_too_early(scene: Scene) -> Tries:
    """Have a note that Ada holds stand among those that count."""
    until = NOW + days(1)
    held = await models.held_confidences.hold(BOB, TEXTS[0], [GRACE], until=until, vault=scene.ada, **me(scene.ada))
    await scene.sql(
        "INSERT INTO confidence (id, uid, contact_id, by_id, at, revision, sealed, was_open, has_residue)"
        " SELECT 99, uid, contact_id, by_id, at, 1, sealed, 0, 0 FROM held_note WHERE id = ?1",
        held,
    )
    await scene.sql(
        "INSERT INTO confidence_reader (confidence_id, member_id, key)"
        " SELECT 99, member_id, key FROM confidence_reader WHERE confidence_id = 1 AND member_id = 1"
    )
    yield models.confidences.read(99, vault=scene.ada)


async def no_reader_any_more(scene: Scene) -> Tries:
    await scene.rewrites(readers=())
    yield scene.opens()


async def left(scene: Scene) -> Tries:
    await membership.remove(GRACE, vault=scene.ada, **me(scene.ada))
    yield scene.opens()


async def to_nobody(scene: Scene) -> Tries:
    yield scene.writes(9)


async def to_who_left(scene: Scene) -> Tries:
    await scene.sql("UPDATE member SET left_at = '2026-01-01 00:00:00+00:00' WHERE id = 2")
    yield scene.writes(GRACE)


async def to_a_key_that_waits(scene: Scene) -> Tries:
    await models.members.add("eve", by=ADA, at=NOW)
    await made(vault_of(4))
    yield scene.writes(GRACE, 4)


async def to_too_many(scene: Scene) -> Tries:
    others = [await models.members.add(f"reader {number}", by=ADA, at=NOW) for number in range(18)]
    for other in others:
        await made(vault_of(other))
        await models.keys.accept(other, vault=scene.ada, **me(scene.ada))
    assert await scene.writes(*others, GRACE)  # twenty, with Ada
    yield scene.writes(*others, GRACE, MALLORY)


async def by_who_did_not_write_it(scene: Scene) -> Tries:
    yield scene.rewrites(by=scene.grace)


async def hushed_by_who_did_not_write_it(scene: Scene) -> Tries:
    note = await models.notes.add(BOB, "open", **me(scene.ada))
    yield models.confidences.confide(note, [], vault=scene.mallory, **me(scene.mallory))


IN_THE_FILE = (
    Attack("any character of a sealed note changed; the note cut short anywhere", (DAMAGED, NO_READER), damaged),
    Attack("junk in its place", (DAMAGED,), by_sql("UPDATE confidence SET sealed = 'PK junk'")),
    Attack("bytes in its place, which are no text", (DAMAGED,), by_sql("UPDATE confidence SET sealed = x'00ff'")),
    Attack("a megabyte in its place", (DAMAGED,), by_sql("UPDATE confidence SET sealed = hex(zeroblob(600000))")),
    Attack(
        "a note's row moved to another contact",
        (f"This note was written about another contact{HIDDEN}",),
        by_sql("UPDATE confidence SET contact_id = 2"),
    ),
    Attack(
        "another note's seal put in its place",
        (f"This text belongs to another note{HIDDEN}",),
        by_sql("UPDATE confidence SET sealed = (SELECT sealed FROM confidence WHERE id = 2) WHERE id = 1"),
    ),
    Attack("the seal copied into a row of its own", (f"This text belongs to another note{HIDDEN}",), in_a_new_row),
    Attack(
        "a note that is held put among those that count",
        (f"This note was written about another contact{HIDDEN}",),
        counting_too_early,
    ),
    Attack("the seal of an older version put back", (OLDER,), older_seal),
    Attack("the whole row put back as it was, before who saw the newer one", (OLDER,), older_row),
    Attack("a newer version claimed", (OLDER,), by_sql("UPDATE confidence SET revision = 7")),
    Attack(
        "an older version claimed",
        (f"The book says another version than the author of this note{HIDDEN}",),
        by_sql("UPDATE confidence SET revision = 0"),
    ),
    Attack(
        "a word where the number of its version should be",
        (f"The book says another version than the author of this note{HIDDEN}",),
        by_sql("UPDATE confidence SET revision = 'abc'"),
    ),
    Attack(
        "another author named",
        (f"This note was put under another name than its author's{HIDDEN}",),
        by_sql("UPDATE confidence SET by_id = 2"),
    ),
    Attack(
        "one's own note put under a colleague's name",
        (f"This note was put under another name than its author's{HIDDEN}",),
        ones_own_note_under_anothers_name,
    ),
    Attack("a note forged in a colleague's name, by a member who knows all public keys", (FORGED,), in_anothers_name),
    Attack(
        "another day named",
        (f"The book says another day than the author of this note{HIDDEN}",),
        by_sql("UPDATE confidence SET at = '2020-01-01 00:00:00+00:00'"),
    ),
    Attack(
        "a reader added in the rows",
        (READERS,),
        by_sql("INSERT INTO confidence_reader (confidence_id, member_id, key) VALUES (1, 3, 'AAAA')"),
    ),
    Attack("a reader taken out of the rows", (READERS,), by_sql("DELETE FROM confidence_reader WHERE member_id = 1")),
    Attack("another key named for a reader", (READERS,), by_sql("UPDATE confidence_reader SET key = 'AAAA'")),
    Attack(
        "sealed to a reader whom its author does not name",
        (f"Its author did not name you as a reader of this note{HIDDEN}",),
        not_named_by_the_author,
    ),
)
"""What was done to the file before somebody opens the note."""

READING_AND_WRITING = (
    Attack("opened by a colleague who named herself a reader in the rows", (NO_READER,), naming_oneself),
    Attack("opened by a reader who was taken away", (NO_READER,), no_reader_any_more),
    Attack("opened by a member who has left", (NO_READER,), left),
    Attack("sealed to who is no member", ("There is no member 9. Choose other readers.",), to_nobody),
    Attack("sealed to a member who has left", ("grace has left. Choose other readers.",), to_who_left),
    Attack("sealed to a key that no owner accepted", (NOT_YET,), to_a_key_that_waits),
    Attack("sealed to more than 20 readers", ("A confidential note has at most 20 readers.",), to_too_many),
    Attack(
        "changed by a reader who did not write it",
        ("Only ada, who wrote it, can change this note.",),
        by_who_did_not_write_it,
    ),
    Attack(
        "a colleague's open note made confidential by who is no owner",
        ("Only ada, who wrote it, or an owner can make this note confidential.",),
        hushed_by_who_did_not_write_it,
    ),
)
"""What members do who may not."""
