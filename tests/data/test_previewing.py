"""A look at a file before it is imported, and the report of an import as a file."""

from __future__ import annotations

import codecs
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from models.exchange import importing, previewing, reports
from models.exchange.card import Dropped
from models.exchange.csv.columns import UnknownField
from models.exchange.importing import Report
from models.exchange.previewing import SeenColumn, SeenFile
from models.reading import imports
from models.rules.refusals import NotFound, NotYours, Refused
from tests.data.desk import ADA, GRACE, NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def looked(path: Path, content: str | bytes, columns: Mapping[str, str] | None = None) -> previewing.Seen:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return previewing.look(previewing.check(path), columns or {})


def test_columns_of_csv_come_with_their_fields_and_samples(tmp_path: Path) -> None:
    content = "Name,Work phone,Size\n Ada ,1,\n,1,\nBob,2\nCy,3,37\nDee,4,38\n"
    seen = looked(tmp_path / "a.CSV", content, {"size": "notes", "work_phone": "nowhere"})
    assert seen == (
        "UTF-8",
        [
            SeenColumn("Name", "name", "known", ["Ada", "Bob", "Cy"]),
            SeenColumn("Work phone", "", "asked", ["1", "2", "3"]),
            SeenColumn("Size", "notes", "asked", ["37", "38"]),
        ],
    )
    assert looked(tmp_path / "a.csv", content).columns[1:] == [
        SeenColumn("Work phone", "phone:work", "known", ["1", "2", "3"]),
        SeenColumn("Size", "", "", ["37", "38"]),
    ]


def test_an_empty_csv_has_no_columns(tmp_path: Path) -> None:
    assert looked(tmp_path / "a.tsv", "") == ("UTF-8", [])


def test_properties_of_vcards_come_with_what_is_kept(tmp_path: Path) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nPRODID:-//Some//Phone\nFN:Ada\nitem1.TEL:1\nPHOTO:data:x\n"
        "X-WELLKEPT-SAFE-TOPICS:boats\nX-WELLKEPT-CADENCE-DAYS:30\nbad\nEND:VCARD\n"
    )
    assert looked(tmp_path / "a.vcf", card + card.replace("Ada", "Bob")).columns == [
        SeenColumn("FN", "name", "known", ["Ada", "Bob"]),
        SeenColumn("TEL", "phone", "known", ["1"]),
        SeenColumn("PHOTO", "kept", "known", ["data:x"]),
        SeenColumn("X-WELLKEPT-SAFE-TOPICS", "safe topics", "known", ["boats"]),
        SeenColumn("X-WELLKEPT-CADENCE-DAYS", "cadence", "known", ["30"]),
    ]


def test_names_of_json_come_with_samples(tmp_path: Path) -> None:
    assert looked(tmp_path / "a.json", '{"version": 1, "contacts": [{"name": "A\\"da"}, {"name": "Bob').columns == [
        SeenColumn("version", "kept", "known", ["1"]),
        SeenColumn("name", "kept", "known", ['A\\"da']),
    ]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"Name\nJos\xe9\n", "Latin-1, a guess"),
        ("Name\nJos\u00e9\n".encode(), "UTF-8"),
        (codecs.BOM_UTF16_LE + "Name\nJos\u00e9\n".encode("utf-16-le"), "UTF-16"),
        ("Name\nJos\u00e9\n".encode("utf-16-be"), "UTF-16"),
        ("\u00e9" * 600_000, "UTF-8"),
        (b"Name\n" + "\u00e9".encode() * 600_000, "UTF-8"),
    ],
    ids=["latin", "utf-8", "utf-16", "utf-16 without a mark", "one line", "cut in a letter"],
)
def test_the_encoding_is_guessed(tmp_path: Path, content: str | bytes, encoding: str) -> None:
    assert looked(tmp_path / "a.csv", content).encoding == encoding


def test_a_sample_is_no_longer_than_anybody_reads(tmp_path: Path) -> None:
    assert looked(tmp_path / "a.csv", "Name\n" + "x" * 500).columns[0].samples == ["x" * 80]


@pytest.mark.parametrize(
    ("make", "refusal", "said"),
    [
        (str, NotFound, "There is no file"),
        (lambda path: path.mkdir(), Refused, "a folder"),
        (os.mkfifo, Refused, "a pipe"),
        (lambda path: path.write_bytes(b"PK\x03\x04rest"), Refused, "a zip file"),
        (lambda path: path.write_bytes(b"\x1f\x8brest"), Refused, "packed by gzip"),
    ],
)
def test_what_cannot_be_an_address_book_is_refused(
    tmp_path: Path, make: Callable[[Path], Any], refusal: type[Exception], said: str
) -> None:
    path = tmp_path / "a.csv"
    make(path)
    with pytest.raises(refusal, match=said):
        previewing.check(path)


def test_names_that_no_file_can_have_and_endings_that_tell_nothing_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.doc").touch()
    with pytest.raises(Refused, match=r"It can be \.csv, "):
        previewing.check(tmp_path / "a.doc")
    for path in (tmp_path / "a\0.csv", tmp_path / "a.doc" / "b.csv"):
        with pytest.raises(NotFound):
            previewing.check(path)


def test_what_may_not_be_read_is_somebody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.touch()

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    for method in ("open", "stat"):
        with monkeypatch.context() as patch:
            patch.setattr(f"pathlib.Path.{method}", denied)
            with pytest.raises(NotYours, match="Permission denied"):
                previewing.check(path)


def test_a_file_that_is_gone_meanwhile_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="cannot be read any more"):
        previewing.look(SeenFile(tmp_path / "a.csv", previewing.CSV, 1), {})


def test_a_column_goes_where_fields_are() -> None:
    previewing.check_target("phone:work")
    previewing.check_target("nowhere")
    with pytest.raises(UnknownField):
        previewing.check_target("shoe size")


def report() -> Report:
    made = Report("a.csv", 1_234, 1_000, 1, 200, 33)
    made.dropped.extend([Dropped(2, "x", "no field"), Dropped(3, '"y"', "no date")])
    return made


@pytest.mark.usefixtures("book")
async def test_a_report_is_text_or_json(tmp_path: Path) -> None:
    reports.save(report(), tmp_path / "r.txt", replace=False, dry_run=False)
    assert (tmp_path / "r.txt").read_text(encoding="utf-8") == (
        "a.csv: 1,234 read, 1,000 added, 1 updated, 200 skipped, 33 failed\n"
        '  line 2: “x”: no field\n  line 3: “"y"”: no date\n'
    )
    reports.save(report(), tmp_path / "r.JSON", replace=False, dry_run=True)
    assert json.loads((tmp_path / "r.JSON").read_text()) == {
        "version": 1,
        "files": [
            {
                "file": "a.csv",
                **dict(zip(("read", "added", "updated", "skipped", "failed"), (1_234, 1_000, 1, 200, 33), strict=True)),
                "dropped": [
                    {"line": 2, "text": "x", "why": "no field"},
                    {"line": 3, "text": '"y"', "why": "no date"},
                ],
            }
        ],
    }


@pytest.mark.usefixtures("book")
async def test_a_report_replaces_nothing_unasked(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("mine")
    with pytest.raises(Refused, match="is there already"):
        reports.save(report(), path, replace=False, dry_run=True)
    assert path.read_text() == "mine"
    reports.save(report(), path, replace=True, dry_run=True)
    assert path.read_text().splitlines()[0].endswith("(a dry run: nothing was kept)")


@pytest.mark.usefixtures("book")
async def test_what_came_in_is_counted_from_where_one_began(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Company\nAda,\nBob,\n")
    first = await imports.latest()
    await importing.import_files([path], by=ADA, at=NOW)
    second = await imports.latest()
    assert await imports.came_in(ADA, since=first) == 2
    assert await imports.came_in(ADA, since=second) == 0
    assert await imports.came_in(GRACE, since=first) == 0
    path.write_text("Name,E-mail,Phone\nAda,ada@engine.example,\n")
    await importing.import_files([path], by=GRACE, at=NOW)
    assert await imports.came_in(GRACE, since=second) == 1
