"""The lives of contacts as the book has them: what JSON writes, and what an import compares with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from models.exchange.json.checks import WHY
from models.exchange.json.life import CONTACT, PARTS, Kind, Life

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.exchange.json.life import Key, Row
    from models.exchange.kept import Kept, Rows

    _Column = tuple[str, str, Callable[[Any], Any]]

_NAMED = {
    Kind.MEMBER: "SELECT id, name FROM member ORDER BY name, id",
    Kind.STAGE: "SELECT id, name FROM stage ORDER BY archived_at IS NULL, id",
    Kind.REASON: "SELECT id, kind, name FROM reason ORDER BY archived_at IS NULL, id",
}
_WHY = {number: word for word, number in WHY.items()}


@dataclass(frozen=True, slots=True)
class Called:
    """What the book calls its members, stages and reasons, by id; those kept aside come first."""

    names: dict[Kind, dict[int, Any]]

    def id_of(self, kind: Kind, name: Any) -> int | None:
        """Return the id of a name, whatever its case, or None."""
        folded = _folded(name)
        return next((row_id for row_id, known in reversed(self.names[kind].items()) if _folded(known) == folded), None)


async def called(rows: Rows) -> Called:
    """Read what the book calls its members, stages and reasons."""
    names: dict[Kind, dict[int, Any]] = {}
    for kind, sql in _NAMED.items():
        found = await rows(sql, [])
        names[kind] = {row["id"]: (row["kind"], row["name"]) if "kind" in row else row["name"] for row in found}
    return Called(names)


async def lives(rows: Rows, ids: Sequence[int], names: Called) -> dict[int, Life]:
    """Read the whole lives of the contacts with these ids."""
    which, columns = ", ".join(map(str, ids)), _columns_of(CONTACT, names)
    found = {row["id"]: Life(_read(row, columns)) for row in await rows(_CONTACTS.format(which=which), [])}
    for name, sql in _PARTS.items():
        columns = _columns_of(PARTS[name].keys, names)
        for row in await rows(sql.format(which=which), []) if found else ():
            life = found[row["contact_id"]]
            life.parts[name].append(_pointing(_read(row, columns), life) | {"id": row["id"]})
    return found


async def recall(contacts: Sequence[Kept], rows: Rows) -> None:
    """Have contacts bring their lives along, those of the book whose lives were not read yet."""
    silent = [known for known in contacts if known.id is not None and known.card.life is None]
    if silent:
        found = await lives(rows, [known.id for known in silent if known.id is not None], await called(rows))
        for known in silent:
            known.card.life = found.get(known.id or 0)


def _columns(keys: Sequence[Key]) -> str:
    return ", ".join(key.kept_as for key in keys)


_CONTACTS = f"SELECT id, {_columns(CONTACT)} FROM contact WHERE id IN ({{which}})"  # noqa: S608  (our own words)
_PARTS = {
    name: f"SELECT id, contact_id, {_columns(part.keys)} FROM {part.table}"  # noqa: S608  (our own words)
    f" WHERE contact_id IN ({{which}}) ORDER BY contact_id, id"
    for name, part in PARTS.items()
}


def _columns_of(keys: Sequence[Key], names: Called) -> list[_Column]:
    """Return for each key its name, its column, and what reads that; found once, as rows are many."""
    return [
        (
            key.name,
            key.kept_as,
            names.names[key.kind].__getitem__ if key.kind in names.names else _READ.get(key.kind, _same),
        )
        for key in keys
    ]


def _read(row: Row, columns: list[_Column]) -> Row:
    return {name: None if (kept := row[column]) is None else read(kept) for name, column, read in columns}


def _pointing(row: Row, life: Life) -> Row:
    """Have a row point to its follow-up by the place in the list."""
    if row.get("follow_up") is not None:
        ids = [each["id"] for each in life.parts["follow_ups"]]
        row["follow_up"] = ids.index(row["follow_up"]) if row["follow_up"] in ids else None
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
}
