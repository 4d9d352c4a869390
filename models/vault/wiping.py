"""Passphrases in memory: wiped once they were used, whatever happens."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def wipe(*passphrases: bytearray) -> None:
    """Leave nothing of them where they lie."""
    for passphrase in passphrases:
        passphrase[:] = bytes(len(passphrase))


@contextmanager
def wiped(*passphrases: bytearray) -> Iterator[None]:
    """Wipe them when the block is left."""
    try:
        yield
    finally:
        wipe(*passphrases)
