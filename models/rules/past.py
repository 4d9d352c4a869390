"""What happened cannot lie ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime


def check(happened_at: datetime, what: str, *, now: datetime) -> None:
    """Raise Refused where `what` happened ahead of `now`; both times are aware. `what` begins the sentence."""
    if happened_at > now:
        message = f"{what} cannot lie in the future. Give today, or a day before."
        raise Refused(message)
