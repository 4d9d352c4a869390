"""Address books cut, stirred and bitten at random: they are read or refused, never more, and the counts add up."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import db
from models.exchange import importing, sources
from models.exchange.card import Card, Dropped
from models.rules.refusals import Refused
from tests.data.address_books.spreadsheets import SPREADSHEETS
from tests.data.address_books.vcards import VCARDS
from tests.data.desk import ADA, NOW

Mutation = tuple[Callable[[bytes, int, int, bytes], bytes], int, int, bytes]

BITES = (
    b"\0",
    b"\r",
    b"\n",
    b'"',
    b",",
    b";",
    b":",
    b"=",
    b"=\r\n",
    b" ",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x80",
    b"\\",
)
WORDS = (b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b";ENCODING=QUOTED-PRINTABLE:", b";ENCODING=b:", b"AGENT:", b'"' * 9)


def _cut(data: bytes, at: int, _size: int, _bite: bytes) -> bytes:
    return data[:at]


def _without(data: bytes, at: int, size: int, _bite: bytes) -> bytes:
    return data[:at] + data[at + size :]


def _inserted(data: bytes, at: int, _size: int, bite: bytes) -> bytes:
    return data[:at] + bite + data[at:]


def _replaced(data: bytes, at: int, size: int, bite: bytes) -> bytes:
    return data[:at] + bite + data[at + size :]


def _swapped(data: bytes, at: int, size: int, _bite: bytes) -> bytes:
    return data[:at] + data[at + size : at + 2 * size] + data[at : at + size] + data[at + 2 * size :]


def _repeated(data: bytes, at: int, size: int, _bite: bytes) -> bytes:
    return data[: at + size] + data[at:]


def _flipped(data: bytes, at: int, size: int, _bite: bytes) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << size % 8]) + data[at + 1 :] if at < len(data) else data


bites = st.sampled_from(BITES + WORDS) | st.binary(min_size=1, max_size=8)
mutations = st.tuples(
    st.sampled_from((_cut, _without, _inserted, _replaced, _swapped, _repeated, _flipped)),
    st.integers(0, 4_000),
    st.integers(1, 300),
    bites,
)


@st.composite
def mutated(draw: st.DrawFn, files: dict[str, bytes]) -> bytes:
    """Draw a file that was changed in one to six places."""
    data = files[draw(st.sampled_from(sorted(files)))]
    for change, at, size, bite in draw(st.lists(mutations, min_size=1, max_size=6)):
        data = change(data, at % (len(data) + 1), size, bite)
    return data


FILES = {
    "vcf": {name: book.data for name, book in VCARDS.items()},
    "csv": {name: book.data for name, book in SPREADSHEETS.items()},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


@pytest.mark.parametrize("ending", FILES)
def test_a_reader_reads_or_refuses(folder: Path, ending: str) -> None:
    path = folder / f"in.{ending}"

    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(mutated(FILES[ending]))
    def reads(data: bytes) -> None:
        path.write_bytes(data)
        assert _refusal(path).endswith(".")

    reads()


def _refusal(path: Path) -> str:
    """Read a file to its end. Return why it was refused, or "."."""
    try:
        with sources.opened(path) as items:
            assert all(isinstance(item, Card | Dropped) for item in items)
    except Refused as refused:
        return str(refused)
    return "."


@pytest.mark.parametrize("ending", FILES)
def test_an_import_of_what_is_left_adds_up(template: Path, ending: str) -> None:
    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(mutated(FILES[ending]))
    def adds_up(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder, f"in.{ending}")
            path.write_bytes(data)
            asyncio.run(_adds_up(path, Path(shutil.copyfile(template, Path(folder, "book.db")))))

    adds_up()


async def _adds_up(path: Path, book: Path) -> None:
    async with db.opened(book):
        try:
            (report,) = await importing.import_files([path], by=ADA, at=NOW)
        except Refused:
            assert await db.reader().number("SELECT count(*) FROM contact") == 0
            return
        assert report.read == report.added + report.updated + report.skipped + report.failed
        assert await db.reader().number("SELECT count(*) FROM contact") == report.added
        assert all(len(each.text) <= 80 and each.text.isprintable() for each in report.dropped)
        (again,) = await importing.import_files([path], by=ADA, at=NOW)
        assert (again.added, again.read) == (0, report.read)
