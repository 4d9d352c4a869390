"""backup and restore: a copy that cron makes, and the way back to it, with all that is left aside said."""

import io
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typing_extensions import override

from tests.journeys.command import Command


@pytest.fixture
def cli(cli: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Nobody is there to be asked."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return cli


def test_a_copy_is_kept_and_gone_back_to(cli: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    (said,) = cli("backup", copy).lines
    assert said == f"kept a copy of 17 contacts in {copy} ({copy.stat().st_size / 1e6:.1f} MB), verified"
    cli("add", "Zed New")
    cli("note", "Zed New", "hello")
    aside = tmp_path / "full.db.before-restore-2026-11-21T091400"
    assert cli("restore", copy).lines == [
        f"restored 17 contacts from {copy}",
        f"The book had 2 changes that {copy} lacks, the last on 21 Nov 09:14 by ann.",
        f"The book as it was is kept in {aside}",
        f"Have it back with: wellkept restore {aside}",
    ]
    assert cli("show", "Zed New").code == 3
    assert cli("restore", aside).lines[0] == f"restored 18 contacts from {aside}"
    assert cli("show", "Zed New").code == 0
    assert cli("backup", copy).lines[0].startswith("kept a copy of 18 contacts")


def test_both_answer_in_json(cli: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert cli("backup", copy, "--json").json == {
        "file": str(copy),
        "bytes": copy.stat().st_size,
        "contacts": 17,
        "made_at": "2026-11-21T08:14:00Z",
    }
    cli("add", "Zed New")
    assert cli("restore", copy, "--json").json == {
        "file": str(copy),
        "contacts": 17,
        "kept_aside": str(tmp_path / "full.db.before-restore-2026-11-21T091400"),
        "was_damaged": False,
        "was_another_book": False,
        "changes_left_aside": 1,
        "last_change_at": "2026-11-21T08:14:00Z",
    }


def test_a_book_that_is_lost_comes_back(cli: Command, tmp_path: Path) -> None:
    cli("backup", tmp_path / "copy.db")
    cli.book.unlink()
    ran = cli("backup", tmp_path / "copy.db")
    assert (ran.code, "There is no book yet at" in ran.err, cli.book.exists()) == (3, True, False)
    assert cli("restore", tmp_path / "copy.db").lines == [f"restored 17 contacts from {tmp_path / 'copy.db'}"]
    os.truncate(cli.book, 9000)
    ran = cli("restore", tmp_path / "copy.db")
    assert "The book was damaged; its files are kept as they were" in ran.out
    assert "Leave Wellkept where it is still open, and open it again." in ran.out
    assert cli("find", "bob").code == 0


def test_the_usual_book_comes_back_into_a_folder_that_is_made(
    cli: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("backup", tmp_path / "copy.db")
    monkeypatch.delenv("WELLKEPT_DB")
    assert cli("restore", tmp_path / "copy.db").code == 0
    assert (tmp_path / "home" / ".local" / "share" / "wellkept" / "wellkept.db").is_file()


def test_a_copy_of_another_book_is_named_and_never_overwritten(cli: Command, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    cli("--db", other, "add", "Zed New")
    ran = cli("backup", other)
    assert (ran.code, "is another book, so it is left as it is" in ran.err) == (1, True)
    assert f"{other} is of another book. This one had " in cli("restore", other).out


class Terminal(io.StringIO):
    """Somebody who types."""

    @override
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "code"), [("\n", 1), ("", 1), ("n\n", 1), ("y\n", 0), ("YES\n", 0)])
def test_at_a_terminal_it_asks_before_something_is_left_aside(
    cli: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    cli("backup", tmp_path / "copy.db")
    cli("add", "Zed New")
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    ran = cli.anyhow("restore", tmp_path / "copy.db")
    assert ran.code == code
    assert "The book has 1 change that " in ran.err
    assert "It would be kept aside. Restore? y/N" in ran.err
    assert ("nothing was restored. The book is as it was." in ran.err) == bool(code)
    assert cli("show", "Zed New").code == (0 if code else 3)


def test_it_does_not_ask_where_nothing_is_left_aside_or_yes_was_said(
    cli: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    cli("backup", tmp_path / "copy.db")
    assert cli("restore", tmp_path / "copy.db").code == 0
    cli("add", "Zed New")
    assert cli("restore", "--yes", tmp_path / "copy.db").code == 0


def test_rows_that_point_nowhere_are_told(cli: Command, tmp_path: Path) -> None:
    cli.write("UPDATE note SET by_id = 99")
    assert "point to what is not there: wellkept doctor" in cli("backup", tmp_path / "copy.db").out


def doctor(cli: Command, *argv: str | Path) -> str:
    return " ".join(cli.anyhow("doctor", *argv).out.split())


def test_doctor_knows_of_the_copies(cli: Command, tmp_path: Path) -> None:
    assert "there is no copy of the book yet → Make one, best on another disk: wellkept backup FILE" in doctor(cli)
    copy = tmp_path / "copy.db"
    cli("backup", copy)
    assert f"ok the last copy of the book, {copy}, made on 21 Nov 2026 by ann, is whole" in doctor(cli)
    assert "ok it is a copy of the book, made on 21 Nov 2026 by ann" in doctor(cli, "--db", copy)
    assert "ok the book is whole" in doctor(cli, "--db", copy)


def test_doctor_says_when_a_copy_is_old_only_if_it_lacks_something(cli: Command, tmp_path: Path) -> None:
    cli("backup", tmp_path / "copy.db")
    now = cli.now
    cli.now = now.replace(year=2027)
    assert "is whole" in doctor(cli)
    cli.now = now
    cli("add", "Zed New")
    cli.now = now.replace(year=2027)
    assert "is 365 days old and lacks 1 change → Make a new one: wellkept backup FILE" in doctor(cli)


def test_doctor_says_what_became_of_the_last_copy(cli: Command, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    cli("backup", copy)
    shutil.copyfile(cli.book, tmp_path / "before.db")
    cli("backup", copy)
    whole = copy.read_bytes()
    os.truncate(copy, 9000)
    assert f"warn the last copy of the book, {copy}, cannot be read, or is not whole any more" in doctor(cli)
    with closing(sqlite3.connect(tmp_path / "before.db")) as connection, connection:
        connection.execute("DELETE FROM backup")
    shutil.copyfile(tmp_path / "before.db", copy)
    assert "is another one now" in doctor(cli)
    copy.unlink()
    assert "is not there any more → Make a new one" in doctor(cli)
    copy.write_bytes(whole)
    assert "is whole" in doctor(cli)


def test_doctor_names_what_a_restore_kept_aside(cli: Command, tmp_path: Path) -> None:
    cli("backup", tmp_path / "copy.db")
    cli("restore", tmp_path / "copy.db")
    aside = tmp_path / "full.db.before-restore-2026-11-21T091400"
    Path(f"{aside}-wal").touch()
    said = doctor(cli)
    assert (
        f"{aside}, {aside.stat().st_size / 1e6:.1f} MB → Go back to it with wellkept restore FILE, or remove it" in said
    )
    assert said.count("kept aside by a restore") == 1
    os.truncate(cli.book, 9000)
    assert "kept aside by a restore" in doctor(cli)


def test_doctor_says_what_a_book_lacks(cli: Command) -> None:
    cli.write("DROP TRIGGER outreach_stage_insert")
    assert "warn the book lacks the trigger outreach_stage_insert → Go back to a copy" in doctor(cli)
    cli.write("DROP TABLE contact_tag")
    cli.write("DROP TABLE backup")
    ran = cli.anyhow("doctor")
    assert ran.code == 5
    assert "the book lacks the tables backup, contact_tag" in " ".join(ran.out.split())
