"""The key agent: the only process that ever holds private keys. To end it is to lock.

Questions and answers are frames on one socket. The first question unlocks or creates; one that comes before ends it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pyrage

from models.rules.refusals import NotYours, Refused
from models.vault import frames, passphrase_file, strength
from models.vault.private_keys import PrivateKeys
from models.vault.sealing import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_A_READER = "You are not a reader of this note."
_RAGE_NOT_A_READER = "No matching keys found"
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _MCL_CURRENT = 1, 4, 1


def main() -> None:
    """Serve on the standard input until it ends, or nothing was asked for so many seconds (the last argument)."""
    harden()
    serve(0, idle_seconds=float(sys.argv[-1]))


def harden() -> None:
    """Let none but root look into it, leave no core, end with the session, and let no key of a terminal end it."""
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in (signal.SIGINT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_IGN)


def serve(channel: int, *, idle_seconds: float) -> None:
    """Answer what is asked on a socket, until it is closed or nothing was asked for so long."""
    holder = Holder()
    with suppress(EOFError):
        while select.select([channel], [], [], idle_seconds)[0]:
            kind, length = frames.read_head(_read(channel, frames.HEAD_BYTES))
            asked = _read(channel, length)
            if kind != frames.AWAKE:
                _write(channel, *_answered(ANSWERS[kind], holder, asked))
            asked[:] = bytes(length)


class Holder:
    """Holds the keys of one member, and does what needs them. `keys` is there once they were unlocked or created."""

    keys: PrivateKeys

    def unlock(self, asked: bytearray) -> bytes:
        """Take the keys out of an armored file; after it and a zero comes its passphrase. Give the public ones."""
        armored, _, passphrase = asked.partition(b"\0")
        self.keys = PrivateKeys.of_file(passphrase_file.opened(_text(armored), _text(passphrase)))
        _keep_off_the_disk()
        return " ".join(self.keys.public).encode()

    def create(self, asked: bytearray) -> bytes:
        """Make new keys; give the public ones in a line, then the armored file that holds them under a passphrase."""
        passphrase = _strong(asked)
        keys = PrivateKeys.fresh()
        armored = passphrase_file.sealed(keys.file(), passphrase)
        self.keys = keys
        _keep_off_the_disk()
        return f"{' '.join(keys.public)}\n{armored}".encode()

    def change(self, asked: bytearray) -> bytes:
        """Seal the keys under another passphrase."""
        return passphrase_file.sealed(self.keys.file(), _strong(asked)).encode()

    def unseal(self, asked: bytearray) -> bytes:
        """Open what was sealed to these keys."""
        try:
            content: bytes = pyrage.decrypt(bytes(asked), [self.keys.age])
        except pyrage.DecryptError as failed:
            raise (NotYours(NOT_A_READER) if str(failed) == _RAGE_NOT_A_READER else Refused(DAMAGED)) from None
        return content

    def sign(self, asked: bytearray) -> bytes:
        """Sign a message."""
        return self.keys.sign.sign(bytes(asked))

    def recovery(self, _asked: bytearray) -> bytes:
        """Make a pair of keys for a safe, which nobody holds: the recipient and the secret."""
        fresh = pyrage.x25519.Identity.generate()
        return f"{fresh.to_public()} {fresh}".encode()


ANSWERS: dict[bytes, Callable[[Holder, bytearray], bytes]] = {
    frames.UNLOCK: Holder.unlock,
    frames.CREATE: Holder.create,
    frames.CHANGE: Holder.change,
    frames.UNSEAL: Holder.unseal,
    frames.SIGN: Holder.sign,
    frames.RECOVERY: Holder.recovery,
}


def _answered(answer: Callable[[Holder, bytearray], bytes], holder: Holder, asked: bytearray) -> tuple[bytes, bytes]:
    try:
        return frames.DONE, answer(holder, asked)
    except Refused as refused:
        return frames.REFUSED, str(refused).encode()
    except NotYours as refused:
        return frames.NOT_YOURS, str(refused).encode()


def _strong(asked: bytearray) -> str:
    passphrase = _text(asked)
    strength.check(passphrase)
    return passphrase


def _text(content: bytearray) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Refused("A passphrase is text in UTF-8; this one is not.") from None


def _keep_off_the_disk() -> None:
    """Lock what is in memory now, as far as the system lets us; what comes later would make scrypt fail."""
    ctypes.CDLL(None).mlockall(_MCL_CURRENT)


def _read(channel: int, length: int) -> bytearray:
    """Read so many bytes. Raises EOFError when the other side is gone."""
    content = bytearray()
    while len(content) < length:
        part = os.read(channel, length - len(content))
        if not part:
            raise EOFError
        content += part
    return content


def _write(channel: int, kind: bytes, answer: bytes) -> None:
    rest = memoryview(frames.head(kind, answer) + answer)
    while rest:
        rest = rest[os.write(channel, rest) :]
