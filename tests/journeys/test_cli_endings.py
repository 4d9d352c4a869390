"""Every way a command can end badly: one line on standard error, an exit code; never a traceback."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models import db
from models.engine import book_file
from tests.journeys.command import Command
from tui import __main__ as start
from tui.cli import arguments, commands


def foreign(path: Any, _: Any) -> Any:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")


def newer(path: Any, whole: Any) -> Any:
    shutil.copyfile(whole, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('models', '9999_far', '')")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["frobnicate"], "there is no verb “frobnicate”. See `wellkept --help`."),
        (["--frobnicate"], "unrecognized arguments: --frobnicate. See `wellkept --help`."),
        (["--db"], "argument --db: expected one argument. See `wellkept --help`."),
        (["show", "--db"], "argument --db: expected one argument. See `wellkept show --help`."),
        (["--db", "", "today"], "--db needs the path of a file."),
        (["--db", "mysql://x", "today"], "the database is neither a file nor a postgres:// address."),
        (["matters", "x"], "there is no verb “matters”"),
        (["\x1b[2J"], "there is no verb “\ufffd[2J”"),
        (["today", "--limit", "x\ny"], "“x y” is not a whole number"),
    ],
)
def test_wrong_usage_is_one_line(cli: Command, argv: tuple[str | int, ...], said: str) -> None:
    ran = cli(*argv)
    assert ran.code == 2
    assert said in ran.err


def test_a_setting_that_cannot_be_used_is_one_line(cli: Command, tmp_path: Path) -> None:
    folder = tmp_path / "home" / ".config" / "wellkept"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('zone = "Mars/Olympus"')
    ran = cli("today")
    assert ran.code == 2
    assert "line 1: zone is not a time zone" in ran.err


def test_a_server_is_not_supported_yet(cli: Command) -> None:
    ran = cli("--db", "postgres://db.example/book", "today")
    assert ran.code == 5
    assert "PostgreSQL is not supported yet" in ran.err


@pytest.mark.parametrize("verb", [["today"], ["add", "Ada"], ["undo"]])
@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            lambda path, _: path.write_text("no book at all, but as long as one" * 4),
            "another program wrote it",
        ),
        (lambda path, whole: path.write_bytes(whole.read_bytes()[:9000]), "is damaged"),
        (lambda path, _: path.mkdir(), "is not a file"),
        (lambda path, _: path.symlink_to(path.parent / "no" / "where"), "cannot be opened"),
        (foreign, "another program wrote it"),
        (newer, "was written by a newer Wellkept"),
    ],
)
def test_a_book_that_cannot_be_used_is_one_line(cli: Command, tmp_path: Path, made: Any, said: str, verb: Any) -> None:
    path = tmp_path / "other.db"
    made(path, cli.book)
    ran = cli(*verb, "--db", path)
    assert ran.code == 5
    assert said in ran.err


def test_a_folder_that_is_not_there_is_one_line(cli: Command, tmp_path: Path) -> None:
    ran = cli("--db", tmp_path / "no" / "book.db", "add", "Ada")
    assert ran.code == 5
    assert not (tmp_path / "no").exists()


def test_a_book_that_somebody_else_writes_for_too_long_is_locked(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_file, "WRITE_WAIT", 10)
    with closing(sqlite3.connect(cli.book, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = cli("note", 1, "never kept")
        assert ran.code == 5
        assert "is locked by another program" in ran.err
        assert cli("today").code == 0
        other.execute("ROLLBACK")
    assert cli.rows("SELECT count(*) FROM note WHERE text = 'never kept'") == [(0,)]


def test_an_error_of_the_system_is_the_books(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: Any) -> Any:
        raise PermissionError(13, "Permission denied", str(cli.book))

    monkeypatch.setattr(db, "opened", denied)
    ran = cli("today")
    assert ran.code == 5
    assert "you have no right to" in ran.err


def test_what_nobody_expected_is_one_line_without_anything_private(
    cli: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("Bob Stone's divorce")

    monkeypatch.setattr(commands, "_in_book", broken)
    ran = cli("today")
    assert ran.code == 70
    assert ran.err.startswith("wellkept: something went wrong (ZeroDivisionError in commands.py:")
    assert "Bob" not in ran.err
    log = tmp_path / "home" / ".local" / "state" / "wellkept" / "wellkept.log"
    assert "ZeroDivisionError" in log.read_text()
    assert "Bob" not in log.read_text()
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_what_nobody_expected_before_the_settings_are_known_is_one_line(
    cli: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(arguments, "_before", broken)
    ran = cli("today")
    assert ran.code == 70
    assert "there is no log to look in" in ran.err


def test_without_a_place_for_a_log_it_still_is_one_line(
    cli: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    (tmp_path / "home").write_text("a file where the home should be")
    monkeypatch.setattr(commands, "_in_book", broken)
    monkeypatch.setattr("tui.settings_file.SettingsFile._read", lambda _: b"")
    ran = cli("today")
    assert ran.code == 70
    assert "there is no log to look in" in ran.err


def test_an_interrupt_is_quiet(
    cli: Command, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "_in_book", interrupted)
    assert start.main(["today"], now=cli.now) == 130
    assert capfd.readouterr() == ("", "")
