"""Files to import from: opened, told apart by their ending, and looked at before anything is done."""

import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from typing_extensions import override

from models.exchange.card import Card, Dropped
from models.exchange.checking import checked
from models.exchange.csv import reading as csv_reading
from models.exchange.json import reading as json_reading
from models.exchange.json.life import Shared
from models.exchange.vcard import reading as vcard_reading
from models.rules.refusals import NotAnAddressBook, NotFound, NotYours, Refused

Items = Iterator[Card | Dropped | Shared]

CSV, VCARD, JSON = "CSV", "vCard", "JSON"
FORMATS = {".csv": CSV, ".tsv": CSV, ".vcf": VCARD, ".vcard": VCARD, ".json": JSON}
"""What a file is, by its ending."""

_UNPACK = "Unpack it, and name the file in it."
_OTHERS = {
    b"PK\x03\x04": "a zip file, or an Excel one. Unpack it, or save it as CSV there, and name that.",
    b"\x1f\x8b": f"packed by gzip. {_UNPACK}",
    b"BZh": f"packed by bzip2. {_UNPACK}",
    b"\xfd7zXZ": f"packed by xz. {_UNPACK}",
    b"7z\xbc\xaf": f"packed by 7-Zip. {_UNPACK}",
    b"\xd0\xcf\x11\xe0": "an old Excel file. Save it as CSV there, and name that.",
    b"SQLite format 3\0": "a database. If it is a copy of a book, go back to it with wellkept restore.",
    b"%PDF": "a PDF. Export from the address book as vCard or CSV, and name that.",
    b"\x89PNG": "a picture. Export from the address book as vCard or CSV, and name that.",
}
"""How files of other kinds begin, whatever their names say, and what to do with them."""


class UnknownFormat(Refused):
    """What is named is no file, or its ending tells of no format that can be read."""


class Opened(Iterator[Card | Dropped | Shared]):
    """What an open file holds, one by one, cards held against the rules; and how much of the file is read by then."""

    def __init__(self, items: Items, stream: BinaryIO) -> None:
        self._items, self._stream = items, stream

    @override
    def __next__(self) -> Card | Dropped | Shared:
        return next(self._items)

    @property
    def done_bytes(self) -> int:
        """The bytes that are read."""
        return self._stream.tell()


@contextmanager
def opened(path: Path, *, columns: Mapping[str, str] = MappingProxyType({})) -> Iterator[Opened]:
    """Open an address book for as long as the block runs; `columns` sends CSV headers to fields.

    Raises NotFound, UnknownFormat, NotYours, NotAnAddressBook, or UnknownField for `columns`: all before the first
    card is handed out.
    """
    with _stream(path) as stream:
        yield Opened(_READERS[FORMATS[path.suffix.lower()]](stream, columns), stream)


def _stream(path: Path) -> BinaryIO:
    check(path)
    return path.open("rb")


def check(path: Path) -> int:
    """Look whether a file may be an address book, without reading it, and return its size in bytes.

    Raises NotFound, NotYours, or UnknownFormat for what is a folder, a pipe, packed, or of no known format.
    """
    with _explained(path):
        about = path.stat()
    _check_kind(path, about.st_mode)
    with _explained(path), path.open("rb") as stream:
        first = stream.read(max(map(len, _OTHERS)))
    if other := next((what for mark, what in _OTHERS.items() if first.startswith(mark)), ""):
        raise UnknownFormat(f"{path} is {other}")
    return about.st_size


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NotFound(f"There is no file {path}. Check its name.") from error
    except OSError as error:
        raise NotYours(f"{path} cannot be read: {error.strerror}. Ask its owner, or name another file.") from error


def _check_kind(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise UnknownFormat(f"{path} is a folder. Name a file in it.")
    if not stat.S_ISREG(mode):
        raise UnknownFormat(f"{path} is a pipe or a device. Save what comes from it as a file first.")
    if path.suffix.lower() not in FORMATS:
        *some, last = FORMATS
        raise UnknownFormat(f"The ending of {path} tells of no known format. It can be {', '.join(some)} or {last}.")


def _csv(stream: BinaryIO, columns: Mapping[str, str]) -> Items:
    return map(_clean, csv_reading.read(stream, columns=columns))


def _vcards(stream: BinaryIO, _columns: Mapping[str, str]) -> Items:
    items = vcard_reading.read(stream)
    before: list[Dropped] = []
    for item in items:
        if isinstance(item, Card):
            return map(_clean, chain(before, [item], items))
        before.append(item)
    why = f" (line {before[0].line}: {before[0].why})" if before else ""
    raise NotAnAddressBook(f"The file has no vCard in it{why}. Export it from the address book again.")


def _json(stream: BinaryIO, _columns: Mapping[str, str]) -> Items:
    return json_reading.read(stream)  # which holds them against the rules itself, to tell where each value stands


def _clean(item: Card | Dropped) -> Card | Dropped:
    return checked(item) if isinstance(item, Card) else item


_READERS: dict[str, Callable[[BinaryIO, Mapping[str, str]], Items]] = {
    CSV: _csv,
    VCARD: _vcards,
    JSON: _json,
}
