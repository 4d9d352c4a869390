"""The settings file: what is wrong in it is told and never stops the program, unless it names the book or the zone."""

import errno
from pathlib import Path

import pytest

from tui import kept_aside, settings
from tui.settings import BadSettings, Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "wellkept"
    folder.mkdir()
    return folder


def loaded(folder: Path, written: str | bytes, *, mend: bool = True, db: str | None = None) -> Settings:
    (folder / "config.toml").write_bytes(written.encode() if isinstance(written, str) else written)
    return again(folder, mend=mend, db=db)


def again(folder: Path, *, mend: bool = True, db: str | None = None) -> Settings:
    environ = {"HOME": str(folder.parent), "XDG_CONFIG_HOME": str(folder.parent), "TZ": "UTC"}
    return settings.load(environ, db=db, etc=folder, mend=mend)


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode(errors="replace") for path in sorted(folder.iterdir())}


def test_look_and_keys_are_read(folder: Path) -> None:
    got = loaded(folder, 'theme = "light"\nglyphs = "ascii"\n[keys]\nquit = "Z"\nopen = 5\n')
    assert (got.theme, got.glyphs, got.keys, got.notices) == ("light", "ascii", {"quit": "Z", "open": 5}, ())


@pytest.mark.parametrize(
    ("written", "veiled"),
    [("", False), ("start_veiled = false", False), ("start_veiled = true", True), ("start_veiled = 0", True)],
)
def test_it_starts_veiled_where_that_was_chosen_or_nobody_knows(folder: Path, written: str, veiled: bool) -> None:
    assert loaded(folder, written).start_veiled is veiled


def test_without_a_file_the_usual_look_is_used(folder: Path) -> None:
    got = again(folder)
    assert (got.theme, got.glyphs, got.keys, got.notices) == ("dark", "auto", {}, ())


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            '# mine\ntheme = "solarized"',
            "line 2: there is no theme “solarized”, so dark is used. Write dark, light, high-contrast or 16-colour.",
        ),
        ("theme = 5", "line 1: theme must be text in quotes, so dark is used. Write dark, light, high-contrast or"),
        ('theme = ""', "line 1: there is no theme “”, so dark is used."),
        ("theme = ['light']", "line 1: theme must be text in quotes, so dark is used."),
        ('theme = "\\u001b[2J"', "line 1: there is no theme “\ufffd[2J”, so dark is used."),
        ('glyphs = "emoji"', "line 1: there is no glyphs “emoji”, so auto is used. Write auto, unicode or ascii."),
        ('start_veiled = "yes"', "line 1: start_veiled is neither true nor false, so it is true. Write true or false."),
        ("\nkeys = 1", "line 2: keys is not a table, so it is left out. Write [keys] above what is in it."),
        ('# a\nzonne = "UTC"', "line 2: zonne is not a setting, so it is left out. There are db, zone, theme, glyphs"),
        ('theme = "light"\n[colours]\na = 1', "line 2: colours is not a setting, so it is left out."),
        ('"da ta" = 1', "line 1: da ta is not a setting, so it is left out."),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_remedy(folder: Path, written: str, said: str) -> None:
    got = loaded(folder, written)
    (notice,) = got.notices
    assert notice.startswith(f"{folder}/config.toml, {said}")
    assert got.theme in {"dark", "light"}
    assert notice.isprintable()
    assert files(folder) == {"config.toml": written}


def test_several_things_wrong_are_each_told_and_the_rest_counts(folder: Path) -> None:
    got = loaded(folder, 'them = 1\ntheme = "blue"\nglyphs = "ascii"\nzone = "Asia/Tokyo"\n')
    assert [notice.partition("line ")[2][:12] for notice in got.notices] == ["1: them is n", "2: there is "]
    assert (got.glyphs, got.zone.key) == ("ascii", "Asia/Tokyo")
    assert [notice.partition("line ")[2][:12] for notice in got.warnings] == ["1: them is n"]


CUT = 'db = "/books/tea.db"\nzone = "Asia/Tokyo"\ntheme = "li'


def test_a_file_cut_in_half_is_kept_aside_and_its_book_and_zone_still_count(folder: Path) -> None:
    got = loaded(folder, CUT)
    assert (got.db, got.zone.key, got.theme) == (Path("/books/tea.db"), "Asia/Tokyo", "dark")
    (notice,) = got.notices
    assert notice.startswith(f"{folder}/config.toml is not valid TOML: ")
    assert notice.endswith(
        "and is kept aside as config.toml.kept-aside; "
        "the book is /books/tea.db and the time zone Asia/Tokyo. Copy from there what you miss."
    )
    assert got.warnings == got.notices
    assert files(folder) == {
        "config.toml": '# What could be read of config.toml.kept-aside:\ndb = "/books/tea.db"\nzone = "Asia/Tokyo"\n',
        "config.toml.kept-aside": CUT,
    }
    after = again(folder)
    assert (after.db, after.zone, after.notices) == (got.db, got.zone, ())


def test_a_broken_file_that_names_no_book_leaves_none_behind(folder: Path) -> None:
    got = loaded(folder, "a = 1\nb = = 2")
    assert (
        "Invalid value, at line 2, column 5, and is kept aside as config.toml.kept-aside; the book is "
        in (got.notices[0])
    )
    assert list(files(folder)) == ["config.toml.kept-aside"]
    assert again(folder).notices == ()


def test_what_was_kept_aside_before_is_never_overwritten(folder: Path) -> None:
    for number in range(3):
        got = loaded(folder, f"broken {number}")
    assert "kept aside as config.toml.kept-aside-3;" in got.notices[0]
    kept = {"": "broken 0", "-2": "broken 1", "-3": "broken 2"}
    assert files(folder) == {f"config.toml.kept-aside{mark}": text for mark, text in kept.items()}


def test_a_link_that_leads_nowhere_is_a_name_that_is_taken(folder: Path) -> None:
    (folder / "config.toml.kept-aside").symlink_to("nowhere")
    assert "as config.toml.kept-aside-2;" in loaded(folder, "broken").notices[0]


def test_a_file_that_is_not_utf_8_is_kept_aside_and_its_book_counts(folder: Path) -> None:
    got = loaded(folder, b'db = "/books/tea.db"\nzone = "\xff"')
    assert (got.db, got.zone.key) == (Path("/books/tea.db"), "UTC")
    assert f"{folder}/config.toml is not text in UTF-8, and is kept aside as " in got.notices[0]


@pytest.mark.parametrize(
    "written",
    [
        'theme = "dark"\ndb = "/books/te',  # cut where it names the book
        'db = "/a.db"\ndb = "/b.db"',  # two books
        b'x = 1\ndb = "/books/t\xe9.db"',  # not UTF-8
        'db = ["/a.db"\n',
        "broken\n db\n",
    ],
    ids=str,
)
def test_a_broken_file_that_names_a_book_nobody_can_read_is_refused_and_stays(
    folder: Path, written: str | bytes
) -> None:
    before = written if isinstance(written, str) else written.decode(errors="replace")
    with pytest.raises(
        BadSettings, match=r"config.toml, line \d: db names the book and cannot be read, as the file is"
    ):
        loaded(folder, written)
    assert files(folder) == {"config.toml": before}
    assert loaded(folder, written, db="/other.db").db == Path("/other.db")  # then the file is not asked
    assert "config.toml.kept-aside" in files(folder)


def test_a_name_inside_a_table_is_no_book(folder: Path) -> None:
    assert loaded(folder, '[keys]\ndb = "x"\nbroken').db.name == "wellkept.db"


def test_a_bad_zone_in_a_broken_file_is_refused_as_ever(folder: Path) -> None:
    with pytest.raises(BadSettings, match=r"line 1: zone is not a time zone"):
        loaded(folder, 'zone = "Nowhere/Land"\nbroken')


def test_a_file_that_cannot_be_kept_aside_is_told_of_and_the_program_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "rename", refused)
    got = loaded(folder, CUT)
    assert "and cannot be kept aside (read-only file system); the book is /books/tea.db and" in got.notices[0]
    assert got.notices[0].endswith("Correct it, or move it away.")
    assert files(folder) == {"config.toml": CUT}


def test_where_nothing_new_can_be_written_the_file_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept_aside, "write_whole", full)
    got = loaded(folder, CUT)
    assert "and cannot be kept aside (no space left on device); " in got.notices[0]
    assert files(folder) == {"config.toml": CUT}


def test_where_another_program_was_quicker_nothing_is_moved_again(folder: Path) -> None:
    (folder / "config.toml").write_text('theme = "light"')
    assert kept_aside.keep_aside(folder / "config.toml", b"broken", []) == "beside it"
    assert kept_aside.keep_aside(folder / "gone.toml", b"broken", []) == "beside it"
    assert files(folder) == {"config.toml": 'theme = "light"'}


def test_whoever_only_looks_moves_nothing(folder: Path) -> None:
    got = loaded(folder, CUT, mend=False)
    assert got.notices[0].endswith(
        "; the book is /books/tea.db and the time zone Asia/Tokyo. Correct it, or move it away."
    )
    assert files(folder) == {"config.toml": CUT}


def test_a_folder_in_its_place_is_told_of(folder: Path) -> None:
    (folder / "config.toml").mkdir()
    assert again(folder).notices == (f"{folder}/config.toml is a folder, so the defaults are used. Move it away.",)


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble(folder: Path) -> None:
    got = loaded(folder, b'\xef\xbb\xbftheme = "light"\r\nglyphs = "ascii"\r\n')
    assert (got.theme, got.glyphs, got.notices) == ("light", "ascii", ())
