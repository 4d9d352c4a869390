"""What tests of the key agent say to it, and hear."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING

from models.vault import sealing
from tests.rules.age_files import age, armored, scrypt
from tests.rules.identities import PASSPHRASE, identity, typed

if TYPE_CHECKING:
    from models.vault.agent import Agent

ANN, BOB = identity(), identity()
LOCKED = r"^Your key is locked\. Unlock it and try again\.$"


@cache
def slow() -> str:
    """Return a key that takes long to open: long to make, too, so only for who wants it."""
    return armored(age(scrypt(PASSPHRASE, work=18), content=ANN.keys.file()))


class Told:
    """What `on_change` told, and a way to wait for it."""

    def __init__(self, agent: Agent) -> None:
        self.told: list[bool] = []
        self._agent, self._news = agent, asyncio.Event()
        agent.on_change = self._note

    def _note(self) -> None:
        self.told.append(self._agent.is_open)
        self._news.set()

    async def locked(self) -> None:
        while self.told[-1:] != [False]:
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 30)


async def opened(agent: Agent) -> Agent:
    await agent.unlock(ANN.sealed, typed())
    return agent


def note(text: bytes, *, to: str = ANN.public.age) -> str:
    return sealing.sealed_to(text, [to])
