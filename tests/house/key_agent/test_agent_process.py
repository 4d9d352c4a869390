"""The process of the key agent, asked through a socket as a session would: what it answers, and how it ends."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from models.vault import frames, sealing
from models.vault.agent_process import serve
from tests.rules.identities import PASSPHRASE, identity

ROOT = Path(__file__).parents[3]
ANN = identity()
UNLOCK = ANN.sealed.encode() + b"\0" + PASSPHRASE.encode()
PUBLIC = " ".join(ANN.public).encode()


def may_lock_memory() -> bool:
    rights = re.search(r"CapEff:\s+(\w+)", Path("/proc/self/status").read_text())
    return rights is not None and bool(int(rights[1], 16) & 1 << 14)  # CAP_IPC_LOCK


def asked(kind: bytes, content: bytes = b"") -> bytes:
    return frames.head(kind, content) + content


def answers(content: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    while content:
        kind, length = frames.read_head(content[: frames.HEAD_BYTES])
        found.append((kind, content[frames.HEAD_BYTES :][:length]))
        content = content[frames.HEAD_BYTES + length :]
    return found


def served(*questions: bytes, idle_seconds: float = 10.0, hang_up: bool = True) -> list[tuple[bytes, bytes]]:
    """Ask everything at once, and hang up or stay; return what was answered once it ended."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"".join(questions))
        if hang_up:
            ours.shutdown(socket.SHUT_WR)
        serve(theirs.fileno(), idle_seconds=idle_seconds)
        theirs.close()
        return answers(b"".join(iter(lambda: ours.recv(65536), b"")))


def test_it_answers_in_the_order_it_is_asked_and_to_stay_awake_not_at_all() -> None:
    note = sealing.sealed_to(b"of Bob", [ANN.public.age]).encode()
    for_nobody = sealing.sealed_to(b"x", [identity().public.age]).encode()
    assert served(
        asked(b"U", b"x\0\xff"),
        asked(b"U", UNLOCK),
        asked(b"K"),
        asked(b"O", note),
        asked(b"O", for_nobody),
        asked(b"O", b"x"),
        asked(b"K"),
    ) == [
        (b"1", b"A passphrase is text in UTF-8; this one is not."),
        (b"+", PUBLIC),
        (b"+", b"of Bob"),
        (b"4", b"You are not a reader of this note."),
        (b"1", sealing.DAMAGED.encode()),
    ]


def test_it_makes_keys_and_seals_them_anew() -> None:
    first, changed, signed, safe = served(
        asked(b"C", b"prankster darkroom"),
        asked(b"C", PASSPHRASE.encode()),
        asked(b"P", PASSPHRASE.encode()),
        asked(b"S", b"x"),
        asked(b"R"),
    )[1:]
    assert first[1].count(b"BEGIN AGE") == changed[1].count(b"BEGIN AGE") == 1
    assert [first[0], changed[0], len(signed[1]), safe[1].count(b"AGE-SECRET-KEY-1")] == [b"+", b"+", 64, 1]


def test_it_ends_when_nothing_is_asked() -> None:
    assert served(asked(b"U", UNLOCK), idle_seconds=0.01, hang_up=False) == [(b"+", PUBLIC)]


@pytest.mark.parametrize("length", range(len(asked(b"S", b"xyz"))))
def test_half_a_question_ends_it(length: int) -> None:
    assert served(asked(b"U", UNLOCK), asked(b"S", b"xyz")[:length]) == [(b"+", PUBLIC)]


@pytest.mark.parametrize("question", [asked(b"S", b"x"), asked(b"O", b"x"), asked(b"P", PASSPHRASE.encode())])
def test_what_needs_keys_ends_it_before_it_has_some(question: bytes) -> None:
    with pytest.raises(AttributeError):
        served(question)


def test_an_unknown_question_ends_it() -> None:
    with pytest.raises(KeyError):
        served(asked(b"?"))


def run(code: str, *argv: str, asked: bytes = b"") -> str:
    command = [sys.executable, "-c", code, *argv]
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(asked)
        ours.shutdown(socket.SHUT_WR)
        ran = subprocess.run(command, cwd=ROOT, stdin=theirs.fileno(), capture_output=True, timeout=60, check=True)
        theirs.close()
        return ran.stdout.decode() + b"".join(iter(lambda: ours.recv(65536), b"")).decode()


def test_nobody_can_look_into_it_and_it_leaves_no_core() -> None:
    assert run(
        "import ctypes, resource, signal\n"
        "from models.vault import agent_process\n"
        "libc, ends = ctypes.CDLL(None), ctypes.c_int()\n"
        "before = libc.prctl(3)\n"
        "agent_process.harden()\n"
        "libc.prctl(2, ctypes.byref(ends))\n"
        "print(before, libc.prctl(3), ends.value, resource.getrlimit(resource.RLIMIT_CORE))\n"
        "print(*(signal.getsignal(number).name for number in (signal.SIGINT, signal.SIGTSTP)))"
    ).splitlines() == ["1 0 9 (0, 0)", "SIG_IGN SIG_IGN"]


def test_it_is_hardened_before_it_is_asked_anything() -> None:
    code = (
        "import ctypes\n"
        "from models.vault import agent_process\n"
        "agent_process.serve = lambda *_, idle_seconds: print(idle_seconds, ctypes.CDLL(None).prctl(3))\n"
        "agent_process.main()"
    )
    assert run(code, "elsewhere", "7.5") == "7.5 0\n"
    assert run("from models.vault.agent_process import main; main()", "7.5", asked=asked(b"U", UNLOCK)).endswith(
        PUBLIC.decode()
    )


@pytest.mark.skipif(not may_lock_memory(), reason="this account may not lock as much memory as a process has")
def test_what_it_knows_stays_off_the_disk() -> None:
    code = (
        "from models.vault import agent_process\n"
        "agent_process._keep_off_the_disk()\n"
        "print(open('/proc/self/status').read())"
    )
    locked = re.search(r"VmLck:\s+(\d+)", run(code))
    assert locked
    assert int(locked[1]) > 10_000  # KiB
