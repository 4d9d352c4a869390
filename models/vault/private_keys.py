"""A member's private keys and the age identity file they are kept in: for the key agent's process, and for the demo."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.rules.refusals import Refused
from models.vault.identity import DAMAGED, PublicKeys

_FILE = re.compile(rb"# wellkept identity \S+\n# sign ([A-Za-z0-9+/=]{44})\n(AGE-SECRET-KEY-1[A-Z0-9]{58})\n")


@dataclass(frozen=True, repr=False)
class PrivateKeys:
    """What opens (`age`) and what signs (`sign`)."""

    age: pyrage.x25519.Identity
    sign: Ed25519PrivateKey

    @classmethod
    def fresh(cls) -> PrivateKeys:
        """Make new keys."""
        return cls(pyrage.x25519.Identity.generate(), Ed25519PrivateKey.generate())

    @classmethod
    def of_file(cls, content: bytes) -> PrivateKeys:
        """Read what `file` wrote, and nothing else. Raises Refused."""
        found = _FILE.fullmatch(content)
        if not found:
            raise Refused(DAMAGED)
        try:
            seed = base64.b64decode(found[1], validate=True)
            keys = cls(pyrage.x25519.Identity.from_str(found[2].decode()), Ed25519PrivateKey.from_private_bytes(seed))
        except (ValueError, pyrage.IdentityError):
            raise Refused(DAMAGED) from None
        if keys.file() != content:
            raise Refused(DAMAGED)
        return keys

    def file(self) -> bytes:
        """Write them as an identity file, which `age -d -i` takes as it is: the first two lines are comments."""
        seed = base64.b64encode(self.sign.private_bytes_raw()).decode()
        return f"# wellkept identity {self.public.fingerprint}\n# sign {seed}\n{self.age}\n".encode()

    @property
    def public(self) -> PublicKeys:
        """What others may know of them."""
        sign = self.sign.public_key().public_bytes_raw()
        return PublicKeys(str(self.age.to_public()), base64.b64encode(sign).decode())
