"""What a verb of the command line is: its arguments, what it does in the book, and its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Awaitable, Callable, Iterable
    from datetime import datetime
    from pathlib import Path
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked, by which member, and when: `now` is aware, in `zone`, the zone of who asks."""

    args: Namespace
    by: int
    now: datetime
    zone: ZoneInfo
    pins: Path | None = None
    """The folder of what each member saw last of the key log and of notes."""
    guides: Path | None = None
    """The folder of the team's own guides for conversations."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb says: `lines` to people, `shape` to programs, without its version. The lines need no cleaning yet.

    `pieces` are the whole of the JSON, bit by bit, where it may be too long for memory.
    """

    lines: list[str]
    shape: dict[str, Any] = field(default_factory=dict)
    exit_code: int = 0
    pieces: Iterable[str] = ()


def always(_args: Namespace) -> bool:
    """Say that a verb only reads, whatever its arguments."""
    return True


def _writes(_args: Namespace) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class BookVerb:
    """A verb that runs in an open book.

    `before` runs first, outside the book: it may wait for standard input. `reads` says that nothing will be written, so
    that nobody needs to be a member for it, and Tortoise is not loaded.
    """

    arguments: Callable[[ArgumentParser], object]
    run: Callable[[Request], Awaitable[Answer]]
    reads: Callable[[Namespace], bool] = _writes
    before: Callable[[Namespace], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeVerb:
    """A verb that opens a book itself, or none; it returns an answer, or the exit code of the screens it showed.

    It is handed the pinned moment, or None for the present one.
    """

    arguments: Callable[[ArgumentParser], object]
    run: Callable[[Namespace, datetime | None], Answer | int]


Verb = BookVerb | FreeVerb
