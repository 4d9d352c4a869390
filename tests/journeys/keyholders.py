"""Members at the command line who hand over their passphrases; their keys are near, and cost next to nothing."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from tests.data.vaults import NearAgent
from tests.journeys.confidences import NAMES, PASSPHRASES

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.journeys.command import Command, Ran

PASSPHRASE = {name: PASSPHRASES[member_id] for member_id, name in NAMES.items()} | {
    "cara": "dubbed quartz anemia lunchbox swivel tapeless"
}
_FINGERPRINT = re.compile(r"(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}")


def fingerprint(cli: Command, who: str) -> str:
    """Have somebody read theirs aloud."""
    (line,) = cli("login", who, "key", "fingerprint").lines
    assert _FINGERPRINT.fullmatch(line)
    return line


class Holders:
    """Whoever has a key at the book of `cli`: ann, who owns it, and others by login."""

    def __init__(self, cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cli = cli
        monkeypatch.setattr("tui.cli.unlocking.Agent", NearAgent)

    def __call__(self, who: str, *argv: str | int | Path, hands: str | bytes | None = None) -> Ran:
        """Run a command as somebody who hands over their passphrase, or what is given instead."""
        held = f"{PASSPHRASE[who]}\n" if hands is None else hands
        fd = os.memfd_create("passphrase")
        try:
            os.write(fd, held if isinstance(held, bytes) else held.encode())
            os.lseek(fd, 0, os.SEEK_SET)
            return self.cli.anyhow("login", who, *argv, "--passphrase-fd", fd)
        finally:
            os.close(fd)

    def all_have_keys(self) -> None:
        """Have ann and ben make their keys, and ann take in ben's."""
        for who in ("ann", "ben"):
            assert self(who, "key", "new").code == 0
        assert self("ann", "key", "accept", "ben", "--fingerprint", fingerprint(self.cli, "ben")).code == 0
