"""The command as a process of its own: pipes, signals, streams that are closed, a module of the wrong house."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tui import settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def command(full: Path, tmp_path: Path) -> dict[str, str]:
    """The environment in which the command finds the book, of which this very account is ann's."""
    with closing(sqlite3.connect(full)) as connection, connection:
        connection.execute("UPDATE member SET account = ?1 WHERE name = 'ann'", [settings.account()])
    return {"WELLKEPT_DB": str(full), "HOME": str(tmp_path), "PATH": os.environ["PATH"], "TZ": "Europe/Berlin"}


def shell(script: str, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run a shell script in which $W is the command."""
    wellkept = f'"{sys.executable}" -m tui'
    return subprocess.run(
        ["sh", "-c", script.replace("$W", wellkept)], env=env, cwd=ROOT, capture_output=True, check=False, timeout=60
    )


def test_a_pipe_that_is_read_no_further_is_quiet(command: dict[str, str]) -> None:
    ran = shell(
        "$W find --limit 17 --json | head -c 1; $W --help | head -n 1; $W export - --format csv | head -c 3", command
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == b"{usage: wellkept [--db PATH] [--json] [VERB \xe2\x80\xa6]\nUID"


def test_closed_streams_harm_nothing(command: dict[str, str]) -> None:
    ran = shell("$W note 1 -- '-kept' >&- 2>&- <&-; $W find zzz >&-; $W show 1", command)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"note (" in ran.stdout
    assert b"-kept" in ran.stdout


def test_a_full_disk_behind_standard_output_is_one_line(command: dict[str, str]) -> None:
    ran = shell("$W find > /dev/full", command)
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"wellkept: the answer could not be written: No space left on device.")
    assert ran.stderr.count(b"\n") == 1


def test_a_disk_that_is_full_keeps_the_book_whole(command: dict[str, str]) -> None:
    ran = shell("ulimit -f 8; $W note 1 never", command)
    assert ran.returncode == 5
    assert ran.stderr.startswith(b"wellkept: The book ")
    assert ran.stderr.count(b"\n") == 1
    after = shell("$W doctor --json; $W show 1", command)
    assert after.returncode == 0
    assert b"the book is whole" in after.stdout
    assert b"never" not in after.stdout


def test_an_interrupt_while_standard_input_is_awaited_is_quiet(command: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SAYS_WHEN_IT_READS, "note", "1", "-"],
        env=command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as waiting:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == b"reading\n"
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(20) == 130
        assert waiting.stderr is not None
        assert waiting.stderr.read() == b""


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_of_an_export_that_is_told_to_end(
    command: dict[str, str], tmp_path: Path, told: signal.Signals
) -> None:
    before = {*tmp_path.iterdir()}
    with subprocess.Popen(
        [sys.executable, "-c", _STANDS_STILL_HALF_WAY, "export", str(tmp_path / "all.json")],
        env=command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as under_way:
        assert under_way.stdout is not None
        assert under_way.stdout.readline() == b"half\n"
        assert {*tmp_path.iterdir()} > before
        under_way.send_signal(told)
        assert under_way.wait(20) == 130
    assert {path for path in tmp_path.iterdir() if path.name.startswith((".wellkept", "all"))} == set()


_STANDS_STILL_HALF_WAY = """
import asyncio, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job begins with it ignored
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and under nohup this one
from models.exchange import exporting
from tui.__main__ import main
async def pieces(*args):
    yield exporting.Piece("half", {"contacts": 1})
    print("half", flush=True)
    await asyncio.Event().wait()
exporting._WRITERS[exporting.Format.JSON] = pieces
sys.exit(main())
"""

_SAYS_WHEN_IT_READS = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job begins with it ignored
from tui.cli import standard_input
from tui.__main__ import main
read = standard_input.text
def said():
    print("reading", flush=True)
    return read()
standard_input.text = said
sys.exit(main())
"""


def test_a_module_of_another_house_is_named(command: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text("raise SystemExit('the wrong one')")
    script = (
        f"import sys; sys.path[:0] = ['{tmp_path}', '{ROOT}']; from tui.__main__ import main; sys.exit(main(['today']))"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", script], env=command, capture_output=True, check=False, timeout=60
    )
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith(f"wellkept: models was found at {tmp_path}/models.py, not beside {ROOT}/tui.")
    assert ran.stderr.count(b"\n") == 1


def test_a_locale_without_utf_8_gets_what_it_can_show(command: dict[str, str]) -> None:
    plain = {**command, "PYTHONIOENCODING": "ascii"}
    ran = shell("$W today; $W show bob", plain)
    assert ran.returncode == 0
    assert ran.stdout.isascii()
    assert b"!! [1]" in ran.stdout
