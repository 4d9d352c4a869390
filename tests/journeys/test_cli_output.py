"""What is printed: help, lines that fit, and standard output that is closed, full, or cannot show it."""

import io
import json
import os
import sys
from typing import Any

import pytest
from typing_extensions import override

from tests.journeys.command import Command
from tui import __main__ as start
from tui.cli import output, verbs


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["--db", "x", "--help"]])
def test_help_names_every_verb(cli: Command, argv: tuple[str | int, ...]) -> None:
    said = cli(*argv).lines
    assert all(any(line.startswith(f"  {verb} ") for line in said) for verb in verbs.VERBS)


@pytest.mark.parametrize("verb", verbs.VERBS)
def test_every_verb_has_help(cli: Command, verb: Any) -> None:
    said = cli(verb, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: wellkept {verb}")
    assert "--json" in said.out
    assert all(len(line) <= 80 for line in said.lines)


def test_the_version_is_said(cli: Command) -> None:
    assert cli("--version").lines[0].startswith("wellkept 0.")


class _Full(io.TextIOWrapper):
    """A standard output that takes nothing."""

    def __init__(self, error: OSError) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self._error = error

    @override
    def write(self, _text: str) -> int:
        raise self._error


def test_a_reader_who_has_gone_is_no_error(
    cli: Command, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout", _Full(BrokenPipeError()))
    assert start.main(["find"], now=cli.now) == 0
    assert capfd.readouterr().err == ""


def test_an_answer_that_cannot_be_written_is_said(
    cli: Command, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout", _Full(OSError(28, "No space left on device")))
    assert start.main(["note", "1", "x"], now=cli.now) == 1
    assert capfd.readouterr().err == (
        "wellkept: the answer could not be written: No space left on device."
        " What was asked for is done; look with another verb.\n"
    )
    assert cli.rows("SELECT count(*) FROM note WHERE text = 'x'") == [(1,)]


def test_closed_streams_are_no_error(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    assert start.main(["find"], now=cli.now) == 0
    assert start.main(["show", "nobody"], now=cli.now) == 3


def test_a_terminal_without_utf_8_gets_signs_that_it_has(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="ascii"))
    assert start.main(["find"], now=cli.now) == 0
    sys.stdout.flush()
    assert b"!! bad news untold" in written.getvalue()
    assert b"Chlo? Dubois" in written.getvalue()


def test_json_is_plain_ascii(cli: Command) -> None:
    said = cli("find", "chloe", "--json").out
    assert said.isascii()
    assert json.loads(said)["contacts"][0]["name"] == "Chloé Dubois"


@pytest.mark.parametrize(("columns", "longest"), [(20, 40), (100, 100), (500, 120)])
def test_lines_go_by_the_width_of_the_terminal(
    cli: Command, monkeypatch: pytest.MonkeyPatch, columns: int, longest: int
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    assert output.room() == longest
    assert max(map(output.cell_len, cli("today").lines)) <= longest
    assert max(map(output.cell_len, cli("find").lines)) <= max(longest, 60)


def test_bytes_that_are_no_text_are_replaced(cli: Command) -> None:
    assert cli("add", "Ada \udcff Stone").code == 0
    assert "Ada \ufffd Stone" in cli("find", "ada \udcff stone").out
    assert cli("find", "\udcff").code == 0
