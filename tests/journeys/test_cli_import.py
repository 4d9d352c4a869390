"""import: every line accounted for, and nothing half done."""

import asyncio
import json
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from models.exchange import importing
from tests.journeys.command import Command

PHONE_BOOK = """BEGIN:VCARD
VERSION:3.0
FN:Dana Levy
ORG:Levy Boats
EMAIL;TYPE=INTERNET:dana@levy.example
TEL;TYPE=CELL:+44 20 7946 0801
BDAY:1980-02-30
NOTE:Likes sailing
PHOTO;ENCODING=b:AAAA
END:VCARD
BEGIN:VCARD
VERSION:3.0
NOTE:who is this?
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Kurt Lang
EMAIL:kurt@lang.example
END:VCARD
"""


@pytest.fixture
def phone_book(tmp_path: Path) -> Path:
    return _file(tmp_path / "phone.vcf", PHONE_BOOK)


def _file(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_an_address_book_comes_in_and_can_be_taken_back(cli: Command, phone_book: Path) -> None:
    said = cli("import", phone_book).lines
    assert said == [
        f"{phone_book}: 3 read, 1 added, 0 updated, 1 skipped, 1 failed",
        "  line 7: “1980-02-30”: there is no 30 February 1980",
        "  line 13: “who is this?”: its card has no name, company, e-mail or phone",
        "Take it back, all of it, with: wellkept undo",
    ]
    assert cli("find", "levy boats", "--json").json["total"] == 1
    assert cli("show", "dana levy", "--json").json["timeline"][0]["text"] == "Likes sailing"
    assert cli("undo").lines == ["undone: imported contacts"]
    assert cli("find", "levy boats", "--json").json["total"] == 0


def test_the_answer_in_json(cli: Command, phone_book: Path, tmp_path: Path) -> None:
    other = _file(tmp_path / "other.csv", "Name,E-mail,Shoe\nEli Moss,eli@moss.example,44\n")
    answer = cli("import", phone_book, other, "--json").json
    assert answer.keys() == {"files"}
    first, second = answer["files"]
    assert second == {
        "file": str(other),
        "read": 1,
        "added": 1,
        "updated": 0,
        "skipped": 0,
        "failed": 0,
        "dropped": [{"line": 2, "text": "44", "why": "no field for column “Shoe”"}],
    }
    assert first["read"] == 3 == sum(first[name] for name in ("added", "updated", "skipped", "failed"))
    assert cli.rows("SELECT count(DISTINCT run_id) FROM history WHERE verb = 'import'") == [(1,)]


def test_a_dry_run_says_the_same_and_keeps_nothing(cli: Command, phone_book: Path) -> None:
    before = cli.rows("SELECT count(*) FROM contact"), cli.rows("SELECT count(*) FROM history")
    said = cli("import", phone_book, "--dry-run").lines
    assert said[0] == (f"{phone_book}: 3 read, 1 added, 0 updated, 1 skipped, 1 failed (a dry run: nothing was kept)")
    assert (cli.rows("SELECT count(*) FROM contact"), cli.rows("SELECT count(*) FROM history")) == before
    assert cli("import", phone_book, "--json").json["files"][0]["added"] == 1


@pytest.mark.parametrize(("what", "counts"), [("skip", (0, 0, 1)), ("update", (0, 1, 0)), ("add", (1, 0, 0))])
def test_who_is_here_already(cli: Command, tmp_path: Path, what: str, counts: tuple[int, int, int]) -> None:
    again = _file(tmp_path / "again.csv", "Name,E-mail,Phone\nKURT LANG,Kurt@lang.example,+44 20 7946 0802\n")
    (report,) = cli("import", again, "--on-duplicate", what, "--json").json["files"]
    assert (report["added"], report["updated"], report["skipped"]) == counts
    phones = cli.rows("SELECT c.name FROM contact_point p JOIN contact c ON c.id = contact_id WHERE value LIKE '%0802'")
    assert phones == {"skip": [], "update": [("Kurt Lang",)], "add": [("KURT LANG",)]}[what]


@pytest.fixture
def many_dropped(tmp_path: Path) -> Path:
    return _file(tmp_path / "many.csv", "Name,Shoe\n" + "".join(f"Dana {n},{n}\n" for n in range(25)))


def test_of_many_lines_that_were_dropped_the_reasons_are_shown(
    cli: Command, many_dropped: Path, tmp_path: Path
) -> None:
    head, *said = cli("import", many_dropped).lines
    assert head.endswith("25 read, 25 added, 0 updated, 0 skipped, 0 failed")
    assert said == [
        "  25 times no field for column “Shoe”, first in line 2: “0”",
        "  --report FILE has every line of them",
        "  --map COLUMN=FIELD takes a column in, --map COLUMN=note keeps it in a note",
        "Take it back, all of it, with: wellkept undo",
    ]
    report = tmp_path / "report.txt"
    said = cli("import", many_dropped, "--report", report, "--dry-run").lines
    assert said[2] == f"  {report} has every line of them"
    whole = report.read_text(encoding="utf-8").splitlines()
    assert (
        whole[0] == f"{many_dropped}: 25 read, 0 added, 0 updated, 25 skipped, 0 failed (a dry run: nothing was kept)"
    )
    assert len(whole) == 26
    assert len(cli("import", many_dropped, "--json").json["files"][0]["dropped"]) == 25


def test_of_many_reasons_those_of_most_lines_are_shown(cli: Command, tmp_path: Path) -> None:
    rows = "".join(f"Dana {n},{n % 2},1980-02-30,{'' if n else 'x'}\n,,{n + 1},\n" for n in range(25))
    said = cli("import", _file(tmp_path / "many.csv", f"Name,Shoe,Birthday,Cadence\n{rows}"), "--dry-run").lines
    assert said[1:5] == [
        "  25 times no field for column “Shoe”, first in line 2: “0”",
        "  25 times there is no 30 February 1980, first in line 2: “1980-02-30”",
        "  25 times not a date I can read, first in line 3: “1”",
        "  25 times the card has no name, company, e-mail or phone, first in line 3",
    ]
    assert said[5:] == [
        "  line 2: “x” is not a number of days",
        "  --report FILE has every line of them",
        "  --map COLUMN=FIELD takes a column in, --map COLUMN=note keeps it in a note",
    ]
    bad = "".join(f"Dana {n},1700-01-{n + 1:02}\n" + f"Eli {n},{'x' * (201 + n)},\n" for n in range(25))
    said = cli("import", _file(tmp_path / "more.csv", f"Name,Company,Birthday\n{bad}")).lines
    assert said[-2] == "  … and 5 more; --report FILE has every line of them"


def test_days_that_may_be_read_two_ways_can_be_answered(cli: Command, tmp_path: Path) -> None:
    book = _file(tmp_path / "days.csv", "Name,Birthday\nDana,7/4/1970\n")
    unclear = "not clear: map its column to birthday:day-first or birthday:month-first"
    assert cli("import", book, "--dry-run").lines[1] == f"  line 2: “7/4/1970” is {unclear}"
    for answer, birthday in (("day-first", "1970-04-07"), ("month-first", "1970-07-04")):
        said = cli("import", book, "--map", f"Birthday=birthday:{answer}").lines
        assert len(said) == 2
        assert cli.rows("SELECT birthday FROM contact WHERE name = 'Dana'") == [(birthday,)]
        cli("undo")


def test_a_report_is_kept_as_json_where_its_name_says_so(cli: Command, many_dropped: Path, tmp_path: Path) -> None:
    other = _file(tmp_path / "other.csv", "Name\nAda\n")
    report = tmp_path / "report.JSON"
    said = cli("import", many_dropped, other, "--report", report, "--json").json
    kept = json.loads(report.read_text(encoding="utf-8"))
    assert kept == {"version": 1, **said}
    assert [len(file["dropped"]) for file in kept["files"]] == [25, 0]


@pytest.mark.parametrize(
    ("report", "code", "said"),
    [
        ("many.csv", 2, "which is to be imported"),
        ("none/report.txt", 3, "There is no folder"),
        ("", 1, "is not a file"),
    ],
)
def test_a_report_that_cannot_be_kept_stops_the_import(
    cli: Command, many_dropped: Path, tmp_path: Path, report: str, code: int, said: str
) -> None:
    before = cli.rows("SELECT count(*) FROM contact")
    ran = cli("import", many_dropped, "--report", tmp_path / report)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert cli.rows("SELECT count(*) FROM contact") == before


@pytest.mark.parametrize(
    ("batches", "said"), [(1, "2 of the cards came in before; take them"), (0, "Nothing came in.")]
)
def test_an_import_that_is_stopped_says_what_came_in(
    cli: Command, many_dropped: Path, monkeypatch: pytest.MonkeyPatch, batches: int, said: str
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    left = iter(range(batches))
    whole = importing.whole  # type: ignore[attr-defined]

    async def stopped(writing: Coroutine[Any, Any, None]) -> None:
        if next(left, None) is None:
            writing.close()
            raise asyncio.CancelledError
        await whole(writing)

    monkeypatch.setattr(importing, "whole", stopped)
    with pytest.raises(asyncio.CancelledError):
        cli.anyhow("import", many_dropped)
    assert f"wellkept: the import was stopped. {said}" in cli.err()
    assert cli.rows("SELECT count(*) FROM contact WHERE name LIKE 'Dana %'") == [(2 * batches,)]


def test_columns_are_mapped_and_a_column_may_have_an_equals_sign(cli: Command, tmp_path: Path) -> None:
    unknown = _file(tmp_path / "unknown.csv", "Wer;A=B;Tel\nDana;dana@levy.example;+44 20 7946 0803\n")
    said = cli("import", unknown, "--map", "Wer=name", "--map", "A=B=e-mail", "--map", "tel=phone:work").lines
    assert said[0].endswith("1 read, 1 added, 0 updated, 0 skipped, 0 failed")
    assert cli("show", "dana", "--json").json["contact"]["emails"] == ["dana@levy.example"]
    assert cli.rows("SELECT label FROM contact_point WHERE value LIKE '%0803'") == [("work",)]


def test_nobody_is_due_unless_asked_and_then_not_all_on_one_day(cli: Command, tmp_path: Path) -> None:
    many = _file(tmp_path / "many.csv", "Name\n" + "".join(f"Dana {n}\n" for n in range(9)))
    due = cli("today", "--json").json["total"]
    cli("import", many)
    assert cli.rows("SELECT count(*) FROM contact WHERE name LIKE 'Dana %' AND every_days IS NOT NULL") == [(0,)]
    cli("undo")
    cli("import", many, "--every", "quarterly", "--spread")
    assert cli.rows("SELECT DISTINCT every_days FROM contact WHERE name LIKE 'Dana %'") == [(90,)]
    sql = (
        "SELECT count(DISTINCT o.due_at) FROM outreach o JOIN contact c ON c.id = o.contact_id WHERE name LIKE 'Dana %'"
    )
    assert cli.rows(sql) == [(9,)]
    assert cli("today", "--json").json["total"] == due


def test_names_in_a_file_never_reach_the_terminal_as_commands(cli: Command, tmp_path: Path) -> None:
    hostile = _file(tmp_path / "hostile.csv", "Name,Shoe\n\x1b]0;x\x07Ada\u202e,\x1b[2J\x9b31m\n")
    said = cli("import", hostile)
    assert all(line.isprintable() for line in said.lines)
    assert cli("find", "ada", "--json").json["contacts"][0]["name"] == "]0;xAda"


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("none.vcf",), 3, "There is no file"),
        (("good.vcf", "none.vcf"), 3, "There is no file"),
        (("home.vcf",), 2, "is a folder"),
        (("notes.txt",), 2, "tells of no known format"),
        (("empty.csv",), 1, "has no row of column names"),
        (("empty.vcf",), 1, "has no vCard in it"),
        (("x" * 300 + ".vcf",), 4, "cannot be read"),
        (("good.vcf", "--map", "Wer"), 2, "--map takes COLUMN=FIELD"),
        (("good.vcf", "--map", "=name"), 2, "--map takes COLUMN=FIELD"),
        (("good.csv", "--map", "Name=shoe"), 2, "There is no field “shoe”"),
        (("good.vcf", "--spread"), 2, "Add --every"),
        (("good.vcf", "--spread", "--every", "never"), 2, "Add --every"),
        (("good.vcf", "--every", "blue moon"), 2, "is not a rhythm"),
        (("good.vcf", "--on-duplicate", "merge"), 2, "invalid choice"),
        ((), 2, "FILE"),
    ],
)
def test_what_cannot_be_imported_is_said_before_a_book_is_made(
    cli: Command, tmp_path: Path, argv: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "home.vcf").mkdir()
    for name, text in {"good.vcf": PHONE_BOOK, "good.csv": "Name\nAda\n", "notes.txt": "x"}.items():
        _file(tmp_path / name, text)
    for name in ("empty.csv", "empty.vcf"):
        _file(tmp_path / name, "")
    book = tmp_path / "new.db"
    ran = cli("--db", book, "import", *(tmp_path / word if "." in word else word for word in argv))
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert not book.exists()


def test_json_of_a_newer_program_is_refused(cli: Command, tmp_path: Path) -> None:
    ran = cli("import", _file(tmp_path / "new.json", '{"version": 2}'))
    assert (ran.code, ran.out) == (1, "")
    assert "written by a newer Wellkept" in ran.err
