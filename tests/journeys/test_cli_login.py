"""Login: who owns the book acts as a member of it, as a forced command of SSH does; nobody else can."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import Command
from tui import __main__ as start

BOB = 1


def by(cli: Command) -> str:
    """Return who did the last thing."""
    ((name,),) = cli.rows("SELECT m.name FROM history h JOIN member m ON m.id = h.by_id ORDER BY h.id DESC LIMIT 1")
    return str(name)


def test_a_verb_is_done_as_the_member(cli: Command) -> None:
    cli("login", "ben", "note", BOB, "likes tea")
    assert by(cli) == "ben"
    assert cli("login", "ben", "undo").lines == ["undone: added a note on Bob Stone"]
    cli("members", "add", "cara", "--name", "Cara Hill")
    cli("login", "cara hill", "note", BOB, "likes boats", "--json")
    assert by(cli) == "Cara Hill"


def test_a_verb_that_only_reads_does_so_too(cli: Command) -> None:
    assert cli("login", "ben", "find", "bob", "--json").json == cli("find", "bob", "--json").json
    assert cli("--json", "login", "ben", "find", "bob").json == cli("find", "bob", "--json").json


@pytest.mark.parametrize("place", range(4))
def test_the_book_is_named_anywhere(cli: Command, empty: Path, place: int) -> None:
    words: list[str | Path] = ["login", "ben", "add", "Zoe"]
    assert cli(*words[:place], "--db", empty, *words[place:]).lines == ["added Zoe [1], Prospect"]
    cli.book = empty
    assert by(cli) == "ben"


def test_a_copy_and_the_people_of_the_demo_are_theirs_too(cli: Command, empty: Path, tmp_path: Path) -> None:
    assert cli("login", "ben", "backup", tmp_path / "copy.db").code == 0
    assert cli.rows("SELECT by_id FROM backup") == [(2,)]
    cli("--db", empty, "login", "ben", "demo", "--fill")
    assert cli("--db", empty, "login", "ann", "undo").code == 3
    cli("--db", empty, "login", "ben", "demo", "--remove")
    cli.book = empty
    assert cli.rows("SELECT DISTINCT by_id FROM history WHERE verb NOT LIKE 'member.%'") == [(2,)]


def test_without_a_verb_the_screens_are_opened_as_them(cli: Command, opened: dict[str, Any]) -> None:
    assert start.main(["login", "BEN"], now=cli.now) == 7
    assert (opened["account"], opened["path"]) == ("ben", cli.book)


def test_only_from_the_account_that_owns_the_book(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: cli.book.stat().st_uid + 1)
    for name in ("USER", "LOGNAME", "SUDO_UID"):
        monkeypatch.setenv(name, "root")
    for argv in (("login", "ben", "note", BOB, "x"), ("login", "ann", "today"), ("login", "ann")):
        ran = cli(*argv)
        assert ran.code == 4
        says = f"Only the account that owns {cli.book} can log in as somebody. Leave out login to be who you are."
        assert ran.err == f"wellkept: {says}\n"
    assert cli("note", BOB, "x").code == 0


def test_who_is_no_member_is_not_logged_in(cli: Command, tmp_path: Path) -> None:
    ran = cli("login", "zed", "today")
    assert ran.code == 4
    assert ran.err == "wellkept: “zed” is no member of this book. Ask ann to run: wellkept members add zed\n"
    cli("members", "remove", "ben")
    assert "“ben” is a member of this book no more." in cli("login", "ben", "find").err
    new = tmp_path / "new.db"
    ran = cli("--db", new, "login", "ann", "add", "Zoe")
    assert ran.code == 4
    assert f"There is no book at {new}, so “ann” is no member of it." in ran.err
    assert not new.exists()


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("login",), "the following arguments are required: NAME. See `wellkept login --help`."),
        (("login", "ben", "login", "ann"), "login cannot follow login."),
        (("login", "ben", "--json", "login", "ann", "today"), "login cannot follow login."),
        (("login", "ben", "zap"), "there is no verb “zap”."),
        (("login", "--as", "ben"), "unrecognized arguments: --as"),
    ],
)
def test_what_makes_no_sense(cli: Command, argv: tuple[str, ...], says: str) -> None:
    ran = cli(*argv)
    assert ran.code == 2
    assert says in ran.err


def test_help_is_for_the_verb_that_follows(cli: Command) -> None:
    assert cli("login", "--help").lines[0] == "usage: wellkept login NAME [VERB …] [--db PATH] [--json]"
    assert cli("login", "ben", "note", "--help").lines[0].startswith("usage: wellkept note")


def test_bytes_that_are_no_text_name_a_file_all_the_same(cli: Command, tmp_path: Path) -> None:
    odd = str(tmp_path / os.fsdecode(b"\xff.db"))
    cli("login", "ben", "backup", odd)
    assert os.fsencode(odd) in [os.fsencode(file) for file in tmp_path.iterdir()]
