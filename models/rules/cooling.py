"""When a note that is held has cooled off, and how that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import days
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime


def check_ahead(until: datetime, *, now: datetime) -> None:
    """See that a note is held until an hour that is still to come. Raises Refused."""
    if until <= now:
        raise Refused("A note is held until an hour that is still ahead. Try tomorrow 9am.")


def check_over(until: datetime, *, now: datetime) -> None:
    """See that a note has cooled off. Raises Refused."""
    if until > now:
        raise Refused(f"This note cools off until {said(until, now=now)}. Until then you can look at it, or drop it.")


def said(until: datetime, *, now: datetime) -> str:
    """Say until when a note is held ("Fri 27 Nov 10:00"), in the zone of `now`."""
    there = until.astimezone(now.tzinfo)
    return f"{days.weekday(there.date())} {days.dated(there.date(), now.date())} {there:%H:%M}"
