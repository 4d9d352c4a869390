"""An unexpected failure says one line and keeps private text out of the terminal and out of every file."""

import re
from pathlib import Path

import pytest

from tests.servers.small import small
from tests.servers.small_screens import CANARY
from tests.servers.terminal import Terminal

SAID = re.compile(
    r"wellkept: something went wrong \(RuntimeError in \w+\.py:\d+\)\. "
    r"Nothing half done was kept; details without private text are in (\S+)\.\r\n$"
)
WORDS = re.compile(r"Ada|Stone|leaving her|husband|cannot show")


def assert_discreet(terminal: Terminal, home: Path) -> None:
    seen = terminal.bytes_since().decode("utf-8", "replace")
    kept = "".join(path.read_text(encoding="utf-8", errors="replace") for path in home.rglob("*") if path.is_file())
    assert WORDS.findall(seen + kept) == []


def test_the_words_looked_for_would_be_found() -> None:
    assert WORDS.findall(f"cannot show {CANARY}") == ["cannot show", "Ada", "Stone", "leaving her", "husband"]


@pytest.mark.parametrize(
    ("what", "key"), [("render", "!"), ("worker", "!"), ("thread", "!"), ("nothing", "B"), ("mount", "")]
)
def test_a_failure_anywhere_is_told_in_one_line_without_private_text(tmp_path: Path, what: str, key: str) -> None:
    with small(tmp_path, what, wait=key != "") as terminal:
        terminal.send(key)
        assert terminal.wait() == 70
        after = terminal.bytes_since().rpartition(b"\x1b[?1004l")[2].decode()
        said = SAID.match(after)
        assert said, after
        assert_discreet(terminal, tmp_path)
        assert terminal.is_cooked()
    assert (tmp_path / "diary").read_text() == "closed"
    log = Path(said[1])
    assert log == tmp_path / "wellkept.log"
    assert "ERROR RuntimeError < servers/small_screens.py:" in log.read_text()
    assert "break_with_private_text" in log.read_text()
    assert "ERROR ValueError < servers/small_screens.py:" in log.read_text()


def test_a_failure_in_the_thread_that_reads_keys_ends_it_as_discreetly(tmp_path: Path) -> None:
    with small(tmp_path, "input") as terminal:
        terminal.send("!")
        terminal.wait_for("key exclamation_mark")
        terminal.send("x")
        assert terminal.wait() == 70
        assert b"wellkept: something went wrong (RuntimeError in driver.py:" in terminal.bytes_since()
        assert_discreet(terminal, tmp_path)


@pytest.mark.parametrize("what", ["task", "plain-thread"])
def test_a_failure_that_nobody_waits_for_is_logged_and_goes_on(tmp_path: Path, what: str) -> None:
    with small(tmp_path, what) as terminal:
        terminal.send("!")
        terminal.wait_for("survived")
        terminal.send("q")
        assert terminal.wait() == 0
        assert_discreet(terminal, tmp_path)
    assert "ERROR RuntimeError < servers/small_screens.py:" in (tmp_path / "wellkept.log").read_text()


def test_without_a_log_the_line_says_so(tmp_path: Path) -> None:
    (tmp_path / "wellkept.log").mkdir()
    with small(tmp_path) as terminal:
        terminal.send("B")
        assert terminal.wait() == 70
        assert terminal.bytes_since().endswith(b"Nothing half done was kept; there is no log to look in.\r\n")
        assert_discreet(terminal, tmp_path)
