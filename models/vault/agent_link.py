"""A key agent's process, and the line to it."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, cast

from typing_extensions import override

from models.rules.refusals import Locked, NotYours, Refused
from models.vault import frames

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = Path(__file__).parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from models.vault.agent_process import main; main()"
"""The process runs the same code as we do, whatever else is called `models` where it looks."""
_REFUSALS: dict[bytes, type[Exception]] = {frames.REFUSED: Refused, frames.NOT_YOURS: NotYours}
LOCKED = "Your key is locked. Unlock it and try again."


class Link(asyncio.Protocol):
    """One process, from its start to its end; `on_end` is called once, on the event loop, when it is gone."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.on_end: Callable[[], None] | None = None
        self.has_ended = False
        self._process = process
        self._waiting: deque[asyncio.Future[bytes]] = deque()
        self._received = bytearray()
        self._transport: asyncio.Transport

    @classmethod
    async def started(cls, *, idle_seconds: float) -> Link:
        """Start a process that ends by itself when it was asked nothing for so long."""
        ours, process = _process(idle_seconds)
        link = cls(process)
        await asyncio.get_running_loop().create_connection(lambda: link, sock=ours)  # given up, it ends the link
        return link

    async def ask(self, kind: bytes, *parts: bytes | bytearray) -> bytes:
        """Ask, and wait for the answer. Raises Locked when the process ends meanwhile, or what it answers.

        Who stops waiting leaves the line in order: their answer is thrown away when it comes.
        """
        if self.has_ended:
            raise Locked(LOCKED)
        waiting: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        self.tell(kind, *parts)
        return await waiting

    def tell(self, kind: bytes, *parts: bytes | bytearray) -> None:
        """Say something that has no answer."""
        for part in (frames.head(kind, *parts), *parts):
            self._transport.write(part)

    def end(self) -> None:
        """Kill the process; it is gone when this returns."""
        if self.has_ended:
            return
        self.has_ended = True
        self._process.kill()
        self._process.wait()
        self._transport.abort()
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_exception(Locked(LOCKED))
        if self.on_end:
            self.on_end()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.end()

    @override
    def data_received(self, data: bytes) -> None:
        self._received += data
        while len(self._received) >= frames.HEAD_BYTES:
            kind, length = frames.read_head(self._received[: frames.HEAD_BYTES])
            whole = frames.HEAD_BYTES + length
            if len(self._received) < whole:
                return
            self._answer(kind, bytes(self._received[frames.HEAD_BYTES : whole]))
            del self._received[:whole]

    def _answer(self, kind: bytes, content: bytes) -> None:
        waiting = self._waiting.popleft()
        if waiting.done():
            return
        if kind == frames.DONE:
            waiting.set_result(content)
        else:
            waiting.set_exception(_REFUSALS[kind](content.decode()))


def _process(idle_seconds: float) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    ours, theirs = socket.socketpair()
    with theirs:
        return ours, subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-I", "-c", _START, str(_ROOT), str(idle_seconds)],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )
