"""Wellkept as it is used: its screens in a window of tmux on the book of the demo, and its command line beside it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers.tmux import Tmux

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "tui", "--db")

needs_tmux = pytest.mark.skipif(
    shutil.which("tmux") is None and os.environ.get("CI") != "true",
    reason="tmux is not installed here; where CI is true it must be",
)


@contextmanager
def opened(book: Path) -> Iterator[Tmux]:
    """Open a book with members on Today, and see that it is left in good order by `Q`."""
    with Tmux([*COMMAND, book], home=book.parent, env={"PYTHONPATH": str(ROOT)}) as window:
        window.wait_for("[Today]", "▸")
        yield window
        window.press("Q")
        assert window.wait() == 0


def said(book: Path, *words: str) -> str:
    """Return what the command line says of a book."""
    env = {"PYTHONPATH": str(ROOT), "HOME": str(book.parent), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    command: list[str | Path] = [*COMMAND, book, *words]
    ran = subprocess.run(command, env=env, cwd=book.parent, capture_output=True, check=True, timeout=60)
    assert ran.stderr == b""
    return ran.stdout.decode()


def read(book: Path, *words: str) -> Any:
    """Return what the command line answers in JSON."""
    return json.loads(said(book, *words, "--json"))
