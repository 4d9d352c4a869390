"""Which column of a file becomes which field: asked for with --map, known by its header, or guessed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from models.exchange.csv.guessing import are_names, by_cells, by_header
from models.exchange.csv.headers import MANY, Column, plain, recognised
from models.exchange.csv.languages import BESIDE
from models.rules.refusals import Refused
from models.rules.words import Channel


class UnknownField(Refused):
    """--map names a field that contacts do not have."""


class Found(NamedTuple):
    """Where a column goes, and how that was found out: "asked", "known", "guessed" or "" with no column."""

    column: Column | None
    how: str


POINTS = {"email": "emails", "phone": "phones", "address": "addresses", "link": "links"}
TEXTS = {
    "uid": "uid",
    "company": "company",
    "stage": "stage",
    "owner": "owner",
    "safe topics": "safe_topics",
    "off limits": "off_limits",
}
LISTS = {"tags": "tags", "do not contact": "do_not_contact"}
_PARTS = {
    "first name": Column("name", "given"),
    "middle name": Column("name", "additional"),
    "last name": Column("name", "family"),
    "prefix": Column("name", "prefix"),
    "suffix": Column("name", "suffix"),
    "street": Column("address", "street"),
    "city": Column("address", "city"),
    "region": Column("address", "region"),
    "postcode": Column("address", "code"),
    "country": Column("address", "country"),
    "job title": Column("extra", label="TITLE"),
}
FIELDS = ("name", *TEXTS, *POINTS, *LISTS, "birthday", "cadence", "notes", "note", *_PARTS)
"""What --map COLUMN=FIELD may name; a point may carry a label, as in phone:work."""
DAY_FIRST = "day-first"
_ANSWERS = {
    "birthday": {"day first": DAY_FIRST, "month first": "month-first"},
    "do not contact": {plain(channel).replace("-", " "): channel.value for channel in Channel},
}
"""What may stand behind a field that is no point: how its days are written, or the channel that a yes is about."""
NOWHERE = "nowhere"
"""What --map may name besides: the column is left out."""

_SAME_FIELD = {"tag": "tags", "cadence in days": "cadence", "every": "cadence"}
_ONE_EACH = {"name", "company", "birthday"}


def asked(field: str, position: int, header: str = "") -> Column:
    """Return where a column goes that --map sends to a field. Raises UnknownField.

    "notes" makes each cell a note; "note" gathers the cells of several columns in one, each with its header before it.
    """
    name, _, label = plain(field).replace("-", " ").partition(":")
    name = _SAME_FIELD.get(name, name)
    column = _PARTS.get(name, Column(name))
    answers = _ANSWERS.get(name, {})
    if name not in FIELDS or (label and column.field not in POINTS and label not in answers):
        known = ", ".join(name.replace(" ", "-") for name in FIELDS)
        raise UnknownField(f"There is no field “{field}” to map a column to. Use one of: {known}.")
    if name == "note":
        return Column(name, header)
    if label in answers:
        return Column(name, slot=answers[label] if name in LISTS else "", label=answers[label])
    if name in _PARTS:
        return column._replace(
            slot=label if column.field != "extra" else f"column {position}", label=label or column.label
        )
    slot = f"column {position}" if name in MANY or name in POINTS else ""
    return Column(name, "values" if name in POINTS else "value", slot, label)


def field_of(column: Column | None) -> str:
    """Return what --map would be given for a column; "kept" for one that no field has, "" for one that goes nowhere."""
    if column is None:
        return ""
    part = next((name for name, its in _PARTS.items() if its[:2] == column[:2] and column.field != "extra"), "")
    if column.label == "TITLE":
        part = "job title"
    name = part or ("kept" if column.field == "extra" else column.field)
    label = f":{column.label}" if column.label and column.field in {*POINTS, *_ANSWERS} else ""
    return name.replace(" ", "-") + label


def found(header: Sequence[str], mapping: Mapping[str, str], rows: Sequence[Sequence[str]]) -> list[Found]:
    """Return where each column goes: by --map, then by what its header says, then by a guess from its first cells.

    Raises UnknownField.
    """
    wanted = {plain(name): field for name, field in mapping.items()}
    columns = [_certain(name, position, wanted) for position, name in enumerate(header)]
    for position, meant in _meant(list(map(plain, header))):
        if columns[position].how != "asked":
            columns[position] = Found(recognised(meant, position), "known")
    taken = {each.column.field for each in columns if each.column}
    for position, name in enumerate(header):
        if not columns[position].how and (guess := _guess(name, position, filled(rows, position))):
            columns[position] = Found(guess, "guessed") if guess.field not in taken & _ONE_EACH else Found(None, "")
            taken.add(guess.field)
    return columns


def with_names(columns: list[Found], rows: Sequence[Sequence[str]]) -> list[Found]:
    """Have the first column that may be names be that, where there is no header and no name."""
    for position, each in enumerate(columns):
        if each.column is None and are_names(filled(rows, position)):
            return [*columns[:position], Found(Column("name"), "guessed"), *columns[position + 1 :]]
    return columns


def filled(rows: Sequence[Sequence[str]], position: int) -> list[str]:
    """Return the cells of a column that hold something."""
    return [row[position] for row in rows if len(row) > position and row[position].strip()]


def telling(cells: Sequence[str], mapping: Mapping[str, str]) -> int:
    """Return how many cells of a row are names of columns; one that --map names counts for three."""
    wanted = set(map(plain, mapping))
    return sum(_tells(cell, wanted) for cell in cells if cell.strip())


def _tells(cell: str, wanted: set[str]) -> int:
    return 3 if plain(cell) in wanted else int(bool(recognised(cell, 0)))


def _certain(name: str, position: int, wanted: Mapping[str, str]) -> Found:
    if wanted.get(plain(name)) == NOWHERE:
        return Found(None, "asked")
    if plain(name) in wanted:
        return Found(asked(wanted[plain(name)], position, name), "asked")
    column = recognised(name, position)
    return Found(column, "known" if column else "")


def _meant(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield where a header stands that means something else beside another one, and what it means."""
    for (beside, name), meant in BESIDE.items():
        if beside in names:
            yield from ((position, meant) for position, each in enumerate(names) if each == name)


def _guess(name: str, position: int, cells: Sequence[str]) -> Column | None:
    return by_header(name, cells, position) or by_cells(cells, position)
