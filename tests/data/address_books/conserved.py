"""What an address book says, word by word, and which of it is neither in the book nor in a report.

Written without the readers, so that it finds what they lose; it knows only the simplest of each format.
"""

import csv
import quopri
import re
import unicodedata
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from models.exchange.card import Dropped
from tests.data.address_books.book import Book

_STRUCTURE = {"BEGIN", "END", "VERSION", "PRODID", "REV"}
_HEAD = re.compile(r'((?:[^":]|"[^"]*")*):(.*)', re.DOTALL)
_RUN = re.compile(r"([\d,]+) lines outside|lines ([\d,]+) to ([\d,]+) were not read")
_MIDNIGHT = re.compile(r"T00:?00:?00Z?$")
_NO_DATE = re.compile(r"0[/.]0[/.]00")

_OF_VCARD = "1604 begin vcard internet type email android cursor item nickname contact_event relation"
_OF_CSV = "mobile home work other page smtp unspecified normal true false aus keine angabe mycontacts utc female"
_OF_ROWS = "non marketing contact in_progress new lead"  # the state of a row, as a CRM has it
PASSING = {word for words in (_OF_VCARD, _OF_CSV, _OF_ROWS) for word in words.split()}
"""Words that belong to a format, and that may come in as something else, or not at all."""


class Value(NamedTuple):
    """What one property or cell says: the line of its card or row, its own line, and its text."""

    card: int
    line: int
    text: str
    words: list[str]


def lost(book: Book, dump: str, reports: list[Dropped]) -> list[tuple[int, str]]:
    """Return the words of a book, with their lines, that are neither in `dump` nor in `reports`."""
    is_vcard = Path(book.name).suffix == ".vcf"
    values = _of_vcard(book.text) if is_vcard else _of_csv(book)
    kept = squeezed(dump)
    return [
        (value.line, word)
        for value in values
        if not _told(value, reports, by_line=is_vcard)
        for word in value.words
        if squeezed(word) not in kept and not _mentioned(word, reports) and word.casefold() not in PASSING
    ]


def squeezed(text: str) -> str:
    """Return the letters and digits of each line, without case."""
    composed = unicodedata.normalize("NFC", text.casefold())
    return "\n".join(re.sub(r"[\W_]", "", line) for line in composed.split("\n"))


def _mentioned(word: str, reports: Iterable[Dropped]) -> bool:
    return any(squeezed(word) in squeezed(report.text) for report in reports)


def _told(value: Value, reports: list[Dropped], *, by_line: bool) -> bool:
    """Say whether a report stands for all of a value: by its line, for a run of lines, or for its whole card."""
    return any(
        (by_line and report.line == value.line != value.card)
        or _begins_like(value, report)
        or value.line in _run(report)
        or (report.line == value.card and report.why.startswith("already here"))
        for report in reports
    )


def _begins_like(value: Value, report: Dropped) -> bool:
    """Reports give the first 80 characters."""
    return report.text.endswith("…") and squeezed(value.text.replace("\n", " "))[:30] in squeezed(report.text)


def _run(report: Dropped) -> range:
    if not (found := _RUN.search(report.why)):
        return range(0)
    count, _, last = (int((number or "0").replace(",", "")) for number in found.groups())
    return range(report.line, last + 1 if last else report.line + count)


def _of_vcard(text: str) -> Iterator[Value]:
    card = 0
    for line, logical in _unfolded(text):
        found = _HEAD.fullmatch(logical)
        head, value = (found[1], found[2]) if found else ("", logical)
        name = re.split(r"[;.]", head.removeprefix("\ufeff"))[0].strip().upper()
        card = line if name == "BEGIN" else card
        if name in _STRUCTURE:
            continue
        is_base64 = re.search(r"BASE64|ENCODING=B\b", head, re.IGNORECASE)
        decoded = _MIDNIGHT.sub("", _decoded(head, value))
        yield Value(card, line, decoded, [value] if is_base64 else _long_words(decoded))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield whole lines with their numbers: indented, soft-broken, or base64 that nobody indented."""
    held, begins = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if re.search("QUOTED-PRINTABLE", held.partition(":")[0]) and held.endswith("="):
            held = held[:-1] + line
        elif line[:1] in {" ", "\t"} or ("BASE64" in held.partition(":")[0] and line and ":" not in line):
            held += line[1:] if line[:1] in {" ", "\t"} else line
        else:
            yield from [(begins, held)] if held.strip() else []
            held, begins = line, number
    yield from [(begins, held)] if held.strip() else []


def _decoded(head: str, value: str) -> str:
    if "QUOTED-PRINTABLE" in head.upper():
        raw = quopri.decodestring(value.encode())
        found = re.search(r"CHARSET=([\w-]+)", head)
        try:
            return raw.decode(found[1] if found else "utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1252")
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _long_words(text: str) -> list[str]:
    """Return words of four characters or more, of two where they are not of Latin letters."""
    return [word for word in re.findall(r"\w+", text) if len(word) >= (4 if word.isascii() else 2)]


def _of_csv(book: Book) -> Iterator[Value]:
    """Yield all cells but those of the header; a quote that is never closed is left to the readers."""
    reader = csv.reader(StringIO(book.text, newline=""), delimiter=book.delimiter)
    line = 1
    for row in reader:
        if row and line != book.header and not row[0].startswith("sep="):
            yield from (Value(line, line, cell, _cell_words(cell)) for cell in row if cell.strip())
        line = reader.line_num + 1


def _cell_words(cell: str) -> list[str]:
    return [word for word in re.findall(r"\w+", _NO_DATE.sub("", cell)) if len(word) > 1]
