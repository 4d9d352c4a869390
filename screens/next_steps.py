"""What is offered after talk with somebody, in words: the next follow-up by their cadence, or another attempt."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from models.reading import standing, today
from models.rules import cadence, next_step, when
from models.rules.next_step import StayInTouch, TryAgain, UpToYou
from models.rules.when import Moment
from models.rules.words import ATTEMPTS, Outcome, Purpose, State
from screens import forms

if TYPE_CHECKING:
    from datetime import date

    from screens.forms.follow_up import Plan
    from screens.forms.talk import Talk
    from screens.session import Session

Step = TryAgain | StayInTouch | UpToYou


async def after(session: Session, contact_id: int, talk: Talk) -> Step | None:
    """Say what to offer after this talk; None for nothing, and with who is gone meanwhile."""
    known, due = await standing.of(contact_id), await _still_due(session, contact_id, talk)
    return next_step.after(talk.outcome, known, today=session.now().date(), due=due) if known else None


async def _still_due(session: Session, contact_id: int, talk: Talk) -> date | None:
    kept = talk.follow_up
    if kept is not None:
        return (kept.due_on or kept.due_at.astimezone(session.zone).date()) if kept.state == State.OPEN else None
    now = session.now()
    is_due = talk.outcome in ATTEMPTS and await today.of_contact(contact_id, now=now)
    return now.date() if is_due else None


def said(name: str, talk: Talk) -> str:
    """Say what was done."""
    if talk.follow_up is None:
        return f"logged with {name}"
    if talk.follow_up.state == State.OPEN:
        return f"logged; the follow-up with {name} stays open, s puts it off"
    if talk.follow_up.step:
        return f"{'skipped' if talk.outcome == Outcome.CANCELLED else 'done'}: {talk.follow_up.step} with {name}"
    return f"{talk.follow_up.state}: follow-up with {name}"


def question(session: Session, talk: Talk, step: Step) -> str:
    """Ask whether to take a step; {name} stands where " with " and the name can go."""
    if isinstance(step, UpToYou):
        return "Nothing is planned{name}."
    if isinstance(step, StayInTouch):
        day = when.said(all_day(session, step.on), now=session.now(), zone=session.zone)
        return f"Next{{name}}: {day} ({cadence.words(step.every_days)})?"
    return f"{'Nobody answered' if talk.outcome == Outcome.NO_ANSWER else 'Word left'}. Try again tomorrow?"


def plan(talk: Talk, step: Step) -> Plan:
    """Plan a step: by the channel, and for the purpose, of what was just done."""
    text = {StayInTouch: "stay in touch", TryAgain: "try again"}.get(type(step), "")
    day = "" if isinstance(step, UpToYou) else step.on.isoformat()
    return forms.follow_up.Plan(
        text, day, talk.channel, purpose=talk.follow_up.purpose if talk.follow_up else Purpose.SOCIAL
    )


def all_day(session: Session, day: date) -> Moment:
    """Return a day as it is planned: from its midnight here."""
    return Moment(datetime.combine(day, time.min, session.zone), day)
