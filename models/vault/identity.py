"""What everybody may know of a member's keys."""

from __future__ import annotations

import base64
import hashlib
from typing import NamedTuple

MOST_BYTES = 64 * 1024
"""No identity file is longer; ours has some 600 bytes."""
DAMAGED = "What is kept as your key is damaged, so it was not opened. A backup may have it whole."
_DOMAIN = "wellkept-key-1"
_SHOWN, _GROUP = 24, 4


class PublicKeys(NamedTuple):
    """Whom to seal to (`age`, a recipient age1…) and who signed (`sign`, the raw Ed25519 key in base64)."""

    age: str
    sign: str

    @property
    def fingerprint(self) -> str:
        """Six groups of four letters and digits, 120 bits, to read aloud and to compare."""
        digest = hashlib.sha256(f"{_DOMAIN}|{self.age}|{self.sign}".encode()).digest()
        shown = base64.b32encode(digest).decode()[:_SHOWN]
        return "-".join(shown[start : start + _GROUP] for start in range(0, _SHOWN, _GROUP))
