"""What usually comes of a channel, who usually spoke, where nobody says otherwise; and what cannot have happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.refusals import Refused
from models.rules.words import VOICE_OR_FACE, Channel, Direction, Outcome

if TYPE_CHECKING:
    from datetime import datetime

MOST_MINUTES = 24 * 60


def usual_outcome(channel: Channel) -> Outcome:
    """Return spoke where one hears the other, and sent for everything else."""
    return Outcome.SPOKE if channel in VOICE_OR_FACE else Outcome.SENT


def usual_direction(outcome: Outcome) -> Direction:
    """Return both for talk; what was sent, and what reached nobody, went out."""
    return Direction.BOTH if outcome == Outcome.SPOKE else Direction.OUT


def check_past(happened_at: datetime, *, now: datetime) -> None:
    """Raise Refused for an interaction that lies ahead; both times are aware."""
    if happened_at > now:
        message = "An interaction cannot lie in the future. Plan a follow-up instead."
        raise Refused(message)


def check_minutes(minutes: int | None) -> int | None:
    """Return how long an interaction took, if anybody said. Raises Refused for more than a day."""
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        message = f"An interaction lasts 0 to {MOST_MINUTES} minutes."
        raise Refused(message)
    return minutes
