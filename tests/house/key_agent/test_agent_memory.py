"""Private keys lie in the key agent's memory alone: the session's is searched, byte by byte."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from pathlib import Path

from tests.rules.identities import identity

ROOT = Path(__file__).parents[3]
PASSPHRASE = "tumbling otter lagoon vivacious"  # noqa: S105  (nobody's, and nowhere else in this process's files)
ANN = identity(PASSPHRASE)
SECRETS = {
    "the key that opens": str(ANN.keys.age).encode(),
    "the key that signs": ANN.keys.sign.private_bytes_raw(),
    "the same in base64": base64.b64encode(ANN.keys.sign.private_bytes_raw()),
    "the passphrase": PASSPHRASE.encode(),
}

_SESSION = """
import asyncio, sys
from models.vault import sealing
from models.vault.agent import Agent

async def main():
    agent, passphrase = Agent(), bytearray(int(sys.stdin.readline()))
    for place in range(len(passphrase)):  # letter by letter, as it is typed: no other copy of it is made
        passphrase[place] = int(sys.stdin.readline())
    sealed = sys.stdin.readline().replace("|", "\\n").rstrip("\\n") + "\\n"
    public = await agent.unlock(sealed, passphrase)
    await agent.unseal(sealing.sealed_to(b"x", [public.age]))
    await agent.sign(b"x")
    print(public.age, flush=True)
    sys.stdin.readline()
    agent.lock()

asyncio.run(main())
"""


def test_neither_private_keys_nor_the_passphrase_are_in_the_sessions_memory() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SESSION], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as session:
        assert session.stdin
        assert session.stdout
        letters = "".join(f"{letter}\n" for letter in PASSPHRASE.encode())
        sealed = ANN.sealed.replace("\n", "|")
        session.stdin.write(f"{len(PASSPHRASE)}\n{letters}{sealed}\n".encode())
        assert session.stdout.readline().decode().strip() == ANN.public.age
        memory = _memory(session.pid)
        session.stdin.write(b"\n")
    found = {name for name, secret in SECRETS.items() if any(secret in part for part in memory)}
    assert found == set()
    assert any(ANN.public.age.encode() in part for part in memory)  # what is there is found


def _memory(pid: int) -> list[bytes]:
    """Return what is in a process's memory, region by region."""
    regions = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            found = re.match(r"(\w+)-(\w+) rw", line)
            if found:
                start, end = (int(address, 16) for address in found.groups())
                memory.seek(start)
                regions.append(memory.read(end - start))
    return regions
