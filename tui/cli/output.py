"""What the command line prints: clean of control characters, in columns, within the width of the terminal."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from models.rules.text import BAD, quoted
from models.rules.words import Channel
from screens.glyphs import ASCII, UNICODE, Glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.cli.verb import Answer

__all__ = [
    "NotWritten",
    "answer",
    "binary",
    "by",
    "clean",
    "cut",
    "glyphs",
    "listed",
    "quoted",
    "room",
    "table",
    "wrapped",
    "write",
]

_NARROWEST, _USUAL, _WIDEST = 40, 80, 120
_GAP = "  "
_LEAST = 4
"""Cells that a column keeps however narrow the terminal is."""


class NotWritten(Exception):
    """The answer could not be written to where it should go; what it tells of is done."""


def answer(said: Answer, *, as_json: bool) -> None:
    """Print an answer, unless it is empty. Raises NotWritten."""
    if as_json and said.pieces:
        _write(said.pieces)
    elif said.lines or said.shape:
        shape = {"version": 1, **said.shape}
        write(json.dumps(shape) if as_json else "\n".join(clean(line) for line in said.lines))


def write(text: str) -> None:
    """Print to standard output, whatever its character set can take. Raises NotWritten."""
    _write([text])


def _write(pieces: Iterable[str]) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    with _written():
        for piece in pieces:
            print(piece, end="")
        print(flush=True)


@contextmanager
def binary() -> Iterator[BinaryIO]:
    """Hand out standard output for bytes. Raises NotWritten."""
    with _written():
        yield sys.stdout.buffer if sys.stdout else io.BytesIO()


@contextmanager
def _written() -> Iterator[None]:
    """Answer for standard output: a reader who has gone, as `head` does, is no error; a full disk is."""
    try:
        yield
    except BrokenPipeError:
        _forget_stdout()
    except OSError as error:
        _forget_stdout()
        message = (
            f"the answer could not be written: {error.strerror}. What was asked for is done; look with another verb."
        )
        raise NotWritten(message) from error


def clean(line: str) -> str:
    """Make a line safe for any terminal: one line, without control or bidi characters."""
    return line if line.isprintable() else BAD.sub("\ufffd", " ".join(line.splitlines()).replace("\t", " "))


def by(channel: str) -> str:
    """Say how: by call, in person."""
    return "in person" if channel == Channel.IN_PERSON else f"by {channel}"


def glyphs() -> Glyphs:
    """Return the signs that standard output can show."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    return UNICODE if encoding.lower().replace("-", "") == "utf8" else ASCII


def room() -> int:
    """Return how many cells a line may have: 80, or what the terminal has, within reason."""
    try:
        return min(max(os.get_terminal_size(1).columns, _NARROWEST), _WIDEST)
    except OSError:
        return _USUAL


def table(rows: Sequence[Sequence[str]], *, yielding: Sequence[int]) -> list[str]:
    """Lay rows out in columns; the `yielding` ones give way until a line fits, and what was cut ends in "…"."""
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    over = sum(widths) + len(_GAP) * (len(widths) - 1) - room()
    for _ in range(over):
        widest = max(yielding, key=lambda column: widths[column])
        widths[widest] = max(_LEAST, widths[widest] - 1)
    return [_GAP.join(map(_fit, row, widths)).rstrip() for row in cells]


def listed(rows: Sequence[Sequence[str]], *, yielding: Sequence[int], most: int, none: str) -> list[str]:
    """Lay rows out as `table` does, or say that there is `none`; where `most` are shown, there may be more."""
    if not rows:
        return [none]
    return [*table(rows, yielding=yielding), *([f"only the first {most} are shown"] if len(rows) >= most else [])]


def cut(line: str) -> str:
    """Cut a line to the room there is; what was cut ends in "…"."""
    return _fit(clean(line), room()).rstrip()


def wrapped(text: str, *, indent: str) -> list[str]:
    """Break text at spaces into lines within the room there is, each after `indent`."""
    lines = [""]
    for word in clean(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(indent) + cell_len(longer) > room():
            lines.append(word)
        else:
            lines[-1] = longer
    return [indent + line for line in lines]


def cell_len(text: str) -> int:
    """Count the terminal cells of a text: two for wide characters, none for what combines."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fit(text: str, width: int) -> str:
    if cell_len(text) > width:
        while cell_len(text) > width - 1:
            text = text[:-1]
        text = text.rstrip() + "…"
    return text + " " * (width - cell_len(text))


def _forget_stdout() -> None:
    """Send what is still to be flushed nowhere, so that Python does not complain of it at the end."""
    with suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
