"""What is said about an unexpected failure: its kind and its place, never its message, never a variable."""

import asyncio
import os
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from tui import log
from tui.guard import error_line

EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h: an internal error."""

OURS = frozenset({"tui", "screens", "models"})


def sentence(error: BaseException, log_path: Path | None) -> str:
    """Return what happened and what to do, for the terminal, without anything private."""
    details = f"details without private text are in {log_path}" if log_path else "there is no log to look in"
    return f"something went wrong ({_name(error)}{_place(error)}). Nothing half done was kept; {details}."


def record(error: BaseException) -> None:
    """Log where an error and those behind it arose."""
    for each in _chain(error):
        log.trouble(
            _name(each), [f"{_short(file)}:{line} {function}" for file, line, function in reversed(_frames(each))]
        )


def say(line: str) -> None:
    """Write a line to the terminal, past every redirection; a terminal that has gone does not matter."""
    with suppress(OSError):
        os.write(2, f"{error_line(line)}\n".encode(errors="replace"))


def report(error: BaseException, log_path: Path | None) -> int:
    """Log and say an error that nobody expected, and return the exit code."""
    record(error)
    say(sentence(error, log_path))
    return EXIT_CODE


def install(log_path: Path | None) -> None:
    """Replace every hook by which Python would print a traceback itself."""

    def uncaught(_kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
        report(error, log_path)

    def uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            record(args.exc_value)

    def unraisable(args: Any) -> None:
        if args.exc_value is not None:
            record(args.exc_value)

    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread
    sys.unraisablehook = unraisable


def on_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what asyncio would print with its message; for `loop.set_exception_handler`."""
    error = context.get("exception")
    if error is not None:
        record(error)


def _name(error: BaseException) -> str:
    return type(error).__name__


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that led to it, the last first; at most ten."""
    for _ in range(10):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _frames(error: BaseException) -> list[tuple[str, int, str]]:
    """Return file, line and function of each frame, the innermost last."""
    walked = traceback.walk_tb(error.__traceback__)
    return [(frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in walked]


def _place(error: BaseException) -> str:
    """Return where it arose: the innermost line of our own packages, else the innermost of all."""
    frames = _frames(error)
    ours = [(file, line) for file, line, _ in frames if OURS & set(Path(file).parts)]
    file, line = (ours or [frame[:2] for frame in frames] or [("", 0)])[-1]
    return f" in {Path(file).name}:{line}" if file else ""


def _short(filename: str) -> str:
    """Return the folder and the file: enough to find it, and no home directory."""
    return "/".join(Path(filename).parts[-2:])
