"""What the guard says, and what it takes out of the environment."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tui import guard

ALL = [True, True, True]


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (0, 0), (200, 0)])
def test_a_terminal_of_enough_or_unknown_size_will_do(size: tuple[int, int]) -> None:
    assert guard.why_not(ALL, "xterm", size) is None


@pytest.mark.parametrize(
    ("terminals", "term", "size", "said"),
    [
        ([False, False, False], "dumb", (1, 1), "standard input is not a terminal"),
        ([True, False, True], "xterm", (80, 24), "standard output is not a terminal"),
        ([True, True, False], "xterm", (0, 0), "standard error is not a terminal"),
        (ALL, "", (80, 24), "TERM is not set"),
        (ALL, "dumb", (30, 8), "TERM is dumb"),
        (ALL, "tmux", (30, 8), "the window is 30x8"),
        (ALL, "tmux", (80, 9), "the window is 80x9"),
    ],
)
def test_what_is_wrong_is_said(terminals: list[bool], term: str, size: tuple[int, int], said: str) -> None:
    assert (guard.why_not(terminals, term, size) or "").startswith(said)


def test_what_could_turn_against_us_is_removed_and_the_rest_stays() -> None:
    environ = dict.fromkeys(["TEXTUAL_LOG", "TEXTUAL", "PYTHONPATH", "COLUMNS", "LINES", "HOME", "NO_COLOR"], "1")
    guard.scrub(environ)
    assert environ == {"HOME": "1", "NO_COLOR": "1", "ESCDELAY": "25", "TEXTUAL_FPS": "120"}


@pytest.mark.parametrize(
    ("before", "after"),
    [({"NO_COLOR": ""}, None), ({}, None), ({"TERM": "vt100"}, "1"), ({"TERM": "xterm", "NO_COLOR": "yes"}, "yes")],
)
def test_no_color_means_what_its_standard_says(before: dict[str, str], after: str | None) -> None:
    guard.scrub(before)
    assert before.get("NO_COLOR") == after


def test_a_chosen_escape_delay_stays() -> None:
    environ = {"ESCDELAY": "100"}
    guard.scrub(environ)
    assert environ["ESCDELAY"] == "100"


def test_an_error_line_cannot_steer_the_terminal() -> None:
    assert guard.error_line("TERM is \x1b]0;x\x07\n\u202e.") == "wellkept: TERM is ?]0;x???."


@pytest.mark.parametrize(
    ("given", "left"),
    [(b"LANG=C\0", {"LANG": "C"}), (b"LC_CTYPE=C\0LANG=C\0", {"LANG": "C", "LC_CTYPE": "C.UTF-8"})],
)
def test_what_python_adds_to_the_locale_does_not_count(tmp_path: Path, given: bytes, left: dict[str, str]) -> None:
    (tmp_path / "environ").write_bytes(given)
    environ = {"LANG": "C", "LC_CTYPE": "C.UTF-8"}
    assert guard.as_started(environ, tmp_path / "environ") == left
    assert guard.as_started(environ, tmp_path / "nowhere") == environ


def test_nobody_else_reads_our_memory_nor_does_a_crash_write_it_down() -> None:
    told = "import ctypes, resource; print(resource.getrlimit(4)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    code = f"from tui import guard; guard.keep_memory_private(); {told}"
    assert resource.RLIMIT_CORE == 4
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout == b"0 0\n"


@pytest.mark.parametrize("module", ["tui.guard", "tui.crash", "tui.log", "tui.settings", "tui.clock"])
def test_what_stands_before_textual_does_not_load_it(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('textual', 'rich', 'tortoise') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout == b"[]\n"
