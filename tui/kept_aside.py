"""Keeps a broken settings file aside under a name of its own, and leaves what could be read of it."""

from __future__ import annotations

import os
from itertools import chain, count
from typing import TYPE_CHECKING

from tui.one_writer import alone_in, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def keep_aside(path: Path, seen: bytes, lines: Iterable[str]) -> str:
    """Rename the file, leave these lines of it in its place, and say where it is now: "as config.toml.kept-aside".

    `seen` is what was read: another program may have been quicker. Nothing is ever overwritten. Raises OSError, and
    then the file is where it was.
    """
    with alone_in(path.parent):
        if not path.exists() or path.read_bytes() != seen:
            return "beside it"
        names = (path.with_name(f"{path.name}.kept-aside{mark}") for mark in chain([""], map("-{}".format, count(2))))
        aside = next(name for name in names if not os.path.lexists(name))
        path.rename(aside)
        try:
            _leave(path, aside.name, list(lines))
        except OSError:
            aside.rename(path)
            raise
        return f"as {aside.name}"


def _leave(path: Path, aside: str, lines: list[str]) -> None:
    if lines:
        write_whole(path, "\n".join([f"# What could be read of {aside}:", *lines, ""]))
