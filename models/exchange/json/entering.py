"""What JSON tells of contacts beyond their cards, entered into the book as it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from models import handing_over, new_rows
from models.engine.fields import written
from models.exchange.json import kept as json_kept
from models.exchange.json.checks import WHY
from models.exchange.json.life import CONTACT, PARTS, Kind
from models.follow_ups import FollowUp
from models.interactions import Interaction
from models.notes import Note
from models.overrides import Override
from models.rules import folding
from models.snoozes import Snooze
from models.stage_changes import StageChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tortoise.models import Model

    from models.exchange.json.kept import Called
    from models.exchange.json.life import Key, Life, Part, Row
    from models.history import Change

_TABLES: dict[str, type[Model]] = {
    "notes": Note,
    "follow_ups": FollowUp,
    "interactions": Interaction,
    "stage_changes": StageChange,
    "overrides": Override,
    "snoozes": Snooze,
}
_ALSO = {"follow_up": {"version": 1}}
"""What a new row has that JSON does not tell."""


async def enter(lives: Sequence[tuple[int, Life]], *, change: Change) -> None:
    """Enter all of these lives that is not in the book yet, each for the contact with that id.

    The rules that forbid new things are not asked: this is what was. Who is not a member here is the actor, who also
    takes over what is never left with who left.
    """
    if not lives:
        return
    names = await json_kept.called(change.connection.execute_query_dict)
    await _since([each for each in lives if each[1].since], names, change)
    for name, part in PARTS.items():
        new = [(contact_id, life, row) for contact_id, life in lives for row in life.parts[name] if "id" not in row]
        rows = [_values(contact_id, life, row, part, names, change) for contact_id, life, row in new]
        known = ("contact_id", *_ALSO.get(part.table, ()))
        made = await new_rows.made(_TABLES[name], rows, returning=known, change=change)
        for (_, _, row), as_made in zip(new, made, strict=True):  # ids rise in the order in which they were written
            row["id"] = as_made["id"]
    await handing_over.keep_owned([contact_id for contact_id, _ in lives], change)


async def _since(lives: Sequence[tuple[int, Life]], names: Called, change: Change) -> None:
    """Give contacts who came in just now their own times, and the reason that they have."""
    sets = ", ".join(f"{key.kept_as} = coalesce(?{place}, {key.kept_as})" for place, key in enumerate(CONTACT, 2))
    rows = [
        [contact_id, *(_kept(life.since.get(key.name), key, life, names, change) for key in CONTACT)]
        for contact_id, life in lives
    ]
    if rows:
        await change.connection.execute_many(f"UPDATE contact SET {sets} WHERE id = ?1", rows)  # noqa: S608


def _values(contact_id: int, life: Life, row: Row, part: Part, names: Called, change: Change) -> Row:
    values = {key.kept_as: _kept(row[key.name], key, life, names, change) for key in part.keys}
    if part.table == "note":
        values["search_text"] = folding.fold(row["text"])
    return {"contact_id": contact_id, **values, **_ALSO.get(part.table, {})}


def _kept(value: Any, key: Key, life: Life, names: Called, change: Change) -> Any:
    """Return what the column holds: ids for names, and text for times, as UTCField writes it."""
    if key.kind in names.names:
        found = None if value is None else names.id_of(key.kind, value)
        return change.by if found is None and key.kind == Kind.MEMBER else found
    if key.kind == Kind.FOLLOW_UP:
        nothing = 0 if key.column == "subject" else None
        return nothing if value is None else life.parts["follow_ups"][value]["id"]
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    return WHY[value] if key.kind == Kind.WHY else value
