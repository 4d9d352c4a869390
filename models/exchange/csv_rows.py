"""The rows of a CSV file: its delimiter found, its lines counted, its broken rows reported and left behind."""

import csv
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple, Self

from models.exchange.byte_lines import LINE_LIMIT, decoded, lines
from models.exchange.card import Dropped, dropped

ROW_LIMIT = 10_000_000
_GUESSED = "this is not UTF-8: read as Latin-1 from here on, check the accents"
_DELIMITERS = (",", ";", "\t")

# The stock limit of 131,072 characters for a cell is less than all notes of one contact can need.
csv.field_size_limit(LINE_LIMIT)


class Row(NamedTuple):
    """One row: the line it begins on, its cells, and reports of what was wrong with its bytes."""

    line: int
    cells: list[str]
    reports: list[Dropped]


_LINE_ENDS = "its lines end as old Macs ended them; save the file with Windows or Unix line ends"


class _Feed:
    """The lines that `csv.reader` asks for, watched: how far it is, and what had to be done to them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = lines(stream)
        self._told = False
        self.line = 0
        self.ended = False
        self.begin_row()

    def begin_row(self) -> None:
        self.first = ""
        self.size = 0
        self.reports: list[Dropped] = []

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        """Raise csv.Error, which ends the row, for a line or a row that is too long."""
        self.ended = True
        self.line, raw, too_long = next(self._lines)
        self.ended = False
        text, guessed = decoded(raw)
        self.first = self.first or text
        self.size += len(text)
        if too_long or self.size > ROW_LIMIT:
            raise csv.Error("the line is over 1 MB" if too_long else "the row is over 10 MB; is a quote not closed?")
        self._report(text, guessed=guessed)
        return text.replace("\0", "")

    def _report(self, text: str, *, guessed: bool) -> None:
        if guessed and not self._told:
            self._told = True
            self.reports.append(dropped(self.line, text, _GUESSED))
        if "\0" in text:
            self.reports.append(dropped(self.line, text, "NUL bytes were removed"))


def rows(stream: BinaryIO) -> Iterator[Row | Dropped]:
    """Yield the rows of a buffered binary stream, blank ones left out; a row that cannot be read is a report."""
    feed = _Feed(stream)
    try:
        first = next((text for text in feed if text.strip()), "")
    except csv.Error as error:
        yield dropped(feed.line, feed.first, str(error))
        return
    if not first:
        return
    reader = csv.reader(chain([first], feed), delimiter=_delimiter(first))
    begins = feed.line
    while row := _row(feed, reader, begins):
        if isinstance(row, Dropped) or any(map(str.strip, row.cells)) or row.reports:
            yield row
        feed.begin_row()
        begins = feed.line + 1


def _row(feed: _Feed, reader: Iterator[list[str]], begins: int) -> Row | Dropped | None:
    try:
        cells = next(reader, None)
    except csv.Error as error:
        why = _LINE_ENDS if "new-line" in str(error) else str(error)
        return dropped(begins, feed.first, _unread(why, begins, feed.line))
    if cells is None:
        return None
    if feed.ended:
        # The reader only asks past the last line when a quote is still open: the rest of the file is in one cell.
        return dropped(begins, feed.first, _unread("a quote that opens here is never closed", begins, feed.line))
    return Row(begins, cells, feed.reports)


def _unread(why: str, begins: int, ends: int) -> str:
    return f"{why}; lines {begins:,} to {ends:,} were not read" if ends > begins else why


def _delimiter(header: str) -> str:
    """Return the delimiter that the header has most of outside quotes; the comma when there is none."""
    bare = re.sub(r'"[^"]*"', "", header)
    return max(_DELIMITERS, key=bare.count)
