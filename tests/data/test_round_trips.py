"""What goes out comes back: generated contacts, hostile ones too, through a file into an empty book."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import models
from models import db
from models.exchange import exporting, importing, kept
from models.exchange.card import Card
from models.exchange.exporting import Format
from models.rules import contact_fields, folding
from models.rules.refusals import Refused
from models.rules.words import Channel
from tests.data.desk import ADA, GRACE, NOW

HOSTILE = (
    *("=1+1", "@SUM(A1)", "'x", "END:VCARD", "a\\nb\\,c;", "[/b] Ada", " \u202eevil", "\x1b]0;x\x07", "e\u0301"),
    *('"a",b;', "--- next note ---", "a ::: b", "-2", "\ufeffx", "a\tb", "漢字"),
)
HOSTILE_PEOPLE = [
    ({"name": text, "company": text, "tags": [text], "addresses": [contact_fields.Point(text, text)]}, [text], 5)
    for text in HOSTILE
]


def _cleaned(field: str, of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give what the book would keep of generated values; those that it refuses are left out."""

    def kept_or_none(value: Any) -> Any:
        try:
            return contact_fields.cleaned({field: value})[field]
        except Refused:
            return None

    return of.map(kept_or_none).filter(lambda value: value is not None)


texts = st.sampled_from(HOSTILE) | st.text(max_size=40)
words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
labels = st.sampled_from(("", "home", "work", "cell", "home fax")) | words
phones = st.integers(100, 999).map("+44 20 7946 0{}".format)


def _points(values: st.SearchStrategy[str]) -> st.SearchStrategy[list[contact_fields.Point]]:
    return st.lists(st.builds(contact_fields.Point, labels, values), max_size=3)


contacts = st.fixed_dictionaries(
    {"name": _cleaned("name", texts)},
    optional={
        "company": _cleaned("company", texts),
        "emails": _cleaned("emails", _points(words.map("{}@stone.example".format))),
        "phones": _cleaned("phones", _points(phones)),
        "addresses": _cleaned("addresses", _points(texts)),
        "links": _cleaned("links", _points(words.map("https://stone.example/?a=1;b,{}".format))),
        "birthday": st.dates().map(str).filter(lambda day: "1800" <= day < "2200") | st.just("--02-29"),
        "tags": _cleaned("tags", st.lists(texts, max_size=3)),
        "owner_id": st.sampled_from((ADA, GRACE)),
        "every_days": st.none() | st.integers(1, 3_650),
        "safe_topics": _cleaned("safe_topics", texts),
        "off_limits": _cleaned("off_limits", texts),
        "do_not_contact": st.lists(st.sampled_from([*Channel, "any"]), max_size=2),
    },
)
notes = st.lists(texts.filter(lambda text: bool(text.strip("\x07 \u202e"))), max_size=2)


async def _add(person: dict[str, Any], said: list[str], stage_id: int) -> None:
    added = await models.contacts.add(stage_id=stage_id, by=ADA, at=NOW, **person)
    for note in said:
        try:
            await models.notes.add(added.id, note, by=ADA, at=NOW)
        except Refused:  # nothing of it was to be seen
            continue


async def _everybody() -> list[Card]:
    ids = [row["id"] for row in await db.reader().rows("SELECT id FROM contact")]
    return [each.card for each in await kept.cards(db.reader().rows, ids)]


def _copied(template: Path, folder: str, name: str) -> Path:
    return Path(shutil.copyfile(template, Path(folder) / name))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(contacts, notes, st.integers(1, 5)), max_size=4), st.sampled_from((Format.CSV, Format.VCF)))
@example(HOSTILE_PEOPLE, Format.CSV)
@example(HOSTILE_PEOPLE, Format.VCF)
def test_what_goes_out_comes_back_in(
    template: Path, people: list[tuple[dict[str, Any], list[str], int]], form: Format
) -> None:
    names = {folding.sort_key(person["name"]) or person["name"] for person, _, _ in people}

    async def there(folder: str) -> tuple[dict[str, int], list[Card]]:
        async with db.opened(_copied(template, folder, "full.db")):
            for person, said, stage_id in people:
                await _add(person, said, stage_id)
            return await exporting.export(Path(folder) / f"out.{form}", form=form, at=NOW), await _everybody()

    async def back(folder: str) -> tuple[importing.Report, list[Card]]:
        async with db.opened(_copied(template, folder, "empty.db")):
            every = importing.OnDuplicate.ADD if len(names) < len(people) else importing.OnDuplicate.SKIP
            files = [Path(folder) / f"out.{form}"]
            (report,) = await importing.import_files(files, on_duplicate=every, by=ADA, at=NOW)
            came = await _everybody()
            (again,) = await importing.import_files(files, by=ADA, at=NOW)
            assert (again.added, again.skipped) == (0, again.read), "who came in is known"
            return report, came

    with tempfile.TemporaryDirectory() as folder:
        written, before = asyncio.run(there(folder))
        if not people and form == Format.VCF:
            assert not (Path(folder) / "out.vcf").read_bytes()
            return
        report, after = asyncio.run(back(folder))
    assert (written, report.added, list(report.dropped)) == ({"contacts": len(people)}, len(people), [])
    assert after == before
