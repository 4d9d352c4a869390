"""Bad address books: one sentence or one report each, nobody lost beside them, and nothing half done."""

import codecs
import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from tortoise.connection import get_connection

import models
from models import db
from models.exchange import importing, sources
from models.exchange.card import Card
from models.rules.refusals import BookUnusable, Refused
from tests.data.address_books.vcards import VCARDS
from tests.data.cards import Desk, card, counts, told
from tests.data.desk import ADA, NOW, count, everything, one, rows

pytestmark = pytest.mark.usefixtures("book")

TEN_MB = 10_000_000
MANY = 5_000


async def _names() -> list[str]:
    return [row["name"] for row in await rows("SELECT name FROM contact ORDER BY id")]


@pytest.mark.parametrize(
    "name", ["photos that are not indented", "quoted-printable", "iCloud", "a Japanese phone", "UTF-16, big end first"]
)
async def test_a_vcard_cut_anywhere_is_read_to_where_it_was_cut(desk: Desk, name: str) -> None:
    data, path = VCARDS[name].data, desk.folder / "cut.vcf"
    whole = len([item for item in _read(path, data) if isinstance(item, Card)])
    for cut in range(60, len(data), 41):
        items = _read(path, data[:cut])
        cards = [item for item in items if isinstance(item, Card)]
        assert 1 <= len(cards) <= whole
        for missing in [each for each in cards[-1].dropped if "missing" in each.why]:
            assert missing.line == cards[-1].line
    for cut in range(90, len(data), len(data) // 6):
        path.write_bytes(data[:cut])
        (report,) = await importing.import_files([path], by=ADA, at=NOW, dry_run=True)
        assert 1 <= report.read == report.added + report.skipped + report.failed


def _read(path: Path, data: bytes) -> list[object]:
    path.write_bytes(data)
    with sources.opened(path) as items:
        return list(items)


async def test_a_card_that_is_cut_comes_in_with_what_is_there_and_says_so(desk: Desk) -> None:
    whole = card("FN:Dana Levy", "EMAIL:dana@levy.example", "NOTE:Likes sailing")
    report = await desk.take(whole + whole.replace("Dana", "Eli")[: len(whole) // 2])
    assert counts(report) == (2, 0, 0, 0)
    assert [(line, "missing" in why) for line, _, why in told(report)] == [(6, True)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "in.vcf",
            card("FN:Da\0na Levy", "EMAIL:dana@levy.example\0", "NOTE:a\0b") + "\0" * 100 + "\n" + card("FN:Eli"),
        ),
        ("in.csv", "Name,E-mail,Notes\nDa\0na Levy,dana@levy.example\0,a\0b\n\0\0\0\nEli,,\n"),
    ],
    ids=["vCard", "CSV"],
)
async def test_nul_bytes_never_come_in(desk: Desk, name: str, text: str) -> None:
    report = await desk.take(text, name)
    assert (report.added, await _names()) == (2, ["Dana Levy", "Eli"])
    assert await one("SELECT count(*) FROM contact_point WHERE value = 'dana@levy.example'") == 1
    assert all(
        "\0" not in str(value) for table in (await everything()).values() for row in table for value in row.values()
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("in.vcf", card("FN:Ada", f"NOTE:{'x' * TEN_MB}") + card("FN:Bob")),
        ("in.vcf", card("FN:Ada", f"NOTE;ENCODING=QUOTED-PRINTABLE:{'=41' * (TEN_MB // 3)}") + card("FN:Bob")),
        ("in.vcf", card("FN:Ada", f"PHOTO;ENCODING=b:{'A' * TEN_MB}") + card("FN:Bob")),
        ("in.vcf", card("FN:Ada", f"X-{'Y' * TEN_MB}:z") + card("FN:Bob")),
        ("in.vcf", card("FN:Ada", f"NOTE:{'x' * 900}" + f"\n {'x' * 900}" * (TEN_MB // 900)) + card("FN:Bob")),
        ("in.vcf", "x" * TEN_MB + "\n" + card("FN:Ada") + card("FN:Bob")),
        ("in.csv", f'Name,Notes\nAda,"{"x" * TEN_MB}"\nAda,\nBob,\n'),
        ("in.csv", f"Name,Notes\nAda,{'x,' * (TEN_MB // 2)}\nAda,\nBob,\n"),
    ],
    ids=["note", "quoted-printable", "photo", "property", "folded", "before cards", "cell", "cells"],
)
async def test_a_line_of_ten_megabytes_is_one_short_report(desk: Desk, name: str, text: str) -> None:
    (report,) = await importing.import_files([desk.file(text, name)], by=ADA, at=NOW)
    assert await _names() == ["Ada", "Bob"]
    assert 1 <= len(told(report)) <= 2
    assert all(len(text) <= 80 for _, text, _ in told(report))


@pytest.mark.parametrize("ending", ["vcf", "csv"])
async def test_one_line_of_ten_megabytes_is_refused(desk: Desk, ending: str) -> None:
    with pytest.raises(Refused) as refused:
        await importing.import_files([desk.file(b"x" * TEN_MB, f"in.{ending}")], by=ADA, at=NOW)
    assert len(str(refused.value)) < 400


def _zipped() -> bytes:
    """Return 20 MB of zeros in 20 kB."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("contacts.vcf", bytes(20_000_000))
    return stream.getvalue()


def _workbook() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return stream.getvalue()


def _gzipped() -> bytes:
    return gzip.compress(card("FN:Ada").encode(), mtime=0)


PACKED = {"a zip bomb": _zipped, "a workbook": _workbook, "gzip": _gzipped}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
@pytest.mark.parametrize("ending", ["vcf", "csv", "CSV", "vcard", "tsv"])
async def test_what_is_packed_is_refused_unopened(desk: Desk, pack: Callable[[], bytes], ending: str) -> None:
    with pytest.raises(Refused, match=r"zip|[Ee]xcel|packed"):
        await importing.import_files([desk.file(pack(), f"in.{ending}")], by=ADA, at=NOW)
    assert await count("contact") == 0


def _one_uid(names: list[str]) -> str:
    return "".join(card(f"FN:{name}", f"EMAIL:{name.replace(' ', '.')}@x.example", "UID:one") for name in names)


async def test_five_thousand_people_with_one_uid_are_five_thousand_people(desk: Desk) -> None:
    file = desk.file(_one_uid([f"Dana {number}" for number in range(MANY)]))
    (report,) = await importing.import_files([file], by=ADA, at=NOW)
    assert counts(report) == (MANY, 0, 0, 0)
    assert await one("SELECT count(DISTINCT name) FROM contact") == MANY
    assert await one("SELECT count(DISTINCT uid) FROM contact") == MANY
    (again,) = await importing.import_files([file], by=ADA, at=NOW)
    assert counts(again) == (0, 0, MANY, 0)


async def test_one_person_five_thousand_times_is_one(desk: Desk) -> None:
    (report,) = await importing.import_files([desk.file(_one_uid(["Dana Levy"] * MANY))], by=ADA, at=NOW)
    assert counts(report) == (1, 0, MANY - 1, 0)
    assert told(report) == []


async def test_strangers_with_one_uid_and_nothing_else_are_strangers(desk: Desk) -> None:
    text = "".join(card(f"FN:{name}", "UID:one") for name in ("Ada", "Bob", "Cleo"))
    assert counts(await desk.take(text)) == (3, 0, 0, 0)
    assert counts(await desk.take(text)) == (0, 0, 3, 0)


async def test_a_disk_that_fills_in_the_middle_keeps_whole_batches_and_says_how_many(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 20)
    await db.writable()
    writer = get_connection("default")
    (row,) = await writer.execute_query_dict("PRAGMA page_count")
    await writer.execute_query(f"PRAGMA max_page_count = {row['page_count'] + 300}")
    file = desk.file("".join(card(f"FN:Dana {n}", f"EMAIL:d{n}@x.example", f"NOTE:{'x' * 5_000}") for n in range(400)))
    with pytest.raises(BookUnusable, match=r"the disk is full.*wellkept undo") as full:
        await importing.import_files([file], by=ADA, at=NOW)
    came_in = await count("contact")
    assert 0 < came_in < 400
    assert came_in % 20 == 0
    assert f"{came_in} of the cards" in str(full.value)
    assert await count("note") == came_in == await count("contact_point")
    await writer.execute_query("PRAGMA max_page_count = 1000000")
    await models.undo.last(by=ADA, at=NOW)
    assert await count("contact") == await count("note") == 0
    assert await one("PRAGMA integrity_check") == "ok"


@pytest.mark.parametrize("text", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\r\n\r\n", b" ", b"\0" * 50])
@pytest.mark.parametrize("ending", ["vcf", "csv", "tsv"])
async def test_a_file_with_nothing_in_it_is_refused(desk: Desk, text: bytes, ending: str) -> None:
    with pytest.raises(Refused, match=r"^The file .+\. .+\.$"):
        await importing.import_files([desk.file(text, f"in.{ending}")], by=ADA, at=NOW)


async def test_endings_are_read_in_either_case(desk: Desk) -> None:
    assert (await desk.take(card("FN:Ada"), "IN.VCF")).added == 1
    assert (await desk.take("Name\nBob\n", "In.Csv")).added == 1


async def test_a_bad_file_among_good_ones_keeps_all_out(desk: Desk) -> None:
    files = [desk.file(card("FN:Ada"), "1.vcf"), desk.file(b"", "2.vcf"), desk.file("Name\nBob\n", "3.csv")]
    with pytest.raises(Refused):
        await importing.import_files(files, by=ADA, at=NOW)
    assert await count("contact") == 0
    assert await one("SELECT count(*) FROM history WHERE verb = 'import'") == 0


async def test_cards_are_read_as_they_are_asked_for(desk: Desk) -> None:
    """A file of any size is begun at once, and left when nobody asks for more."""
    path = desk.file("".join(card(f"FN:Dana {n}") for n in range(50_000)))
    with sources.opened(path) as items:
        assert [item.name for item in islice(items, 2) if isinstance(item, Card)] == ["Dana 0", "Dana 1"]
