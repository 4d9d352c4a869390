"""Writes a small file whole or not at all, one program at a time."""

from __future__ import annotations

import fcntl
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER_ALONE = 0o600


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let no other program that asks for the same into this folder meanwhile. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # a file system without locks: then whoever writes last wins, and still nothing is cut
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_whole(path: Path, text: str) -> None:
    """Put `text` in the place of a file, keeping its mode; a new file is for the owner alone. Raises OSError."""
    target = path.resolve()  # a link to a file kept elsewhere stays one
    mode = target.stat().st_mode & 0o7777 if target.exists() else OWNER_ALONE
    descriptor, fresh = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            os.fchmod(descriptor, mode)
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        Path(fresh).replace(target)
    except BaseException:
        Path(fresh).unlink()
        raise
