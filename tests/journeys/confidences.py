"""Members with keys at a book, what their passphrases are, and what nobody else may read."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

import models
from models import db
from models.vault.pins import Pins
from models.vault.vault import Vault
from screens.drafts import Drafts
from tests.data.vaults import NearAgent, cheaply
from tests.journeys import desk
from tests.journeys.book import ANN, BEN, NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.journeys.desk import Desk

NAMES = {ANN: "ann", BEN: "ben"}
PASSPHRASES = {
    ANN: "wicker cactus plumber ozone violin tundra",
    BEN: "gravel saffron lantern otter mosaic drizzle",
}
BOB = 1
WORDS = "he drinks again, Stella told me"
NEWER = "and his wife knows"


def vault_of(member_id: int) -> Vault:
    """Return the vault of somebody who is not at a screen: their keys are in this process."""
    return Vault(NearAgent(), Pins(None), member_id)


async def keyed(path: Path) -> None:
    """Have both members of a book make their keys, which soon open, and ann take in ben's."""
    with pytest.MonkeyPatch.context() as patch:
        cheaply(patch)
        await _keyed(path)


async def _keyed(path: Path) -> None:
    async with db.opened(path):
        vaults = [vault_of(member_id) for member_id in NAMES]
        for vault in vaults:
            by = vault.member_id
            await models.keys.create(bytearray(PASSPHRASES[by].encode()), vault=vault, by=by, at=NOW)
        await models.keys.accept(BEN, vault=vaults[0], by=ANN, at=NOW)
        for vault in vaults:
            vault.agent.lock()


@asynccontextmanager
async def sitting(path: Path, member_id: int = ANN, *, drafts: Path | None = None, **how: Any) -> AsyncIterator[Desk]:
    """Sit down at a book as one of its members; one's key is locked at first, and when one goes."""
    async with desk.opened(path, member_id=member_id, **how) as me:
        me.session.member = NAMES[member_id]
        me.session.drafts = Drafts(drafts, book=str(path), member=NAMES[member_id])
        try:
            yield me
        finally:
            me.session.vault.agent.lock()
            if me.app.is_running:
                await me.settle()


async def unlock(me: Desk) -> None:
    """Type one's passphrase where it is asked."""
    await me.type(PASSPHRASES[me.session.member_id])
    await me.press("enter")


async def confided(path: Path, *readers: int, by: int = ANN, words: str = WORDS) -> int:
    """Have a member write a confidential note on Bob Stone."""
    async with db.opened(path):
        vault = vault_of(by)
        await models.keys.unlock(bytearray(PASSPHRASES[by].encode()), vault=vault)
        written = await models.confidences.write(BOB, words, readers, vault=vault, by=by, at=NOW)
        vault.agent.lock()
    return written


async def lock(me: Desk) -> None:
    """Lock one's key, as a key of one's own, ten idle minutes or the end of the agent would."""
    me.session.vault.agent.lock()
    await me.settle()


def found_in(path: Path, words: str) -> bool:
    """Look for words in every byte of a folder, or of a file and what lies beside it."""
    files = path.iterdir() if path.is_dir() else path.parent.glob(f"{path.name}*")
    return any(words.encode() in file.read_bytes() for file in files)
