"""The vault of who asks, for one command: opened with their passphrase, and its agent gone at the end."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import models
from models.vault.agent import Agent
from models.vault.pins import Pins
from models.vault.vault import Vault
from tui.cli import passphrases

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tui.cli.verb import Request


@asynccontextmanager
async def locked(request: Request) -> AsyncIterator[Vault]:
    """Hand out the vault; its agent is gone when the block is left, however that is, and so is every passphrase."""
    vault = Vault(Agent(), Pins(request.pins), request.by)
    try:
        yield vault
    finally:
        vault.agent.lock()
        passphrases.wipe(request.args)


@asynccontextmanager
async def unlocked(request: Request) -> AsyncIterator[Vault]:
    """Hand out the vault, open. Raises NotYours for who has no key, or for another passphrase."""
    async with locked(request) as vault:
        passphrase = await passphrases.taken(request.args)
        await models.keys.unlock(passphrase, vault=vault)
        yield vault
