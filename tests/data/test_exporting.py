"""Exporting: everybody or who a query finds, whole or not at all."""

import asyncio
import os
import stat
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import models
from models import db
from models.exchange import exporting, kept
from models.exchange.exporting import Format
from models.exchange.kept import Kept
from models.exchange.targets import NotWritten
from models.reading import chosen, keyset
from models.rules.refusals import NotFound
from tests.data.cards import Desk, card
from tests.data.desk import ADA, CUSTOMER, GRACE, NOW, bob


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
    assert await exporting.export(target, "levy", form=Format.CSV, at=NOW) == {"contacts": 1}
    header, row = _lines(target)
    assert header.startswith("UID,Name,Company,E-mail 1,E-mail 1 label,Birthday,")
    assert ",Dana Levy,,dana@levy.example,," in row
    assert await exporting.export(target, form=Format.CSV, at=NOW) == {"contacts": 2}
    header, *rows = _lines(target)
    assert header.startswith("UID,Name,Company,E-mail 1,E-mail 1 label,E-mail 2,E-mail 2 label,Birthday,")
    assert len(rows) == 2
    assert await exporting.export(target, "!", form=Format.VCF, at=NOW) == {"contacts": 0}


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("form", [Format.CSV, Format.VCF])
async def test_pages_follow_each_other_by_name(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "_READ", 3)
    monkeypatch.setattr(exporting, "_STEP", 2)
    monkeypatch.setattr(chosen, "_PAGE", 2)
    for name in ("Eli", "Ann", "Dan", "Bea", "ann"):
        await models.contacts.add(name, by=ADA, at=NOW)
    stream = BytesIO()
    assert await exporting.export(stream, form=form, at=NOW) == {"contacts": 5}
    places = [stream.getvalue().index(name) for name in (b"Ann", b"ann", b"Bea", b"Dan", b"Eli")]
    assert places == sorted(places)


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("form", [Format.CSV, Format.VCF, Format.JSON])
async def test_photos_are_read_a_few_at_a_time(form: Format, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = f"PHOTO:data:image/png;base64,{'A' * 1_000}"
    sizes = {"Ann": 1, "Bea": 0, "Cid": 3, "Dan": 0, "Eli": 1, "Fay": 1, "Gus": 1}
    await desk.take("".join(card(f"FN:{name}", *[f"{photo}{n}" for n in range(many)]) for name, many in sizes.items()))
    monkeypatch.setattr(kept, "PAGE_SIZE", 2_500)
    read, pages = kept.cards, list[str]()

    async def cards(rows: Any, ids: Sequence[int]) -> list[Kept]:
        found = await read(rows, ids)
        pages.append(" ".join(each.card.name for each in found))
        return found

    monkeypatch.setattr(kept, "cards", cards)
    stream = BytesIO()
    assert await exporting.export(stream, form=form, at=NOW) == {"contacts": 7}
    assert pages == ["Ann Bea", "Cid", "Dan Eli Fay", "Gus"]
    assert await exporting.export(BytesIO(), "nobody", form=form, at=NOW) == {"contacts": 0}


@pytest.mark.usefixtures("book")
async def test_an_export_sees_the_book_as_it_was_when_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    await bob(emails=["bob@stone.example"])
    widths = exporting._widths

    async def meanwhile(whom: chosen.Chosen) -> dict[str, int]:
        found = await widths(whom)
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


def _no_right(*_args: object, **_how: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("form", Format)
async def test_a_folder_that_is_read_only(linked: Path, form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.mkstemp", _no_right)
    with pytest.raises(NotWritten, match="could not be written: Permission denied"):
        await exporting.export(linked, form=form, at=NOW)
    assert _lines(linked) == ["what was here"]


@pytest.mark.usefixtures("book")
async def test_a_pipe_is_no_file_and_nobody_waits_for_its_reader(target: Path) -> None:
    os.mkfifo(target)
    with pytest.raises(NotWritten, match="is not a file"):
        await exporting.export(target, form=Format.CSV, at=NOW)
    assert _names(target.parent) == ["out.csv"]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("form", [Format.CSV, Format.VCF, Format.ICS])
async def test_stopped_in_the_middle_it_leaves_what_was_there(
    linked: Path, form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bob(birthday="1980-03-22")
    page, started = keyset.page, asyncio.Event()

    async def stuck(*args: Any, **how: Any) -> list[dict[str, Any]]:
        if how["after"]:
            started.set()
            await asyncio.Event().wait()
        return await page(*args, **how)

    monkeypatch.setattr(keyset, "page", stuck)
    task = asyncio.create_task(exporting.export(linked, form=form, at=NOW))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert _lines(linked) == ["what was here"]
    assert _names(linked.parent) == ["out.csv", "real.csv"]
    monkeypatch.undo()
    await exporting.export(linked, form=form, at=NOW)  # and the book can be read again
    assert "Bob Stone" in "".join(_lines(linked))


@pytest.mark.parametrize("end", ["", "-wal"])
@pytest.mark.usefixtures("book")
async def test_the_book_itself_is_never_the_file(end: str, tmp_path: Path) -> None:
    await bob()
    link = tmp_path / "everyone.csv"
    link.symlink_to(f"{db.path()}{end}")
    with pytest.raises(NotWritten, match="is the book itself"):
        await exporting.export(link, form=Format.CSV, at=NOW)
    assert await db.reader().number("SELECT count(*) FROM contact") == 1
