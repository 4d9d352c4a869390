"""Members with keys, as tests need them: agents work in this process, and passphrases cost next to nothing."""

from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

import models
from models.reading.contact import WholeContact
from models.vault import agent_process, passphrase_file
from models.vault.agent import Agent
from models.vault.agent_process import ANSWERS, Holder
from models.vault.identity import PublicKeys
from models.vault.pins import Pins
from models.vault.vault import Vault
from tests.data.desk import ADA, GRACE, NOW, bob

MALLORY = 3
PASSPHRASE = "turbine oval kayak lantern smock eleven"  # noqa: S105  (of nobody)
ANOTHER = "gravel pony mustard cinema velvet owl"


class NearAgent(Agent):
    """An agent that holds its keys in this process."""

    holder: Holder | None = None

    @property
    @override
    def is_open(self) -> bool:
        return self.holder is not None

    @override
    def lock(self) -> None:
        self.holder = self.public = None

    @override
    async def _begun(self, kind: bytes, *parts: bytes | bytearray) -> tuple[PublicKeys, str]:
        holder = Holder()
        public, _, rest = ANSWERS[kind](holder, bytearray(b"".join(parts))).decode().partition("\n")
        self.holder, self.public = holder, PublicKeys(*public.split())
        return self.public, rest

    @override
    async def _asked(self, kind: bytes, *parts: bytes | bytearray) -> bytes:
        if self.holder is None:
            return await super()._asked(kind, *parts)
        return ANSWERS[kind](self.holder, bytearray(b"".join(parts)))


def cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have passphrases cost next to nothing, and this process not be locked into memory."""
    monkeypatch.setitem(passphrase_file.sealed.__kwdefaults__ or {}, "work", 2)
    monkeypatch.setattr(agent_process, "_keep_off_the_disk", lambda: None)


def vault_of(member_id: int, folder: Path | None = None) -> Vault:
    """Return a member's vault, locked. `folder` holds what they saw last; each has their own."""
    return Vault(NearAgent(), Pins(folder and folder / f"pins-{member_id}"), member_id)


async def made(vault: Vault, passphrase: str = PASSPHRASE, **how: Any) -> PublicKeys:
    """Have a member make their key."""
    return await models.keys.create(bytearray(passphrase.encode()), vault=vault, **me(vault), **how)


async def unlocked(vault: Vault, passphrase: str = PASSPHRASE) -> None:
    await models.keys.unlock(bytearray(passphrase.encode()), vault=vault)


async def status(vault: Vault) -> str:
    """Say how it stands with a member's key."""
    return (await models.keys.status(vault.member_id, vault=vault)).state


async def problems(vault: Vault) -> list[str]:
    """Say what is wrong with the key log, as a member sees it."""
    return (await models.keys.status(vault.member_id, vault=vault)).problems


def me(vault: Vault) -> dict[str, Any]:
    """Say who acts, and when."""
    return {"by": vault.member_id, "at": NOW}


async def ada_and_grace(folder: Path) -> tuple[Vault, Vault, WholeContact]:
    """Have Ada, the owner, and Grace, each with a key that counts, and Bob, whom they know."""
    ada, grace = vault_of(ADA, folder), vault_of(GRACE, folder)
    contact = await bob()
    await made(ada)
    await made(grace)
    await models.keys.accept(GRACE, vault=ada, **me(ada))
    await models.keys.status(GRACE, vault=grace)  # she sees the log as it is now
    return ada, grace, contact


async def mallory(folder: Path, *, counts_by: Vault | None = None) -> Vault:
    """Have a third member, with a key; it counts if an owner takes it in."""
    await models.members.add("mallory", by=ADA, at=NOW)
    vault = vault_of(MALLORY, folder)
    await made(vault)
    if counts_by:
        await models.keys.accept(MALLORY, vault=counts_by, **me(counts_by))
    return vault
