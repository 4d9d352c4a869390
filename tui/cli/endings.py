"""How a command that went wrong ends: one line on standard error and an exit code, never a traceback."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from models.rules.days import Unreadable
from models.rules.refusals import BookUnusable, NotFound, NotYours, Refused
from tui.cli.arguments import Usage
from tui.cli.output import NotWritten
from tui.guard import NoTerminal, error_line
from tui.settings import BadSettings, NoFolder, ensure_private_dir

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

INTERRUPTED = 130

_CODES: tuple[tuple[type[Exception], int], ...] = (
    (Usage, 2),
    (BadSettings, 2),
    (NoTerminal, 2),
    (Unreadable, 2),  # before Refused, which it is a kind of
    (NotWritten, 1),
    (Refused, 1),
    (NotFound, 3),
    (NotYours, 4),
    (BookUnusable, 5),
)


def told(error: Exception, *, book: Path | None, state: Path | None) -> int:
    """Say what went wrong, and return the exit code. `state` is the folder of the log."""
    known = error if _code(error) is not None else _book_trouble(error, book)
    if known is None:
        return _unexpected(error, state)
    complain(str(known))
    return _code(known) or 1


def warn(notices: Iterable[str]) -> None:
    """Tell what is wrong with the settings, which stops nothing."""
    for notice in notices:
        complain(notice)


def complain(sentence: str) -> None:
    """Write one line to standard error, if anybody still reads it."""
    with suppress(OSError):
        print(error_line(sentence), file=sys.stderr, flush=True)


def _code(error: Exception) -> int | None:
    return next((code for kind, code in _CODES if isinstance(error, kind)), None)


def _book_trouble(error: Exception, book: Path | None) -> BookUnusable | None:
    """Return what an error says of the book, if it does."""
    if book is None:
        return None
    from models.engine.failures import of_the_book  # noqa: PLC0415  (sqlite3, which most errors do not need)

    return of_the_book(book, error)


def _unexpected(error: Exception, state: Path | None) -> int:
    from tui import crash, log  # noqa: PLC0415  (only a failure pays for them)

    if state is not None:
        with suppress(NoFolder):
            ensure_private_dir(state)
    try:
        return crash.report(error, log.start(state))
    finally:
        log.stop()
