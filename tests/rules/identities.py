"""Identities that open fast: nobody's secrets depend on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.vault import passphrase_file
from models.vault.private_keys import PrivateKeys

if TYPE_CHECKING:
    from models.vault.identity import PublicKeys

PASSPHRASE = "prankster darkroom caboose"  # noqa: S105  (nobody's)


class Identity(NamedTuple):
    """Keys, and the armored file that holds them."""

    keys: PrivateKeys
    sealed: str

    @property
    def public(self) -> PublicKeys:
        return self.keys.public


def identity(passphrase: str = PASSPHRASE, *, work: int = 2) -> Identity:
    keys = PrivateKeys.fresh()
    return Identity(keys, passphrase_file.sealed(keys.file(), passphrase, work=work))


def typed(passphrase: str = PASSPHRASE) -> bytearray:
    """Return a passphrase as a field gives it out."""
    return bytearray(passphrase.encode())
