"""Writes to the terminal from its own thread, so that a terminal that stops reading never stops the program."""

import os
import select
import termios
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread
from time import monotonic

RETRY_SECONDS = 0.02
"""The longest between two tries at a full terminal."""


class Outlet:
    """A queue of text for the terminal behind a file descriptor. Writing never waits; a lost terminal takes all."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._queue: SimpleQueue[bytes | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="wellkept-output", daemon=True)
        self._full_since: float | None = None
        self._dropping = Event()

    def start(self) -> None:
        """Begin to write."""
        self._fd = _never_waiting(self._fd)
        self._thread.start()

    def write(self, text: str) -> None:
        """Queue a piece of text."""
        self._queue.put(text.encode("utf-8", "replace"))

    def blocked_for(self) -> float:
        """Return for how many seconds the terminal has taken nothing of what waits for it."""
        since = self._full_since
        return 0.0 if since is None else monotonic() - since

    def finish(self, patience: float) -> bool:
        """Write what is queued and end; False if the terminal took nothing for so many seconds."""
        self._queue.put(None)
        while self._thread.is_alive() and self.blocked_for() < patience:
            self._thread.join(RETRY_SECONDS)
        return not self._thread.is_alive()

    def give_up(self, last_words: str, patience: float) -> None:
        """Throw away what the terminal would not take, leave it these last words, and end."""
        self._dropping.set()
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(patience)
        if not self._thread.is_alive():  # else it waits inside the system, and so would we
            with suppress(OSError, termios.error):
                termios.tcflush(self._fd, termios.TCOFLUSH)
                os.write(self._fd, last_words.encode())

    def _run(self) -> None:
        while (piece := self._queue.get()) is not None:
            with suppress(OSError):  # the terminal has gone: the input thread notices and ends the program
                self._put(piece)
            self._full_since = None

    def _put(self, data: bytes) -> None:
        while data and not self._dropping.is_set():
            self._full_since = self._full_since or monotonic()
            taken = self._taken(data)
            if taken:
                self._full_since, data = None, data[taken:]
            else:
                self._wait_for_room()

    def _wait_for_room(self) -> None:
        """Wait until the terminal says it has room; longer if it says so and takes nothing, as half a line break."""
        room = select.poll()
        room.register(self._fd, select.POLLOUT)
        if room.poll(RETRY_SECONDS * 1000) and self.blocked_for() > RETRY_SECONDS:
            self._dropping.wait(RETRY_SECONDS)

    def _taken(self, data: bytes) -> int:
        """Write, and return how many bytes the terminal took; 0 when it is full."""
        try:
            return os.write(self._fd, data)
        except BlockingIOError:
            return 0


def _never_waiting(fd: int) -> int:
    """Return the same terminal opened anew so that writing never waits; the given one if that cannot be.

    Anew, because the flag would be shared with the shell that we come from.
    """
    for path in _names(fd):
        with suppress(OSError):
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    return fd


def _names(fd: int) -> Iterator[str]:
    """Yield the paths of this terminal. The first may belong to somebody else, after su."""
    with suppress(OSError):
        yield os.ttyname(fd)
        os.tcgetpgrp(fd)  # fails unless this is the terminal that controls us
        yield "/dev/tty"
