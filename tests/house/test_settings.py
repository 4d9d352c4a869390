"""Settings: which value counts, where things are kept, and one clear sentence for each that cannot be used."""

import os
import pwd
from pathlib import Path

import pytest

from models.rules.refusals import BookUnusable
from tui import settings
from tui.settings import BadSettings, NoFolder, NotSupportedYet, Settings


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    folder = tmp_path / "etc"
    folder.mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    (folder / ".config/wellkept").mkdir(parents=True)
    return folder


def loaded(home: Path, written: str = "", *, db: str | None = None, **environ: str) -> Settings:
    (home / ".config/wellkept/config.toml").write_text(written, encoding="utf-8")
    return settings.load({"HOME": str(home), **environ}, db=db, etc=home.parent / "etc")


def nobody(_uid: int) -> pwd.struct_passwd:
    raise KeyError


def test_without_anything_the_defaults_count(home: Path, etc: Path) -> None:
    assert settings.load({"HOME": str(home)}, etc=etc) == Settings(
        db=home / ".local/share/wellkept/wellkept.db",
        config=home / ".config/wellkept/config.toml",
        state=home / ".local/state/wellkept",
        zone=loaded(home, TZ="UTC").zone,
    )


def test_xdg_variables_say_where(home: Path, tmp_path: Path) -> None:
    (tmp_path / "c/wellkept").mkdir(parents=True)
    (tmp_path / "c/wellkept/config.toml").write_text("zone = 'Europe/Paris'")
    base = {"XDG_CONFIG_HOME": f"{tmp_path}/c", "XDG_DATA_HOME": f"{tmp_path}/d", "XDG_STATE_HOME": f"{tmp_path}/s"}
    got = loaded(home, **base)
    assert (got.db, got.state) == (tmp_path / "d/wellkept/wellkept.db", tmp_path / "s/wellkept")
    assert (got.config, got.zone.key) == (tmp_path / "c/wellkept/config.toml", "Europe/Paris")


def test_relative_xdg_variables_are_ignored(home: Path) -> None:
    assert loaded(home, XDG_DATA_HOME="data", XDG_STATE_HOME="./state", XDG_CONFIG_HOME="") == loaded(home)


def test_the_argument_counts_before_the_environment_and_that_before_the_file(home: Path) -> None:
    written = 'db = "/books/file.db"'
    assert loaded(home, written, db="/a.db", WELLKEPT_DB="/e.db").db == Path("/a.db")
    assert loaded(home, written, WELLKEPT_DB="/e.db").db == Path("/e.db")
    assert loaded(home, written, WELLKEPT_DB="").db == Path("/books/file.db")


def test_a_path_in_the_file_is_relative_to_it_and_an_argument_to_here(home: Path) -> None:
    assert loaded(home, 'db = "book.db"').db == home / ".config/wellkept/book.db"
    assert loaded(home, db="book.db").db == Path.cwd() / "book.db"


def test_a_tilde_is_the_home_directory(home: Path) -> None:
    assert loaded(home, db="~root/book.db").db == Path(pwd.getpwnam("root").pw_dir) / "book.db"
    with pytest.raises(NoFolder, match=r"nobody knows the home directory in ~no-such-account/book.db"):
        loaded(home, db="~no-such-account/book.db")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_server_is_refused_for_now_without_repeating_its_password(home: Path, scheme: str) -> None:
    with pytest.raises(NotSupportedYet) as raised:
        loaded(home, db=f"{scheme}://ada:secret@db.example/book")
    assert str(raised.value) == "PostgreSQL is not supported yet in this version. Name a file with --db PATH."
    assert isinstance(raised.value, BookUnusable)


def test_another_scheme_is_refused(home: Path) -> None:
    with pytest.raises(BadSettings, match=r"neither a file nor a postgres:// address"):
        loaded(home, WELLKEPT_DB="mysql://ada:secret@db.example/book")


def test_an_empty_argument_is_refused(home: Path) -> None:
    with pytest.raises(BadSettings, match=r"--db needs the path of a file"):
        loaded(home, db=" ")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("db = 'a.db'\nzone = 5", "line 2: zone must be text in quotes"),
        ('zone = ""', "line 1: zone must be text in quotes"),
        ('\n\ndb = "a\\u0000b"', "line 3: db must be text in quotes"),
        ('zone = "Nowhere/Land"', 'line 1: zone is not a time zone such as "Europe/London"'),
        ('zone = "../../etc/passwd"', "line 1: zone is not a time zone"),
        ('zone = "Europe"', "line 1: zone is not a time zone"),
    ],
)
def test_a_bad_book_or_zone_names_file_line_and_remedy(home: Path, written: str, said: str) -> None:
    with pytest.raises(BadSettings) as raised:
        loaded(home, written)
    sentence = str(raised.value)
    assert sentence.startswith(str(home / ".config/wellkept/config.toml"))
    assert said in sentence
    assert "orrect" in sentence
    assert "\n" not in sentence


def test_a_file_that_may_not_be_read_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(BadSettings, match=r"config.toml cannot be read: Permission denied. Correct that"):
        loaded(home, 'db = "/books/file.db"')


@pytest.mark.parametrize("value", ["Europe/Berlin", ":Europe/Berlin", "/usr/share/zoneinfo/Europe/Berlin"])
def test_tz_names_the_zone(home: Path, value: str) -> None:
    assert loaded(home, TZ=value).zone.key == "Europe/Berlin"


def test_the_file_counts_before_tz(home: Path) -> None:
    assert loaded(home, 'zone = "Asia/Tokyo"', TZ="nonsense").zone.key == "Asia/Tokyo"


def test_a_tz_that_is_no_zone_is_refused(home: Path) -> None:
    with pytest.raises(BadSettings, match=r"TZ=CET-1CEST is not a time zone such as Europe/London. Correct it, or"):
        loaded(home, TZ="CET-1CEST")


def test_debians_timezone_file_counts_before_the_link(home: Path, etc: Path) -> None:
    (etc / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert loaded(home).zone.key == "Asia/Tokyo"
    (etc / "timezone").write_text("Europe/Berlin\n")
    assert loaded(home).zone.key == "Europe/Berlin"
    (etc / "timezone").write_text("nonsense")
    assert loaded(home).zone.key == "Asia/Tokyo"


def test_where_nothing_says_the_zone_it_is_utc(home: Path, etc: Path) -> None:
    (etc / "timezone").write_bytes(b"\xff")
    assert loaded(home).zone.key == "UTC"


def test_without_home_the_accounts_own_directory_counts(etc: Path) -> None:
    expected = Path(pwd.getpwuid(os.getuid()).pw_dir) / ".local/share/wellkept/wellkept.db"
    given = {"XDG_CONFIG_HOME": str(etc)}
    assert settings.load(given, etc=etc).db == settings.load({**given, "HOME": "here"}, etc=etc).db == expected


def test_where_nobody_knows_a_home_a_path_must_be_given(etc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    with pytest.raises(NoFolder, match=r"there is no home directory to keep the book in. Set HOME, or name a file"):
        settings.load({}, etc=etc)
    got = settings.load({"TZ": "UTC"}, db="/book.db", etc=etc)
    assert (got.db, got.config, got.state) == (Path("/book.db"), None, None)
    with pytest.raises(BadSettings, match='or write zone = "…" in the settings'):
        settings.load({"TZ": "nonsense"}, db="/book.db", etc=etc)


def test_the_account_is_the_one_of_the_process_whatever_a_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "mallory")
    assert settings.account() == pwd.getpwuid(os.getuid()).pw_name
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    assert settings.account() == f"uid-{os.getuid()}"


def test_a_folder_is_made_for_the_owner_alone_and_one_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o775)
    for _ in range(2):
        settings.ensure_private_dir(shared / "share/wellkept")
    made = [shared, shared / "share", shared / "share/wellkept"]
    assert [path.stat().st_mode & 0o777 for path in made] == [0o775, 0o700, 0o700]


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder, why in {
        tmp_path / "file": "it is not a folder",
        tmp_path / "file/book": "Not a directory",
        Path("/proc/nowhere"): "No such file or directory",
    }.items():
        with pytest.raises(NoFolder, match=f"the folder {folder} cannot be used: {why}. Name another place"):
            settings.ensure_private_dir(folder)
