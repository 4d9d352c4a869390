"""The rows of a CSV file: its delimiter found, its lines counted, its broken rows reported and left behind."""

import csv
from collections.abc import Callable, Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple, Self

from models.exchange.byte_lines import LINE_LIMIT, Line, decoded, numbered
from models.exchange.card import Dropped, dropped
from models.exchange.csv import delimiters as csv_delimiters
from models.exchange.csv.bytes import chunks

ROW_LIMIT = 10_000_000
_GUESSED = "this is not UTF-8; read as Latin-1 from here on, check the accents"
_SAID = {
    "new-line": "a line end in the middle of the row, outside quotes",
    "field limit": "a cell is over 1 MB; is a quote not closed?",
}
_LOOKED_AT, _LOOKED_AT_BYTES = 50, 1 << 16

# The stock limit of 131,072 characters for a cell is less than all notes of one contact can need.
csv.field_size_limit(LINE_LIMIT)


class Row(NamedTuple):
    """One row: the line it begins on, its cells, and reports of what was wrong with its bytes."""

    line: int
    cells: list[str]
    reports: list[Dropped]


class _Feed:
    """The lines that `csv.reader` asks for, watched: how far it is, and what had to be done to them."""

    def __init__(self, lines: Iterator[Line], line: int) -> None:
        self._source = self._lines = lines
        self._told = False
        self.line = line
        self.ended = False
        self.begin_row()

    def begin_row(self) -> None:
        self.first = ""
        self.size = 0
        self.reports: list[Dropped] = []

    def skip_to(self, delimiter: str) -> None:
        """Leave the rest of a cell that was too long behind: its lines are no rows, they have no delimiter."""
        for line in self._source:
            if delimiter.encode() in line.raw:
                self._lines = chain([line], self._source)
                return
            self.line = line.number

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
        if guessed and not self._told:
            self._told = True
            self.reports.append(dropped(self.line, text, _GUESSED))
        if "\0" in text:
            self.reports.append(dropped(self.line, text, "NUL bytes were removed"))
            return text.replace("\0", "")
        return text


def rows(stream: BinaryIO, telling: Callable[[list[str]], int]) -> Iterator[Row | Dropped]:
    """Yield the rows of a buffered binary stream, blank ones left out; a row that cannot be read is a report.

    `telling` says how many cells of a row are names of columns. Raises NotAnAddressBook, first of all, for no text.
    """
    lines = numbered(chunks(stream))
    first = _first(lines)
    texts = [text.replace("\0", "") for text in (decoded(line.raw)[0] for line in first) if text.strip()]
    delimiter = csv_delimiters.said(texts[0]) if texts else ""
    if delimiter:
        del first[: first.index(next(line for line in first if line.raw.strip())) + 1]
    delimiter = delimiter or csv_delimiters.found(texts, telling)
    begins = first[0].number if first else 1
    feed = _Feed(chain(first, lines), begins - 1)
    reader = csv.reader(feed, delimiter=delimiter)
    while row := _row(feed, reader, begins, delimiter):
        if isinstance(row, Dropped) or row.reports or any(map(str.strip, row.cells)):
            yield row
        feed.begin_row()
        begins = feed.line + 1


def _first(lines: Iterator[Line]) -> list[Line]:
    """Take the lines that are looked at, no more of them than fit into a little memory."""
    taken: list[Line] = []
    size = 0
    for line in lines:
        taken.append(line)
        size += len(line.raw)
        if len(taken) == _LOOKED_AT or size > _LOOKED_AT_BYTES:
            break
    return taken


def _row(feed: _Feed, reader: Iterator[list[str]], begins: int, delimiter: str) -> Row | Dropped | None:
    try:
        cells = next(reader, None)
    except csv.Error as error:
        why = next((said for word, said in _SAID.items() if word in str(error)), str(error))
        if feed.line > begins:
            feed.skip_to(delimiter)
        return dropped(begins, feed.first, _unread(why, begins, feed.line))
    if cells is None:
        return None
    if feed.ended:
        # The reader only asks past the last line when a quote is still open: the rest of the file is in one cell.
        return dropped(begins, feed.first, _unread("a quote that opens here is never closed", begins, feed.line))
    return Row(begins, cells, feed.reports)


def _unread(why: str, begins: int, ends: int) -> str:
    return f"{why}; lines {begins:,} to {ends:,} were not read" if ends > begins else why
