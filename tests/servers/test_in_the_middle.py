"""However it ends in the middle of a form, terminal and book are left clean; and while it runs it keeps its manners."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.servers import wellkept
from tests.servers.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOUSE = tuple(f"\x1b[?{mode}h".encode() for mode in (9, 1000, 1001, 1002, 1003, 1005, 1006, 1015, 1016))
BLINK = 1.2
"""Seconds: a cursor that blinks does so twice in that time."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a member and nobody else in it."""
    path = tmp_path_factory.mktemp("begun") / "book.db"
    wellkept.said(path, "today")
    return path


@pytest.fixture
def book(begun: Path, tmp_path: Path) -> Path:
    return shutil.copyfile(begun, tmp_path / "book.db")


@pytest.fixture
def half_typed(book: Path, tmp_path: Path) -> Iterator[Terminal]:
    """The program with one contact saved and a form half filled."""
    with Terminal([*wellkept.COMMAND, book], home=tmp_path, env={"PYTHONPATH": str(wellkept.ROOT)}) as terminal:
        terminal.wait_for("Nobody needs outreach today.")
        terminal.send("o")
        terminal.wait_for("New contact")
        terminal.send("Ada\x13")
        terminal.wait_for("added Ada")
        terminal.send("o")
        terminal.wait_for("New contact")
        terminal.send("Grace")
        terminal.wait_for("Grace")
        yield terminal


def assert_sound(book: Path) -> None:
    """The book is whole, nobody holds it, and nothing waits to be written into it."""
    log = book.with_name(f"{book.name}-wal")
    assert not log.exists() or log.stat().st_size == 0
    with closing(sqlite3.connect(book, isolation_level=None, timeout=0)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("BEGIN IMMEDIATE")
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Ada",)]


@pytest.mark.parametrize("signum", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_in_a_form_leaves_terminal_and_book_clean(
    half_typed: Terminal, book: Path, signum: signal.Signals
) -> None:
    half_typed.signal(signum)
    assert half_typed.wait() == 128 + signum
    assert half_typed.is_cooked()
    for sequence in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l"):
        assert sequence in half_typed.bytes_since()
    assert_sound(book)


def test_a_window_closed_on_a_form_leaves_the_book_clean(half_typed: Terminal, book: Path) -> None:
    half_typed.hang_up()
    assert half_typed.wait() == 128 + signal.SIGHUP
    assert_sound(book)


def test_the_mouse_stays_with_the_terminal_and_nothing_blinks(half_typed: Terminal, book: Path) -> None:
    for keys, shown in (("", "Grace"), ("\x1b", "u undo")):
        half_typed.send(keys)
        half_typed.wait_for(shown)
        half_typed.wait_until(lambda: half_typed.silent_for(0.3), what="rest")
        assert half_typed.silent_for(BLINK)
    half_typed.send("Q")
    assert half_typed.wait() == 0
    assert [sequence for sequence in MOUSE if sequence in half_typed.bytes_since()] == []
    assert_sound(book)
