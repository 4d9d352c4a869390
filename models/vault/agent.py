"""A session's key agent: what asks the process that alone holds the private keys."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING

from models.rules.refusals import Locked, Refused
from models.vault import frames, sealing
from models.vault.agent_link import LOCKED, Link
from models.vault.identity import DAMAGED, MOST_BYTES, PublicKeys
from models.vault.wiping import wiped

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_SEALED_BYTES = 4 * 1024 * 1024
_ENDED = "Your key was not unlocked: the process that was to hold it ended. Try again."
_AWAKE_SECONDS = 20.0


class Agent:
    """Holds one member's keys, in a process of its own, between unlocking and locking.

    It locks by itself when it was asked nothing for `idle_seconds`. `on_change` is called on the event loop when it
    was unlocked, and when it ended, for whatever reason. What it does not do raises Locked, NotYours or Refused.
    """

    def __init__(self, *, idle_seconds: float = 600.0, on_change: Callable[[], None] | None = None) -> None:
        self.on_change = on_change
        self.public: PublicKeys | None = None
        self.idle_seconds = idle_seconds
        self._link: Link | None = None
        self._woken = 0.0

    @property
    def is_open(self) -> bool:
        """Whether it holds keys."""
        return self._link is not None

    async def unlock(self, identity: str, passphrase: bytearray) -> PublicKeys:
        """Take the keys out of an armored identity file. The passphrase is wiped, whatever happens.

        Raises NotYours for another passphrase, Refused for a file that is none of ours or asks for too much work,
        Locked when the process is killed meanwhile. What was open before stays open then.
        """
        with wiped(passphrase):
            content = _bytes(identity, MOST_BYTES, DAMAGED)
            public, _ = await self._begun(frames.UNLOCK, content, b"\0", passphrase)
            return public

    async def create(self, passphrase: bytearray) -> tuple[PublicKeys, str]:
        """Make new keys and hold them; return the public ones, and the identity file, sealed and read back.

        The passphrase is wiped, whatever happens. Raises Refused for one that is easy to guess.
        """
        with wiped(passphrase):
            return await self._begun(frames.CREATE, passphrase)

    async def change_passphrase(self, passphrase: bytearray) -> str:
        """Return the identity file of the keys that are held, sealed with another passphrase, which is wiped."""
        with wiped(passphrase):
            return (await self._asked(frames.CHANGE, passphrase)).decode()

    async def unseal(self, sealed: str) -> bytes:
        """Open an armored age file. Raises NotYours for one not sealed to these keys, Refused for a damaged one."""
        return await self._asked(frames.UNSEAL, _bytes(sealed, _MOST_SEALED_BYTES, sealing.DAMAGED))

    async def sign(self, message: bytes) -> str:
        """Return a signature, in base64."""
        return base64.b64encode(await self._asked(frames.SIGN, message)).decode()

    async def recovery(self) -> tuple[str, str]:
        """Make a pair of keys for a safe: the recipient, and the secret, which nobody holds once it was shown."""
        recipient, secret = (await self._asked(frames.RECOVERY)).decode().split()
        return recipient, secret

    def keep_awake(self) -> None:
        """Say that somebody is there; it costs nothing to say it at every key."""
        now = asyncio.get_running_loop().time()
        if self._link and now - self._woken >= _AWAKE_SECONDS:
            self._woken = now
            self._link.tell(frames.AWAKE)

    def lock(self) -> None:
        """Forget the keys: the process is gone when this returns."""
        if self._link:
            self._link.end()

    async def _begun(self, kind: bytes, *parts: bytes | bytearray) -> tuple[PublicKeys, str]:
        """Begin with a new process; what was held until now is let go only once the new one holds keys."""
        link = await Link.started(idle_seconds=self.idle_seconds)
        try:
            answer = await link.ask(kind, *parts)
        except Locked:
            raise Locked(_ENDED) from None
        except BaseException:
            link.end()
            raise
        if link.has_ended:
            raise Locked(_ENDED)
        public, _, rest = answer.decode().partition("\n")
        return self._hold(link, PublicKeys(*public.split())), rest

    def _hold(self, link: Link, public: PublicKeys) -> PublicKeys:
        before, self._link, self.public = self._link, link, public
        link.on_end = self._ended
        if before:
            before.on_end = None
            before.end()
        self._changed()
        return public

    def _ended(self) -> None:
        self._link = self.public = None
        self._changed()

    def _changed(self) -> None:
        if self.on_change:
            self.on_change()

    async def _asked(self, kind: bytes, *parts: bytes | bytearray) -> bytes:
        if not self._link:
            raise Locked(LOCKED)
        return await self._link.ask(kind, *parts)


def _bytes(text: object, limit: int, damaged: str) -> bytes:
    if not isinstance(text, str):  # whoever can write the book can put anything in a column
        raise Refused(damaged)
    content = text[: limit + 1].encode(errors="replace")
    if len(content) > limit:
        raise Refused(damaged)
    return content
