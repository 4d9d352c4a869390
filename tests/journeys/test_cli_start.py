"""How a command starts: whose packages these are, which book it is, and who its first member."""

import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import Command
from tui import __main__ as start


def test_the_first_verb_on_a_new_book_makes_its_first_member(cli: Command, tmp_path: Path) -> None:
    for number, verb in enumerate((["add", "Ada"], ["today"], ["stages"])):
        cli.book = tmp_path / f"{number}.db"
        assert cli("--db", cli.book, *verb).code == 0
        assert cli.rows("SELECT name, role FROM member") == [("ann", "owner")]
        assert stat.S_IMODE(cli.book.stat().st_mode) == 0o600


def test_the_usual_book_gets_a_folder_of_its_own(cli: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WELLKEPT_DB")
    assert cli("add", "Ada").code == 0
    cli.book = tmp_path / "home" / ".local" / "share" / "wellkept" / "wellkept.db"
    assert stat.S_IMODE(cli.book.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(cli.book.stat().st_mode) == 0o600


def test_a_home_that_cannot_be_written_is_one_line(
    cli: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WELLKEPT_DB")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / ".local").write_text("in the way")
    ran = cli("add", "Ada")
    assert ran.code == 5
    assert "Name another place with --db PATH." in ran.err


@pytest.mark.parametrize("argv", [("today",), ("find",), ("note", 1, "x"), ("backup", "copy.db"), ("members",), ()])
def test_who_is_no_member_is_told_whom_to_ask(
    cli: Command, opened: dict[str, Any], monkeypatch: pytest.MonkeyPatch, argv: tuple[str | int, ...]
) -> None:
    monkeypatch.setattr("tui.settings.account", lambda: "cara")
    if not argv:
        assert start.main([], now=cli.now) == 7
        assert opened["account"] == "cara"
        return
    ran = cli(*argv)
    assert ran.code == 4
    assert ran.err == "wellkept: “cara” is no member of this book. Ask ann to run: wellkept members add cara\n"
    assert cli.rows("SELECT count(*) FROM member") == [(2,)]


@pytest.mark.parametrize("name", ["models", "screens"])
def test_an_intruder_is_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong one')")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, name)
    assert start.main(["today"]) == 2
    said = capfd.readouterr().err
    assert said.startswith(f"wellkept: {name} was found at {tmp_path / name}.py, not beside")
    assert said.endswith(f"take {tmp_path} off PYTHONPATH.\n")
    assert said.count("\n") == 1


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert start.main(["today"]) == 2
    assert "models was found at no place" in capfd.readouterr().err


def test_without_a_verb_the_guard_stands_first(cli: Command) -> None:
    ran = cli()
    assert ran.code == 2
    assert "is not a terminal." in ran.err
    assert "wellkept today" in ran.err


def test_without_a_verb_the_screens_are_opened(cli: Command, opened: dict[str, Any], tmp_path: Path) -> None:
    assert start.main([], now=cli.now) == 7
    log_path = tmp_path / "home" / ".local" / "state" / "wellkept" / "wellkept.log"
    assert opened.pop("environ") == os.environ
    assert (str(opened.pop("zone")), opened.pop("account")) == ("Europe/Berlin", "ann")
    drafts, pins = log_path.with_name("drafts"), log_path.with_name("keys")
    assert opened.pop("preferences").theme == "dark"
    assert opened == {
        "path": cli.book,
        "now": cli.now,
        "log_path": log_path,
        "drafts": drafts,
        "pins": pins,
        "told": log_path,
    }


@pytest.mark.usefixtures("opened")
def test_the_environment_it_began_with_is_read_as_long_as_that_can_be_read(
    cli: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr("tui.guard.as_started", lambda _: done.append("read"))
    monkeypatch.setattr("tui.guard.keep_memory_private", lambda: done.append("closed"))
    assert start.main([], now=cli.now) == 7
    assert done == ["read", "closed"]


def test_what_was_chosen_is_handed_on_and_a_change_is_written_into_the_file(
    cli: Command, opened: dict[str, Any], tmp_path: Path
) -> None:
    config = tmp_path / "home" / ".config" / "wellkept" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "blue"\nglyphs = "ascii"  # as ever\n[keys]\nquit = "Z"\n')
    assert start.main([], now=cli.now) == 7
    chosen = opened["preferences"]
    assert (chosen.theme, chosen.glyphs, chosen.zone, chosen.keys) == ("dark", "ascii", "Europe/Berlin", {"quit": "Z"})
    assert [notice.partition(": ")[2][:28] for notice in chosen.notices] == ["there is no theme “blue”, so"]
    assert chosen.change("theme", "light") == "theme: light, from the next start"
    assert config.read_text() == 'theme = "light"\nglyphs = "ascii"  # as ever\n[keys]\nquit = "Z"\n'


def test_without_a_home_the_screens_are_opened_without_a_log(
    cli: Command, opened: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.settings._home", lambda _: None)
    assert start.main(["--db", str(cli.book)], now=cli.now) == 7
    assert opened["log_path"] is None
