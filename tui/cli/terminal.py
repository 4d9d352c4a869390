"""Asks at the terminal, also where standard input is something else; a passphrase is not shown."""

from __future__ import annotations

import os
import termios
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models.rules.refusals import NotYours
from models.vault import wiping

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMINAL = Path("/dev/tty")
MOST_BYTES = 4_096
"""No line that is typed or handed over is longer."""

_NEWLINE, _RETURN = b"\n\r"
_LFLAG = 3
"""Where termios keeps whether what is typed is shown."""


def say(line: str) -> None:
    """Show a line at the terminal, and not to whom the answer goes. Raises NotYours where there is none."""
    with _terminal() as fd:
        os.write(fd, f"{line}\n".encode())


async def seen(prompt: str) -> str:
    """Ask for a line, and return it without its end. Raises NotYours where there is no terminal."""
    with _terminal() as fd:
        return (await _line(fd, prompt)).decode(errors="replace")


async def unseen(*prompts: str) -> list[bytearray]:
    """Ask for lines that are not shown, and return them without their ends. Raises NotYours where there is no terminal.

    Nothing is shown from the first to the last, whatever is typed ahead.
    """
    typed: list[bytearray] = []
    with _terminal() as fd, _silent(fd):
        try:
            for prompt in prompts:
                typed.append(await _line(fd, prompt))
                os.write(fd, b"\n")
        except BaseException:
            wiping.wipe(*typed)
            raise
    return typed


async def _line(fd: int, prompt: str) -> bytearray:
    os.write(fd, prompt.encode())
    await _readable(fd)
    return read_line(fd)


def read_line(fd: int) -> bytearray:
    """Read one line, without its end, into one place in memory, to be wiped there. Raises OSError.

    Of one that is too long a byte more than MOST_BYTES comes.
    """
    buffer = bytearray(MOST_BYTES + 1)  # as long as it gets: one that grows leaves parts of itself behind
    with memoryview(buffer) as view:
        size = _filled(fd, view)
    line = bytearray(size)
    line[:] = memoryview(buffer)[:size]
    buffer[:] = bytes(len(buffer))
    return line


def _filled(fd: int, view: memoryview) -> int:
    """Read bytes up to the end of a line, none after it, and return how many there are without that end."""
    size = 0
    while size < len(view) and os.readv(fd, [view[size : size + 1]]) and view[size] != _NEWLINE:
        size += 1
    return size - 1 if size and view[size - 1] == _RETURN else size


@contextmanager
def _terminal() -> Iterator[int]:
    try:
        fd = os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        message = "There is no terminal to ask for your passphrase. Hand it over with --passphrase-fd N."
        raise NotYours(message) from None
    try:
        yield fd
    finally:
        os.close(fd)


@contextmanager
def _silent(fd: int) -> Iterator[None]:
    before = termios.tcgetattr(fd)
    silent = termios.tcgetattr(fd)
    silent[_LFLAG] &= ~termios.ECHO
    termios.tcsetattr(fd, termios.TCSAFLUSH, silent)
    try:
        yield
    finally:
        termios.tcsetattr(fd, termios.TCSAFLUSH, before)


async def _readable(fd: int) -> None:
    """Wait for a line without holding up ctrl+c."""
    import asyncio  # noqa: PLC0415  (30 ms, which who is handed a passphrase does without)

    loop, typed = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(fd, typed.set)
    try:
        await typed.wait()
    finally:
        loop.remove_reader(fd)
