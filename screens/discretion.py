"""What the veil hides: a mask of one width stands in its place, so that nobody reads how long it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from models.rules.refusals import Stale
from models.rules.words import ReasonKind

if TYPE_CHECKING:
    from models.reading.agenda import AgendaRow
    from models.reading.timeline import TimelineRow
    from models.reading.today import OutreachRow
    from screens.session import Session

PRIVATE_REASONS = frozenset({ReasonKind.BAD_NEWS, ReasonKind.RUMOUR, ReasonKind.SECRET})
"""Kinds of outreach whose text nobody else is to read."""
STALE = "Somebody changed it since. Lift the veil and try again to see what."

LIFT = "It is veiled. Lift the veil first."

Planned = TypeVar("Planned", "AgendaRow", "TimelineRow")


def hidden(text: str, session: Session) -> str:
    """Return a private text, or the mask while the veil is drawn; where there is no text, nothing is hidden."""
    return session.glyphs.veiled if text and session.veiled else text


def reason(row: OutreachRow, session: Session) -> OutreachRow:
    """Return a reason for outreach as it may be told now."""
    return replace(row, text=hidden(row.text, session)) if row.kind in PRIVATE_REASONS else row


def planned(row: Planned, session: Session) -> Planned:
    """Return a follow-up, or a line of a timeline, as it may be told now."""
    return replace(row, text=hidden(row.text, session)) if row.is_private else row


def why_not(refusal: Exception, session: Session) -> str:
    """Say why something cannot be done; of a change by somebody else that is what stands there now and what stood."""
    return STALE if session.veiled and isinstance(refusal, Stale) else str(refusal)
