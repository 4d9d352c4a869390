"""What came of a follow-up: it is logged, closed where that closes it, and what comes after it is planned."""

from __future__ import annotations

import itertools
from datetime import datetime, time
from typing import TYPE_CHECKING

from models import follow_ups, problems
from models.contacts import Contact
from models.follow_ups import FollowUp
from models.interactions import logged
from models.rules import problems as steps
from models.rules import repeat, talking, unpleasant
from models.rules.words import ATTEMPTS, Channel, Outcome, State, Step, Tone

if TYPE_CHECKING:
    from datetime import date

    from models.history import Change
    from models.rules.when import Moment


async def finished(
    row: FollowUp,
    words: str,
    *,
    outcome: Outcome,
    channel: Channel | None = None,
    minutes: int | None = None,
    following: Moment | None = None,
    change: Change,
) -> None:
    """Say what came of an open follow-up within a change that does more. Raises Refused."""
    if row.problem_id:
        await problems.check_turn(row)
    used = Channel(channel or row.channel)
    state = _state_after(row, outcome, used)
    if outcome == Outcome.CANCELLED:
        await _cancelled(row, words, change)
    else:
        await logged(
            row.contact_id,
            words or _usual_words(row),
            channel=used,
            direction=talking.usual_direction(outcome),
            outcome=outcome,
            minutes=minutes,
            purpose=row.purpose,
            happened_at=change.at,
            follow_up_id=row.id,
            change=change,
        )
    if state != State.OPEN:
        await change.update(row, state=state.value, closed_at=change.at)
        await _go_on(row, following, change)


def _usual_words(row: FollowUp) -> str:
    """Say what was done where nobody says more: what was planned."""
    return f"{steps.WORDS[Step(row.step)]}: {row.text}" if row.step else row.text


def _state_after(row: FollowUp, outcome: Outcome, channel: Channel) -> State:
    """Say where a follow-up stands; a step is done with them, and not with their answering machine."""
    state = unpleasant.state_after(Tone(row.tone), outcome, channel)
    return State.OPEN if row.problem_id and outcome in ATTEMPTS else state


async def _go_on(row: FollowUp, following: Moment | None, change: Change) -> None:
    """Plan what comes after a follow-up that was closed."""
    if row.problem_id:
        await problems.passed(row, following, change)
    elif row.state == State.DONE and row.repeat:
        await _plan_next(row, change)


async def _cancelled(row: FollowUp, words: str, change: Change) -> None:
    if row.problem_id and row.tone != Tone.UNPLEASANT:
        await follow_ups.set_aside(row, "skip", steps.skipping(words), change)
    elif row.tone == Tone.UNPLEASANT or words.strip():
        await follow_ups.set_aside(row, "cancel", unpleasant.reason("cancel", words), change)


async def _plan_next(row: FollowUp, change: Change) -> None:
    if not await Contact.exists(id=row.contact_id, archived_at=None):
        return
    zone = change.at.tzinfo
    due = row.due_at.astimezone(zone)
    day = _next_day(row.repeat, row.due_on or due.date(), change.at.date())
    clock = time.min if row.due_on else due.time()
    kept = follow_ups.all_of(row) | {
        "due_at": datetime.combine(day, clock, zone),
        "due_on": row.due_on and day,
        "state": State.OPEN.value,
        "closed_at": None,
        "created_at": change.at,
        "created_by_id": change.by,
        "version": 1,
    }
    await change.create(FollowUp, **kept)


def _next_day(again: str, on: date, today: date) -> date:
    """Find the first day of the rhythm after today, counted from `on`: missed months do not shift the end of one."""
    count, unit = int(again[:-1]), again[-1]
    steps = itertools.count(count, count)
    return next(day for step in steps if (day := repeat.next_after(f"{step}{unit}", on)) > today)
