"""What a life of work leaves in a book beside people: moves, promises kept, needs, rumours, problems, favours, news."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from models.rules.outreach import Open

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.people import Person

    Row = tuple[object, ...]

REASONS = {"never": range(1, 7), "former": range(7, 19)}
"""Ids of the reasons that a book begins with."""

FAULTS, OUTCOMES = ("ours", "theirs", "nobody's", ""), ("", "agreed", "not-agreed")
CLOSED = 1_000_000
"""Ids of promises that were kept begin here: behind those that are open."""


class Opened(TypedDict):
    """What is open with somebody, as the rules of outreach take it; each has the id of its person."""

    problems: list[Open]
    rumours: list[Open]
    needs: list[Open]
    announcements: list[Open]


def reason(person: Person, stage_kind: str) -> int | None:
    """Say why somebody never bought, or left."""
    reasons = REASONS.get(stage_kind)
    return reasons[person.id // 80 % len(reasons)] if reasons else None


def opened(person: Person, now: datetime) -> Opened:
    """Say what is open with somebody: a need with every second, few rumours and problems; the first is to be told."""
    return {
        "problems": [Open(person.id, _wrong(person, now))] if _has_problem(person) and not _outcome(person) else [],
        "rumours": [Open(person.id, _heard(person, now))] if _is_rumoured(person) and not _found(person) else [],
        "needs": [Open(person.id, _confirmed(person, now))] if person.id % 2 else [],
        "announcements": [Open(1, now - timedelta(days=3))] if person.id == 1 else [],
    }


def tables(everybody: Sequence[Person], now: datetime) -> dict[str, Iterable[Row]]:
    """Return the rows of each table."""
    return {
        "stage_change (contact_id, from_stage_id, to_stage_id, text, at, by_id)": (
            (person.id, 1 + person.id % 5, 1 + person.id // 5 % 5, "", _ago(now, person.id % 1000), 1)
            for person in everybody
        ),
        "follow_up (id, contact_id, text, due_at, channel, purpose, tone, owner_id, private_place, repeat, state,"
        " closed_at, created_at, created_by_id, version)": (
            _kept(person, turn, now) for person in everybody for turn in range(2)
        ),
        "need (id, contact_id, text, weight, note, confirmed_at, created_at, by_id, version)": (
            (person.id, person.id, "a quiet workshop", 1 + person.id // 2 % 3, "", _confirmed(person, now), now, 1, 1)
            for person in everybody
            if person.id % 2
        ),
        "rumour (id, contact_id, text, source, heard_at, by_id, truth, found, closed_at, version)": (
            (
                *(person.id, person.id, "is moving away", "a neighbour", _heard(person, now), 1, _found(person), ""),
                *(now if _found(person) else None, 1),
            )
            for person in filter(_is_rumoured, everybody)
        ),
        "problem (id, contact_id, text, amount, owner_id, fault, wanted, solution, closing, opened_at, closed_at,"
        " outcome, by_id, version)": (
            (
                *(person.id, person.id, "the doors are swollen", 120_000, 1, FAULTS[person.id // 50 % 4], "", "", ""),
                *(_wrong(person, now), _ago(now, person.id % 20) if _outcome(person) else None, _outcome(person), 1, 1),
            )
            for person in filter(_has_problem, everybody)
        ),
        "favour (contact_id, direction, introduced_id, text, at, by_id)": (
            (person.id, "in" if person.id % 3 else "out", 1 + person.id // 20, "", _ago(now, person.id % 800), 1)
            for person in everybody[30::20]
        ),
        "announcement (id, title, text, audience, at, by_id, version)": iter(
            [(1, "Prices rise in spring", "", "", now - timedelta(days=3), 1, 1)]
        ),
        "disclosure (announcement_id, contact_id, told_at, channel, text)": (
            (1, person.id, *((now, "call") if person.id % 20 == 0 else (None, "")), "")
            for person in everybody
            if person.id % 3
        ),
    }


def _kept(person: Person, turn: int, now: datetime) -> Row:
    """Tell of a promise that was kept, late by every seventh, or cancelled."""
    due = person.id % 900 + 5 + turn * 90
    return (
        *(CLOSED + 2 * person.id + turn, person.id, "promised", _ago(now, due), "call", "service", "neutral", 1, 0, ""),
        *("done" if person.id % 9 else "cancelled", _ago(now, due - 4 * (person.id % 7 == 0)), _ago(now, 1000), 1, 1),
    )


def _has_problem(person: Person) -> bool:
    return person.id % 50 == 3  # noqa: PLR2004  (whoever that is)


def _outcome(person: Person) -> str:
    return OUTCOMES[person.id // 50 % 3]


def _wrong(person: Person, now: datetime) -> datetime:
    return _ago(now, 20 + person.id % 700)


def _is_rumoured(person: Person) -> bool:
    return person.id % 100 == 7  # noqa: PLR2004  (whoever that is)


def _found(person: Person) -> str:
    return "partly" if person.id // 100 % 10 else ""


def _heard(person: Person, now: datetime) -> datetime:
    return _ago(now, person.id % 30)


def _confirmed(person: Person, now: datetime) -> datetime:
    return _ago(now, person.id % 190)


def _ago(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days, minutes=7)
