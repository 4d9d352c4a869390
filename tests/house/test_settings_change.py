"""Changing a setting keeps everything else in the file, and never leaves half of one."""

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tui.settings import BadSettings
from tui.settings_change import change

ROOT = Path(__file__).parents[2]
MINE = '# mine\ndb = "book.db"  # the book\n\n[keys]\n# as in vi\nopen = "l"\nquit = "Z"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def kept(path: Path, text: str) -> Path:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_setting_makes_the_file_for_the_owner_alone(path: Path) -> None:
    change(path, "theme", "light")
    assert path.read_text() == 'theme = "light"\n'
    assert [each.stat().st_mode & 0o777 for each in (path, path.parent)] == [0o600, 0o700]
    assert list(path.parent.iterdir()) == [path]


def test_comments_and_all_else_stay(path: Path) -> None:
    change(kept(path, MINE), "theme", "light")
    assert path.read_text() == MINE.replace("# the book\n", '# the book\ntheme = "light"\n')
    change(path, "theme", "dark")
    assert path.read_text() == MINE.replace("# the book\n", '# the book\ntheme = "dark"\n')


def test_a_table_takes_what_is_new_and_drops_what_went(path: Path) -> None:
    change(kept(path, MINE), "keys", {"quit": "Z", "help": "H"})
    assert path.read_text() == MINE.replace('open = "l"\n', "") + 'help = "H"\n'


def test_a_table_that_was_not_there_comes_last(path: Path) -> None:
    change(kept(path, 'theme = "dark"\n'), "keys", {"quit": "Z"})
    change(path, "zone", "Asia/Tokyo")
    assert path.read_text() == 'theme = "dark"\nzone = "Asia/Tokyo"\n\n[keys]\nquit = "Z"\n'


def test_the_mode_stays_and_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles.toml"
    elsewhere.write_text(MINE)
    elsewhere.chmod(0o640)
    path.parent.mkdir()
    path.symlink_to(elsewhere)
    change(path, "theme", "light")
    assert path.is_symlink()
    assert 'theme = "light"' in elsewhere.read_text()
    assert elsewhere.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("broken", [b"theme = ", b'theme = "\xff"'])
def test_a_broken_file_is_not_touched(path: Path, broken: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(broken)
    with pytest.raises(BadSettings, match=r"cannot be changed, as it is broken, so it counts until you leave. Correct"):
        change(path, "theme", "light")
    assert path.read_bytes() == broken


def test_a_full_disk_leaves_the_file_as_it_was_and_nothing_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadSettings, match=r"config.toml cannot be written \(no space left on device\), so it counts"):
        change(kept(path, MINE), "theme", "light")
    assert path.read_text() == MINE
    assert list(path.parent.iterdir()) == [path]


def test_where_no_folder_can_be_made_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSettings, match=r"cannot be written \(it is not a folder\)"):
        change(tmp_path / "file" / "config.toml", "theme", "light")
    with pytest.raises(BadSettings, match=r"There is no home directory to keep theme in, so it counts until you leave"):
        change(None, "theme", "light")


def test_a_file_system_without_locks_is_no_obstacle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> NoReturn:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    change(path, "theme", "light")
    assert path.read_text() == 'theme = "light"\n'


_ONE_OF_MANY = """
import sys
from pathlib import Path
from tui.settings_change import change
for number in range(20):
    change(Path(sys.argv[1]), f"name{sys.argv[2]}", number)
"""


def test_many_programs_at_once_lose_nothing_of_each_other(path: Path) -> None:
    kept(path, MINE)
    command = (sys.executable, "-c", _ONE_OF_MANY, path)
    running = [subprocess.Popen([*command, str(number)], cwd=ROOT) for number in range(4)]
    assert [each.wait() for each in running] == [0, 0, 0, 0]
    text = path.read_text()
    assert [f"name{number} = 19\n" in text for number in range(4)] == [True] * 4
    assert '[keys]\n# as in vi\nopen = "l"\nquit = "Z"\n' in text
    assert list(path.parent.iterdir()) == [path]
