"""Reading address books from CSV: our own export, Google, Outlook, Thunderbird, or any header with --map."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO

from models.exchange.card import Card, Dropped, Point, cadence_days, dropped, iso_birthday, one_line, stand_in
from models.exchange.csv_cells import split_notes, unguarded
from models.exchange.csv_columns import LISTS, POINTS, POSTAL_PARTS, TEXTS, Column, columns_of, plain
from models.exchange.csv_rows import Row, rows
from models.exchange.escapes import split_list
from models.rules.refusals import Refused

_TELLING = {"name", "email", "company"}
_NO_DATE = "0/0/00"
_BETWEEN_VALUES = ":::"
_NAME_PARTS = ("prefix", "given", "additional", "family", "suffix")
_WORDS = {"mobile": "cell"}

Parts = dict[str, str]
"""The filled cells that make one value, by part."""


class NotAnAddressBook(Refused):
    """No column of the file says who a row is about."""


def read(stream: BinaryIO, *, columns: Mapping[str, str] = MappingProxyType({})) -> Iterator[Card | Dropped]:
    """Yield a card for each row of a buffered binary stream, and reports; `columns` sends a header to a field.

    Raises NotAnAddressBook, or UnknownField for a field in `columns` that contacts do not have, before the first
    card; never for anything in later rows. Cells that are not kept are in their card's `dropped`.
    """
    found = rows(stream)
    header = next(found, None)
    if not isinstance(header, Row):
        why = f" ({header.why})" if header else ""
        raise NotAnAddressBook(f"The file has no row of column names{why}. Add one, then name its columns with --map.")
    targets = columns_of(header.cells, columns)
    if not _TELLING & {column.field for column in targets if column}:
        raise NotAnAddressBook(
            "No column is a name, an e-mail address or a company. Say which is which with --map COLUMN=FIELD."
        )
    return _cards(found, header, targets, columns)


def _cards(
    found: Iterator[Row | Dropped], header: Row, targets: list[Column | None], columns: Mapping[str, str]
) -> Iterator[Card | Dropped]:
    yield from header.reports
    present = set(map(plain, header.cells))
    for name in columns:
        if plain(name) not in present:
            yield dropped(header.line, name, "the file has no column of this name")
    for row in found:
        yield row if isinstance(row, Dropped) else _card(row, header.cells, targets)


def _card(row: Row, header: list[str], targets: list[Column | None]) -> Card:
    card = Card(row.line, dropped=row.reports)
    values: dict[tuple[str, str], Parts] = {}
    for position, cell in enumerate(row.cells[: len(header)]):
        if cell.strip() and (why := _place(values, unguarded(cell), position, header, targets)):
            card.dropped.append(dropped(row.line, cell, why))
    for (field, _), parts in values.items():
        if why := _FILLERS[field](card, field, parts):
            card.dropped.append(dropped(row.line, next(iter(parts.values())), why))
    if extra := [cell for cell in row.cells[len(header) :] if cell.strip()]:
        card.dropped.append(dropped(row.line, ", ".join(extra), "the row has more cells than there are columns"))
    card.name = card.name if card.name.strip() else stand_in(card)
    return card


def _place(
    values: dict[tuple[str, str], Parts], text: str, position: int, header: list[str], targets: list[Column | None]
) -> str:
    """Put a cell with the others that make one value with it. Returns why it has no place, or ""."""
    if not (column := targets[position]):
        return f"no field for column “{header[position][:40]}”; use --map"
    parts = values.setdefault((column.field, column.slot), {})
    if parts.setdefault(column.part, text) != text:
        return f"a second {column.field}; the first is kept"
    if column.label:
        parts["label"] = column.label
    return ""


def _fill_points(card: Card, field: str, parts: Parts) -> str:
    label = parts.get("label") or _loose_label(parts.get("loose label", ""))
    several = parts["values"].split(_BETWEEN_VALUES) if "values" in parts else [parts.get("value", "")]
    values = [_joined_address(parts)] if field == "address" else several
    getattr(card, POINTS[field]).extend(
        Point(label, value.strip() if "values" in parts else value) for value in values if value.strip()
    )
    return ""


def _loose_label(text: str) -> str:
    """Return "home" for Google's "* Home", where the star means preferred."""
    label = text.removeprefix("* ").lower()
    return _WORDS.get(label, label)


def _joined_address(parts: Parts) -> str:
    """Return the parts in reading order, else the whole as the file had it."""
    joined = one_line(parts.get(part, "") for part in POSTAL_PARTS)
    return joined or parts.get("value", "") or one_line([parts.get("values", "")])


def _fill_name(card: Card, _field: str, parts: Parts) -> str:
    card.name = parts.get("value") or " ".join(parts[part].strip() for part in _NAME_PARTS if part in parts)
    return ""


def _fill_text(card: Card, field: str, parts: Parts) -> str:
    setattr(card, TEXTS[field], parts["value"])
    return ""


def _fill_list(card: Card, field: str, parts: Parts) -> str:
    found = parts.get("loose", "").replace(_BETWEEN_VALUES, ";").split(";")
    loose = (item.strip().removeprefix("* ") for item in found)
    items = [*split_list(parts.get("value", "")), *filter(None, loose)]
    setattr(card, LISTS[field], list(dict.fromkeys(items)))
    return ""


def _fill_birthday(card: Card, _field: str, parts: Parts) -> str:
    if "month" in parts and "day" in parts:
        text = f"{parts.get('year', '-')}-{parts['month']:0>2}-{parts['day']:0>2}"
    else:
        text = " ".join(parts.values())
    card.birthday = "" if text == _NO_DATE else iso_birthday(parts.get("value", text))
    return ""


def _fill_cadence(card: Card, _field: str, parts: Parts) -> str:
    card.every_days = cadence_days(parts["value"])
    return "not a number of days" if card.every_days is None else ""


def _fill_notes(card: Card, _field: str, parts: Parts) -> str:
    card.notes += split_notes(parts["value"])
    return ""


_FILLERS: dict[str, Callable[[Card, str, Parts], str]] = {
    **dict.fromkeys(POINTS, _fill_points),
    **dict.fromkeys(TEXTS, _fill_text),
    **dict.fromkeys(LISTS, _fill_list),
    "name": _fill_name,
    "birthday": _fill_birthday,
    "cadence": _fill_cadence,
    "notes": _fill_notes,
}
