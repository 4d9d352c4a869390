"""What JSON tells of contacts beyond their cards, entered into the book as it was."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from models import handing_over, new_rows
from models.announcements import Disclosure
from models.engine.fields import written
from models.exchange.json import kept as json_kept
from models.exchange.json.checks import WEIGHTS, WHY
from models.exchange.json.keys import PLACES, Kind
from models.exchange.json.parts import CONTACT, PARTS
from models.favours import Favour
from models.follow_ups import FollowUp
from models.interactions import Interaction
from models.needs import Need
from models.notes import Note
from models.overrides import Override
from models.problems import Problem
from models.rules import folding
from models.rumours import Rumour
from models.snoozes import Snooze
from models.stage_changes import StageChange
from models.undo_json import AMONG

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tortoise.models import Model

    from models.exchange.json.kept import Called
    from models.exchange.json.keys import Key, Part
    from models.exchange.json.life import Life, Row
    from models.history import Change

_TABLES: dict[str, type[Model]] = {
    "notes": Note,
    "needs": Need,
    "rumours": Rumour,
    "problems": Problem,
    "favours": Favour,
    "disclosures": Disclosure,
    "follow_ups": FollowUp,
    "interactions": Interaction,
    "stage_changes": StageChange,
    "overrides": Override,
    "snoozes": Snooze,
}
_ALSO = {table: {"version": 1} for table in ("follow_up", "need", "rumour", "problem")}
"""What a new row has that JSON does not tell."""


_New = tuple[int, "Life", "Row"]
"""Whose it is, of which life, and the row."""


class Waiting:
    """Favours by which somebody was introduced who comes in later: entered then, or at the end without them."""

    def __init__(self) -> None:
        self._favours: list[_New] = []

    async def ready(self, new: list[_New], names: Called, change: Change) -> list[_New]:
        """Return those of the waiting and of these whose introduced are in the book by now; the others wait."""
        whole = [*self._favours, *new]
        here = names.ids[Kind.CONTACT] = await _contacts([row["introduced"] for _, _, row in whole], change)
        self._favours = [each for each in whole if each[2]["introduced"] not in {None, *here}]
        for _, _, row in self._favours:
            row["id"] = None  # it is not entered a second time with its contact
        return [each for each in whole if each[2]["introduced"] in {None, *here}]

    def given_up(self, names: Called) -> list[_New]:
        """Return those for whom nobody came; none waits any more."""
        favours, self._favours = self._favours, []
        names.ids[Kind.CONTACT] = {}
        return favours


async def enter(lives: Sequence[tuple[int, Life]], waiting: Waiting, *, change: Change) -> None:
    """Enter all of these lives that is not in the book yet, each for the contact with that id.

    The rules that forbid new things are not asked: this is what was. Who is not a member here is the actor, who also
    takes over what is never left with who left.
    """
    if not lives:
        return
    names = await json_kept.called(change.connection.execute_query_dict)
    await _since([each for each in lives if each[1].since], names, change)
    for name in PARTS:
        new = [(contact_id, life, row) for contact_id, life in lives for row in life.parts[name] if "id" not in row]
        await _enter(name, await waiting.ready(new, names, change) if name == "favours" else new, names, change)
    await handing_over.keep_owned([contact_id for contact_id, _ in lives], change)


async def give_up(waiting: Waiting, *, change: Change) -> None:
    """Enter what waits for somebody who never came, without them."""
    names = await json_kept.called(change.connection.execute_query_dict)
    await _enter("favours", waiting.given_up(names), names, change)


async def _enter(name: str, new: Sequence[_New], names: Called, change: Change) -> None:
    part = PARTS[name]
    rows = [_values(contact_id, life, row, part, names, change) for contact_id, life, row in new]
    known = ("contact_id", *_ALSO.get(part.table, ()))
    made = await new_rows.made(_TABLES[name], rows, returning=known, change=change)
    for (_, _, row), as_made in zip(new, made, strict=True):  # ids rise in the order in which they were written
        row["id"] = as_made["id"]


async def _contacts(uids: list[str | None], change: Change) -> dict[str, int]:
    sql = f"SELECT uid, id FROM contact WHERE uid {AMONG}"  # noqa: S608  (our own words)
    return {row["uid"]: row["id"] for row in await change.connection.execute_query_dict(sql, [json.dumps(uids)])}


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
    values: Row = {}
    for key in part.keys:  # of several keys of one column, the one that says something
        value = _kept(row[key.name], key, life, names, change)
        if value or key.kept_as not in values:
            values[key.kept_as] = value
    if part.table == "note":
        values["search_text"] = folding.fold(row["text"])
    return {"contact_id": contact_id, **values, **_ALSO.get(part.table, {})}


def _kept(value: Any, key: Key, life: Life, names: Called, change: Change) -> Any:
    """Return what the column holds: ids for names, and text for times, as UTCField writes it."""
    if key.kind in names.names:
        found = None if value is None else names.id_of(key.kind, value)
        is_somebody = key.kind == Kind.MEMBER or (key.kind == Kind.SOMEBODY and value is not None)
        return change.by if found is None and is_somebody else found
    if key.kind in PLACES:
        nothing = 0 if key.column == "subject" else None
        return nothing if value is None else life.parts[PLACES[key.kind]][value]["id"]
    if key.kind in _READ:
        return _READ[key.kind](value, names)
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


_READ: dict[Kind, Callable[[Any, Called], Any]] = {
    Kind.CONTACT: lambda value, names: names.ids[Kind.CONTACT].get(value),
    Kind.WHY: lambda value, _: WHY[value],
    Kind.WEIGHT: lambda value, _: WEIGHTS[value],
}
