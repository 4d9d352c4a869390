"""Who needs outreach, and why: the facts about one contact in, the reasons out.

Every reason has a moment from which it shows and perhaps one until which it does. Sentences are made when a list is
read, from what the list reads anyway.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from models.rules import birthday, selling
from models.rules.words import Channel, Purpose, ReasonKind, StageKind, Step, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a team agreed on: a birthday shows from so many days before; silence counts after so many days of grace.

    A need is stale so many days after it was confirmed.
    """

    birthday_days: int = 7
    grace_days: int = 0
    need_days: int = 180


USUAL = Thresholds()
"""What holds until a team agrees on something else."""


@dataclass(frozen=True, slots=True)
class OpenFollowUp:
    """What outreach needs of an open follow-up; the step of a problem has a `step`, and the problem's id."""

    id: int
    due_at: datetime
    tone: str
    purpose: str
    channel: str
    problem_id: int | None = None
    step: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """What outreach needs of what is open by itself: its id, and when it began, was heard or was last confirmed."""

    id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What outreach needs to know of one contact. `every_days` is their own cadence or else their stage's.

    Of an announcement only the next contact to be told needs to know; so `announcements` are those that wait for this
    one.
    """

    stage_kind: str
    stage_since_at: datetime
    created_at: datetime
    last_interaction_at: datetime | None
    every_days: int | None
    birthday: str
    do_not_contact: str
    archived: bool
    reason_unknown: bool
    contact_ends: bool
    follow_ups: Sequence[OpenFollowUp] = ()
    problems: Sequence[Open] = ()
    rumours: Sequence[Open] = ()
    needs: Sequence[Open] = ()
    announcements: Sequence[Open] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for outreach; `until` ends it by itself.

    `subject` is the id of what is behind it, in the table that the kind says, or 0: the follow-up of bad news, of a
    problem's step or a promise to check, the rumour, the need, the announcement.
    """

    kind: ReasonKind
    due_at: datetime
    subject: int = 0
    until: datetime | None = None


def horizon(now: datetime) -> datetime:
    """Return the midnight that ends the day of `now` in its zone: what is due at any hour of today shows all day."""
    return _midnight(now.date() + timedelta(days=1), now)


Snoozes = dict[tuple[int, int], tuple[datetime, datetime]]
"""(kind, subject) → (the due time that was put off, until when)."""


def reasons(
    facts: Facts,
    *,
    now: datetime,
    snoozes: Mapping[tuple[int, int], tuple[datetime, datetime]],
    thresholds: Thresholds = USUAL,
) -> list[Reason]:
    """Work out every reason, due now or later. `now` is aware, and its zone says where a day begins."""
    if facts.archived:
        return []
    found = [
        *_follow_ups(facts),
        *_waiting(facts),
        *(Reason(ReasonKind.RUMOUR, row.since, row.id) for row in facts.rumours),
        *_why(facts),
        *_needs(facts, thresholds),
        *(Reason(ReasonKind.ANNOUNCEMENT, row.since, row.id) for row in facts.announcements),
        *_drift(facts),
        *_birthday(facts, now, thresholds),
    ]
    return [_shown(reason, snoozes, thresholds) for reason in found]


def graced(kind: int, thresholds: Thresholds) -> timedelta:
    """Return how long after its due time a reason of this kind shows."""
    return timedelta(days=thresholds.grace_days if kind == ReasonKind.DRIFT else 0)


def _shown(
    reason: Reason, snoozes: Mapping[tuple[int, int], tuple[datetime, datetime]], thresholds: Thresholds
) -> Reason:
    """Put a reason off, if it was: that reason and that due time only; else by the days of grace.

    Snoozes know the due time without grace, so that they hold when the team agrees on more or less of it.
    """
    put_off, until = snoozes.get((reason.kind, reason.subject), (None, None))
    if put_off == reason.due_at and until is not None:
        return replace(reason, due_at=until)
    return replace(reason, due_at=reason.due_at + graced(reason.kind, thresholds))


def _follow_ups(facts: Facts) -> Iterator[Reason]:
    for row in facts.follow_ups:
        if row.tone == Tone.UNPLEASANT:
            yield Reason(ReasonKind.BAD_NEWS, row.due_at, row.id)
        elif row.step:
            kind = ReasonKind.PROMISE if row.step == Step.CHECK else ReasonKind.PROBLEM
            yield Reason(kind, row.due_at, row.id)
        elif not _silenced(row, facts):
            yield Reason(ReasonKind.FOLLOW_UP, row.due_at, row.id)


def _silenced(row: OpenFollowUp, facts: Facts) -> bool:
    """Selling stops where contact ends, and by the channels they asked not to be reached by; never a promise."""
    asked = selling.blocked(facts.do_not_contact, Channel(row.channel))
    return row.purpose == Purpose.SALES and (asked or facts.contact_ends)


def _waiting(facts: Facts) -> Iterator[Reason]:
    """Find what waits with no next step promised: one reason, from when the oldest of those problems was opened."""
    promised = {row.problem_id for row in facts.follow_ups}
    opened = [row.since for row in facts.problems if row.id not in promised]
    if opened:
        yield Reason(ReasonKind.PROBLEM, min(opened))


def _why(facts: Facts) -> Iterator[Reason]:
    kinds = {StageKind.FORMER.value: ReasonKind.WHY_LEFT, StageKind.NEVER.value: ReasonKind.WHY_NEVER}
    if facts.reason_unknown and facts.stage_kind in kinds:
        yield Reason(kinds[facts.stage_kind], facts.stage_since_at)


def _needs(facts: Facts, thresholds: Thresholds) -> Iterator[Reason]:
    if not _is_left_alone(facts):
        for row in facts.needs:
            yield Reason(ReasonKind.NEED, row.since + timedelta(days=thresholds.need_days), row.id)


def _drift(facts: Facts) -> Iterator[Reason]:
    if facts.every_days and not _is_left_alone(facts):
        since = facts.last_interaction_at or facts.created_at
        yield Reason(ReasonKind.DRIFT, since + timedelta(days=facts.every_days))


def _is_left_alone(facts: Facts) -> bool:
    return facts.contact_ends or selling.blocked_everywhere(facts.do_not_contact)


def _birthday(facts: Facts, now: datetime, thresholds: Thresholds) -> Iterator[Reason]:
    if facts.birthday and not facts.contact_ends:
        day = birthday.next_on(facts.birthday, now.date())
        yield Reason(
            ReasonKind.BIRTHDAY,
            _midnight(day - timedelta(days=thresholds.birthday_days), now),
            until=_midnight(day + timedelta(days=1), now),
        )


def _midnight(day: date, now: datetime) -> datetime:
    # In UTC, as Python never finds a time that a zone skips or repeats equal to another zone's (PEP 495).
    return datetime.combine(day, time.min, now.tzinfo).astimezone(UTC)
