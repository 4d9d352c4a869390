"""Files to import from: opened, told apart by their ending, and looked at before anything is done."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from typing_extensions import override

from models.exchange import csv_reading, json_reading, vcard_reading
from models.exchange.card import Card, Dropped
from models.exchange.csv_reading import NotAnAddressBook
from models.exchange.json_life import Shared
from models.rules.refusals import NotFound, NotYours, Refused

__all__ = ["Items", "NotAnAddressBook", "Opened", "UnknownFormat", "opened"]

Items = Iterator[Card | Dropped | Shared]


class UnknownFormat(Refused):
    """What is named is no file, or its ending tells of no format that can be read."""


class Opened(Iterator[Card | Dropped | Shared]):
    """What an open file holds, one by one, and how much of the file is read by then."""

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
        yield Opened(_READERS[path.suffix.lower()](stream, columns), stream)


def _stream(path: Path) -> BinaryIO:
    try:
        _check(path)
        return path.open("rb")
    except OSError as error:
        raise NotYours(f"{path} cannot be read: {error.strerror}. Ask its owner, or name another file.") from error


def _check(path: Path) -> None:
    if not path.exists():
        raise NotFound(f"There is no file {path}. Check its name.")
    if not path.is_file():
        raise UnknownFormat(f"{path} is not a file. Name a file to import.")
    if path.suffix.lower() not in _READERS:
        raise UnknownFormat(
            f"The ending of {path} tells of no known format. It can be .csv, .tsv, .vcf, .vcard or .json."
        )


def _csv(stream: BinaryIO, columns: Mapping[str, str]) -> Items:
    return csv_reading.read(stream, columns=columns)


def _vcards(stream: BinaryIO, _columns: Mapping[str, str]) -> Items:
    items = vcard_reading.read(stream)
    before: list[Dropped] = []
    for item in items:
        if isinstance(item, Card):
            return chain(before, [item], items)
        before.append(item)
    why = f" (line {before[0].line}: {before[0].why})" if before else ""
    raise NotAnAddressBook(f"The file has no vCard in it{why}. Export it from the address book again.")


def _json(stream: BinaryIO, _columns: Mapping[str, str]) -> Items:
    return json_reading.read(stream)


_READERS: dict[str, Callable[[BinaryIO, Mapping[str, str]], Items]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".vcf": _vcards,
    ".vcard": _vcards,
    ".json": _json,
}
