"""Drafts: what was typed into forms and not saved, kept on disk so that it comes back whatever ends the program.

One file a draft, held by a lock as long as its form is open: a second session that opens the same form begins anew, and
no session writes over what another one typed.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any

from screens import draft_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

Values = dict[str, str]
Key = tuple[str, int]
"""The title of a form, and the id of what it is about."""

KEPT_DAYS = 30
_HASHED = 32


class Drafts:
    """The drafts of one member on one book; in memory alone without a `folder`, or where it cannot be written."""

    def __init__(self, folder: Path | None = None, *, book: str = "", member: str = "") -> None:
        self._folder, self._whose = folder, {"book": book, "member": member}
        self._typed: dict[Key, Values] = {}
        self._unwritten: set[Key] = set()
        self._files: dict[Key, tuple[Path, int]] = {}
        self._writing = Lock()

    def take(self, key: Key) -> Values:
        """Return what was typed into a form before, {} if nothing was; from now on this session holds it."""
        if key in self._typed:
            return self._typed[key]
        if key in self._files:
            return _values(draft_file.read(self._files[key][1]))
        for path in self._found(f"{_hash(self._named(key))}-*.draft"):
            held = draft_file.hold(path)
            if held is None:
                continue
            values = _values(draft_file.read(held))
            if values:
                self._files[key] = (path, held)
                return values
            draft_file.remove(path, held)
        return {}

    def hold(self, key: Key, values: Values) -> None:
        """Keep what stands in an open form; {} when it is as it was. The next `flush` writes it, as no key may wait."""
        self._typed[key] = values
        self._unwritten.add(key)

    def leave(self, key: Key) -> None:
        """Let go of the draft of a form that was left, so that it can come back in any session."""
        self.flush()
        with self._writing:
            if key not in self._unwritten:
                self._typed.pop(key, None)
            if key in self._files:
                os.close(self._files.pop(key)[1])

    def drop(self, key: Key) -> None:
        """Forget the draft of a form that was saved."""
        with self._writing:
            self._typed.pop(key, None)
            self._unwritten.discard(key)
            self._remove(key)

    def flush(self) -> None:
        """Write what was not written yet; from any thread. What cannot be written stays in memory."""
        failed: set[Key] = set()
        with self._writing:
            while self._unwritten:
                key = self._unwritten.pop()
                try:
                    self._write(key, self._typed.get(key, {}))
                except OSError:
                    failed.add(key)
            self._unwritten |= failed

    def tidy(self, now: datetime) -> None:
        """Remove drafts that nobody came back to for 30 days, and what is none.

        Only those are locked: a draft that stays is free for the form that opens at the same moment.
        """
        oldest = (now - timedelta(days=KEPT_DAYS)).timestamp()
        for path in self._found("*.draft", "*.part"):
            found = draft_file.opened(path)
            if found is None:
                continue
            if _is_over(path, found, oldest) and draft_file.is_free(path, found):
                draft_file.remove(path, found)
            else:
                os.close(found)

    def _write(self, key: Key, values: Values) -> None:
        if not values:
            self._remove(key)
            return
        if self._folder is None:
            raise FileNotFoundError
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        named = self._named(key)
        path, old = self._files.get(key) or (self._folder / f"{_hash(named)}-{secrets.token_hex(8)}.draft", None)
        self._files[key] = (path, draft_file.write(path, {**named, "values": values}))
        if old is not None:
            os.close(old)

    def _remove(self, key: Key) -> None:
        if key in self._files:
            draft_file.remove(*self._files.pop(key))

    def _named(self, key: Key) -> dict[str, Any]:
        return {**self._whose, "title": key[0], "subject": key[1]}

    def _found(self, *patterns: str) -> list[Path]:
        """List the files that have such a name, the last written first."""
        with suppress(OSError):  # there is no such folder, or it is not ours to look into
            names = [path for path in (self._folder.iterdir() if self._folder else ()) if _matches(path, patterns)]
            return sorted(names, key=_written_at, reverse=True)
        return []


def _is_over(path: Path, found: int, oldest: float) -> bool:
    return os.fstat(found).st_mtime < oldest or not path.name.startswith(f"{_hash(draft_file.read(found))}-")


def _matches(path: Path, patterns: Iterable[str]) -> bool:
    return any(path.match(pattern) for pattern in patterns)


def _written_at(path: Path) -> float:
    with suppress(OSError):  # gone meanwhile
        return path.lstat().st_mtime
    return 0.0


def _hash(draft: dict[str, Any]) -> str:
    """Return what the name of a draft's file begins with: it says whose it is and of which form, to nobody else."""
    named = [str(draft.get(name)) for name in ("book", "member", "title", "subject")]
    return sha256("\0".join(named).encode(errors="replace")).hexdigest()[:_HASHED]


def _values(draft: dict[str, Any]) -> Values:
    """Return what was typed, {} where that is not what stands there."""
    values = draft.get("values")
    return {name: text for name, text in values.items() if isinstance(text, str)} if isinstance(values, dict) else {}
