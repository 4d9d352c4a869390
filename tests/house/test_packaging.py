"""What is shipped: the wheel holds all that the program reads and runs from nothing else; the locks name no index."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tui.cli.verbs import VERBS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_three_packages_with_all_that_they_read(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "tui", "screens", "models"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    assert {
        "screens/keys.toml",
        "tui/app.tcss",
        "models/migrations/0001_initial.py",
        "models/guides/rumour.md",
    } <= names
    assert set(tracked) <= names
    folders = {name.split("/")[0] for name in names}
    assert {folder for folder in folders if not folder.startswith("wellkept-")} == {"tui", "screens", "models"}


def test_the_wheel_runs_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    script = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import tui.__main__; print(tui.__main__.__file__);"
        "sys.exit(tui.__main__.main())"
    )
    book = tmp_path / "book.db"
    command = [sys.executable, "-c", script, str(tmp_path / "site"), "add", "Ada Stone", "--db", str(book)]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(str(tmp_path / "site"))
    assert "Ada Stone" in ran.stdout


def test_the_manual_page_names_every_verb() -> None:
    page = (ROOT / "docs/wellkept.1").read_text()
    named = {line.split()[1] for line in page.splitlines() if re.match(r"\.BI? [a-z]", line)}
    assert VERBS.keys() <= named


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_every_package_by_hash_and_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pinned = re.findall(r"^([a-z0-9-]+)==\S+", text, re.MULTILINE)
    assert pinned
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "http" not in text
    assert " /" not in text
    assert "index" not in text


def test_the_locks_agree_with_what_the_project_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    exact = [needed for needed in project["dependencies"] if "==" in needed]
    assert exact
    for lock in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / lock).read_text().splitlines()
        assert all(any(line.startswith(f"{needed} ") for line in lines) for needed in exact)


def test_the_picture_in_the_readme_is_the_one_under_test() -> None:
    picture = (ROOT / "tests/journeys/pictures/today-80x24.txt").read_text()
    assert f"```\n{picture.rstrip()}\n```" in (ROOT / "README.md").read_text()
