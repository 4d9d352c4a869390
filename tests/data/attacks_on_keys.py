"""What somebody does to keys, sealed or public, and to who they are said to belong to."""

import models
from models.vault.vault import Vault
from tests.data.attacks import Attack, Scene, Tries, flipped
from tests.data.attacks_on_notes import NO_READER
from tests.data.desk import GRACE
from tests.data.vaults import ANOTHER, MALLORY, made, me, unlocked
from tests.rules.age_files import age, armored, scrypt

WRONG = "That passphrase does not open your key."
DAMAGED = "What is kept as your key is damaged, so it was not opened. A backup may have it whole."
TOO_MUCH = (
    "What is kept as your key asks for more work than this program ever sets (2^…), so it was not opened."
    " A backup may have the right one."
)
OTHERS = "The book names other keys as yours than your passphrase opens, so they stay locked. Ask an owner."
NO_OWNER = "Only an owner can change whose keys count. Ask one."


def says(passphrase: str = ANOTHER) -> bytearray:
    return bytearray(passphrase.encode())


async def wrong_passphrase(scene: Scene) -> Tries:
    yield models.keys.unlock(says(), vault=scene.grace)


async def too_much_work(scene: Scene) -> Tries:
    for work in (b"19", b"30", b"63"):
        await scene.sql("UPDATE identity SET sealed = ?1", armored(age(scrypt(ANOTHER, shown=work))))
        yield models.keys.unlock(says(), vault=scene.grace)


async def no_identity(scene: Scene) -> Tries:
    for junk in ("", "junk", "A" * 1_000_000, armored(bytes(1_000_000))):
        await scene.sql("UPDATE identity SET sealed = ?1", junk)
        yield models.keys.unlock(says(), vault=scene.grace)


async def damaged_identity(scene: Scene) -> Tries:
    async for _ in flipped("identity", "sealed", 5):
        yield unlocked(scene.grace)


async def anothers_identity(scene: Scene) -> Tries:
    await scene.sql(
        "UPDATE identity SET sealed = (SELECT sealed FROM identity WHERE member_id = 3) WHERE member_id = 2"
    )
    yield unlocked(scene.grace)  # as if both had the same passphrase


async def anothers_public_keys(scene: Scene) -> Tries:
    other = scene.mallory.agent.public
    assert other
    await scene.sql("UPDATE identity SET age = ?1, sign = ?2 WHERE member_id = 2", *other)
    yield unlocked(scene.grace)


async def as_if_ones_own_were_a_colleagues(scene: Scene) -> Tries:
    await scene.sql("DELETE FROM identity WHERE member_id = 2")
    await scene.sql("UPDATE identity SET member_id = 2 WHERE member_id = 3")
    assert [row.name for row in await models.keys.waiting()] == ["grace"]  # and an owner compares fingerprints
    as_grace = Vault(scene.mallory.agent, scene.mallory.pins, GRACE)
    note = await scene.writes(GRACE)
    yield models.confidences.read(note, vault=as_grace)
    yield models.confidences.write(1, "as Grace", [], vault=as_grace, **me(as_grace))


async def not_the_one_compared(scene: Scene) -> Tries:
    compared = (await made(scene.grace, replace=True)).fingerprint
    await made(Vault(scene.mallory.agent, scene.mallory.pins, GRACE), replace=True)
    yield models.keys.accept(GRACE, vault=scene.ada, fingerprint=compared, **me(scene.ada))


async def accepted_by_no_owner(scene: Scene) -> Tries:
    await made(scene.grace, replace=True)
    await scene.sql("UPDATE member SET role = 'owner' WHERE id = 3")
    yield models.keys.accept(GRACE, vault=scene.mallory, **me(scene.mallory))
    yield models.keys.add_recovery(vault=scene.mallory, **me(scene.mallory))


async def swapped(scene: Scene) -> Tries:
    for account, member in (("x", GRACE), ("grace", MALLORY), ("mallory", GRACE)):
        await scene.sql("UPDATE member SET account = ?1, name = ?1 WHERE id = ?2", account, member)
    yield scene.writes(MALLORY)


async def names_swapped(scene: Scene) -> Tries:
    for name, member in (("x", GRACE), ("grace", MALLORY), ("mallory", GRACE)):
        await scene.sql("UPDATE member SET name = ?1 WHERE id = ?2", name, member)
    yield scene.writes(MALLORY)


ON_KEYS = (
    Attack("a wrong passphrase", (WRONG,), wrong_passphrase),
    Attack("keys that ask for a huge work factor (2^19, 2^30, 2^63)", (TOO_MUCH,), too_much_work),
    Attack("nothing, junk, or a megabyte in the place of keys", (DAMAGED,), no_identity),
    Attack("sealed keys with a character changed, or cut short", (DAMAGED, WRONG), damaged_identity),
    Attack("a colleague's sealed keys in the place of one's own", (OTHERS,), anothers_identity),
    Attack("a colleague's public keys in the place of one's own", (OTHERS,), anothers_public_keys),
    Attack(
        "one's own keys put under a colleague's name",
        (NO_READER, "Your key does not count yet. Ask an owner to take it in: wellkept key accept YOUR-NAME"),
        as_if_ones_own_were_a_colleagues,
    ),
    Attack(
        "other keys put in the place of those whose fingerprint was compared",
        ("The key of grace is …, not the one you compared. Ask them for theirs.",),
        not_the_one_compared,
    ),
    Attack(
        "a key accepted, or a recovery key made, by a member who made himself an owner in the rows",
        (NO_OWNER,),
        accepted_by_no_owner,
    ),
    Attack(
        "members' accounts and names swapped, so that a key seems a colleague's",
        ("Nothing was done, as the book says that grace is “grace”, the key log “mallory”. Ask an owner.",),
        swapped,
    ),
    Attack(
        "members' names swapped, so that each is called by the other's account",
        ("Nothing was done, as the book calls mallory by another's account, “grace”. Ask an owner.",),
        names_swapped,
    ),
)
