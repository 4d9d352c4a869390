"""Half a note, typed in a real terminal: whatever ends the program, it comes back in the next session."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.terminal import Terminal

ROOT = Path(__file__).parents[2]
BACK = "What you typed before is back."


def command(home: Path, *words: str) -> list[str | Path]:
    return [sys.executable, "-m", "tui", "--db", home / "book.db", *words]


def opened(home: Path) -> Terminal:
    terminal = Terminal(command(home), home=home, env={"PYTHONPATH": str(ROOT)})
    terminal.wait_for("1 of ")
    return terminal


def written(home: Path) -> bytes:
    folder = home / ".local/state/wellkept/drafts"
    return b"".join(path.read_bytes() for path in folder.glob("*.draft")) if folder.exists() else b""


@pytest.fixture(scope="module")
def home_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    env = {"HOME": str(home), "PYTHONPATH": str(ROOT)}
    for words in (("add", "Ada"), ("follow-up", "Ada", "today", "call her")):
        subprocess.run(command(home, *words), env=env, check=True, capture_output=True, timeout=60)
    with opened(home) as terminal:
        terminal.send("gcf")
        terminal.wait_for("Follow up with Ada")
        terminal.send("ask how it went\ttoday\x13")
        terminal.wait_for("planned with Ada")
        terminal.send("Q")
        assert terminal.wait() == 0
    assert written(home) == b"", "what was saved is no draft"
    return home


@pytest.fixture
def home(home_template: Path, tmp_path: Path) -> Path:
    """A home with a book in it, whose only contact needs outreach today."""
    return Path(shutil.copytree(home_template, tmp_path / "home"))


def half_a_note(terminal: Terminal) -> None:
    terminal.send("A")
    terminal.wait_for("Note on Ada")
    terminal.send("she said that\rthe roof")
    terminal.wait_for("the roof")


def assert_back(home: Path) -> None:
    with opened(home) as terminal:
        terminal.send("A")
        terminal.wait_for(BACK)
        assert "she said that" in terminal.screen()
        terminal.send(" leaks\x13")
        terminal.wait_for("noted on Ada")
        assert written(home) == b""
        terminal.send("\r")
        terminal.wait_for("the roof leaks")


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_takes_no_draft_away(home: Path, signum: signal.Signals) -> None:
    with opened(home) as terminal:
        half_a_note(terminal)
        if signum == signal.SIGKILL:
            terminal.wait_until(lambda: b"the roof" in written(home), what="the draft on disk")
        terminal.signal(signum)
        assert terminal.wait() in {128 + signum, -signum}
    assert_back(home)


def test_a_closed_window_takes_no_draft_away(home: Path) -> None:
    with opened(home) as terminal:
        half_a_note(terminal)
        terminal.hang_up()
        assert terminal.wait() == 128 + signal.SIGHUP
    assert_back(home)


def test_leaving_the_form_and_the_program_takes_no_draft_away(home: Path) -> None:
    with opened(home) as terminal:
        half_a_note(terminal)
        terminal.send("\x1b")
        terminal.wait_until(lambda: "Note on Ada" not in terminal.screen(), what="the list")
        terminal.send("Q")
        assert terminal.wait() == 0
    assert_back(home)


def test_two_sessions_type_the_same_form_and_each_keeps_its_own(home: Path) -> None:
    with opened(home) as here, opened(home) as there:
        half_a_note(here)
        here.wait_until(lambda: b"the roof" in written(home), what="the draft on disk")
        there.send("A")
        there.wait_for("Note on Ada")
        assert BACK not in there.screen()
        there.send("something else\x13")
        there.wait_for("noted on Ada")
        assert b"the roof" in written(home)
        here.signal(signal.SIGKILL)
        here.wait()
    assert_back(home)


def test_where_no_draft_can_be_written_one_types_all_the_same(home: Path) -> None:
    folder = home / ".local/state/wellkept/drafts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("in the way")
    with opened(home) as terminal:
        half_a_note(terminal)
        terminal.send("\x1b")
        terminal.wait_until(lambda: "Note on Ada" not in terminal.screen(), what="the list")
        terminal.send("A")
        terminal.wait_for(BACK)
        terminal.send("\x13")
        terminal.wait_for("noted on Ada")
        terminal.send("Q")
        assert terminal.wait() == 0
