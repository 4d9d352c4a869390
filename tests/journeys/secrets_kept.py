"""A secret that a member keeps, of which Bob Stone knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db
from models.rules.secrets import Standing
from tests.journeys.book import ANN, NOW
from tests.journeys.confidences import BOB, PASSPHRASES, vault_of

if TYPE_CHECKING:
    from pathlib import Path

    from models.secrets import Opened

TITLE, BODY, HOW = "zanzibar move", "the quokka leaves for zanzibar in may", "overheard by the okapi"


async def secret_of(path: Path, *readers: int, by: int = ANN, knows: bool = True) -> Opened:
    """Have a member keep a secret, of which Bob Stone knows."""
    async with db.opened(path):
        vault = vault_of(by)
        await models.keys.unlock(bytearray(PASSPHRASES[by].encode()), vault=vault)
        kept = await models.secrets.add(TITLE, BODY, readers, vault=vault, by=by, at=NOW)
        if knows:
            said = {"standing": Standing.KNOWS, "how": HOW}
            kept = await models.secrets.place(kept, BOB, said, vault=vault, by=by, at=NOW)
        vault.agent.lock()
    return kept
