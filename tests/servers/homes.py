"""A home in which somebody keeps confidential notes, with a canary to be found nowhere in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.rules.identities import PASSPHRASE
from tests.servers import canary
from tests.servers.terminal import Terminal

ROOT = Path(__file__).parents[2]


class Home:
    """A home with a book in it, in which Ada is the only contact, and the keys of its only member."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.text = folder, canary.new()
        self.book, self.temp = folder / "book.db", folder / "temp"
        self.env = {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.temp), "HOME": str(folder), "LANG": "C.UTF-8"}
        self.said = b""

    def begin(self) -> None:
        """Make all that is in it."""
        self.temp.mkdir(parents=True)
        self.run("add", "Ada", "--phone", "+1 555 0100")
        self.run("key", "new", passphrase=True)

    def copied(self, folder: Path) -> Home:
        """Return another home like this one, with the same canary, in which the same was said."""
        shutil.copytree(self.folder, folder)
        copy = Home(folder)
        copy.text, copy.said = self.text, self.said
        return copy

    def run(self, *words: str | Path, passphrase: bool = False, given: str = "", code: int = 0) -> bytes:
        """Run a command of the command line, whose passphrase comes by a descriptor; keep what it says."""
        reading, writing = os.pipe()
        os.write(writing, f"{PASSPHRASE}\n".encode())
        os.close(writing)
        ran = subprocess.run(
            [*self.command(), *words, *(["--passphrase-fd", str(reading)] if passphrase else [])],
            env={**os.environ, **self.env},
            pass_fds=[reading],
            input=given.encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        os.close(reading)
        assert ran.returncode == code, ran.stderr
        self.said += ran.stdout + ran.stderr
        return ran.stdout

    def command(self, *program: str) -> list[str | Path]:
        """Give the command that runs the program, or one that stands in for it."""
        return [sys.executable, *(program or ("-m", "tui")), "--db", self.book]

    def opened(self, *program: str) -> Terminal:
        """Open the book in a terminal."""
        terminal = Terminal(self.command(*program), home=self.folder, env=self.env)
        terminal.wait_for("[Today]")
        terminal.wait_for("g c")
        return terminal

    def write(self, terminal: Terminal) -> None:
        """Write the canary into a confidential note, unlocking on the way, and leave it in the form."""
        terminal.send("gcC")
        terminal.wait_for("Unlock your key")
        terminal.send(f"{PASSPHRASE}\r")
        terminal.wait_for("Confidential note on Ada")
        terminal.send(self.text)
        terminal.wait_for(self.text[-12:])

    def found(self, terminal: bytes = b"") -> dict[str, set[str]]:
        """Search everything that is left, and everything that was said."""
        found = canary.found_below([self.folder], self.text)
        told = canary.found_in(self.said + terminal, self.text)
        return found | ({"said": told} if told else {})
