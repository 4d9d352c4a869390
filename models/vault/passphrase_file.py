"""Age files with a passphrase. Writing is ours, so that the work is what we say; reading is rage's, after a look.

The format is that of C2SP, https://c2sp.org/age.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.rules.refusals import NotYours, Refused
from models.vault.identity import DAMAGED, MOST_BYTES

WORK = 17
"""Opening costs 2^17 rounds of scrypt: 128 MiB, and about 0.4 s."""
MOST_WORK = 18
WRONG = "That passphrase does not open your key."

_BEGIN, _END = "-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"
_LINE = 64
_RAGE_WRONG = "Decryption failed"
_HEAD = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]{0,2})\n"
    rb"[A-Za-z0-9+/]{43}\n"
    rb"--- [A-Za-z0-9+/]{43}\n"
)


def sealed(content: bytes, passphrase: str, *, work: int = WORK) -> str:
    """Seal at most 64 KiB with a passphrase, into an armored age file that was read back before it is given out."""
    armored = _armored(_encrypted(content, passphrase, work=work))
    if opened(armored, passphrase) != content:
        raise Refused("Your key could not be sealed so that it opens again, so nothing was changed.")
    return armored


def opened(armored: str, passphrase: str) -> bytes:
    """Open an armored age file with its passphrase, unless opening would cost too much.

    Raises NotYours for another passphrase, Refused for what is no such file. What is flipped in the salt or in the
    sealed key of the file looks like another passphrase.
    """
    content = _looked_at(armored)
    try:
        plain: bytes = pyrage.passphrase.decrypt(content, passphrase)
    except pyrage.DecryptError as failed:
        raise (NotYours(WRONG) if str(failed) == _RAGE_WRONG else Refused(DAMAGED)) from None
    return plain


def _looked_at(armored: str) -> bytes:
    content = _dearmored(armored)
    head = _HEAD.match(content)
    if not head:
        raise Refused(DAMAGED)
    if int(head[1]) > MOST_WORK:
        raise Refused(
            f"What is kept as your key asks for more work than this program ever sets (2^{head[1].decode()}), "
            "so it was not opened. A backup may have the right one."
        )
    return content


def _encrypted(content: bytes, passphrase: str, *, work: int) -> bytes:
    key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapping = hashlib.scrypt(
        passphrase.encode(),
        salt=b"age-encryption.org/v1/scrypt" + salt,
        n=1 << work,
        r=8,
        p=1,
        dklen=32,
        maxmem=(1 << work) * 1024 + (1 << 22),
    )
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), key, None)
    head = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_unpadded(salt), work, _unpadded(wrapped))
    mac = hmac.digest(_derived(key, None, b"header"), head, "sha256")
    only_chunk = bytes(11) + b"\x01"
    body = ChaCha20Poly1305(_derived(key, nonce, b"payload")).encrypt(only_chunk, content, None)
    return head + b" " + _unpadded(mac) + b"\n" + nonce + body


def _derived(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _unpadded(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _armored(content: bytes) -> str:
    body = base64.b64encode(content).decode()
    lines = [body[start : start + _LINE] for start in range(0, len(body), _LINE)]
    return "\n".join([_BEGIN, *lines, _END, ""])


def _dearmored(armored: str) -> bytes:
    """Return what an armored file holds. Raises Refused unless it is written just as we write it."""
    lines = armored[: MOST_BYTES + 1].split("\n")
    try:
        content = base64.b64decode("".join(lines[1:-2]), validate=True)
    except (binascii.Error, ValueError):
        raise Refused(DAMAGED) from None
    if armored != _armored(content):
        raise Refused(DAMAGED)
    return content
