"""One draft on disk: written whole or not at all, for its owner alone, and locked while its form is open."""

from __future__ import annotations

import fcntl
import json
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1_000_000
"""No draft is longer; a file that is was not written here."""
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


def write(path: Path, draft: dict[str, Any]) -> int:
    """Put a draft in the place of what is at `path`, which is held, or new; return what holds it. Raises OSError."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)  # half a draft of somebody who was killed
    held = os.open(part, _WRITE, 0o600)
    try:
        _lock(held)
        with open(held, "wb", closefd=False) as file:
            file.write(json.dumps(draft).encode())
        os.fsync(held)
        part.rename(path)
    except OSError:
        remove(part, held)
        raise
    return held


def hold(path: Path) -> int | None:
    """Lock a draft and return the descriptor that holds it; None where it is held already, or is no file of ours."""
    held = opened(path)
    if held is None or is_free(path, held):
        return held
    os.close(held)
    return None


def opened(path: Path) -> int | None:
    """Open a draft to look at it, whoever holds it, and return its descriptor; None where it is no file of ours."""
    try:
        found = os.open(path, _READ)
    except OSError:
        return None
    if _is_ours(found):
        return found
    os.close(found)
    return None


def is_free(path: Path, found: int) -> bool:
    """Lock a draft that was opened; False where it is held already, or has another in its place by now."""
    return _lock(found) and _is_at(path, found)


def read(held: int) -> dict[str, Any]:
    """Return the draft that is open; {} for anything that is none."""
    try:
        draft = json.loads(os.pread(held, MOST_BYTES, 0))
    except (ValueError, RecursionError, OSError):
        return {}
    return draft if isinstance(draft, dict) else {}


def remove(path: Path, held: int) -> None:
    """Remove a draft and let it go; what cannot be removed stays."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
    os.close(held)


def _lock(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: there is one session at a time on it, or they are on their own
        return True
    return True


def _is_ours(held: int) -> bool:
    found = os.fstat(held)
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid()


def _is_at(path: Path, held: int) -> bool:
    """Tell whether a file still has its name: another session may have written a new one in its place."""
    with suppress(OSError):
        return path.stat().st_ino == os.fstat(held).st_ino
    return False
