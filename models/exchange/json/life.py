"""What JSON says of a contact beyond a card: times, reason, and what was said, planned, moved and put off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.exchange.json.keys import PLACES
from models.exchange.json.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Hashable

    from models.exchange.json.keys import Part

Row = dict[str, Any]
"""One note, interaction, …, by the keys of its part; "id" is there once it is in the book."""


@dataclass(slots=True)
class Life:
    """What a contact has beyond their card. `since` has the keys of CONTACT, `parts` the lists of PARTS."""

    since: Row = field(default_factory=dict)
    parts: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in PARTS})


@dataclass(frozen=True, slots=True)
class Shared:
    """What many contacts of a file share: rows of what stands there before them, as "business", "members" or "stages".

    `line` is that of the last of them.
    """

    of: str
    rows: list[Row]
    line: int


def together(here: Life | None, said: Life | None) -> Life | None:
    """Return what `here` becomes by an update: all of it stays, and what is lacking comes behind, in its order."""
    if here is None or said is None:
        return here or said
    places = {name: _places(PARTS[name], here.parts[name], said.parts[name]) for name in PLACES.values()}
    parts = {}
    for name, part in PARTS.items():
        ours = here.parts[name]
        rows = [_placed(row, part, places) for row in said.parts[name]]
        have = {_same(part, row) for row in ours}
        parts[name] = ours + [row for row in rows if _same(part, row) not in have]
    return Life(here.since, parts)


def _places(part: Part, ours: list[Row], theirs: list[Row]) -> list[int]:
    """Return at which place each of their rows stands in the list of both."""
    behind = len(ours)
    have = {_same(part, row): place for place, row in reversed(list(enumerate(ours)))}
    places = []
    for row in theirs:
        place = have.get(_same(part, row), behind)
        behind += place == behind
        places.append(place)
    return places


def _placed(row: Row, part: Part, places: dict[str, list[int]]) -> Row:
    """Have a row point to the same rows by their places in the lists of both."""
    pointing = {key.name: PLACES[key.kind] for key in part.keys if key.kind in PLACES and row[key.name] is not None}
    return {**row, **{name: places[of][row[name]] for name, of in pointing.items()}} if pointing else row


def _same(part: Part, row: Row) -> Hashable:
    return tuple(row[name] for name in part.same)
