"""Where there is no terminal to draw on, one clear line says so and nothing is painted."""

import subprocess
from pathlib import Path

import pytest

from tests.servers.small import COMMAND, ENV, small
from tests.servers.terminal import Terminal

TOO_SMALL = [(8, 30), (10, 39), (9, 40)]


@pytest.mark.parametrize(("rows", "cols"), TOO_SMALL)
def test_a_window_that_is_too_small_is_refused(tmp_path: Path, rows: int, cols: int) -> None:
    with Terminal([*COMMAND, tmp_path, "nothing"], home=tmp_path, env=ENV, rows=rows, cols=cols) as terminal:
        assert terminal.wait() == 2
        said = terminal.bytes_since().decode()
    assert said.startswith(f"wellkept: the window is {cols}x{rows}, and at least 40x10 is needed. ")
    assert said.count("\n") == 1
    assert "\x1b" not in said


def test_the_least_window_will_do(tmp_path: Path) -> None:
    with Terminal([*COMMAND, tmp_path, "nothing"], home=tmp_path, env=ENV, rows=10, cols=40) as terminal:
        terminal.wait_for("ready")


@pytest.mark.parametrize(("term", "told"), [("", "not set"), ("dumb", "dumb"), ("unknown", "unknown")])
def test_a_terminal_that_cannot_draw_is_refused(tmp_path: Path, term: str, told: str) -> None:
    with Terminal([*COMMAND, tmp_path, "nothing"], home=tmp_path, env={**ENV, "TERM": term}) as terminal:
        assert terminal.wait() == 2
        assert terminal.bytes_since().startswith(f"wellkept: TERM is {told}, which cannot draw a screen. ".encode())


@pytest.mark.parametrize(("redirected", "stream"), [("<", "standard input"), (">", "standard output")])
def test_a_stream_that_is_not_a_terminal_is_refused(tmp_path: Path, redirected: str, stream: str) -> None:
    command: list[str | Path] = ["sh", "-c", f'exec "$@" {redirected} /dev/null', "sh", *COMMAND, tmp_path, "nothing"]
    with Terminal(command, home=tmp_path, env=ENV) as terminal:
        assert terminal.wait() == 2
        said = terminal.bytes_since().decode()
    assert said.startswith(f"wellkept: {stream} is not a terminal. Over SSH use `ssh -t HOST wellkept`, or ")


def test_no_terminal_at_all_is_refused_without_hanging(tmp_path: Path) -> None:
    ran = subprocess.run(
        [*COMMAND, tmp_path, "nothing"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**ENV, "TERM": "xterm"},
        timeout=30,
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("wellkept: standard input is not a terminal. ")
    assert ran.stderr.count("\n") == 1


def test_typed_text_is_never_written_where_textual_log_points(tmp_path: Path) -> None:
    with small(tmp_path, env={"TEXTUAL_LOG": str(tmp_path / "typed"), "TEXTUAL": "debug"}) as terminal:
        terminal.send("x")
        terminal.wait_for("key x")
        terminal.send("q")
        assert terminal.wait() == 0
    assert not (tmp_path / "typed").exists()


def test_a_stale_columns_variable_does_not_hide_the_real_width(tmp_path: Path) -> None:
    with small(tmp_path, env={"COLUMNS": "44", "LINES": "11"}) as terminal:
        terminal.send("x")
        terminal.wait_for("key x")
        assert b" " * 70 in terminal.bytes_since()
