"""A look at a file before it is imported: what it is, and which of its columns or lines go to which field."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from models.exchange import sources
from models.exchange.byte_lines import decoded, utf16
from models.exchange.card import SHOWN
from models.exchange.csv import reading as csv_reading
from models.exchange.csv.columns import FIELDS, NOWHERE, POINTS, asked
from models.exchange.csv.reading import SeenColumn
from models.exchange.sources import CSV, JSON, VCARD
from models.exchange.vcard import fields as vcard_fields
from models.exchange.vcard.lines import properties
from models.rules.extras import LABEL
from models.rules.refusals import NotAnAddressBook, NotFound
from models.rules.vcard_line import Property
from models.rules.vcard_value import POINTS as VCARD_POINTS
from models.rules.vcard_value import SINGLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

__all__ = ["CSV", "TARGETS", "Seen", "SeenColumn", "SeenFile", "check", "check_target", "look"]

TARGETS = (*FIELDS, NOWHERE)
"""The fields that a column of CSV can be sent to."""
SAMPLES = 3
_HEAD = 1_000_000
_AS_IT_IS = "kept"
_STRUCTURE = {"BEGIN", "END", LABEL, *vcard_fields.SILENT}
_VCARD_FIELDS = {
    **SINGLES,
    **VCARD_POINTS,
    **vcard_fields.LISTS,
    "N": "name",
    vcard_fields.NOTE: "notes",
    vcard_fields.CADENCE: "cadence",
}
_WORDS = {several: one for one, several in POINTS.items()}
_JSON_VALUE = re.compile(r'"([^"\\]{1,60})"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d[\d.]*|true|false)')


class SeenFile(NamedTuple):
    """What a file is: its format by its ending, and its size in bytes."""

    path: Path
    format: str
    size: int


class Seen(NamedTuple):
    """What the beginning of a file shows: how its text is encoded, in words, and its columns."""

    encoding: str
    columns: list[SeenColumn]


def check(path: Path) -> SeenFile:
    """Look whether a file may be an address book, without reading it. Raises what `sources.check` does."""
    return SeenFile(path, size=sources.check(path), format=sources.FORMATS[path.suffix.lower()])


def check_target(field: str) -> None:
    """Look whether a column can be sent there. Raises UnknownField."""
    if field != NOWHERE:
        asked(field, 0)


def look(file: SeenFile, columns: Mapping[str, str]) -> Seen:
    """Look into the first million bytes of a file; `columns` sends CSV headers to fields.

    Raises NotFound for a file that is gone or cannot be read any more, UnknownField for `columns`.
    """
    try:
        with file.path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise NotFound(f"{file.path} cannot be read any more: {error.strerror}. Name a file again.") from error
    return Seen(_encoding(head), _READERS[file.format](BytesIO(head), columns))


def _encoding(head: bytes) -> str:
    """Guess by the whole lines of the beginning."""
    if utf16(head):
        return "UTF-16"
    _, is_guess = decoded(head.rpartition(b"\n")[0] or head)
    return "Latin-1, a guess" if is_guess else "UTF-8"


def _csv(stream: BinaryIO, columns: Mapping[str, str]) -> list[SeenColumn]:
    try:
        return csv_reading.columns(stream, columns=columns)
    except NotAnAddressBook:  # importing it says why
        return []


def _samples(values: Iterable[str]) -> list[str]:
    """Choose the first values that are not blank and not alike, no longer than anybody reads."""
    return list(islice(dict.fromkeys(value.strip()[:SHOWN] for value in values if value.strip()), SAMPLES))


def _vcards(stream: BinaryIO, _columns: Mapping[str, str]) -> list[SeenColumn]:
    found = [(each.name, each.value) for each in properties(stream) if isinstance(each, Property)]
    return _gathered((name, value) for name, value in found if name not in _STRUCTURE)


def _json(stream: BinaryIO, _columns: Mapping[str, str]) -> list[SeenColumn]:
    text = stream.read().decode("utf-8", "replace")
    return _gathered((name, value.strip('"')) for name, value in _JSON_VALUE.findall(text))


def _gathered(pairs: Iterable[tuple[str, str]]) -> list[SeenColumn]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return [SeenColumn(name, _field(name), "known", _samples(several)) for name, several in values.items()]


def _field(name: str) -> str:
    field = _VCARD_FIELDS.get(name, _AS_IT_IS)
    return _WORDS.get(field, field.replace("_", " "))


_READERS: dict[str, Callable[[BinaryIO, Mapping[str, str]], list[SeenColumn]]] = {
    CSV: _csv,
    VCARD: _vcards,
    JSON: _json,
}
