"""A passphrase lies once in the memory of the process that it is typed into, and nowhere once it was wiped."""

import re
import secrets
import string
import sys
from pathlib import Path

import pytest

from tests.servers.small import ENV
from tests.servers.terminal import Terminal

PATTERN = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")
LETTERS = string.ascii_letters + string.digits


def asked(home: Path, what: str) -> Terminal:
    """Open the field in a terminal, and wait until it can be typed in."""
    terminal = Terminal([sys.executable, "-m", "tests.servers.passphrase_app", what], home=home, env=ENV)
    terminal.wait_for(told("ready"))
    return terminal


def told(what: str) -> bytes:
    return f"\x1b]9;{what}\x07".encode()


def send(terminal: Terminal, keys: str, *, until: str) -> None:
    """Type in one breath, and wait until that had its effect."""
    mark = terminal.mark()
    terminal.send(keys)
    terminal.wait_for(told(until), since=mark)


def copies(pid: int, text: str) -> int:
    """Count where a text lies in all that a process can write to, as bytes or as Python keeps text."""
    memory = b"\0".join(regions(pid))
    return sum(memory.count(text.encode(form)) for form in ("utf-8", "utf-16-le", "utf-32-le"))


def regions(pid: int) -> list[bytes]:
    """Read what a process can write to."""
    found = PATTERN.findall(Path(f"/proc/{pid}/maps").read_text(encoding="ascii"))
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        pieces = []
        for start, end in found:
            memory.seek(int(start, 16))
            pieces.append(memory.read(int(end, 16) - int(start, 16)))
        return pieces


@pytest.fixture
def passphrase() -> str:
    """A new one each time, so that none lies about from before."""
    return "".join(secrets.choice(LETTERS) for _ in range(24))


def test_what_is_typed_lies_in_one_place_and_in_none_once_it_is_wiped(tmp_path: Path, passphrase: str) -> None:
    with asked(tmp_path, "forgets") as terminal:
        pid = terminal.process.pid
        for letter in passphrase:
            send(terminal, letter, until="used")
        assert copies(pid, passphrase) == 1
        assert copies(pid, passphrase[:8]) == 1
        send(terminal, "\r", until="taken")
        assert copies(pid, passphrase) == 1
        send(terminal, "\x13", until="wiped")
        assert copies(pid, passphrase) == copies(pid, passphrase[:8]) == copies(pid, passphrase[-8:]) == 0


def test_a_field_that_is_left_forgets_what_was_typed(tmp_path: Path, passphrase: str) -> None:
    with asked(tmp_path, "forgets") as terminal:
        for letter in passphrase:
            send(terminal, letter, until="used")
        send(terminal, "\x1b", until="closed")
        assert copies(terminal.process.pid, passphrase) == copies(terminal.process.pid, passphrase[:8]) == 0


def test_a_copy_written_down_besides_is_found(tmp_path: Path, passphrase: str) -> None:
    with asked(tmp_path, "keeps") as terminal:
        for letter in passphrase:
            send(terminal, letter, until="used")
        send(terminal, "\r", until="taken")
        send(terminal, "\x13", until="wiped")
        assert copies(terminal.process.pid, passphrase) > 0


def test_a_field_that_takes_a_paste_could_not_wipe_it(tmp_path: Path, passphrase: str) -> None:
    """Which is why ours takes none."""
    with asked(tmp_path, "pastes") as terminal:
        send(terminal, f"\x1b[200~{passphrase}\x1b[201~", until="used")
        send(terminal, "\r", until="taken")
        send(terminal, "\x13", until="wiped")
        assert copies(terminal.process.pid, passphrase) > 0
