"""Importing at the command line: address books of every program, and files that are none."""

from __future__ import annotations

import codecs
import ctypes
import gzip
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.data.address_books.spreadsheets import SPREADSHEETS
from tests.data.address_books.vcards import VCARDS
from tests.journeys.command import Command, Ran

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
LIBC = ctypes.CDLL(None)
PR_CAPBSET_DROP, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2
"""linux/prctl.h and linux/capability.h: what lets root pass over the rights of files."""

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Dana Levy\nEMAIL:dana@levy.example\nEND:VCARD\n"
COUNTS = ("added", "updated", "skipped", "failed")


@pytest.fixture
def cli(empty: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(empty, tmp_path / "home", capfd, monkeypatch)


@pytest.fixture
def command(empty: Path, tmp_path: Path) -> dict[str, str]:
    """The environment in which the command finds the book, as a process of its own."""
    return {"WELLKEPT_DB": str(empty), "HOME": str(tmp_path), "PATH": os.environ["PATH"], "TZ": "Europe/Berlin"}


def _file(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def _everything(cli: Command) -> list[list[tuple[object, ...]]]:
    tables = ("contact", "contact_point", "contact_extra", "company", "tag", "note", "history", "outreach")
    return [cli.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608  (the names above only)


def test_a_drawer_of_old_address_books_comes_in_at_once_and_goes_out_at_once(cli: Command, tmp_path: Path) -> None:
    drawer = {
        "nokia.vcf": VCARDS["Nokia"],
        "cloud.vcf": VCARDS["iCloud"],
        "google.csv": SPREADSHEETS["Google, 2024"],
        "bad.vcf": VCARDS["values that are none"],
    }
    files = [_file(tmp_path / name, book.data) for name, book in drawer.items()]
    before = _everything(cli)
    foretold = cli("import", *files, "--dry-run", "--json").json["files"]
    assert _everything(cli) == before
    reports = cli("import", *files, "--json").json["files"]
    assert reports == foretold
    assert [report["added"] for report in reports] == [book.added for book in drawer.values()]
    assert all(report["read"] == sum(report[name] for name in COUNTS) for report in reports)
    assert cli("find", "--json").json["total"] == sum(book.added for book in drawer.values())
    assert cli("show", "castellanos", "--json").json["contact"]["emails"][0] == "marisol@castellanos.example"
    again = cli("import", *files, "--json").json["files"]
    assert [report["added"] for report in again] == [0] * len(files)
    cli("undo")
    assert _everything(cli)[0] == before[0]


def test_bad_values_are_told_line_by_line_and_the_rest_is_kept(cli: Command, tmp_path: Path) -> None:
    book = VCARDS["values that are none"]
    said = cli("import", _file(tmp_path / "bad.vcf", book.data), "--dry-run").lines
    assert said[0].endswith("bad.vcf: 2 read, 2 added, 0 updated, 0 skipped, 0 failed (a dry run: nothing was kept)")
    for line, text in book.told:
        assert any(each.startswith(f"  line {line}: ") and text in each for each in said[1:]), (line, text)
    assert any("there is no 30 February" in each for each in said)


def _folder(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path.with_name("other"))
    path.with_name("other").symlink_to(path)


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a.vcf", bytes(20_000_000))


def _gzipped(path: Path) -> None:
    path.write_bytes(gzip.compress(CARD.encode(), mtime=0))


def _of(data: str | bytes) -> Callable[[Path], None]:
    def made(path: Path) -> None:
        _file(path, data)

    return made


BAD: dict[str, tuple[str, Callable[[Path], None], set[int]]] = {
    "a folder": ("in.vcf", _folder, {2}),
    "no file": ("in.vcf", lambda _path: None, {3}),
    "a loop of links": ("in.vcf", _loop, {3, 4}),
    "a link to nothing": ("in.vcf", lambda path: path.symlink_to("nothing"), {3}),
    "a name that is too long": (f"{'x' * 300}.vcf", lambda _path: None, {4}),
    "a zip bomb": ("in.vcf", _bomb, {1, 2}),
    "a zip bomb in capitals": ("IN.CSV", _bomb, {1, 2}),
    "gzip": ("in.csv", _gzipped, {1, 2}),
    "nothing": ("in.vcf", _of(b""), {1}),
    "nothing, CSV": ("in.csv", _of(b""), {1}),
    "a byte order mark": ("in.vcf", _of(codecs.BOM_UTF8), {1}),
    "a byte order mark, CSV": ("in.csv", _of(codecs.BOM_UTF16_LE), {1}),
    "NUL bytes": ("in.csv", _of(b"\0" * 5_000), {1}),
    "ten megabytes in a line": ("in.vcf", _of(b"x" * 10_000_000), {1}),
    "ten megabytes in a line, CSV": ("in.csv", _of(b"x" * 10_000_000), {1}),
    "no ending": ("in", _of(CARD), {2}),
    "an ending that tells nothing": ("in.docx", _of(CARD), {2}),
    "a picture": ("in.vcf", _of(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), {2}),
    "a web page": ("in.csv", _of("<!DOCTYPE html>\n<html><body>Sign in, please</body></html>\n"), {1}),
}


@pytest.mark.parametrize(("name", "make", "codes"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)], ids=["for good", "dry"])
def test_what_is_no_address_book_is_one_sentence_and_changes_nothing(
    cli: Command, tmp_path: Path, name: str, make: Callable[[Path], None], codes: set[int], dry_run: tuple[str, ...]
) -> None:
    folder = tmp_path / "drawer"
    folder.mkdir()
    make(folder / name)
    good = _file(tmp_path / "good.vcf", CARD)
    before = _everything(cli)
    for files in ([folder / name], [good, folder / name]):
        ran = cli("import", *files, *dry_run)
        assert (ran.code in codes, ran.out) == (True, ""), ran
        _is_a_sentence(ran)
    assert _everything(cli) == before


def _is_a_sentence(ran: Ran) -> None:
    """What happened. What to do."""
    said = ran.err.removeprefix("wellkept: ").rstrip("\n")
    assert said.isprintable()
    assert said.endswith(".")
    assert ". " in said
    assert len(said) < 700
    assert "Errno" not in said


def test_an_ending_in_capitals_is_an_ending(cli: Command, tmp_path: Path) -> None:
    assert cli("import", _file(tmp_path / "IN.VCF", CARD), "--json").json["files"][0]["added"] == 1


def _ran(argv: list[str | Path], env: dict[str, str], **how: object) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "tui", *map(str, argv)],
        env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, **how,  # type: ignore[call-overload]
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


def test_a_pipe_is_refused_and_not_waited_for(command: dict[str, str], tmp_path: Path) -> None:
    """Nobody will ever write into it: whoever opens it waits until the test gives up."""
    os.mkfifo(tmp_path / "in.vcf")
    os.mkfifo(tmp_path / "in.csv")
    for name in ("in.vcf", "in.csv"):
        ran = _ran(["import", tmp_path / name], command)
        assert (ran.code, ran.out) == (2, "")
        _is_a_sentence(ran)


def test_standard_input_is_no_file_to_import(command: dict[str, str]) -> None:
    ran = _ran(["import", "/dev/stdin"], command, input=CARD)
    assert (ran.code, ran.out) == (2, "")
    _is_a_sentence(ran)


def _like_anybody() -> None:
    """Rights do not bind root, unless root gives up what they do not bind."""
    if os.getuid() == 0:
        for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
            LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def test_a_file_that_may_not_be_read_is_not_yours(cli: Command, command: dict[str, str], tmp_path: Path) -> None:
    file = _file(tmp_path / "in.vcf", CARD)
    file.chmod(0)
    before = _everything(cli)
    ran = _ran(["import", file], command, preexec_fn=_like_anybody)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == f"wellkept: {file} cannot be read: Permission denied. Ask its owner, or name another file.\n"
    assert _everything(cli) == before


def test_a_disk_that_fills_in_the_middle_says_what_came_in_and_undo_takes_it_back(
    cli: Command, command: dict[str, str], tmp_path: Path
) -> None:
    cards = "".join(CARD.replace("Dana", f"Dana {n}").replace("dana", f"d{n}") for n in range(4_000))
    file = _file(tmp_path / "many.vcf", cards)
    script = f'ulimit -f 6000; "{sys.executable}" -m tui login ann import "{file}"'
    done = subprocess.run(
        ["sh", "-c", script], env=command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.startswith("wellkept: The book ")
    assert done.stderr.count("\n") == 1
    ((came_in,),) = cli.rows("SELECT count(*) FROM contact")
    assert 0 < came_in < 4_000
    assert came_in % 500 == 0
    assert f"{came_in:,} of the cards came in" in done.stderr
    assert cli.rows("SELECT count(*) FROM contact_point") == [(came_in,)]
    assert _ran(["login", "ann", "undo"], command).out == "undone: imported contacts\n"
    assert cli.rows("SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM contact_point)") == [(0, 0)]
