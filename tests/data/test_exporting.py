"""Exporting: everybody or who a query finds, whole or not at all, and back in an empty book it is all there."""

import asyncio
import shutil
import stat
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import models
from models import db
from models.exchange import exporting, importing, kept
from models.exchange.card import Card
from models.exchange.exporting import Format, NotWritten
from models.rules import contact_fields, folding
from models.rules.refusals import NotFound, Refused
from models.rules.words import Channel
from tests.data.desk import ADA, CUSTOMER, GRACE, NOW, bob

HOSTILE = (
    *("=1+1", "@SUM(A1)", "'x", "END:VCARD", "a\\nb\\,c;", "[/b] Ada", " \u202eevil", "\x1b]0;x\x07", "e\u0301"),
    *('"a",b;', "--- next note ---", "a ::: b", "-2", "\ufeffx", "a\tb", "漢字"),
)
HOSTILE_PEOPLE = [({"name": text, "company": text, "tags": [text]}, [text], 5) for text in HOSTILE]


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
    return [each.card for each in await kept.cards(db.reader().rows, "SELECT id FROM contact", [])]


def _copied(template: Path, folder: str, name: str) -> Path:
    return Path(shutil.copyfile(template, Path(folder) / name))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(contacts, notes, st.integers(1, 5)), max_size=4), st.sampled_from((Format.CSV, Format.VCF)))
@example(
    [({"name": text, "company": text, "tags": [text]}, [text], 5) for text in HOSTILE if text != "a\r\nb"], Format.CSV
)
@example(
    [({"name": text, "company": text, "tags": [text]}, [text], 4) for text in HOSTILE if text != "a\r\nb"], Format.VCF
)
def test_what_goes_out_comes_back_in(
    template: Path, people: list[tuple[dict[str, Any], list[str], int]], form: Format
) -> None:
    names = {folding.sort_key(person["name"]) or person["name"] for person, _, _ in people}

    async def there(folder: str) -> tuple[int, list[Card]]:
        async with db.opened(_copied(template, folder, "full.db")):
            for person, said, stage_id in people:
                await _add(person, said, stage_id)
            return await exporting.export(Path(folder) / f"out.{form}", form=form, at=NOW), await _everybody()

    async def back(folder: str) -> tuple[importing.Report, list[Card]]:
        async with db.opened(_copied(template, folder, "empty.db")):
            every = importing.OnDuplicate.ADD if len(names) < len(people) else importing.OnDuplicate.SKIP
            files = [Path(folder) / f"out.{form}"]
            (report,) = await importing.import_files(files, on_duplicate=every, by=ADA, at=NOW)
            return report, await _everybody()

    with tempfile.TemporaryDirectory() as folder:
        written, before = asyncio.run(there(folder))
        if not people and form == Format.VCF:
            assert not (Path(folder) / "out.vcf").read_bytes()
            return
        report, after = asyncio.run(back(folder))
    assert (written, report.added, report.dropped) == (len(people), len(people), [])
    assert after == before


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def _names(folder: Path) -> list[str]:
    """Name what is in a folder beside the book and the files of its engine."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("book.db"))


def _mode(path: Path, *, follow: bool = True) -> int:
    return stat.S_IMODE(path.stat(follow_symlinks=follow).st_mode)


def _was_here(path: Path) -> Path:
    path.write_text("what was here")
    path.chmod(0o644)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.csv"


@pytest.mark.usefixtures("book")
async def test_a_query_chooses_and_the_archived_stay(target: Path) -> None:
    await bob(company="Stone", emails=["bob@stone.example", "b@stone.example"])
    await models.contacts.add("Dana Levy", stage_id=CUSTOMER, emails=["dana@levy.example"], by=ADA, at=NOW)
    await models.contacts.add("Archie Stone", phones=["+1 555 0101"], by=ADA, at=NOW)
    await models.contacts.archive(3, by=ADA, at=NOW)
    assert await exporting.export(target, "levy", form=Format.CSV, at=NOW) == 1
    header, row = _lines(target)
    assert header.startswith("UID,Name,Company,E-mail 1,E-mail 1 label,Birthday,")
    assert ",Dana Levy,,dana@levy.example,," in row
    assert await exporting.export(target, form=Format.CSV, at=NOW) == 2
    header, *rows = _lines(target)
    assert header.startswith("UID,Name,Company,E-mail 1,E-mail 1 label,E-mail 2,E-mail 2 label,Birthday,")
    assert len(rows) == 2
    assert await exporting.export(target, "!", form=Format.VCF, at=NOW) == 0


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("form", Format)
async def test_pages_follow_each_other_by_name(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_PAGE", 2)
    for name in ("Eli", "Ann", "Dan", "Bea", "ann"):
        await models.contacts.add(name, by=ADA, at=NOW)
    stream = BytesIO()
    assert await exporting.export(stream, form=form, at=NOW) == 5
    places = [stream.getvalue().index(name) for name in (b"Ann", b"ann", b"Bea", b"Dan", b"Eli")]
    assert places == sorted(places)


@pytest.mark.usefixtures("book")
async def test_an_export_sees_the_book_as_it_was_when_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    await bob(emails=["bob@stone.example"])
    widths = exporting._widths

    async def meanwhile(query: str) -> dict[str, int]:
        found = await widths(query)
        await models.contacts.edit(1, emails=["b@stone.example", "c@stone.example"], by=GRACE, at=NOW)
        return found

    monkeypatch.setattr(exporting, "_widths", meanwhile)
    stream = BytesIO()
    await exporting.export(stream, form=Format.CSV, at=NOW)
    assert b"bob@stone.example" in stream.getvalue()
    assert b"c@stone.example" not in stream.getvalue()
    await exporting.export(stream, form=Format.VCF, at=NOW)
    assert b"c@stone.example" in stream.getvalue()


@pytest.fixture
def linked(target: Path) -> Path:
    real = _was_here(target.with_name("real.csv"))
    target.symlink_to(real)
    return real


@pytest.mark.usefixtures("book")
async def test_a_file_is_replaced_whole_and_is_its_owners_alone(target: Path, linked: Path) -> None:
    await exporting.export(target, form=Format.CSV, at=NOW)
    assert _lines(linked)[0].startswith("UID,Name")
    assert _mode(linked) == 0o600
    assert _mode(target, follow=False) != 0o600
    assert _names(target.parent) == ["out.csv", "real.csv"]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("", NotWritten, "is not a file"),
        ("none/out.csv", NotFound, "There is no folder"),
        ("real.csv/out.csv", NotWritten, "could not be written: Not a directory"),
        ("x" * 300, NotWritten, "could not be written: File name too long"),
    ],
)
async def test_where_nothing_can_be_written(linked: Path, name: str, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        await exporting.export(linked.parent / name, form=Format.CSV, at=NOW)
    assert _names(linked.parent) == ["out.csv", "real.csv"]


def _full_disk(*_args: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.usefixtures("book")
async def test_a_full_disk_leaves_what_was_there(linked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", _full_disk)
    said = r"real\.csv could not be written: No space left on device\. Nothing was changed there\."
    with pytest.raises(NotWritten, match=said):
        await exporting.export(linked, form=Format.CSV, at=NOW)
    assert _lines(linked) == ["what was here"]
    assert _names(linked.parent) == ["out.csv", "real.csv"]


@pytest.mark.parametrize("end", ["", "-wal"])
@pytest.mark.usefixtures("book")
async def test_the_book_itself_is_never_the_file(end: str, tmp_path: Path) -> None:
    await bob()
    link = tmp_path / "everyone.csv"
    link.symlink_to(f"{db.path()}{end}")
    with pytest.raises(NotWritten, match="is the book itself"):
        await exporting.export(link, form=Format.CSV, at=NOW)
    assert await db.reader().number("SELECT count(*) FROM contact") == 1
