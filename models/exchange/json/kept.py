"""The lives of contacts as the book has them: what JSON writes, and what an import compares with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from models.exchange.json.checks import WHY
from models.exchange.json.life import CONTACT, PARTS, Kind, Life
from models.rules import folding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.exchange.card import Card
    from models.exchange.json.life import Key, Row
    from models.exchange.kept import Kept, Rows

    _Column = tuple[str, str, Callable[[Any], Any]]

_NAMED = {
    Kind.MEMBER: "SELECT id, name FROM member ORDER BY name, id",
    Kind.STAGE: "SELECT id, name FROM stage ORDER BY archived_at IS NULL, id",
    Kind.REASON: "SELECT id, kind, name FROM reason ORDER BY archived_at IS NULL, id",
}
_BY_UID_OR_NAME = (
    "SELECT id FROM contact WHERE uid IN ({marks}) UNION SELECT id FROM contact WHERE sort_key IN ({marks})"
)
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


async def lives(rows: Rows, which: str, values: Sequence[object], names: Called) -> dict[int, Life]:
    """Read whole lives by contact id; `which` is the query for the ids, with its values."""
    columns = _columns_of(CONTACT, names)
    found = {row["id"]: Life(_read(row, columns)) for row in await rows(_CONTACTS.format(which=which), [*values])}
    for name, sql in _PARTS.items():
        columns = _columns_of(PARTS[name].keys, names)
        for row in await rows(sql.format(which=which), [*values]) if found else ():
            life = found[row["contact_id"]]
            life.parts[name].append(_pointing(_read(row, columns), life) | {"id": row["id"]})
    return found


async def of_cards(cards: Sequence[Card], rows: Rows) -> dict[int, Life]:
    """Read the lives of those whom these cards may be, as far as they tell of a life: by UID, else by folded name."""
    telling = [card for card in cards if card.life]
    if not telling:
        return {}
    names = await called(rows)
    uids = [card.uid for card in telling]
    by_uid = await rows(f"SELECT uid FROM contact WHERE uid IN ({_marks(uids)})", uids)  # noqa: S608  (numbered marks)
    here = {row["uid"] for row in by_uid}
    keys = [*here, *{folding.sort_key(card.name) for card in telling if card.uid not in here}]
    which = _BY_UID_OR_NAME.format(marks=_marks(keys))
    return await lives(rows, which, keys, names)


def recall(known: Kept | None, lives_here: dict[int, Life]) -> None:
    """Have somebody who is here bring their life along, as far as it was read."""
    if known and known.id is not None and known.card.life is None:
        known.card.life = lives_here.get(known.id)


def _marks(values: Sequence[object]) -> str:
    return ", ".join(f"?{place}" for place in range(1, len(values) + 1))


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
