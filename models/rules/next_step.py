"""What happens next with a contact after somebody was in touch, or tried to: what to offer, if anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from models.rules import selling
from models.rules.words import ATTEMPTS, Outcome

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the next step depends on: how often they should hear from us, and what is planned or ruled out already."""

    every_days: int | None
    has_plan: bool
    contact_ends: bool
    do_not_contact: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """They were not reached: another attempt, on this day."""

    on: date


@dataclass(frozen=True, slots=True)
class StayInTouch:
    """They were reached: the next follow-up, on this day, as their cadence has it."""

    on: date
    every_days: int


@dataclass(frozen=True, slots=True)
class UpToYou:
    """They were reached and nothing is planned, but no cadence says for when."""


def after(
    outcome: Outcome, standing: Standing, *, today: date, due: date | None
) -> TryAgain | StayInTouch | UpToYou | None:
    """Say what to offer after `outcome`; None for nothing.

    `due` is the day of what stays due in spite of it, None where nothing does.
    """
    again = TryAgain(today + timedelta(days=1))
    if due is not None:
        return again if outcome in ATTEMPTS and due <= today else None
    if standing.contact_ends or selling.blocked_everywhere(standing.do_not_contact):
        return None
    if outcome == Outcome.CANCELLED or standing.has_plan:
        return None
    if outcome == Outcome.NO_ANSWER:
        return again
    days = standing.every_days
    return UpToYou() if days is None else StayInTouch(today + timedelta(days=days), days)
