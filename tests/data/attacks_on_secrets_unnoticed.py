"""What is done to a secret and not noticed, and what comes of it."""

import models
from models import membership
from models.rules import secret_text, secrets
from tests.data.attacks import TEXTS, Harmless, Scene
from tests.data.attacks_on_secrets import kept, sealed_by
from tests.data.vaults import MALLORY, me, unlocked


async def put_there(scene: Scene) -> None:
    """Have Mallory, whose key counts, put a secret of her own in its place, and name herself."""
    secret = await kept(scene)
    matter = secret_text.written(secrets.titled(TEXTS[0], ""))
    await sealed_by(scene.mallory, secret, matter, scene.ada, scene.grace, scene.mallory)
    read = await models.secrets.read(secret.id, vault=scene.grace)
    assert (read.matter.title, read.by, read.readers) == (TEXTS[0], "mallory", ["ada", "grace", "mallory"])


async def by_an_old_key(scene: Scene) -> None:
    """Have Mallory, who left, do that with the key that counted once."""
    secret = await kept(scene)
    await membership.remove(MALLORY, vault=scene.ada, **me(scene.ada))
    matter = secret_text.written(secrets.titled(TEXTS[0], ""))
    await sealed_by(scene.mallory, secret, matter, scene.ada, scene.grace, scene.mallory)
    read = await models.secrets.read(secret.id, vault=scene.grace)
    assert (read.matter.title, read.by, read.readers[-1]) == (TEXTS[0], "mallory", "mallory")
    await unlocked(scene.grace)
    read = await models.secrets.read(secret.id, vault=scene.ada)
    assert (read.matter.title, read.by, read.readers) == (TEXTS[0], "grace", ["ada", "grace"])


async def removed(scene: Scene) -> None:
    secret = await kept(scene)
    await scene.sql("DELETE FROM confidence_reader WHERE confidence_id = ?1", secret.id)
    await scene.sql("DELETE FROM confidence WHERE id = ?1", secret.id)
    assert await models.secrets.opened(vault=scene.grace, known={secret.uid: secret}) == {}


UNNOTICED_OF_SECRETS: tuple[Harmless, ...] = (
    Harmless("a secret's row removed", "the secret is gone; a backup has it", removed),
    Harmless(
        "another secret put in a secret's place by a member who can write the file and has a key that counts",
        "its readers read what was put there, and that this member sealed it last and is one of its readers",
        put_there,
    ),
    Harmless(
        "the same by a member who left, with the key that counted once",
        "the same, until a reader unlocks the next time: then it is sealed anew without them, in that reader's name",
        by_an_old_key,
    ),
)
