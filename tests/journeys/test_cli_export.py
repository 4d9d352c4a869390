"""export: everybody or those found, in every format, and nothing half done."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from tests.journeys.command import Command


def test_all_of_a_book_goes_out_and_comes_back(cli: Command, tmp_path: Path, bare_template: Path) -> None:
    for form in ("csv", "vcf"):
        out, book = tmp_path / f"out.{form}", tmp_path / f"{form}.db"
        assert cli("export", out).lines == [f"wrote 17 contacts to {out}"]
        book.write_bytes(bare_template.read_bytes())
        (report,) = cli("--db", book, "import", out, "--json").json["files"]
        assert (report["added"], report["dropped"]) == (17, [])
        again = cli("--db", book, "export", "-", "--format", form)
        assert again.out.encode() == out.read_bytes()


def test_a_query_chooses_who_goes_out(cli: Command, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert cli("export", out, "jan", "peters", "boats", "--json").json == {
        "file": str(out),
        "written": 1,
        "counts": {"contacts": 1},
    }
    (row,) = csv.DictReader(StringIO(out.read_text(encoding="utf-8")))
    assert (row["Name"], row["Company"], row["Stage"], row["Owner"]) == (
        "Jan Peters",
        "Peters Boats",
        "Customer",
        "ann",
    )
    assert cli("export", out, "chloe").lines == [f"wrote 1 contact to {out}"]
    assert "Chloé Dubois" in out.read_text(encoding="utf-8")


def test_standard_output_has_the_contacts_and_nothing_else(cli: Command) -> None:
    ran = cli("export", "-", "bob", "--format", "VCF")
    assert ran.code == 0
    assert ran.out.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob Stone\r\n")
    assert ran.out.endswith("END:VCARD\r\n")


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("out.txt",), 2, "Add --format csv, "),
        (("out.csv", "--format", "txt"), 2, "or ics."),
        (("-",), 2, "Add --format csv, "),
        (("out.ics", "--owner", "nobody"), 3, "There is no member “nobody”"),
        (("-", "--format", "csv", "--json"), 2, "Name a file"),
        (("none/out.csv",), 3, "There is no folder"),
        (("folder.csv",), 1, "is not a file"),
        (("real.csv/out.csv",), 1, "could not be written: Not a directory"),
        ((), 2, "FILE"),
    ],
)
def test_what_cannot_be_exported_leaves_no_trace(
    cli: Command, tmp_path: Path, argv: tuple[str, ...], code: int, said: str
) -> None:
    folder = tmp_path / "out"
    (folder / "folder.csv").mkdir(parents=True)
    (folder / "real.csv").write_text("what was here", encoding="utf-8")
    ran = cli("export", *(folder / word if "." in word else word for word in argv))
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert sorted(path.name for path in folder.iterdir()) == ["folder.csv", "real.csv"]
    assert (folder / "real.csv").read_text(encoding="utf-8") == "what was here"


def test_an_archived_contact_stays_in_the_book(cli: Command) -> None:
    cli("archive", "anna moss")
    out = cli("export", "-", "--format", "csv").out
    assert "Anna Moss" not in out
    assert "Kurt Lang" in out


def test_a_calendar_of_what_is_planned_and_of_birthdays(cli: Command, tmp_path: Path) -> None:
    out = tmp_path / "calendar.ics"
    assert cli("export", out).lines == [f"wrote 4 follow-ups and 2 birthdays to {out}"]
    assert "SUMMARY:call Anna Moss: new kitchen" in out.read_text(encoding="utf-8")
    assert "warranty" not in out.read_text(encoding="utf-8"), "unpleasant news is told by nobody's calendar"
    assert cli("export", out, "anna", "--json").json == {
        "file": str(out),
        "written": 1,
        "counts": {"follow_ups": 1, "birthdays": 0},
    }
    assert cli("export", out, "--owner", "BEN").lines == [f"wrote 0 follow-ups and 0 birthdays to {out}"]


def test_what_one_member_owns(cli: Command) -> None:
    (row,) = csv.DictReader(StringIO(cli("export", "-", "--format", "csv", "--owner", "ben").out))
    assert row["Name"] == "Łukasz Wójcik"


def test_everything_goes_out_as_json_and_makes_the_same_book(cli: Command, tmp_path: Path, bare_template: Path) -> None:
    out, book = tmp_path / "all.json", tmp_path / "again.db"
    (said,) = cli("export", out).lines
    assert said.startswith("wrote ")
    book.write_bytes(bare_template.read_bytes())
    (report,) = cli("--db", book, "import", out, "--json").json["files"]
    assert (report["skipped"], report["failed"], report["dropped"]) == (0, 0, [])
    again = cli("--db", book, "export", "-", "--format", "json").out.splitlines()
    assert again[3:] == out.read_text(encoding="utf-8").splitlines()[3:]
    assert cli("--db", book, "today").lines[0] == cli("today").lines[0]
