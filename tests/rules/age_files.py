"""Age files written part by part, so that each part can be wrong: https://c2sp.org/age."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from collections.abc import Sequence

CHUNK = 64 * 1024
FILE_KEY = b"sixteen bytes..."
NONCE = b"sixteen more...."
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def age(*stanzas: bytes, content: bytes = b"hello", mac: bytes | None = None, body: bytes | None = None) -> bytes:
    """Return a file; `mac` and `body` take the place of the right ones."""
    head = b"age-encryption.org/v1\n" + b"".join(stanzas) + b"---"
    right = hmac.digest(derived(FILE_KEY, None, b"header"), head, "sha256")
    return head + b" " + (mac or b64(right)) + b"\n" + (NONCE + chunks(split(content)) if body is None else body)


def armored(content: bytes) -> str:
    body = base64.b64encode(content).decode()
    lines = [body[start : start + 64] for start in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN AGE ENCRYPTED FILE-----", *lines, "-----END AGE ENCRYPTED FILE-----", ""])


def stanza(*words: bytes, body: bytes = b"") -> bytes:
    lines = b64(body)
    wrapped = [lines[start : start + 64] for start in range(0, len(lines) + 1, 64)]
    return b"-> " + b" ".join(words) + b"\n" + b"\n".join(wrapped) + b"\n"


def scrypt(passphrase: str, *, work: int = 4, shown: bytes | None = None, salt: bytes = b"s" * 16) -> bytes:
    """Return the stanza of a passphrase; `shown` takes the place of the work factor."""
    salted, memory = b"age-encryption.org/v1/scrypt" + salt, (1 << work) * 1024 + (1 << 22)
    key = hashlib.scrypt(passphrase.encode(), salt=salted, n=1 << work, r=8, p=1, dklen=32, maxmem=memory)
    return stanza(b"scrypt", b64(salt), shown or b"%d" % work, body=sealed_key(key))


def x25519(
    recipient: str,
    *,
    share: X25519PrivateKey | None = None,
    extra: Sequence[bytes] = (),
    file_key: bytes = FILE_KEY,
) -> bytes:
    """Return the stanza of a recipient."""
    once = share or X25519PrivateKey.generate()
    public, ours = raw_recipient(recipient), once.public_key().public_bytes_raw()
    secret = once.exchange(X25519PublicKey.from_public_bytes(public))
    key = derived(secret, ours + public, b"age-encryption.org/v1/X25519")
    return stanza(b"X25519", b64(ours), *extra, body=sealed_key(key, file_key))


def sealed_key(key: bytes, file_key: bytes = FILE_KEY) -> bytes:
    return ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)


def split(content: bytes) -> list[bytes]:
    return [content[start : start + CHUNK] for start in range(0, len(content), CHUNK)] or [b""]


def chunks(parts: Sequence[bytes], *, last: Sequence[int] | None = None) -> bytes:
    """Seal the chunks of a file; `last` are the numbers of those that say they are the last."""
    cipher, finals = ChaCha20Poly1305(derived(FILE_KEY, NONCE, b"payload")), last or [len(parts) - 1]
    return b"".join(
        cipher.encrypt(number.to_bytes(11, "big") + bytes([number in finals]), part, None)
        for number, part in enumerate(parts)
    )


def derived(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def b64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def raw_recipient(recipient: str) -> bytes:
    """Return the 32 bytes behind age1…, whose checksum is not looked at."""
    bits = "".join(f"{_BECH32.index(letter):05b}" for letter in recipient.lower().rpartition("1")[2][:-6])
    return int(bits[:256], 2).to_bytes(32, "big")
