"""What is said and logged about a failure: its kind and place, nothing else."""

import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui import crash, log
from tui.settings_file import SettingsFile

CANARY = "Ada Stone"
HOOKS = {
    "main": f"raise ValueError('{CANARY}')",
    "thread": f"import threading; t = threading.Thread(target=lambda: int('{CANARY}')); t.start(); t.join()",
    "unraisable": f"class A:\n  def __del__(self): raise ValueError('{CANARY}')\nA()",
}


@pytest.fixture
def logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep a log, and let logging be as it was afterwards."""
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    path = log.start(tmp_path)
    assert path is not None
    yield path
    log.stop()


def failure() -> Exception:
    try:
        int(CANARY)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_sentence_names_kind_place_and_log() -> None:
    said = crash.sentence(failure(), Path("/var/log/w.log"))
    assert said.startswith("something went wrong (ValueError in test_crash_words.py:")
    assert said.endswith("Nothing half done was kept; details without private text are in /var/log/w.log.")
    assert CANARY not in said


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert "(ValueError)." in crash.sentence(ValueError(CANARY), None)


def test_our_own_line_is_named_rather_than_a_librarys() -> None:
    with pytest.raises(ValueError, match="null") as raised:
        SettingsFile(Path("\0"))
    assert str(raised.traceback[-1].path).endswith("pathlib.py")
    assert "(ValueError in settings_file.py:" in crash.sentence(raised.value, None)


def test_an_endless_chain_of_causes_ends(logged: Path) -> None:
    first, second = ValueError(CANARY), TypeError(CANARY)
    first.__cause__, second.__cause__ = second, first
    crash.record(first)
    assert [line.split()[-1] for line in logged.read_text().splitlines()] == ["ValueError", "TypeError"] * 5


def test_an_error_in_the_loop_is_logged_without_its_message(logged: Path) -> None:
    crash.on_loop_error(None, {"exception": failure(), "message": CANARY})  # type: ignore[arg-type]
    crash.on_loop_error(None, {"message": CANARY})  # type: ignore[arg-type]
    assert re.fullmatch(r"\S+ \d+ ERROR ValueError < house/test_crash_words.py:\d+ failure\n", logged.read_text())


def test_a_report_is_one_line_on_the_terminal(logged: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert crash.report(failure(), logged) == 70
    assert capfd.readouterr().err == f"wellkept: {crash.sentence(failure(), logged)}\n"


@pytest.mark.parametrize("hook", HOOKS)
def test_python_prints_no_message_of_its_own(tmp_path: Path, hook: str) -> None:
    path = tmp_path / "wellkept.log"
    begin = f"from tui import crash, log; from pathlib import Path; crash.install(log.start(Path({str(tmp_path)!r})))\n"
    ran = subprocess.run([sys.executable, "-c", begin + HOOKS[hook]], check=False, capture_output=True, text=True)
    assert CANARY not in ran.stdout + ran.stderr + path.read_text(encoding="utf-8")
    assert "ERROR ValueError" in path.read_text(encoding="utf-8")
    assert ran.stderr.count("\n") == (hook == "main")
