"""The log holds verbs and ids, for its owner alone, and its absence stops nothing."""

import io
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui import log


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    yield
    log.stop()


def test_a_verb_is_one_line_with_its_ids(tmp_path: Path) -> None:
    path = log.start(tmp_path)
    log.verb("stage.move", 12, 4)
    assert path == tmp_path / "wellkept.log"
    line = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \d+ INFO stage\.move 12 4\n"
    assert re.fullmatch(line, path.read_text(encoding="utf-8"))


def test_text_cannot_be_passed_off_as_an_id(tmp_path: Path) -> None:
    log.start(tmp_path)
    with pytest.raises(ValueError, match="invalid literal"):
        log.verb("note.add", "Ada Stone")  # type: ignore[arg-type]  # this is what is refused


def test_other_libraries_records_go_nowhere(tmp_path: Path) -> None:
    code = (
        "import logging, pathlib, sys; from tui import log; log.start(pathlib.Path(sys.argv[1])); "
        "logging.getLogger('aiosqlite').error('INSERT Ada Stone')"
    )
    ran = subprocess.run([sys.executable, "-c", code, tmp_path], check=True, capture_output=True)
    assert ran.stdout + ran.stderr == b""
    assert (tmp_path / log.FILE).read_text(encoding="utf-8") == ""


def test_only_the_owner_reads_it_and_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 100)
    (tmp_path / log.FILE).touch(mode=0o644)
    log.start(tmp_path)
    for number in range(9):
        log.verb("contact.open", number)
    kept = sorted(tmp_path.iterdir())
    assert [path.name for path in kept] == ["wellkept.log", "wellkept.log.1"]
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600, 0o600]
    assert max(path.stat().st_size for path in kept) <= 100


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / log.FILE).symlink_to(tmp_path / "elsewhere")
    assert log.start(tmp_path) is None
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("folder", [None, Path("/proc/nowhere")])
def test_where_nothing_can_be_written_there_is_no_log_and_no_failure(
    folder: Path | None, capfd: pytest.CaptureFixture[str]
) -> None:
    assert log.start(folder) is None
    log.verb("open")
    log.trouble("ValueError", ["today.py:3 draw"])
    assert capfd.readouterr().err == ""


def test_a_full_disk_stops_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log.start(tmp_path)
    handler = logging.getLogger("wellkept").handlers[0]
    assert isinstance(handler, logging.FileHandler)
    with Path("/dev/full").open("wb", buffering=0) as full:
        kept = handler.setStream(io.TextIOWrapper(full, write_through=True))
        log.verb("open")
        assert kept
        written = handler.setStream(kept)
        assert isinstance(written, io.TextIOWrapper)
        written.detach()
    assert capfd.readouterr().err == ""
