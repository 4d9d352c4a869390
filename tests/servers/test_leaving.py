"""However it is told to leave, the program ends, the database is closed, and the terminal is as it was."""

import signal
import sys
from pathlib import Path

import pytest

from tests.servers.small import COMMAND, ENV, diary, small
from tests.servers.terminal import Terminal

LEFT = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1004l", b"\x1b[<u", b"\x1b[?7h")
STUCK = ["blocked", "stuck-salvage"]


def assert_given_back(terminal: Terminal) -> None:
    assert terminal.is_cooked()
    written = terminal.bytes_since()
    assert [sequence for sequence in LEFT if sequence not in written] == []


def process_state(log: Path) -> str:
    pid = log.read_text(encoding="utf-8").split()[1]
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2][0]
    except FileNotFoundError:
        return "gone"


def test_quitting_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with small(tmp_path) as terminal:
        terminal.send("q")
        assert terminal.wait() == 0
        assert_given_back(terminal)
    assert diary(tmp_path) == "closed"


@pytest.mark.parametrize("signum", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_an_orderly_way_to_leave(tmp_path: Path, signum: signal.Signals) -> None:
    with small(tmp_path) as terminal:
        terminal.signal(signum)
        assert terminal.wait() == 128 + signum
        assert_given_back(terminal)
    assert diary(tmp_path) == "closed"


@pytest.mark.parametrize("hangs_up", [True, False], ids=["controlling", "setsid"])
def test_a_closed_window_ends_the_program_and_leaves_no_orphan(tmp_path: Path, *, hangs_up: bool) -> None:
    with small(tmp_path, "no-beat", hangs_up=hangs_up) as terminal:
        terminal.hang_up()
        assert terminal.wait() == 128 + signal.SIGHUP
    assert diary(tmp_path) == "closed"


def test_a_closed_window_ends_it_even_where_the_signal_was_ignored(tmp_path: Path) -> None:
    with small(tmp_path, "no-beat", under=("env", "--ignore-signal=HUP")) as terminal:
        terminal.hang_up()
        assert terminal.wait() == 128 + signal.SIGHUP
    assert diary(tmp_path) == "closed"


def test_a_lost_parent_ends_it(tmp_path: Path) -> None:
    parent = "import subprocess, sys; subprocess.Popen(sys.argv[1:]).wait()"
    command: list[str | Path] = [sys.executable, "-c", parent, *COMMAND, tmp_path, "nothing"]
    with Terminal(command, home=tmp_path, env=ENV, hangs_up=False) as terminal:
        terminal.wait_for("ready")
        terminal.signal(signal.SIGKILL)
        terminal.wait()
        terminal.wait_for(b"\x1b[?1049l")
        terminal.wait_until(lambda: process_state(tmp_path / "wellkept.log") in {"gone", "Z"}, what="its end")
        assert_given_back(terminal)
    assert diary(tmp_path) == "closed"


@pytest.mark.parametrize("what", STUCK)
def test_a_stuck_loop_is_ended_by_force_after_saving_what_can_be_saved(tmp_path: Path, what: str) -> None:
    with small(tmp_path, what) as terminal:
        mark = terminal.mark()
        terminal.send("!")
        terminal.wait_for(b"\x1b]9;exclamation_mark", since=mark)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert_given_back(terminal)
    assert diary(tmp_path) == ("salvaged" if what == "blocked" else "")


def test_a_terminal_that_stops_reading_for_long_counts_as_gone(tmp_path: Path) -> None:
    with small(tmp_path, "stalled") as terminal:
        terminal.send("!")
        assert terminal.wait(reading=False) == 128 + signal.SIGHUP
        assert_given_back(terminal)
    assert diary(tmp_path) == "closed"


def test_a_stalled_terminal_does_not_keep_a_signal_from_ending_it(tmp_path: Path) -> None:
    with small(tmp_path, "flood-once") as terminal:
        mark = terminal.mark()
        terminal.send("!")
        terminal.wait_for(b"~", since=mark)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait(reading=False) == 128 + signal.SIGTERM
        assert_given_back(terminal)
    assert diary(tmp_path) == "closed"


def test_a_terminal_that_reads_again_in_time_has_lost_nothing(tmp_path: Path) -> None:
    with small(tmp_path, "flood-once") as terminal:
        terminal.send("!")
        terminal.wait_for(b"~" * 2_000_000)
        terminal.send("x")
        terminal.wait_for(b"\x1b]9;x\x07")
        terminal.send("q")
        assert terminal.wait() == 0
