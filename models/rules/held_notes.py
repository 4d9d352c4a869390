"""When a note that is held has cooled off, and how that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import days
from models.rules.refusals import NotFound, NotYours, Refused

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


def missing(held_id: int) -> NotFound:
    """Make the sentence for a note that one does not hold."""
    return NotFound(f"You hold no note {held_id}. See which ones you do, with: wellkept held list")


def closed(held_id: int, author: str) -> NotYours:
    """Make the sentence for a note whose author has left."""
    return NotYours(
        f"{author}, who wrote this note, has left, so it stays closed."
        f" An owner can drop it, with: wellkept held drop {held_id}"
    )
