"""Reading address books from CSV, whoever wrote them: what each column becomes, and a card for each row."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from models.exchange.card import SHOWN, Card, Dropped, dropped
from models.exchange.csv import dates as csv_dates
from models.exchange.csv import table as csv_table
from models.exchange.csv.cells import unguarded
from models.exchange.csv.columns import DAY_FIRST, field_of, filled
from models.exchange.csv.filling import Plan, card
from models.exchange.csv.headers import plain
from models.exchange.csv.table import Table
from models.rules.refusals import NotAnAddressBook

_TELLING = {"name", "email", "company"}
_DATES = {"ANNIVERSARY", "X-EVENT"}
_SAMPLES = 3


class SeenColumn(NamedTuple):
    """A column: its header, the field it goes to as --map would name it, how that was found out, and up to 3 cells.

    `field` is "kept" for what only an export gives back, "" for what is left out. `how` is "asked", "known", "guessed"
    or "". A sample has at most 80 characters.
    """

    header: str
    field: str
    how: str
    samples: list[str]


def columns(stream: BinaryIO, *, columns: Mapping[str, str] = MappingProxyType({})) -> list[SeenColumn]:
    """Look at the first rows of a buffered binary stream.

    Raises what `read` does, though not for columns none of which says who a row is about: --map can mend that.
    """
    table = csv_table.opened(stream, columns)
    return [
        SeenColumn(header, field_of(found.column), found.how, _samples(table, position))
        for position, (header, found) in enumerate(zip(table.header, table.columns, strict=True))
    ]


def read(stream: BinaryIO, *, columns: Mapping[str, str] = MappingProxyType({})) -> Iterator[Card | Dropped]:
    """Yield a card for each row of a buffered binary stream, and reports; `columns` sends a header to a field.

    Raises NotAnAddressBook, or UnknownField for a field in `columns` that contacts do not have, before the first
    card; never for anything in later rows. Cells that are not kept are in their card's `dropped`.
    """
    table = csv_table.opened(stream, columns)
    if not _TELLING & {found.column.field for found in table.columns if found.column}:
        raise NotAnAddressBook(
            "No column is a name, an e-mail address or a company. Say which is which with --map COLUMN=FIELD."
        )
    return _items(table, columns)


def _items(table: Table, columns: Mapping[str, str]) -> Iterator[Card | Dropped]:
    present = set(map(plain, table.header))
    for name in columns:
        if plain(name) not in present:
            yield dropped(table.line, name, "the file has no column of this name")
    plan = Plan(table.header, [found.column for found in table.columns], _day_first(table))
    for item in table.rows:
        yield item if isinstance(item, Dropped) else card(item, plan)


def _day_first(table: Table) -> bool | None:
    """Tell how this file writes its days: as --map says, else as they tell themselves."""
    said = [column.label for column, _ in table.columns if column and column.field == "birthday" and column.label]
    return said[0] == DAY_FIRST if said else csv_dates.days_first(_dates(table))


def _dates(table: Table) -> Iterator[str]:
    """Yield the days in the first rows; those of all columns tell together how this file writes them."""
    for position, (column, _) in enumerate(table.columns):
        if column and (column.field == "birthday" or column.label in _DATES):
            yield from filled(table.first, position)


def _samples(table: Table, position: int) -> list[str]:
    cells = dict.fromkeys(unguarded(cell).strip()[:SHOWN] for cell in filled(table.first, position))
    return list(cells)[:_SAMPLES]
