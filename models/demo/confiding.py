"""What is confidential in the demo: the visitor's key, a colleague with hers, notes for one or both, and a secret."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, NamedTuple

import pyrage
from typing_extensions import override

import models
from models import db
from models.demo.events import hour
from models.reading.demo import PASSPHRASE
from models.rules.secrets import Course, Standing, View, Wish
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

    @override
    async def unseal(self, sealed: str) -> bytes:
        opened: bytes = pyrage.decrypt(sealed.encode(), [self._keys.age])
        return opened


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


class _Knower(NamedTuple):
    """Somebody who knows of the secret: how, so many days ago; and what they feel, where we talked with them since."""

    who: str
    ago: int
    standing: Standing
    how: str
    feels: dict[str, Any]
    talked_ago: int | None = None


_TITLE = "We move to Millfield in spring"
_BODY = (
    "The lease of the yard ends in March, and we have signed for the old mill at Millfield. Until the landlord has the"
    " notice nobody is to read it in a letter. Who knows of it is asked what they think, and to keep it to themselves."
)
_SECRET_AGO = 45
_KNOWERS = (
    _Knower(
        *("Bob Stone", 30, Standing.CIRCLE, "he looked over the roof of the mill for us"),
        {"good_idea": View.YES, "better_off": View.YES, "wish": Wish.KEEP},
        talked_ago=29,
    ),
    _Knower(
        *("Eva Brandt", 12, Standing.KNOWS, "her cousin works for the landlord"),
        {"good_idea": View.UNSURE, "better_off": View.NO, "wish": Wish.SHARE},
        talked_ago=8,
    ),
    _Knower("Alice Marsh", 3, Standing.SUSPECTS, "she saw our van at the mill, and asked the driver", {}),
)
_DECIDED = (
    (44, Course.CONTAIN, "until the notice is with the landlord"),
    (9, Course.GATHER, "three know of it or guess: ask each what they would do"),
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
    await _keep_secret(yours, hers.member_id, people, at=at)


async def _keep_secret(vault: Vault, other: int, people: dict[str, int], *, at: datetime) -> None:
    """Have who fills the book keep a secret with the colleague, of which some know."""
    how: dict[str, Any] = {"vault": vault, "by": vault.member_id}
    secret = await models.secrets.add(_TITLE, _BODY, [other], **how, at=hour(at, _SECRET_AGO, 0))
    for turn, (ago, course, words) in enumerate(_DECIDED):
        then = hour(at, ago, turn)
        secret = await models.secrets.decide(secret, course, words, name=await _name(vault.member_id), **how, at=then)
    for turn, knower in enumerate(_KNOWERS):
        said = {
            "standing": knower.standing,
            "how": knower.how,
            "learned_at": hour(at, knower.ago, turn),
            **knower.feels,
        }
        if knower.talked_ago is not None:
            said["talked_at"] = hour(at, knower.talked_ago, turn)
        secret = await models.secrets.place(secret, people[knower.who], said, **how, at=hour(at, 1, turn))


async def _name(member_id: int) -> str:
    ((name,),) = [row.values() for row in await db.reader().rows("SELECT name FROM member WHERE id = ?1", [member_id])]
    return str(name)


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
