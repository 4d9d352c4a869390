"""What one member saw last of the key log and of each note, in a private folder: how a replay is noticed."""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from models.engine import whole_file
from models.rules.refusals import Refused
from models.vault.key_log import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.vault.key_log import Standing

MOST_BYTES = 16_000_000
"""No file of pins is longer: it holds 50 bytes for a note that was changed, and nothing for one that was not."""


class _Pinned(NamedTuple):
    seen: Seen
    revisions: dict[str, int]


class Pins:
    """The files of pins in `folder`, one for each fingerprint; without a folder nothing is remembered."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def seen(self, fingerprint: str) -> Seen | None:
        """Return what was seen last of the key log; None at the first time. Raises Refused for a damaged file."""
        pinned = self._read(fingerprint)
        return pinned and pinned.seen

    def saw(self, fingerprint: str, standing: Standing) -> None:
        """Remember the log as it is now, unless another session saw more of it meanwhile. Raises Refused."""
        with self._held():
            before = self._read(fingerprint)
            if before is None or before.seen.length < standing.length:
                self._write(fingerprint, _Pinned(standing.seen, before.revisions if before else {}))

    def trust(self, fingerprint: str, standing: Standing) -> None:
        """Remember the log as it is now, and forget what was seen of notes: an older book came back. Raises Refused."""
        with self._held():
            self._write(fingerprint, _Pinned(standing.seen, {}))

    def revision(self, fingerprint: str, uid: str) -> int:
        """Return the newest revision seen of a note, at least 1. Raises Refused for a damaged file."""
        pinned = self._read(fingerprint)
        return pinned.revisions.get(uid, 1) if pinned else 1

    def saw_revision(self, fingerprint: str, uid: str, revision: int) -> None:
        """Remember a note's revision if it is the newest; nothing before the log was seen. Raises Refused."""
        with self._held():
            pinned = self._read(fingerprint)
            if pinned and revision > pinned.revisions.get(uid, 1):
                self._write(fingerprint, pinned._replace(revisions={**pinned.revisions, uid: revision}))

    def _read(self, fingerprint: str) -> _Pinned | None:
        if not self._folder:
            return None
        path = _path(self._folder, fingerprint)
        try:
            with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # nobody keeps us waiting there
                return _pinned(file.read(MOST_BYTES))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            why = f"What you last saw of the key log cannot be read: {path}"
            raise Refused(f"{why}. Compare fingerprints, then: wellkept key trust") from None

    def _write(self, fingerprint: str, pinned: _Pinned) -> None:
        if not self._folder:
            return
        try:
            with whole_file.passing(self._folder) as fresh:
                fresh.write_text(json.dumps({**pinned.seen._asdict(), "revisions": pinned.revisions}))
                whole_file.settle(fresh, _path(self._folder, fingerprint))
        except OSError as failed:
            raise _unkept(self._folder, failed) from None

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Keep other sessions from writing between our reading and writing."""
        if not self._folder:
            yield
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as failed:
            raise _unkept(self._folder, failed) from None
        try:
            with suppress(OSError):  # a file system without locks: there is one session at a time on it
                fcntl.flock(held, fcntl.LOCK_EX)
            yield
        finally:
            os.close(held)


def _path(folder: Path, fingerprint: str) -> Path:
    return folder / f"{fingerprint}.json"


def _unkept(folder: Path, failed: OSError) -> Refused:
    why = f"What you saw of the key log could not be kept in {folder}: {failed.strerror}"
    return Refused(f"{why}. See that you can write there.")


def _pinned(content: bytes) -> _Pinned:
    values = json.loads(content)
    revisions = values.pop("revisions")
    pinned = _Pinned(Seen(**values), revisions)
    if [type(value) for value in pinned.seen] != [str, str, int] or {type(n) for n in revisions.values()} - {int}:
        raise TypeError
    return pinned
