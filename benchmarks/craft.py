"""What a life of work leaves in a large book beside people: moves, promises kept, needs, rumours, problems, favours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from benchmarks.people import Person

    Row = tuple[object, ...]

REASONS = {"never": range(1, 7), "former": range(7, 19)}
"""Ids of the reasons that a book begins with."""

FAULTS, OUTCOMES = ("ours", "theirs", "nobody's", ""), ("", "agreed", "not-agreed")
CLOSED = 1_000_000
"""Ids of promises that were kept begin here: behind those that are open."""


def reason(person: Person, stage_kind: str) -> int | None:
    """Say why somebody never bought, or left."""
    reasons = REASONS.get(stage_kind)
    return reasons[person.id // 80 % len(reasons)] if reasons else None


def tables(everybody: Sequence[Person], now: datetime) -> dict[str, Iterable[Row]]:
    """Return the rows of each table: a move each, two promises, a need for every second, a problem for one in fifty."""

    def ago(days: int) -> str:
        return (now - timedelta(days=days, minutes=7)).isoformat(" ")

    return {
        "stage_change (contact_id, from_stage_id, to_stage_id, reason_id, text, at, by_id)": (
            (person.id, 1 + person.id % 5, 1 + person.id // 5 % 5, None, "", ago(person.id % 1000), 1)
            for person in everybody
        ),
        "follow_up (id, contact_id, text, due_at, channel, purpose, tone, owner_id, private_place, repeat, state,"
        " closed_at, created_at, created_by_id, version)": (
            (
                *(CLOSED + 2 * person.id + turn, person.id, "promised", ago(person.id % 900 + turn * 90)),
                *("call", "service", "neutral", 1, 0, "", "done" if person.id % 9 else "cancelled"),
                *(ago(person.id % 900 + turn * 90 - 3 * (person.id % 7 == 0)), ago(1000), 1, 1),
            )
            for person in everybody
            for turn in range(2)
        ),
        "need (contact_id, text, weight, note, confirmed_at, created_at, by_id, version)": (
            (person.id, "a quiet dishwasher", 1 + person.id // 2 % 3, "", ago(person.id % 200), ago(300), 1, 1)
            for person in everybody[::2]
        ),
        "rumour (contact_id, text, source, heard_at, by_id, truth, found, closed_at, version)": (
            (person.id, "is moving away", "a neighbour", ago(person.id % 30), 1, *_found(place, ago(1)), 1)
            for place, person in enumerate(everybody[::100])
        ),
        "problem (contact_id, text, amount, owner_id, fault, wanted, solution, closing, opened_at, closed_at, outcome,"
        " by_id, version)": (
            (
                *(person.id, "the doors are swollen", 120_000, 1, FAULTS[place % 4], "", "", ""),
                *(ago(20 + person.id % 700), ago(person.id % 20) if place % 3 else None, OUTCOMES[place % 3], 1, 1),
            )
            for place, person in enumerate(everybody[::50])
        ),
        "favour (contact_id, direction, introduced_id, text, at, by_id)": (
            (person.id, "in" if place % 3 else "out", everybody[place].id, "", ago(person.id % 800), 1)
            for place, person in enumerate(everybody[::20])
        ),
    }


def _found(place: int, closed: str) -> Row:
    """Say what was true of most rumours, and leave some open."""
    return ("partly", "", closed) if place % 10 else ("", "", None)
