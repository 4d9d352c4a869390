"""Passphrases for one command: lines of a descriptor that is open, or asked at the terminal; never an argument."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from models.rules.refusals import Refused
from models.vault import wiping
from tui.cli import terminal
from tui.cli.arguments import Usage, number

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

_MOST = 2**31 - 1
_NOW = "Your passphrase: "
_CHOSEN = (_NOW, "Your new passphrase: ", "The same again: ")


def argument(parser: ArgumentParser, *, asks: bool = True) -> None:
    """Take the descriptor to read from; say whether the terminal is asked without it."""
    what = "read your passphrase, one line, from the open descriptor N"
    else_asked = "; unless given the terminal is asked" if asks else ""
    parser.add_argument("--passphrase-fd", metavar="N", type=number(0, _MOST), help=f"{what}{else_asked}")


def before(args: Namespace, *, count: int = 1) -> None:
    """Read what is handed over, before anything else is opened that could have that number. Raises Usage."""
    fd = getattr(args, "passphrase_fd", None)
    args.passphrases = None if fd is None else [_line(partial(terminal.read_line, fd), fd) for _ in range(count)]


async def taken(args: Namespace) -> bytearray:
    """Return the next passphrase, to be wiped by whom it is for. Raises NotYours where there is no terminal, Usage."""
    if args.passphrases is None:
        args.passphrases = await _typed(_NOW)
    found: bytearray = args.passphrases.pop(0)
    return found


async def choose(args: Namespace, *, count: int = 1) -> None:
    """Have a new passphrase to be `taken`, or of two the present one before it, typed before either is used.

    At the terminal one is suggested, and the new one is typed twice. Raises NotYours where there is none, Refused,
    Usage.
    """
    if args.passphrases is not None:
        return
    from models.vault import strength  # noqa: PLC0415  (a list of words)

    terminal.say(f"Six random words make a good passphrase, such as:\n  {strength.suggested()}")
    *args.passphrases, again = await _typed(*_CHOSEN[-count - 1 :])
    with wiping.wiped(again):
        if again != args.passphrases[-1]:
            wipe(args)
            raise Refused("You typed two different passphrases, so nothing was changed. Try again.")


def wipe(args: Namespace) -> None:
    """Forget what was handed over and not taken."""
    wiping.wipe(*(args.passphrases or []))


async def _typed(*prompts: str) -> list[bytearray]:
    lines = await terminal.unseen(*prompts)
    try:
        return [_checked(line, "What was typed") for line in lines]
    except Usage:
        wiping.wipe(*lines)
        raise


def _line(read: Callable[[], bytearray], fd: int) -> bytearray:
    try:
        return _checked(read(), f"What descriptor {fd} holds")
    except OSError as error:
        said = f"Descriptor {fd} {_why_not(fd, error)}. Hand your passphrase over as in --passphrase-fd 3 3< FILE."
        raise Usage(said) from None


def _why_not(fd: int, error: OSError) -> str:
    """Say why a descriptor is not read; of one that only takes writing the system says the same as of none."""
    if error.errno != errno.EBADF:
        return f"cannot be read: {error.strerror}"
    with suppress(OSError):
        os.fstat(fd)
        return "is open for writing only"
    return "is not open"


def _checked(line: bytearray, what: str) -> bytearray:
    if not line:
        raise Usage(f"{what} is empty, where a passphrase should be. Give it as one line.")
    if len(line) > terminal.MOST_BYTES:
        wiping.wipe(line)
        raise Usage(f"{what} is no passphrase: its line is longer than {terminal.MOST_BYTES:,} bytes.")
    return line
