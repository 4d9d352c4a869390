"""doctor: looks at everything, changes nothing, and says what to do; also where nothing else works."""

import hashlib
import importlib.metadata
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

from models.engine import book_health
from tests.journeys.command import FINDING, Command, is_shaped
from tui import guard


def findings(cli: Command, *argv: str | Path) -> dict[str, dict[str, Any]]:
    """What was found to be other than ok, by what it is."""
    found = cli("doctor", *argv, "--json").json["findings"]
    assert all(is_shaped(each, FINDING) and each["level"] in {"ok", "warn", "fail"} for each in found)
    assert all(bool(each["remedy"]) == (each["level"] != "ok") for each in found)
    usual = ("SQLite", "there is no copy of the book yet")
    return {each["what"]: each for each in found if each["level"] != "ok" and not each["what"].startswith(usual)}


def failure(cli: Command, *argv: str | Path) -> str:
    """What doctor says of a book that cannot be used, on one line."""
    ran = cli.anyhow("doctor", *argv)
    assert (ran.code, ran.err) == (5, "")
    _, failed, after = ran.out.partition("\nfail  ")
    assert failed
    return " ".join(after.split())


def test_a_sound_book_has_nothing_wrong_with_it(cli: Command) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    assert findings(cli) == {}
    lines = cli("doctor").lines
    assert f"ok the book is {cli.book}" in " ".join(" ".join(lines).split())
    assert "ok    the book is whole" in lines
    assert any(line.startswith("ok    Wellkept 0.") for line in lines)
    assert any(line.startswith("ok    Textual ") for line in lines)
    assert any("Europe/Berlin" in line for line in lines)


def test_a_book_where_nobody_may_look_is_one_failure(cli: Command, tmp_path: Path) -> None:
    cannot_be = tmp_path / ("x" * 300) / "book.db"
    assert "cannot be opened" in failure(cli, "--db", cannot_be)


def test_nothing_is_changed(cli: Command) -> None:
    with a_writer(cli.book):  # with a log of what is not in the book yet
        before = digest(cli.book)
        cli("doctor")
        assert digest(cli.book) == before
    cli("today")
    before = digest(cli.book)
    cli("doctor")
    assert digest(cli.book) == before
    assert not cli.book.with_name("full.db-wal").exists()


@contextmanager
def a_writer(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("UPDATE contact SET off_limits = 'x' WHERE id = 2")
        yield other


def digest(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def test_a_book_that_others_may_read_is_a_warning(cli: Command) -> None:
    os.chmod(cli.book, 0o640)  # noqa: PTH101
    (found,) = findings(cli).values()
    assert found == {
        "level": "warn",
        "what": "others on this machine have rights on the book",
        "remedy": f"Take them away: chmod 600 {cli.book}",
    }


def test_a_book_that_may_only_be_read_is_a_warning(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert list(findings(cli)) == ["you may only read the book"]


def test_no_book_yet_is_a_warning_and_none_is_made(cli: Command, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    assert list(findings(cli, "--db", path)) == [f"there is no book yet at {path}"]
    assert not path.exists()
    far = tmp_path / "a" / "b" / "new.db"
    assert list(findings(cli, "--db", far)) == [f"there is no book yet at {far}, and no folder for it"]


def test_a_folder_that_cannot_be_written_is_a_failure(
    cli: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "no book can be made at" in failure(cli, "--db", tmp_path / "new.db")


def test_an_empty_file_is_a_book_to_be(cli: Command, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch(0o600)
    assert list(findings(cli, "--db", path)) == [f"there is no book yet at {path}"]


def test_a_damaged_book_is_a_failure(cli: Command) -> None:
    with cli.book.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 40 * 4096)
    assert "is damaged" in failure(cli)


def test_a_book_with_one_bad_page_is_a_failure(cli: Command) -> None:
    ((page,),) = cli.rows("SELECT rootpage FROM sqlite_master WHERE name = 'override'")
    ((size,),) = cli.rows("PRAGMA page_size")
    with cli.book.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert cli.rows("PRAGMA quick_check(1)") != [("ok",)]  # it is told, and nothing raised
    assert "is damaged" in failure(cli)


def test_a_book_cut_short_is_a_failure(cli: Command) -> None:
    os.truncate(cli.book, 9000)
    assert "is damaged" in failure(cli)


def test_another_programs_file_is_a_failure(cli: Command, tmp_path: Path) -> None:
    path = tmp_path / "other. 2.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipe (id INTEGER)")
    assert failure(cli, "--db", path).startswith(f"The book {path} is not a Wellkept book: another program wrote it →")


def test_a_locked_book_is_a_failure(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_health, "_SECONDS", 0.01)
    with closing(sqlite3.connect(cli.book, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program" in failure(cli)


def test_a_newer_book_is_a_failure(cli: Command) -> None:
    cli.write("INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('models', '9999_far', '')")
    assert "written by a newer Wellkept" in failure(cli)


def test_a_book_of_an_older_shape_is_a_warning(cli: Command) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    cli.write("DELETE FROM tortoise_migrations WHERE name LIKE '0003%'")
    assert list(findings(cli)) == ["the book is of an older shape"]


def test_an_index_that_has_lost_a_contact_is_a_warning(cli: Command) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    cli.write(
        "INSERT INTO contact_word (contact_word, rowid, search_text) SELECT 'delete', id, search_text FROM contact"
    )
    (found,) = findings(cli).values()
    assert found["what"] == "the search index contact_word is not complete"
    rebuild = found["remedy"].partition('"')[2].rstrip('"')
    cli.write(rebuild)
    assert findings(cli) == {}


def test_rows_that_point_nowhere_are_a_warning(cli: Command) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    cli.write("UPDATE note SET by_id = 99")
    assert list(findings(cli)) == ["1 rows of the book point to what is not there"]


def test_little_room_is_a_warning(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    monkeypatch.setattr(book_health, "LITTLE_ROOM", 10**20)
    assert [what for what in findings(cli) if what.startswith("only ")]


@pytest.mark.usefixtures("team")
def test_no_place_for_what_was_seen_of_keys_is_a_warning(cli: Command, tmp_path: Path) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    assert findings(cli) == {}
    (seen,) = tmp_path.rglob("state/wellkept/keys")
    shutil.rmtree(seen)
    seen.touch()
    assert list(findings(cli)) == [f"what you see of keys cannot be kept in {seen}"]


@pytest.mark.parametrize(("version", "level"), [((3, 51, 2), "warn"), ((3, 51, 3), "ok")])
def test_the_race_of_older_sqlites_is_named(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], level: str
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    assert book_health.sqlite_version().level == level


def test_a_zone_that_is_none_is_a_failure_and_the_book_is_looked_at(cli: Command, tmp_path: Path) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    config(tmp_path, "zone = 'Nowhere'")
    (found,) = findings(cli).values()
    assert found["level"] == "fail"
    assert "line 1: zone is not a time zone" in found["what"]
    assert "ok    the book is whole" in cli("doctor").lines


def config(tmp_path: Path, written: str) -> Path:
    path = tmp_path / "home" / ".config" / "wellkept" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(written)
    return path


def test_what_is_wrong_in_the_settings_file_is_a_warning_with_its_remedy(cli: Command, tmp_path: Path) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    path = config(tmp_path, "colour = 'red'\ntheme = 'red'")
    first, second = findings(cli).values()
    assert first == {
        "level": "warn",
        "what": f"{path}, line 1: colour is not a setting, so it is left out",
        "remedy": "There are db, zone, theme, glyphs, start_veiled and keys.",
    }
    assert second["what"] == f"{path}, line 2: there is no theme “red”, so dark is used"
    assert "ok    the book is whole" in cli("doctor").lines


def test_a_broken_settings_file_is_a_warning_and_stays_where_it_is(cli: Command, tmp_path: Path) -> None:
    os.chmod(cli.book, 0o600)  # noqa: PTH101
    path = config(tmp_path, "theme = 'li")
    (found,) = findings(cli).values()
    assert found["level"] == "warn"
    assert f"{path} is not valid TOML" in found["what"]
    assert found["remedy"] == "Correct it, or move it away."
    assert path.read_text() == "theme = 'li"


def test_a_settings_file_that_is_there_is_named(cli: Command, tmp_path: Path) -> None:
    path = config(tmp_path, 'zone = "Europe/Berlin"')
    said = cli("doctor").out
    assert f"the settings are {path}" in " ".join(said.split()), said


def test_a_database_that_cannot_be_named_is_a_failure(cli: Command) -> None:
    assert failure(cli, "--db", "postgres://db.example/book").startswith("PostgreSQL is not supported yet")
    assert failure(cli, "--db", "mysql://x").startswith("the database is neither a file nor a postgres:// address")


def test_a_part_that_is_not_installed_is_a_failure(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> NoReturn:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    assert "Textual is not installed" in findings(cli)


@pytest.mark.parametrize(
    ("why", "level"),
    [(None, "ok"), ("TERM is dumb, which cannot draw a screen. Use a full terminal.", "warn")],
)
def test_the_terminal_is_looked_at(cli: Command, monkeypatch: pytest.MonkeyPatch, why: str | None, level: str) -> None:
    def ready(_: object) -> None:
        if why:
            raise guard.NoTerminal(why)

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(guard, "terminal_ready", ready)
    monkeypatch.setenv("TERM", "xterm")
    assert f"{level:<6}{'TERM is dumb' if why else 'the terminal is xterm'}" in cli("doctor").out


def test_a_character_set_without_the_signs_is_a_warning(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from screens.glyphs import ASCII  # noqa: PLC0415

    monkeypatch.setattr("tui.cli.output.glyphs", lambda: ASCII)
    assert "the character set here is not UTF-8, so signs are drawn in ASCII" in findings(cli)
