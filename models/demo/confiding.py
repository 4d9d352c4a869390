"""What is confidential in the demo: the visitor's key, a colleague with hers, and notes for one of them or for both."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

from typing_extensions import override

import models
from models import db
from models.demo.events import hour
from models.reading.demo import PASSPHRASE
from models.vault import passphrase_file
from models.vault.agent import Agent
from models.vault.pins import Pins
from models.vault.private_keys import PrivateKeys
from models.vault.vault import Vault

if TYPE_CHECKING:
    from datetime import datetime

    from models.vault.identity import PublicKeys

_WORK = 10
"""Guessing what everybody is told need not be hard: opening costs 2^10 rounds of scrypt, no time at all."""
_COLLEAGUES = ("cara", "dora", "emma")
"""What the colleague is called: the first that is neither the visitor's account nor their name."""
_JOINED = 640


class _NearAgent(Agent):
    """Makes keys and signs in this process, in no time: their passphrase is told, so nothing has to be kept from it."""

    _keys: PrivateKeys

    @override
    async def create(self, passphrase: bytearray) -> tuple[PublicKeys, str]:
        self._keys = PrivateKeys.fresh()
        self.public = self._keys.public
        return self.public, passphrase_file.sealed(self._keys.file(), passphrase.decode(), work=_WORK)

    @override
    async def sign(self, message: bytes) -> str:
        return base64.b64encode(self._keys.sign.sign(message)).decode()


class _Confidence(NamedTuple):
    """A confidential note on somebody, so many days ago, which its author alone reads unless it is `shared`."""

    about: str
    ago: int
    text: str
    by_colleague: bool = False
    shared: bool = False


_CONFIDENCES = (
    _Confidence(
        "Bob Stone",
        11,
        "His partner takes half the firm in the divorce, and he cannot pay before that is through. He told me over the"
        " swollen doors; only the two of us know. Do not chase the bill, and do not ask how he is.",
        shared=True,
    ),
    _Confidence(
        "Eva Brandt",
        66,
        "She has an operation on her own eyes in spring, and closes for six weeks. Her staff do not know yet.",
        by_colleague=True,
        shared=True,
    ),
    _Confidence("Hill Bakery", 40, "They left over a remark of our fitter. I talk to him first.", by_colleague=True),
    _Confidence("Alice Marsh", 54, "She has an offer for the farm and may take it. Plan nothing large for the barn."),
)


async def confide(*, by: int, at: datetime) -> None:
    """See models.demo."""
    if not await _is_alone(by):
        return
    yours, hers = (Vault(_NearAgent(), Pins(None), member) for member in (by, await _colleague(by, at)))
    for vault in (yours, hers):
        then = hour(at, _JOINED, vault.member_id)
        await models.keys.create(bytearray(PASSPHRASE.encode()), vault=vault, by=vault.member_id, at=then)
    await models.keys.accept(hers.member_id, vault=yours, by=by, at=hour(at, _JOINED - 1, 0))
    people = {row["name"]: row["id"] for row in await db.reader().rows("SELECT id, name FROM contact")}
    for turn, note in enumerate(_CONFIDENCES):
        author, other = (hers, yours) if note.by_colleague else (yours, hers)
        readers, then = [other.member_id] if note.shared else [], hour(at, note.ago, turn)
        await models.confidences.write(
            people[note.about], note.text, readers, vault=author, by=author.member_id, at=then
        )


async def _is_alone(by: int) -> bool:
    """Say whether an owner is the only member of the book, and nobody made keys: then a demo can have them."""
    return bool(await db.reader().rows(_ALONE, [by]))


async def _colleague(by: int, at: datetime) -> int:
    (visitor,) = await db.reader().rows("SELECT lower(account), lower(name) FROM member WHERE id = ?1", [by])
    free = next(name for name in _COLLEAGUES if name not in visitor.values())
    return await models.members.add(free, by=by, at=hour(at, _JOINED, 0))


_ALONE = """
SELECT 1 FROM member WHERE id = ?1 AND role = 'owner'
AND NOT EXISTS (SELECT 1 FROM member WHERE id <> ?1 AND left_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM identity) AND NOT EXISTS (SELECT 1 FROM key_entry)"""
