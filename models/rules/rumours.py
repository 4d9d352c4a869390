"""When a rumour is closed: once somebody said what is true, and not by an attempt that reached nobody."""

from __future__ import annotations

from models.rules.refusals import Refused
from models.rules.words import ATTEMPTS, Outcome


def is_closed_by(outcome: Outcome | None) -> bool:
    """Tell whether this closes a rumour; None is to have learned otherwise what is true. Raises Refused."""
    if outcome == Outcome.CANCELLED:
        message = "A rumour is not cancelled. Say what is true of it, or not-clear."
        raise Refused(message)
    return outcome not in ATTEMPTS
