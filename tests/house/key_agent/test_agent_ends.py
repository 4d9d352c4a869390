"""Whatever ends the key agent, or gives up waiting for it, the session goes on."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.rules.refusals import Locked
from models.vault.agent import Agent
from models.vault.agent_link import Link
from tests.house.key_agent.talking import BOB, LOCKED, Told, note, opened, slow
from tests.rules.identities import PASSPHRASE, typed

ROOT = Path(__file__).parents[3]


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
    unlocking = asyncio.ensure_future(agent.unlock(slow(), passphrase))
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
    unlocking = asyncio.ensure_future(agent.unlock(slow(), passphrase))
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
    assert await asyncio.wait_for(agent.unseal(note(b"still there")), 30) == b"still there"


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
