"""What our driver does with keys, pastes, stops and sizes, in a real terminal."""

import signal
import termios
from pathlib import Path
from time import monotonic

import pytest

from tests.servers.small import small
from tests.servers.terminal import Terminal

ESCAPE_SECONDS = 0.040
MOUSE_MODES = (
    b"\x1b[?9h",
    b"\x1b[?1000h",
    b"\x1b[?1002h",
    b"\x1b[?1003h",
    b"\x1b[?1006h",
    b"\x1b[?1015h",
    b"\x1b[?1016h",
)


def seconds_for(terminal: Terminal, key: str, name: str) -> float:
    mark, begun = terminal.mark(), monotonic()
    terminal.send(key)
    terminal.wait_for(f"\x1b]9;{name}\x07".encode(), since=mark)
    return monotonic() - begun


def test_a_bare_escape_is_answered_at_once(tmp_path: Path) -> None:
    with small(tmp_path) as terminal:
        quickest = min(seconds_for(terminal, "\x1b", "escape") for _ in range(10))
    assert quickest <= ESCAPE_SECONDS


def test_a_key_that_arrives_in_pieces_is_one_key(tmp_path: Path) -> None:
    with small(tmp_path) as terminal:
        assert seconds_for(terminal, "\x1b[A", "up") > 0
        terminal.send("\x1b[")
        terminal.send("B")
        terminal.wait_for("key down")


def test_bytes_that_are_not_utf_8_do_not_stop_it(tmp_path: Path) -> None:
    with small(tmp_path) as terminal:
        terminal.send(b"\xff\xfe")
        terminal.send("x")
        terminal.wait_for("key x")


def test_nothing_in_a_paste_acts_as_a_key(tmp_path: Path) -> None:
    with small(tmp_path) as terminal:
        mark = terminal.mark()
        terminal.send("\x1b[200~Ada\x1b[Aq\x1b\x1bq\x1b[20\x1b[201~")
        terminal.wait_for("pasted Ada[Aqq[20")
        terminal.send("x")
        terminal.wait_for("key x")
        assert terminal.bytes_since(mark).count(b"\x1b]9;") == 1


def test_it_cannot_be_suspended(tmp_path: Path) -> None:
    with small(tmp_path) as terminal:
        terminal.send("\x1a")
        terminal.wait_for("key ctrl+z")
        terminal.signal(signal.SIGTSTP)
        terminal.send("x")
        terminal.wait_for("key x")


def test_after_a_forced_stop_it_takes_the_terminal_again_and_starts_once(tmp_path: Path) -> None:
    with small(tmp_path) as terminal:
        terminal.signal(signal.SIGSTOP)
        terminal.make_cooked()
        mark = terminal.mark()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(b"\x1b[?1049h", since=mark)
        terminal.wait_for(b"ready", since=mark)
        assert not terminal.is_cooked()
        terminal.send("xyz")
        terminal.wait_for("key z")
        assert [terminal.bytes_since(mark).count(f"]9;{key}\x07".encode()) for key in "xyz"] == [1, 1, 1]
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(("rows", "cols"), [(8, 30), (2, 5), (1, 1)])
def test_a_window_made_too_small_later_does_not_end_it(tmp_path: Path, rows: int, cols: int) -> None:
    with small(tmp_path) as terminal:
        terminal.resize(rows, cols)
        assert seconds_for(terminal, "x", "x") > 0
        terminal.resize(24, 80)
        assert seconds_for(terminal, "y", "y") > 0
        terminal.wait_for("key y")


def test_the_mouse_is_never_reported(tmp_path: Path) -> None:
    with small(tmp_path) as terminal:
        terminal.send("q")
        assert terminal.wait() == 0
        assert [mode for mode in MOUSE_MODES if mode in terminal.bytes_since()] == []


def test_echo_is_off_while_it_runs(tmp_path: Path) -> None:
    with small(tmp_path) as terminal:
        assert not terminal.modes()[3] & (termios.ECHO | termios.ICANON | termios.ISIG)
