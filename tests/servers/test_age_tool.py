"""Debian's age tool and we open what the other sealed: a note is never lost with this program."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.vault import passphrase_file, sealing
from models.vault.agent_process import Holder
from models.vault.private_keys import PrivateKeys
from models.vault.sealing import Bound
from tests.rules.identities import PASSPHRASE, identity

if TYPE_CHECKING:
    from tests.servers.homes import Home

pytestmark = pytest.mark.skipif(
    shutil.which("age") is None and os.environ.get("CI") != "true",
    reason="age is not installed here; where CI is true it must be",
)

ANN, SAFE = identity(), PrivateKeys.fresh()
TEXT = "He told her.\n  Nobody else knows — yet."
BOUND = Bound("0b6e", "77aa", 1, 1, "2026-11-21T09:14:00+00:00", {"1": ANN.public.fingerprint, "recovery": "age1"})
NOTE = sealing.seal(BOUND, TEXT, "c2ln", [ANN.public.age, SAFE.public.age])

_AT_A_TERMINAL = """
import os, pty, sys
passphrase, *command = sys.argv[1:]
child, terminal = pty.fork()
if not child:
    os.execvp(command[0], command)
said = b""
try:
    while part := os.read(terminal, 1024):
        said += part
        if said.rstrip().endswith(b":"):
            os.write(terminal, passphrase.encode() + b"\\n")
            said = b""
except OSError:  # it hung up
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@cache
def sealed() -> str:
    """Return Ann's keys as we keep them, with all the work."""
    return passphrase_file.sealed(ANN.keys.file(), PASSPHRASE)


def age(*arguments: str | Path, given: str = "") -> str:
    ran = subprocess.run(["age", *arguments], input=given, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def age_asked(passphrase: str, *arguments: str | Path) -> int:
    """Run age where it can ask for a passphrase; return its exit code."""
    return asked(passphrase, "age", *arguments)


def asked(passphrase: str, *command: str | Path, folder: Path | None = None) -> int:
    line = [sys.executable, "-c", _AT_A_TERMINAL, passphrase, *map(str, command)]
    return subprocess.run(line, timeout=60, check=False, cwd=folder).returncode


DOCS = Path(__file__).parents[2] / "docs" / "confidentiality.md"


def printed() -> list[str]:
    """Return the commands that the docs print for opening a note without this program, as they stand there."""
    section = DOCS.read_text().partition("\n## Without Wellkept\n")[2].partition("\n## ")[0]
    return [line.strip() for line in section.splitlines() if line.startswith("    ")]


def ran(line: str, folder: Path) -> str:
    """Run a line of the docs in a folder, in a shell; without the sqlite3 tool, do what it would."""
    if shutil.which("sqlite3"):
        command = ["/bin/sh", "-c", line]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=True).stdout
    _, book, sql, *into = shlex.split(line)
    with closing(sqlite3.connect(folder / book)) as connection:
        answer = "".join("|".join(map(str, row)) + "\n" for row in connection.execute(sql))
    if into:
        (folder / into[1]).write_text(answer)
    return "" if into else answer


def opened_by(holder: PrivateKeys, sealed: str) -> bytes:
    agent = Holder()
    agent.keys = holder
    return agent.unseal(bytearray(sealed.encode()))


def test_a_note_is_opened_with_the_passphrase_alone(tmp_path: Path) -> None:
    kept, note, plain = tmp_path / "key.age", tmp_path / "note.age", tmp_path / "note.txt"
    kept.write_text(sealed())
    note.write_text(NOTE)
    assert age_asked(PASSPHRASE, "--decrypt", "--identity", kept, "--output", plain, note) == 0
    assert plain.read_text().split("\n", 2)[2].startswith(TEXT + "\n ")
    assert age_asked("another", "--decrypt", "--identity", kept, "--output", tmp_path / "none", note) != 0


def test_a_note_is_opened_in_two_steps_as_the_guide_says(tmp_path: Path) -> None:
    kept, key = tmp_path / "key.age", tmp_path / "key.txt"
    kept.write_text(sealed())
    assert age_asked(PASSPHRASE, "--decrypt", "--output", key, kept) == 0
    assert key.read_bytes() == ANN.keys.file()
    assert TEXT in age("--decrypt", "--identity", key, given=NOTE)


def test_a_note_is_opened_with_the_recovery_key(tmp_path: Path) -> None:
    key = tmp_path / "recovery.txt"
    key.write_text(f"{SAFE.age}\n")
    assert TEXT in age("--decrypt", "--identity", key, given=NOTE)


def test_what_age_sealed_is_opened_here() -> None:
    note = age("--armor", "--recipient", ANN.public.age, "--recipient", SAFE.public.age, given=TEXT)
    assert opened_by(ANN.keys, note).decode() == TEXT
    assert opened_by(SAFE, note).decode() == TEXT


def test_keys_that_age_protected_with_a_passphrase_are_opened_here(tmp_path: Path) -> None:
    key, kept = tmp_path / "key.txt", tmp_path / "key.age"
    key.write_bytes(ANN.keys.file())
    assert age_asked(PASSPHRASE, "--armor", "--passphrase", "--output", kept, key) == 0
    assert PrivateKeys.of_file(passphrase_file.opened(kept.read_text(), PASSPHRASE)).public == ANN.public


@pytest.fixture
def copy(home: Home, tmp_path: Path) -> Path:
    """A folder with nothing in it but a copy of a book, in which Ann wrote a confidential note."""
    home.run("members", "add", "ann")
    home.run("login", "ann", "key", "new", passphrase=True)
    read = home.run("key", "fingerprint", "ann").decode().strip()
    home.run("key", "accept", "ann", "--fingerprint", read, passphrase=True)
    home.run("login", "ann", "note", "Ada", "-", "--confidential", passphrase=True, given=TEXT)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    home.run("backup", folder / "copy.db")
    home.book.unlink()
    return folder


def test_a_note_is_opened_from_a_backup_by_the_very_commands_of_the_docs(copy: Path) -> None:
    *asked_of_the_copy, opens = printed()
    listed, *_ = [ran(line, copy) for line in asked_of_the_copy]
    assert listed.startswith("1|Ada|")
    assert asked("another", "sh", "-c", f"{opens} > said.txt", folder=copy) != 0
    assert TEXT not in (copy / "said.txt").read_text()
    assert asked(PASSPHRASE, "sh", "-c", f"{opens} > said.txt", folder=copy) == 0
    assert (copy / "said.txt").read_text().split("\n", 2)[2].startswith(TEXT + "\n ")
