"""What somebody who writes the file does to a secret, and what readers do who are none."""

from collections.abc import Awaitable
from typing import Any

import models
from models import membership
from models.rules import secret_text, secrets
from models.secrets import Opened
from models.vault import sealing
from models.vault.sealing import Bound
from models.vault.vault import Vault
from tests.data.attacks import BOB, TEXTS, Attack, Scene, Tries, flipped
from tests.data.desk import ADA, GRACE, one, rows
from tests.data.vaults import MALLORY, me

HIDDEN = ", so it is not shown. Tell an owner; a backup may have it as it was."
DAMAGED = "This secret is damaged, or was not written by this program. A backup may have it whole."
NO_READER = "You are not a reader of this secret."
OLDER = f"An older version was put in place of this secret{HIDDEN}"
OTHER = f"This text belongs to another secret{HIDDEN}"
READERS = f"The book names other readers of this secret than its author did{HIDDEN}"


async def kept(scene: Scene, text: str = TEXTS[2]) -> Opened:
    return await models.secrets.add(text, TEXTS[1], [GRACE], vault=scene.ada, **me(scene.ada))


async def placed(scene: Scene, secret: Opened) -> Opened:
    said = {"standing": secrets.Standing.KNOWS, "how": TEXTS[1]}
    return await models.secrets.place(secret, BOB, said, vault=scene.ada, **me(scene.ada))


def reads(scene: Scene, secret_id: int) -> list[Awaitable[object]]:
    return [models.secrets.read(secret_id, vault=vault) for vault in (scene.ada, scene.grace)]


def after(sql: str) -> Any:
    """Write the file once, where ?1 is the secret; its two readers then open it, and Ada changes it."""

    async def how(scene: Scene) -> Tries:
        secret = await kept(scene)
        await scene.sql(sql, secret.id)
        for each in reads(scene, secret.id):
            yield each

    return how


async def damaged(scene: Scene) -> Tries:
    secret = await kept(scene)
    async for _ in flipped("confidence", "sealed", 41, row=secret.id):
        yield models.secrets.read(secret.id, vault=scene.grace)


async def not_a_matter(scene: Scene) -> Tries:
    """Have a reader sign and seal what is no secret, as no program of ours does."""
    secret = await kept(scene)
    for text in ("junk", "{}", "[" * 9_000):
        await sealed_by(scene.ada, secret, text, scene.ada, scene.grace)
        for each in reads(scene, secret.id):
            yield each


async def sealed_by(
    by: Vault, secret: Opened, text: str, *to: Vault, author: int | None = None, named: tuple[int, ...] | None = None
) -> None:
    """Put into the row of a secret what `by` signs, in the name of `author`, and have the row say the same."""
    (row,) = await rows("SELECT uid, at, revision FROM confidence WHERE id = ?1", secret.id)
    public: dict[int, Any] = {vault.member_id: vault.agent.public for vault in to}
    shown = {str(member): keys.fingerprint for member, keys in public.items() if named is None or member in named}
    writer = author or by.member_id
    bound = Bound(row["uid"], "", row["revision"] + 1, writer, row["at"].isoformat(), shown)
    signature = await by.agent.sign(sealing.message(bound, text))
    content = f"wellkept-note-1 {signature}\n".encode() + sealing._signed(bound, text)
    sealed = sealing.sealed_to(sealing._padded(content), [keys.age for keys in public.values()])
    await Scene.sql(
        "UPDATE confidence SET sealed = ?2, revision = revision + 1, by_id = ?3 WHERE id = ?1",
        *(secret.id, sealed, writer),
    )
    await Scene.sql("DELETE FROM confidence_reader WHERE confidence_id = ?1", secret.id)
    for member, key in shown.items():
        sql = "INSERT INTO confidence_reader (confidence_id, member_id, key) VALUES (?1, ?2, ?3)"
        await Scene.sql(sql, secret.id, int(member), key)


async def forged(scene: Scene) -> Tries:
    secret = await kept(scene)
    matter = secret_text.written(secrets.titled(TEXTS[0], ""))
    await sealed_by(scene.mallory, secret, matter, scene.ada, scene.grace, author=ADA)
    for each in reads(scene, secret.id):
        yield each


async def put_there_unseen(scene: Scene) -> Tries:
    """Have Mallory put a secret of her own in its place, and keep out of its readers."""
    secret = await kept(scene)
    matter = secret_text.written(secrets.titled(TEXTS[0], ""))
    await sealed_by(scene.mallory, secret, matter, scene.ada, scene.grace)
    for each in reads(scene, secret.id):
        yield each


async def older_seal(scene: Scene) -> Tries:
    secret = await kept(scene)
    was = await one("SELECT sealed FROM confidence WHERE id = ?1", secret.id)
    await placed(scene, secret)
    await scene.sql("UPDATE confidence SET sealed = ?1 WHERE id = ?2", was, secret.id)
    for each in reads(scene, secret.id):
        yield each


async def older_row(scene: Scene) -> Tries:
    secret = await kept(scene)
    was = await one("SELECT sealed FROM confidence WHERE id = ?1", secret.id)
    await placed(scene, secret)
    await models.secrets.read(secret.id, vault=scene.grace)
    await scene.sql("UPDATE confidence SET sealed = ?1, revision = 1 WHERE id = ?2", was, secret.id)
    for each in reads(scene, secret.id):
        yield each


async def anothers_seal(scene: Scene) -> Tries:
    secret, other = await kept(scene), await kept(scene, TEXTS[0])
    sql = "UPDATE confidence SET sealed = (SELECT sealed FROM confidence WHERE id = ?2) WHERE id = ?1"
    await scene.sql(sql, secret.id, other.id)
    for each in reads(scene, secret.id):
        yield each


async def copied(scene: Scene) -> Tries:
    secret = await kept(scene)
    await scene.sql(
        "INSERT INTO confidence (id, uid, contact_id, by_id, at, revision, sealed, was_open, has_residue)"
        " SELECT 99, 'another', contact_id, by_id, at, revision, sealed, 0, 0 FROM confidence WHERE id = ?1",
        secret.id,
    )
    await scene.sql(
        "INSERT INTO confidence_reader (confidence_id, member_id, key)"
        " SELECT 99, member_id, key FROM confidence_reader WHERE confidence_id = ?1",
        secret.id,
    )
    for each in reads(scene, 99):
        yield each


async def made_of_a_note(scene: Scene) -> Tries:
    await scene.sql("UPDATE confidence SET contact_id = NULL WHERE id = 1")
    for each in reads(scene, 1):
        yield each


async def made_a_note(scene: Scene) -> Tries:
    secret = await kept(scene)
    await scene.sql("UPDATE confidence SET contact_id = 1 WHERE id = ?1", secret.id)
    for vault in (scene.ada, scene.grace):
        yield models.confidences.read(secret.id, vault=vault)


async def made_a_note_of_nobody(scene: Scene) -> Tries:
    secret = await kept(scene)
    await scene.sql("UPDATE contact SET uid = '' WHERE id = 1")
    await scene.sql("UPDATE confidence SET contact_id = 1 WHERE id = ?1", secret.id)
    for vault in (scene.ada, scene.grace):
        yield models.confidences.read(secret.id, vault=vault)


async def naming_oneself(scene: Scene) -> Tries:
    secret, key = await kept(scene), scene.mallory.agent.public
    assert key
    sql = "INSERT INTO confidence_reader (confidence_id, member_id, key) VALUES (?1, 3, ?2)"
    await scene.sql(sql, secret.id, key.fingerprint)
    yield models.secrets.read(secret.id, vault=scene.mallory)
    await models.keys.revoke(GRACE, vault=scene.ada, **me(scene.ada))
    yield models.secrets.read(secret.id, vault=scene.mallory)


async def changed_by_no_reader(scene: Scene) -> Tries:
    secret = await kept(scene)
    how: dict[str, Any] = {"vault": scene.mallory, **me(scene.mallory)}
    yield models.secrets.reword(secret, TEXTS[0], "", [MALLORY], **how)
    yield models.secrets.close(secret, **how)


async def no_reader_any_more(scene: Scene) -> Tries:
    secret = await kept(scene)
    await models.secrets.reword(secret, TEXTS[0], "", [], vault=scene.ada, **me(scene.ada))
    yield models.secrets.read(secret.id, vault=scene.grace)


async def left(scene: Scene) -> Tries:
    secret = await kept(scene)
    await membership.remove(GRACE, vault=scene.ada, **me(scene.ada))
    yield models.secrets.read(secret.id, vault=scene.grace)


async def at_the_same_time(scene: Scene) -> Tries:
    secret = await kept(scene)
    await placed(scene, secret)
    yield models.secrets.close(secret, vault=scene.grace, **me(scene.grace))


async def archived(scene: Scene) -> Tries:
    secret = await kept(scene)
    await models.contacts.archive(BOB, **me(scene.ada))
    yield placed(scene, secret)


ON_SECRETS: tuple[Attack, ...] = (
    Attack("any character of a sealed secret changed; the secret cut short anywhere", (DAMAGED, NO_READER), damaged),
    Attack("junk in its place", (DAMAGED,), after("UPDATE confidence SET sealed = 'PK junk' WHERE id = ?1")),
    Attack(
        "bytes in its place, which are no text",
        (DAMAGED,),
        after("UPDATE confidence SET sealed = x'00ff' WHERE id = ?1"),
    ),
    Attack(
        "five megabytes in its place",
        (DAMAGED,),
        after("UPDATE confidence SET sealed = hex(zeroblob(2500000)) WHERE id = ?1"),
    ),
    Attack("something else than a secret, signed and sealed by a reader", (DAMAGED,), not_a_matter),
    Attack("another secret's seal put in its place", (OTHER,), anothers_seal),
    Attack("the seal copied into a row of its own", (OTHER,), copied),
    Attack(
        "a confidential note made a secret in the rows",
        (f"This secret was written about another contact{HIDDEN}",),
        made_of_a_note,
    ),
    Attack(
        "a secret put on a contact in the rows",
        (f"This note was written about another contact{HIDDEN}",),
        made_a_note,
    ),
    Attack(
        "the same, and the contact's uid taken away, as a secret has none",
        (f"This note was written about another contact{HIDDEN}",),
        made_a_note_of_nobody,
    ),
    Attack("the seal of an older version put back", (OLDER,), older_seal),
    Attack("the whole row put back as it was, before who saw the newer one", (OLDER,), older_row),
    Attack("a newer version claimed", (OLDER,), after("UPDATE confidence SET revision = 7 WHERE id = ?1")),
    Attack(
        "another named who sealed it last",
        (f"This secret was put under another name than its author's{HIDDEN}",),
        after("UPDATE confidence SET by_id = 2 WHERE id = ?1"),
    ),
    Attack(
        "a secret forged in a reader's name, by a member who knows all public keys",
        ("This secret was not written by the person it names, so it is not shown.",),
        forged,
    ),
    Attack(
        "a secret of one's own put in its place, without naming oneself among its readers",
        (f"Who sealed this secret is none of its readers{HIDDEN}",),
        put_there_unseen,
    ),
    Attack(
        "another day named",
        (f"The book says another day than the author of this secret{HIDDEN}",),
        after("UPDATE confidence SET at = '2020-01-01 00:00:00+00:00' WHERE id = ?1"),
    ),
    Attack(
        "a reader added in the rows",
        (READERS,),
        after("INSERT INTO confidence_reader (confidence_id, member_id, key) VALUES (?1, 3, 'AAAA')"),
    ),
    Attack(
        "a reader taken out of the rows",
        (READERS,),
        after("DELETE FROM confidence_reader WHERE confidence_id = ?1 AND member_id = 1"),
    ),
    Attack("opened by a colleague who named herself a reader in the rows", (NO_READER,), naming_oneself),
    Attack("changed, or its readers, by a member who is none of them", (NO_READER,), changed_by_no_reader),
    Attack("opened by a reader who was taken away", (NO_READER,), no_reader_any_more),
    Attack("opened by a member who has left", (NO_READER,), left),
    Attack(
        "changed by two readers at the same time",
        ("This secret was sealed anew since you read it. Open it again.",),
        at_the_same_time,
    ),
    Attack(
        "somebody noted in it who is archived",
        ("Bob Stone is archived. Restore them first, with: wellkept archive 1 --restore",),
        archived,
    ),
)
"""What is done to a secret, or with one."""
