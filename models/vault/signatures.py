"""Whether somebody signed something."""

from __future__ import annotations

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(message: bytes, signature: str, sign: str) -> bool:
    """Tell whether `signature` over a message was made with the key `sign`, both in base64; no for what is neither."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(sign, validate=True))
        key.verify(base64.b64decode(signature, validate=True), message)
    except (ValueError, InvalidSignature):
        return False
    return True
