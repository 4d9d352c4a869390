"""What usually comes of a channel, and who usually spoke, where nobody says otherwise."""

from __future__ import annotations

from models.rules.words import VOICE_OR_FACE, Channel, Direction, Outcome


def usual_outcome(channel: Channel) -> Outcome:
    """Return spoke where one hears the other, and sent for everything else."""
    return Outcome.SPOKE if channel in VOICE_OR_FACE else Outcome.SENT


def usual_direction(outcome: Outcome) -> Direction:
    """Return both for talk; what was sent, and what reached nobody, went out."""
    return Direction.BOTH if outcome == Outcome.SPOKE else Direction.OUT
