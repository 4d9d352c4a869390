"""What passes between a session and its key agent: a letter, a length, and so many bytes."""

from __future__ import annotations

import struct

UNLOCK, CREATE, CHANGE, UNSEAL, SIGN, RECOVERY, AWAKE = b"U", b"C", b"P", b"O", b"S", b"R", b"K"
DONE, REFUSED, NOT_YOURS = b"+", b"1", b"4"
"""How an answer begins: what was asked for, or the sentence of a refusal."""

_HEAD = struct.Struct(">cI")
HEAD_BYTES = _HEAD.size


def head(kind: bytes, *parts: bytes | bytearray) -> bytes:
    """Return what goes before the parts."""
    return _HEAD.pack(kind, sum(map(len, parts)))


def read_head(content: bytes | bytearray) -> tuple[bytes, int]:
    """Return the letter, and how many bytes follow."""
    kind, length = _HEAD.unpack(content)
    return kind, length
