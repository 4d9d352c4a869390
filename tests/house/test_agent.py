"""The key agent: it holds the keys between unlocking and locking, and whatever happens to it, the session goes on."""

from __future__ import annotations

import asyncio
import base64
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.rules.refusals import Locked, NotYours, Refused
from models.vault import agent_link, sealing, strength
from models.vault.agent import Agent
from models.vault.agent_link import Link
from models.vault.pins import Pins
from models.vault.signatures import is_signed
from models.vault.vault import Vault
from tests.rules.age_files import age, armored, scrypt
from tests.rules.identities import PASSPHRASE, identity, typed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[2]
ANN, BOB = identity(), identity()
SLOW = armored(age(scrypt(PASSPHRASE, work=18), content=ANN.keys.file()))
LOCKED = r"^Your key is locked\. Unlock it and try again\.$"


class Told:
    """What `on_change` told, and a way to wait for it."""

    def __init__(self, agent: Agent) -> None:
        self.told: list[bool] = []
        self._agent, self._news = agent, asyncio.Event()
        agent.on_change = self._note

    def _note(self) -> None:
        self.told.append(self._agent.is_open)
        self._news.set()

    async def locked(self) -> None:
        while self.told[-1:] != [False]:
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 30)


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    made = Agent()
    yield made
    made.lock()


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return every process that a link starts from now on."""
    started: list[subprocess.Popen[bytes]] = []
    real = agent_link._process

    def noted(idle_seconds: float) -> object:
        ours, process = real(idle_seconds)
        started.append(process)
        return ours, process

    monkeypatch.setattr(agent_link, "_process", noted)
    return started


async def opened(agent: Agent) -> Agent:
    await agent.unlock(ANN.sealed, typed())
    return agent


def note(text: bytes, *, to: str = ANN.public.age) -> str:
    return sealing.sealed_to(text, [to])


async def test_from_new_keys_to_another_passphrase(agent: Agent) -> None:
    told = Told(agent)
    first, second = strength.suggested(), strength.suggested()
    public, sealed = await agent.create(typed(first))
    assert (agent.is_open, agent.public) == (True, public)
    assert await agent.unseal(note(b"of Bob", to=public.age)) == b"of Bob"
    changed = await agent.change_passphrase(typed(second))
    agent.lock()
    assert (agent.is_open, agent.public, told.told) == (False, None, [True, False])
    with pytest.raises(NotYours, match=r"^That passphrase does not open your key.$"):
        await agent.unlock(changed, typed(first))
    assert await agent.unlock(sealed, typed(first)) == public
    assert await agent.unlock(changed, typed(second)) == public


async def test_what_it_signs_is_signed_by_the_keys_it_holds(agent: Agent) -> None:
    await opened(agent)
    signature = await agent.sign(b"a message")
    assert is_signed(b"a message", signature, ANN.public.sign)
    assert len(base64.b64decode(signature)) == 64


async def test_a_recovery_key_is_a_pair_of_its_own_each_time(agent: Agent) -> None:
    await opened(agent)
    (recipient, secret), (other, _) = await agent.recovery(), await agent.recovery()
    assert recipient.startswith("age1")
    assert secret.startswith("AGE-SECRET-KEY-1")
    assert len({recipient, other, ANN.public.age}) == 3


async def test_many_ask_at_once_and_each_gets_their_answer(agent: Agent) -> None:
    await opened(agent)
    texts = [f"note {number}".encode() * 500 for number in range(40)]
    assert await asyncio.gather(*(agent.unseal(note(text)) for text in texts)) == texts


async def test_the_longest_note_is_opened(agent: Agent) -> None:
    await opened(agent)
    assert await agent.unseal(note(b"x" * 131_072)) == b"x" * 131_072
    assert await agent.sign(b"x" * 70_000)


async def test_an_answer_may_come_in_pieces(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    await opened(agent)
    real = Link.data_received

    def in_pieces(link: Link, data: bytes) -> None:
        for start in range(0, len(data), 3):
            real(link, data[start : start + 3])

    monkeypatch.setattr(Link, "data_received", in_pieces)
    first, second = (asyncio.ensure_future(agent.unseal(note(text))) for text in (b"one" * 50, b"two" * 50))
    assert [await first, await second] == [b"one" * 50, b"two" * 50]


async def test_a_vault_begins_locked() -> None:
    vault = Vault(Agent(), Pins(None), member_id=1)
    assert not vault.agent.is_open


async def test_nothing_is_asked_of_a_process_that_is_gone() -> None:
    link = await Link.started(idle_seconds=10)
    link.end()
    with pytest.raises(Locked, match=LOCKED):
        await link.ask(b"S", b"x")


async def test_while_locked_nothing_is_done(agent: Agent) -> None:
    passphrase = typed()
    for asked in (agent.sign(b"x"), agent.unseal(note(b"x")), agent.recovery(), agent.change_passphrase(passphrase)):
        with pytest.raises(Locked, match=LOCKED):
            await asked
    assert not any(passphrase)
    agent.lock()
    agent.keep_awake()


async def test_a_note_for_others_and_a_damaged_one_are_refused_and_it_stays_open(agent: Agent) -> None:
    await opened(agent)
    with pytest.raises(NotYours, match=r"^You are not a reader of this note.$"):
        await agent.unseal(note(b"x", to=BOB.public.age))
    for damaged in ("", "junk", note(b"x")[:-40], "A" * 1_000_000, "\ud800", "é" * 300_000):
        with pytest.raises(Refused, match=r"^This note is damaged"):
            await agent.unseal(damaged)
    assert await agent.unseal(note(b"still open")) == b"still open"


@pytest.mark.parametrize(
    ("sealed", "error", "sentence"),
    [
        (BOB.sealed, NotYours, "^That passphrase does not open your key.$"),
        ("junk", Refused, "^What is kept as your key is damaged"),
        ("A" * 1_000_000, Refused, "^What is kept as your key is damaged"),
        ("é" * 40_000, Refused, "^What is kept as your key is damaged"),
        (ANN.sealed[:-1] + "\0", Refused, "^What is kept as your key is damaged"),
        (armored(age(scrypt("x"), content=b"no keys")), Refused, "^What is kept as your key is damaged"),
        (armored(age(scrypt("x", shown=b"30"))), Refused, r"asks for more work than this program ever sets \(2\^30\)"),
    ],
    ids=["wrong", "junk", "a megabyte", "wide", "a zero", "no keys", "too much work"],
)
async def test_what_does_not_open_leaves_it_as_it_was_and_the_passphrase_wiped(
    agent: Agent, sealed: str, error: type[Exception], sentence: str
) -> None:
    for before in (None, ANN.public):
        passphrase = typed("x")
        with pytest.raises(error, match=sentence):
            await agent.unlock(sealed, passphrase)
        assert (agent.public, bytes(passphrase)) == (before, b"\0")
        await opened(agent)


async def test_a_passphrase_that_is_no_text_or_easy_to_guess_is_refused(agent: Agent) -> None:
    for passphrase, sentence in ((b"\xff\xfe", "is text in UTF-8"), (b"melchior9", "too easy to guess")):
        given = bytearray(passphrase)
        with pytest.raises(Refused, match=sentence) as refused:
            await agent.create(given)
        assert not any(given)
        assert "melchior" not in str(refused.value)
    with pytest.raises(Refused, match="is text in UTF-8"):
        await agent.unlock(ANN.sealed, bytearray(b"\xff"))
    assert not agent.is_open


async def test_to_unlock_again_begins_a_new_process_and_ends_the_old(
    agent: Agent, processes: list[subprocess.Popen[bytes]]
) -> None:
    told = Told(agent)
    await opened(agent)
    assert await agent.unlock(BOB.sealed, typed()) == BOB.public
    assert [process.returncode for process in processes] == [-signal.SIGKILL, None]
    assert told.told == [True, True]
    assert await agent.unseal(note(b"for Bob", to=BOB.public.age)) == b"for Bob"


async def test_locking_ends_the_process_and_whoever_waits_is_told(
    agent: Agent, processes: list[subprocess.Popen[bytes]]
) -> None:
    await opened(agent)
    waiting = asyncio.ensure_future(agent.sign(b"x"))
    await asyncio.sleep(0)
    agent.lock()
    assert processes[0].returncode == -signal.SIGKILL
    with pytest.raises(Locked, match=LOCKED):
        await waiting


async def test_a_process_that_is_killed_is_noticed(agent: Agent, processes: list[subprocess.Popen[bytes]]) -> None:
    told = Told(agent)
    await opened(agent)
    processes[0].kill()
    with pytest.raises(Locked, match=LOCKED):
        await agent.sign(b"x")
    await told.locked()
    assert (told.told, agent.is_open, agent.public) == ([True, False], False, None)
    assert await opened(agent) is agent


async def test_a_process_that_is_killed_while_unlocking_has_its_own_sentence(
    agent: Agent, processes: list[subprocess.Popen[bytes]]
) -> None:
    passphrase = typed()
    unlocking = asyncio.ensure_future(agent.unlock(SLOW, passphrase))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    processes[0].kill()
    with pytest.raises(Locked, match=r"^Your key was not unlocked: the process that was to hold it ended. Try again.$"):
        await unlocking
    assert not any(passphrase)
    assert not agent.is_open


async def test_it_ends_by_itself_when_nobody_is_there() -> None:
    agent = Agent(idle_seconds=0.2)
    told = Told(agent)
    await opened(agent)
    await told.locked()
    assert (told.told, agent.is_open) == ([True, False], False)


async def test_a_process_that_ends_before_one_can_look_was_not_unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ends(link: Link, *_: object) -> bytes:
        link.end()
        return b""

    monkeypatch.setattr(Link, "ask", ends)
    with pytest.raises(Locked, match=r"^Your key was not unlocked"):
        await opened(Agent())


async def test_typing_keeps_it_awake_with_few_words(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bytes] = []
    now = [100.0]
    await opened(agent)
    real = Link.tell

    def noted(link: Link, kind: bytes) -> None:
        told.append(kind)
        real(link, kind)

    monkeypatch.setattr(Link, "tell", noted)
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now[0])
    for second in (100, 101, 119, 120, 139, 141):
        now[0] = second
        agent.keep_awake()
    assert told == [b"K"] * 3
    monkeypatch.undo()
    assert await agent.unseal(note(b"x")) == b"x"


@pytest.mark.parametrize("steps", range(6))
async def test_unlocking_can_be_given_up_at_any_moment(
    agent: Agent, processes: list[subprocess.Popen[bytes]], steps: int
) -> None:
    passphrase = typed()
    unlocking = asyncio.ensure_future(agent.unlock(SLOW, passphrase))
    for _ in range(steps):
        await asyncio.sleep(0)
    unlocking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await unlocking
    assert not agent.is_open
    assert steps == 0 or not any(passphrase)
    assert [process.returncode for process in processes] == [-signal.SIGKILL] * (steps > 0)


async def test_who_stops_waiting_leaves_the_others_their_answers(agent: Agent) -> None:
    await opened(agent)
    first, second, third = (asyncio.ensure_future(agent.unseal(note(text))) for text in (b"one", b"two", b"three"))
    await asyncio.sleep(0)
    second.cancel()
    assert [await first, await third] == [b"one", b"three"]
    last = asyncio.ensure_future(agent.sign(b"x"))
    await asyncio.sleep(0)
    last.cancel()
    agent.lock()
    with pytest.raises(asyncio.CancelledError):
        await last


async def test_no_key_of_a_terminal_ends_or_stops_it(agent: Agent, processes: list[subprocess.Popen[bytes]]) -> None:
    await opened(agent)
    for number in (signal.SIGINT, signal.SIGTSTP):
        processes[0].send_signal(number)
    assert await agent.unseal(note(b"still there")) == b"still there"


async def test_it_is_shut_off_from_the_rest_of_the_machine(
    agent: Agent, processes: list[subprocess.Popen[bytes]]
) -> None:
    await opened(agent)
    proc = Path("/proc") / str(processes[0].pid)
    environment = dict(part.split(b"=", 1) for part in (proc / "environ").read_bytes().split(b"\0") if part)
    limits = {line[:26].strip(): line[26:].split()[:2] for line in (proc / "limits").read_text().splitlines()}
    assert set(environment) == {b"PATH", b"LANG"}
    assert limits["Max core file size"] == ["0", "0"]
    assert PASSPHRASE not in (proc / "cmdline").read_text()
    assert {str(name.readlink()) for name in (proc / "fd").iterdir()} == {
        "/dev/null",
        str((proc / "fd" / "0").readlink()),
    }


_PARENT = """
import asyncio, sys
from models.vault import agent_link
from models.vault.agent import Agent
from tests.rules.identities import identity, typed

async def main():
    agent = Agent()
    made = identity()
    await agent.unlock(made.sealed, typed())
    print(agent._link._process.pid, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def test_it_ends_with_the_session_however_that_ends() -> None:
    command = [sys.executable, "-c", _PARENT]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as session:
        assert session.stdout
        child = os.pidfd_open(int(session.stdout.readline()))
        session.kill()
        session.wait()
    try:
        assert select.select([child], [], [], 30)[0]
    finally:
        os.close(child)
