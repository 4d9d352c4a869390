"""The lives of contacts as the book has them: what JSON writes, and what an import compares with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from models.exchange.json.checks import WEIGHTS, WHY
from models.exchange.json.keys import PLACES, Kind
from models.exchange.json.life import Life
from models.exchange.json.parts import CONTACT, PARTS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.exchange.json.keys import Key, Part
    from models.exchange.json.life import Row
    from models.exchange.kept import Kept, Rows

    _Column = tuple[str, str, Callable[[Any], Any]]

_NAMED = {
    Kind.MEMBER: "SELECT id, name FROM member ORDER BY name, id",
    Kind.STAGE: "SELECT id, name FROM stage ORDER BY archived_at IS NULL, id",
    Kind.REASON: "SELECT id, kind, name FROM reason ORDER BY archived_at IS NULL, id",
    Kind.ANNOUNCEMENT: "SELECT id, at AS kind, title AS name FROM announcement ORDER BY closed_at IS NULL, id",
}
_WHY = {number: word for word, number in WHY.items()}
_WEIGHT = {number: word for word, number in WEIGHTS.items()}


@dataclass(frozen=True, slots=True)
class Called:
    """What the book calls its members, stages, reasons and announcements; of two called alike the id is the last one's.

    Those kept aside come first. An announcement is called by its time, as it is kept, and its title.
    """

    names: dict[Kind, dict[int, Any]]
    ids: dict[Kind, dict[Any, int]]

    def id_of(self, kind: Kind, name: Any) -> int | None:
        """Return the id of a name, whatever its case, or None."""
        return self.ids[kind].get(_folded(name))


async def called(rows: Rows) -> Called:
    """Read what the book calls its members, stages, reasons and announcements."""
    names: dict[Kind, dict[int, Any]] = {}
    for kind, sql in _NAMED.items():
        found = await rows(sql, [])
        names[kind] = {row["id"]: (row["kind"], row["name"]) if "kind" in row else row["name"] for row in found}
    names[Kind.SOMEBODY] = names[Kind.MEMBER]
    ids = {kind: {_folded(name): row_id for row_id, name in known.items()} for kind, known in names.items()}
    return Called(names, ids)


async def lives(rows: Rows, ids: Sequence[int], names: Called) -> dict[int, Life]:
    """Read the whole lives of the contacts with these ids."""
    which, columns = ", ".join(map(str, ids)), _columns_of(CONTACT, names)
    found = {row["id"]: Life(_read(row, columns)) for row in await rows(_CONTACTS.format(which=which), [])}
    for name, sql in _PARTS.items():
        columns = _columns_of(PARTS[name].keys, names)
        for row in await rows(sql.format(which=which), []) if found else ():
            life = found[row["contact_id"]]
            life.parts[name].append(_pointing(_read(row, columns), PARTS[name], life) | {"id": row["id"]})
    return found


async def recall(contacts: Sequence[Kept], rows: Rows) -> None:
    """Have contacts bring their lives along, those of the book whose lives were not read yet."""
    silent = [known for known in contacts if known.id is not None and known.card.life is None]
    if silent:
        found = await lives(rows, [known.id for known in silent if known.id is not None], await called(rows))
        for known in silent:
            known.card.life = found.get(known.id or 0)


def _columns(keys: Sequence[Key]) -> str:
    return ", ".join(
        dict.fromkeys(_UID.format(key.kept_as) if key.kind == Kind.CONTACT else key.kept_as for key in keys)
    )


_UID = "(SELECT i.uid FROM contact i WHERE i.id = {0}) AS {0}"


_CONTACTS = f"SELECT id, {_columns(CONTACT)} FROM contact WHERE id IN ({{which}})"  # noqa: S608  (our own words)
_PARTS = {
    name: f"SELECT id, contact_id, {_columns(part.keys)} FROM {part.table}"  # noqa: S608  (our own words)
    f" WHERE contact_id IN ({{which}}) ORDER BY contact_id, {part.order}"
    for name, part in PARTS.items()
}


def _columns_of(keys: Sequence[Key], names: Called) -> list[_Column]:
    """Return for each key its name, its column, and what reads that; found once, as rows are many."""
    return [
        (
            key.name,
            key.kept_as,
            names.names[key.kind].get if key.kind in names.names else _READ.get(key.kind, _same),
        )
        for key in keys
    ]


def _read(row: Row, columns: list[_Column]) -> Row:
    return {name: None if (kept := row[column]) is None else read(kept) for name, column, read in columns}


def _pointing(row: Row, part: Part, life: Life) -> Row:
    """Have a row point to rows of other lists by their places there."""
    for key in part.keys:
        if key.column == "subject" and key.name != SUBJECTS.get(row["kind"], "follow_up"):
            row[key.name] = None
        elif key.kind in PLACES:
            ids = [each["id"] for each in life.parts[PLACES[key.kind]]]
            row[key.name] = ids.index(row[key.name]) if row[key.name] in ids else None
    return row


def _same(kept: Any) -> Any:
    return kept


def _moment(kept: Any) -> datetime:
    return kept if isinstance(kept, datetime) else datetime.fromisoformat(kept)


def _day(kept: Any) -> date:
    return kept if isinstance(kept, date) else date.fromisoformat(kept)


def _folded(name: Any) -> Any:
    return name.casefold() if isinstance(name, str) else tuple(map(str.casefold, name))


_READ: dict[Kind, Callable[[Any], Any]] = {
    Kind.TIME: _moment,
    Kind.DAY: _day,
    Kind.FLAG: bool,
    Kind.WHY: _WHY.__getitem__,
    Kind.WEIGHT: _WEIGHT.__getitem__,
}
