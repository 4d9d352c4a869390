"""What the keys of JSON hold, and how they are told of in tables."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any, Final, NamedTuple


class Kind(Enum):
    """What a key holds: a plain value, or a name that stands for a row of the book."""

    TIME = auto()
    DAY = auto()
    TEXT = auto()
    WORDS = auto()
    LINE = auto()
    NEEDED_LINE = auto()
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
    SOMEBODY = auto()
    STAGE = auto()
    REASON = auto()
    ANNOUNCEMENT = auto()
    CONTACT = auto()
    FOLLOW_UP = auto()
    PROBLEM = auto()
    NEED = auto()
    RUMOUR = auto()
    HOW = auto()
    FOR = auto()
    STEP = auto()
    WEIGHT = auto()
    TRUTH = auto()
    FAULT = auto()
    ENDING = auto()
    AMOUNT = auto()


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
    """One list of a contact: its table, its keys, those that tell whether two of it are the same, and its order.

    Where nothing points to a row by its place, any order will do that its own words tell.
    """

    table: str
    same: tuple[str, ...]
    keys: tuple[Key, ...]
    order: str = "id"


PLACES = {Kind.FOLLOW_UP: "follow_ups", Kind.PROBLEM: "problems", Kind.NEED: "needs", Kind.RUMOUR: "rumours"}
"""The kinds that point to a row of another list of the same contact, by its place there, from 0."""
