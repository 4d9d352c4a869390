"""What JSON says of a contact beyond a card: times, reason, and what was said, planned, moved and put off.

The tables here tell the reader, the writer and the one who enters it alike which keys there are and what they hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable

Row = dict[str, Any]
"""One note, interaction, …, by the keys of its part; "id" is there once it is in the book."""


class Kind(Enum):
    """What a key holds: a plain value, or a name that stands for a row of the book."""

    TIME = auto()
    DAY = auto()
    TEXT = auto()
    WORDS = auto()
    NAME = auto()
    CADENCE = auto()
    STAGE_KIND = auto()
    REASON_KIND = auto()
    CHANNEL = auto()
    DIRECTION = auto()
    OUTCOME = auto()
    PURPOSE = auto()
    TONE = auto()
    STATE = auto()
    RULE = auto()
    REPEAT = auto()
    MINUTES = auto()
    FLAG = auto()
    WHY = auto()
    MEMBER = auto()
    STAGE = auto()
    REASON = auto()
    FOLLOW_UP = auto()


NEEDED: Final = object()
"""Stands where a part cannot do without a key."""


class Key(NamedTuple):
    """One key: its name in JSON, what it holds, its column where that has another name, and its usual value."""

    name: str
    kind: Kind
    column: str = ""
    usual: Any = NEEDED

    @property
    def kept_as(self) -> str:
        """Return the name of the column."""
        return self.column or self.name


class Part(NamedTuple):
    """One list of a contact: its table, its keys, and those that tell whether two of it are the same."""

    table: str
    same: tuple[str, ...]
    keys: tuple[Key, ...]


_BY = Key("by", Kind.MEMBER, "by_id", None)

CONTACT = (
    Key("stage_since_at", Kind.TIME, usual=None),
    Key("reason", Kind.REASON, "reason_id", None),
    Key("created_at", Kind.TIME, usual=None),
    Key("updated_at", Kind.TIME, usual=None),
    Key("archived_at", Kind.TIME, usual=None),
)
"""What stands beside the parts; where it is not said, an import is the moment."""

PARTS = {
    "notes": Part("note", ("at", "text"), (Key("at", Kind.TIME), _BY, Key("text", Kind.WORDS))),
    "follow_ups": Part(
        "follow_up",
        ("created_at", "text"),
        (
            Key("text", Kind.TEXT, usual=""),
            Key("due_at", Kind.TIME),
            Key("due_on", Kind.DAY, usual=None),
            Key("channel", Kind.CHANNEL, usual="call"),
            Key("purpose", Kind.PURPOSE, usual="service"),
            Key("tone", Kind.TONE, usual="neutral"),
            Key("owner", Kind.MEMBER, "owner_id", None),
            Key("private_place", Kind.FLAG, usual=False),
            Key("repeat", Kind.REPEAT, usual=""),
            Key("state", Kind.STATE, usual="open"),
            Key("closed_at", Kind.TIME, usual=None),
            Key("created_at", Kind.TIME),
            Key("created_by", Kind.MEMBER, "created_by_id", None),
        ),
    ),
    "interactions": Part(
        "interaction",
        ("at", "text", "channel", "outcome"),
        (
            Key("at", Kind.TIME),
            _BY,
            Key("channel", Kind.CHANNEL),
            Key("direction", Kind.DIRECTION, usual="both"),
            Key("outcome", Kind.OUTCOME),
            Key("minutes", Kind.MINUTES, usual=None),
            Key("text", Kind.TEXT, usual=""),
            Key("follow_up", Kind.FOLLOW_UP, "follow_up_id", None),
        ),
    ),
    "stage_changes": Part(
        "stage_change",
        ("at", "to", "text"),
        (
            Key("at", Kind.TIME),
            _BY,
            Key("from", Kind.STAGE, "from_stage_id"),
            Key("to", Kind.STAGE, "to_stage_id"),
            Key("reason", Kind.REASON, "reason_id", None),
            Key("text", Kind.TEXT, usual=""),
        ),
    ),
    "overrides": Part(
        "override",
        ("at", "rule", "reason"),
        (
            Key("at", Kind.TIME),
            _BY,
            Key("rule", Kind.RULE),
            Key("reason", Kind.WORDS),
            Key("follow_up", Kind.FOLLOW_UP, "follow_up_id", None),
        ),
    ),
    "snoozes": Part(
        "snooze",
        ("kind", "follow_up"),
        (
            Key("kind", Kind.WHY),
            Key("follow_up", Kind.FOLLOW_UP, "subject", None),
            Key("due_at", Kind.TIME),
            Key("until_at", Kind.TIME),
        ),
    ),
}
"""The lists of a contact, follow-ups before what points to them by their place, from 0."""


LISTS = {
    "stages": (
        Key("name", Kind.NAME),
        Key("kind", Kind.STAGE_KIND),
        Key("every_days", Kind.CADENCE, usual=None),
        Key("archived_at", Kind.TIME, usual=None),
    ),
    "reasons": (
        Key("kind", Kind.REASON_KIND),
        Key("name", Kind.NAME),
        Key("ends_contact", Kind.FLAG, usual=False),
        Key("is_unknown", Kind.FLAG, usual=False),
        Key("archived_at", Kind.TIME, usual=None),
    ),
    "companies": (Key("name", Kind.NAME), Key("created_at", Kind.TIME, usual=None)),
}
"""What contacts share, listed before them."""


@dataclass(slots=True)
class Life:
    """What a contact has beyond their card. `since` has the keys of CONTACT, `parts` the lists of PARTS."""

    since: Row = field(default_factory=dict)
    parts: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in PARTS})


@dataclass(frozen=True, slots=True)
class Shared:
    """What many contacts of a file share: rows of its "business", "members", "stages", "reasons" or "companies".

    `line` is that of the last of them.
    """

    of: str
    rows: list[Row]
    line: int


def together(here: Life | None, said: Life | None) -> Life | None:
    """Return what `here` becomes by an update: all of it stays, and what is lacking comes behind, in its order."""
    if here is None or said is None:
        return here or said
    places = _places(here.parts["follow_ups"], said.parts["follow_ups"])
    parts = {}
    for name, part in PARTS.items():
        ours = here.parts[name]
        rows = [_placed(row, places) for row in said.parts[name]]
        have = {_same(part, row) for row in ours}
        parts[name] = ours + [row for row in rows if _same(part, row) not in have]
    return Life(here.since, parts)


def _places(ours: list[Row], theirs: list[Row]) -> list[int]:
    """Return at which place each of their follow-ups stands in the list of both."""
    part, behind = PARTS["follow_ups"], len(ours)
    have = {_same(part, row): place for place, row in reversed(list(enumerate(ours)))}
    places = []
    for row in theirs:
        place = have.get(_same(part, row), behind)
        behind += place == behind
        places.append(place)
    return places


def _placed(row: Row, places: list[int]) -> Row:
    return row if row.get("follow_up") is None else {**row, "follow_up": places[row["follow_up"]]}


def _same(part: Part, row: Row) -> Hashable:
    return tuple(row[name] for name in part.same)
