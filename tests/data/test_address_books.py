"""Address books of every program: everybody comes in once, and every word of the file is in the book or in a report."""

from pathlib import Path
from typing import Any

import pytest

import models
from models import db
from models.exchange import importing
from models.exchange.importing import OnDuplicate, Report
from models.exchange.kept import Kept, cards
from models.rules import folding
from tests.data.address_books.book import Book, Person, words
from tests.data.address_books.conserved import lost
from tests.data.address_books.spreadsheets import SPREADSHEETS
from tests.data.address_books.vcards import VCARDS
from tests.data.cards import counts, told
from tests.data.desk import ADA, NOW, everything

ADDRESS_BOOKS = {f"vCard, {name}": book for name, book in VCARDS.items()} | {
    f"CSV, {name}": book for name, book in SPREADSHEETS.items()
}

pytestmark = [
    pytest.mark.usefixtures("book"),
    pytest.mark.parametrize("source", ADDRESS_BOOKS.values(), ids=ADDRESS_BOOKS),
]

_WORKED_OUT = {"search_text", "sort_key"}
"""Columns that are made from others: what is only there is lost."""


@pytest.fixture
def file(source: Book, tmp_path: Path) -> Path:
    path = tmp_path / source.name
    path.write_bytes(source.data)
    return path


async def _taken(file: Path, source: Book, **how: Any) -> Report:
    (report,) = await importing.import_files([file], by=ADA, at=NOW, columns=source.columns, **how)
    assert report.read == report.added + report.updated + report.skipped + report.failed
    return report


async def _people() -> list[Kept]:
    ids = [row["id"] for row in await db.reader().rows("SELECT id FROM contact")]
    return await cards(db.reader().rows, ids)


def _same(point: str) -> str:
    return point.casefold() if "@" in point else folding.digits(point).lstrip("0") or point


def _is(person: Person, kept: Kept) -> bool:
    points = {_same(point.value) for point in kept.card.emails + kept.card.phones}
    named = set(words(kept.card.name))
    return {_same(point) for point in person.points} <= points and set(person.words) <= named


async def test_everybody_comes_in_once(source: Book, file: Path) -> None:
    report = await _taken(file, source)
    assert counts(report) == (source.added, 0, source.skipped, source.failed), told(report)
    people = await _people()
    assert len(people) == source.added
    found = [[kept.id for kept in people if _is(person, kept)] for person in source.persons()]
    assert [len(ids) for ids in found] == [1] * len(found), [kept.card for kept in people]
    assert len({ids[0] for ids in found}) == len(found)


async def test_every_word_is_in_the_book_or_in_a_report(source: Book, file: Path) -> None:
    report = await _taken(file, source)
    reports = list(report.dropped)
    dump = "\n".join(
        str(value)
        for rows in (await everything()).values()
        for row in rows
        for name, value in row.items()
        if name not in _WORKED_OUT
    )
    assert lost(source, dump, reports) == []
    for line, text in source.told:
        assert any(each.line == line and text in each.text for each in reports), (line, text, told(report))
    if source.quiet:
        assert told(report) == []


async def test_again_it_adds_nobody_and_empties_nothing(source: Book, file: Path) -> None:
    first = await _taken(file, source)
    before = await everything()
    again = await _taken(file, source)
    assert counts(again) == (0, 0, first.read - first.failed, first.failed)
    assert await everything() == before
    updated = await _taken(file, source, on_duplicate=OnDuplicate.UPDATE)
    assert (updated.added, updated.failed) == (0, first.failed)
    after = await everything()
    for table, rows in before.items():
        assert len(after[table]) >= len(rows), table
        for was, now in zip(rows, after[table], strict=False):
            assert {name: value for name, value in was.items() if value and name not in _WORKED_OUT}.items() <= {
                **now
            }.items(), table
    once_more = await _taken(file, source, on_duplicate=OnDuplicate.UPDATE)
    assert counts(once_more) == (0, 0, first.read - first.failed, first.failed)
    assert await everything() == after


async def test_a_dry_run_says_the_same_and_does_nothing_and_undo_takes_all_of_it(source: Book, file: Path) -> None:
    before = await everything()
    foretold = await _taken(file, source, dry_run=True)
    assert await everything() == before
    report = await _taken(file, source)
    assert (counts(foretold), told(foretold)) == (counts(report), told(report))
    await models.undo.last(by=ADA, at=NOW)
    assert await everything() == before
