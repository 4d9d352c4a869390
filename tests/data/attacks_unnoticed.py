"""What nobody refuses: what harms no one, and what goes unnoticed, so that nobody trusts in more than there is."""

import models
from models.reading.timeline import Timeline
from models.vault.vault import Vault
from screens.drafts import Drafts
from screens.sealed_drafts import SealedDrafts
from tests.data.attacks import BOB, FIRST, TEXTS, Harmless, Scene
from tests.data.desk import GRACE, one
from tests.data.vaults import MALLORY, made, me, unlocked, vault_of

FORM = ("Confidential note on Bob Stone", BOB)


async def a_colleagues_draft(scene: Scene) -> None:
    folder = scene.book.parent / "drafts"
    hers, his = (Drafts(folder, book=str(scene.book), member=name) for name in ("grace", "mallory"))
    sealed = await SealedDrafts.of(hers, FORM, scene.grace.agent)
    sealed.hold(FORM, {"text": TEXTS[2]})
    hers.leave(FORM)
    (kept,) = folder.iterdir()
    assert TEXTS[2].encode() not in kept.read_bytes()
    his.hold(FORM, Drafts(folder, book=str(scene.book), member="grace").take(FORM))
    his.leave(FORM)
    taken = await SealedDrafts.of(his, FORM, scene.mallory.agent)
    assert taken.take(FORM) == {}


async def removed(scene: Scene) -> None:
    await scene.sql("DELETE FROM confidence_reader WHERE confidence_id = 1")
    await scene.sql("DELETE FROM confidence WHERE id = 1")
    assert len([row for row in await Timeline(BOB).page(limit=60) if row.kind == "confidential"]) == 1


async def older_for_who_saw_no_newer(scene: Scene) -> None:
    was = await one("SELECT sealed FROM confidence WHERE id = 1")
    await scene.rewrites()
    await scene.sql("UPDATE confidence SET sealed = ?1, revision = 1 WHERE id = 1", was)
    assert (await models.confidences.read(FIRST, vault=scene.grace)).text == TEXTS[0]


async def first_unlocking(scene: Scene) -> None:
    """Have Grace sit down at a machine where she never was, after the log was cut."""
    await scene.sql("DELETE FROM key_entry WHERE id = 3")
    elsewhere = Vault(scene.grace.agent, vault_of(GRACE, scene.book.parent / "elsewhere").pins, GRACE)
    assert (await models.confidences.read(FIRST, vault=elsewhere)).text == TEXTS[0]


async def an_owner_takes_in_false_keys(scene: Scene) -> None:
    """Have Ada, who is an owner, take in keys of Mallory's as Grace's, with a note of Mallory's own sealed to Grace."""
    note = await models.confidences.write(BOB, TEXTS[2], [GRACE], vault=scene.mallory, **me(scene.mallory))
    false = Vault(vault_of(GRACE).agent, scene.ada.pins, GRACE)
    await made(false, replace=True)
    await models.keys.accept(GRACE, vault=scene.ada, **me(scene.ada))
    await unlocked(scene.mallory)
    assert (await models.confidences.read(note, vault=false)).text == TEXTS[2]
    (_, graces, _) = await models.keys.counting()
    assert scene.grace.agent.public
    assert graces.fingerprint != scene.grace.agent.public.fingerprint


async def names_swapped(scene: Scene) -> None:
    await scene.sql("UPDATE member SET name = 'x' WHERE id = 2")
    await scene.sql("UPDATE member SET name = 'Grace Hopper' WHERE id = 3")
    note = await scene.writes(MALLORY)
    assert (await models.confidences.read(note, vault=scene.ada)).readers == ["ada", "Grace Hopper (mallory)"]


HARMLESS = (
    Harmless(
        "a colleague's sealed draft put in the place of one's own",
        "nothing is said: the form opens empty",
        a_colleagues_draft,
    ),
)
UNNOTICED = (
    Harmless("a note's row removed", "the note is gone; a backup has it", removed),
    Harmless(
        "the whole row put back as it was, before a reader who never saw the newer one",
        "they read the older text",
        older_for_who_saw_no_newer,
    ),
    Harmless(
        "the log cut at its end, before a member who unlocks for the first time on a machine",
        "they trust it as it is",
        first_unlocking,
    ),
    Harmless(
        "members' names changed to others that are nobody's account",
        "the names stand beside notes and readers as the book has them",
        names_swapped,
    ),
    Harmless(
        "an owner accepts keys of her own making as a colleague's",
        "authors' notes to the colleague are sealed anew to them; the colleague's own keys do not count any more",
        an_owner_takes_in_false_keys,
    ),
)
