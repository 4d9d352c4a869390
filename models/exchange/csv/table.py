"""A CSV file as a table: which row names the columns, what stands above it or repeats it, and the first rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import BinaryIO, NamedTuple

from models.exchange.card import Dropped, dropped
from models.exchange.csv import columns as csv_columns
from models.exchange.csv.columns import Found
from models.exchange.csv.guessing import is_data, subject
from models.exchange.csv.rows import Row, rows
from models.rules.refusals import NotAnAddressBook

_LOOKED_AT, _LOOKED_AT_SIZE = 100, 1_000_000
_ABOVE = 20
_ENOUGH = 2
_COLUMNS = 5_000


class Table(NamedTuple):
    """The names of the columns with the line they stand on, where each goes, the first rows, and all rows."""

    line: int
    header: list[str]
    columns: list[Found]
    first: list[list[str]]
    rows: Iterator[Row | Dropped]


def opened(stream: BinaryIO, mapping: Mapping[str, str]) -> Table:
    """Find the header of a buffered binary stream, and where its columns go.

    Where the first row has an e-mail address or a number in it and no row names columns, the columns are called
    "column 1" and so on. Raises NotAnAddressBook, or UnknownField for a field in `mapping`.
    """
    telling = partial(csv_columns.telling, mapping=mapping)
    found = rows(stream, telling)
    first = _first(found)
    heads = [item for item in first if isinstance(item, Row)]
    broken = next((item.why for item in first[:1] if isinstance(item, Dropped)), "")
    if not heads or (broken and not any(telling(row.cells) for row in heads)):
        why = f" ({broken})" if broken else ""
        raise NotAnAddressBook(f"The file has no row of column names{why}. Add one, then name its columns with --map.")
    head = _head(heads[:_ABOVE], telling)
    if not head:
        return _headless(heads, chain(first, found), mapping)
    at = first.index(head)
    names = [head.cells, *(row.cells for row in heads[heads.index(head) + 1 :][:1] if _is_translation(head, row))]
    cells = [row.cells for row in heads if row.line > head.line and row.cells not in names]
    header = _named(head.cells)
    items = chain(_above(first[:at]), head.reports, _without(names, chain(first[at + 1 :], found)))
    return Table(head.line, header, csv_columns.found(header, mapping, cells), cells, items)


def _head(heads: Sequence[Row], telling: Callable[[list[str]], int]) -> Row | None:
    """Return the row with most names of columns, the first one when there are hardly any; None when that is data."""
    scores = [0 if is_data(row.cells) else telling(row.cells) for row in heads]
    at = scores.index(max(scores))
    only_titles_above = all(sum(map(bool, row.cells)) == 1 for row in heads[:at])
    if scores[at] >= _ENOUGH or (scores[at] and only_titles_above):
        return heads[at]
    return None if is_data(heads[0].cells) else heads[0]


def _is_translation(head: Row, row: Row) -> bool:
    """Tell whether a row names columns once more, in other words: two fields at least stand under their own names."""
    subjects = [(subject(name), subject(cell)) for name, cell in zip(head.cells, row.cells, strict=False)]
    alike = {ours for ours, theirs in subjects if ours == theirs} - {"", "extra"}
    return len(alike) >= _ENOUGH and not is_data(row.cells)


def _named(cells: Sequence[str]) -> list[str]:
    if len(cells) > _COLUMNS:
        raise NotAnAddressBook(f"A row has {len(cells):,} cells. Import a file of at most {_COLUMNS:,} columns.")
    return [cell.strip() or f"column {number}" for number, cell in enumerate(cells, start=1)]


def _headless(heads: Sequence[Row], items: Iterator[Row | Dropped], mapping: Mapping[str, str]) -> Table:
    cells = [row.cells for row in heads]
    header = _named([""] * max(map(len, cells)))
    columns = csv_columns.found(header, mapping, cells)
    if not any(each.column and each.column.field == "name" for each in columns):
        columns = csv_columns.with_names(columns, cells)
    return Table(heads[0].line, header, columns, cells, items)


def _first(found: Iterator[Row | Dropped]) -> list[Row | Dropped]:
    """Take the rows that are looked at, no more of them than fit into a little memory."""
    taken: list[Row | Dropped] = []
    size = 0
    for item in found:
        taken.append(item)
        size += sum(map(len, item.cells)) if isinstance(item, Row) else 0
        if len(taken) == _LOOKED_AT or size > _LOOKED_AT_SIZE:
            break
    return taken


def _above(items: list[Row | Dropped]) -> Iterator[Dropped]:
    for item in items:
        if isinstance(item, Row):
            yield from item.reports
            yield dropped(item.line, _text(item), "above the row of column names")
        else:
            yield item


def _without(names: list[list[str]], items: Iterator[Row | Dropped]) -> Iterator[Row | Dropped]:
    """Report a row of column names where it comes again, as it does in files that were joined."""
    for item in items:
        if isinstance(item, Row) and item.cells in names:
            yield from item.reports
            yield dropped(item.line, _text(item), "the row of column names again")
        else:
            yield item


def _text(row: Row) -> str:
    return ", ".join(filter(str.strip, row.cells))
