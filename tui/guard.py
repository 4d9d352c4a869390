"""Stands before Textual: is there a terminal to draw on, and is the environment safe? Standard library only."""

import ctypes
import os
import resource
from collections.abc import Mapping, MutableMapping
from pathlib import Path

LEAST_COLUMNS, LEAST_ROWS = 40, 10
STREAMS = ("standard input", "standard output", "standard error")
NO_SCREEN = frozenset({"", "dumb", "unknown"})
NO_COLOUR = frozenset({"vt52", "vt100", "vt102", "vt220", "xterm-mono"})
ESCAPE_MS = "25"
"""How long a lone escape byte may be the start of a longer key, in milliseconds, as ncurses' ESCDELAY counts it."""

FRAMES = "120"
"""How often a second Textual may draw: at its own 60 what a key causes later, as a preview, comes 15 ms later still."""

PR_SET_DUMPABLE = 4
"""From linux/prctl.h."""

INSTEAD = "or read the list with `wellkept today`"


class NoTerminal(Exception):
    """There is no terminal that the screens could be drawn on; the text is one sentence and what to do."""


def error_line(sentence: object) -> str:
    """Return the one line that tells a person what happened, safe for any terminal."""
    return "wellkept: " + "".join(c if c.isprintable() else "?" for c in str(sentence))


def terminal_ready(environ: Mapping[str, str]) -> None:
    """Return if the screens can be drawn. Textual reads standard input and draws on standard error.

    Raises:
        NoTerminal: with the reason, and what to do about it.

    """
    terminals = [os.isatty(fd) for fd in range(3)]
    size = os.get_terminal_size(2) if terminals[2] else (0, 0)
    reason = why_not(terminals, environ.get("TERM", ""), size)
    if reason:
        raise NoTerminal(reason)


def why_not(terminals: list[bool], term: str, size: tuple[int, int]) -> str | None:
    """Return why a terminal with this TERM and this size (columns, rows; 0 for unknown) will not do, or None."""
    if False in terminals:
        stream = STREAMS[terminals.index(False)]
        return f"{stream} is not a terminal. Over SSH use `ssh -t HOST wellkept`, {INSTEAD}."
    if term in NO_SCREEN:
        return f"TERM is {term or 'not set'}, which cannot draw a screen. Use a full terminal, {INSTEAD}."
    columns, rows = size
    if 0 < columns < LEAST_COLUMNS or 0 < rows < LEAST_ROWS:
        least = f"{LEAST_COLUMNS}x{LEAST_ROWS}"
        return f"the window is {columns}x{rows}, and at least {least} is needed. Make it larger, {INSTEAD}."
    return None


def scrub(environ: MutableMapping[str, str]) -> None:
    """Remove what could turn Textual or Python against us, before either looks.

    TEXTUAL_LOG would write typed text to a file; PYTHON* changes what children import; a stale COLUMNS hides resizing.
    NO_COLOR stays, unless it is empty, which by no-color.org means nothing; terminals without colour get it.
    """
    for name in list(environ):
        if name.startswith(("TEXTUAL", "PYTHON")) or name in {"COLUMNS", "LINES"}:
            del environ[name]
    if not environ.get("NO_COLOR"):
        environ.pop("NO_COLOR", None)
    if environ.get("TERM") in NO_COLOUR:
        environ["NO_COLOR"] = "1"
    environ.setdefault("ESCDELAY", ESCAPE_MS)
    environ["TEXTUAL_FPS"] = FRAMES


def as_started(environ: Mapping[str, str], given: Path = Path("/proc/self/environ")) -> dict[str, str]:
    """Return the environment without the LC_CTYPE that Python adds where the locale is C (PEP 538)."""
    try:
        is_ours = b"\0LC_CTYPE=" in b"\0" + given.read_bytes()
    except OSError:
        is_ours = True
    return {name: value for name, value in environ.items() if is_ours or name != "LC_CTYPE"}


def keep_memory_private() -> None:
    """Let no other program of the same account read our memory, and no crash leave a picture of it on the disk.

    From now on only root can read /proc/self/environ and /proc/self/mem, so we do not, either. It ends with exec.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:  # Linux has it
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
