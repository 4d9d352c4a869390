"""A secret that members keep, and short ways to what tests do with it."""

from datetime import datetime
from typing import Any

import models
from models.rules.secrets import Knower, Standing, View, Wish
from models.secrets import Opened
from models.vault.vault import Vault
from tests.data.desk import NOW, days
from tests.data.vaults import me

TITLE, BODY, HOW = "the quokka is for sale", "the okapi stays where it is", "told by the numbat at the fence"
BOB = 1
SAID: dict[str, Any] = {"standing": Standing.KNOWS, "how": HOW, "learned_at": NOW - days(3)}
FEELS = {"good_idea": View.NO, "better_off": View.UNSURE, "wish": Wish.KEEP, "talked_at": NOW}


async def kept(vault: Vault, *readers: int, title: str = TITLE) -> Opened:
    """Seal a secret of which nobody knows yet."""
    return await models.secrets.add(title, BODY, readers, vault=vault, **me(vault))


async def known(vault: Vault, *readers: int, contact_id: int = 1, **said: Any) -> Opened:
    """Seal a secret that a contact has known for three days."""
    secret = await kept(vault, *readers)
    return await models.secrets.place(secret, contact_id, SAID | said, vault=vault, **me(vault))


async def seen(secret: Opened, vault: Vault) -> Opened:
    """Open it again."""
    return await models.secrets.read(secret.id, vault=vault)


async def retitled(secret: Opened, title: str, *readers: int, vault: Vault, at: datetime = NOW) -> Opened:
    """Give it another title, and these readers."""
    return await models.secrets.reword(secret, title, BODY, readers, vault=vault, by=vault.member_id, at=at)


def bobs(secret: Opened) -> Knower:
    """Say where the only one who stands anywhere does."""
    (knower,) = secret.matter.knowers
    return knower
