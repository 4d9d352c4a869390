"""Whom not to sell to: who asked not to be contacted, with whom contact has ended, or with whom a problem is open."""

from __future__ import annotations

from models.rules import text
from models.rules.contact_fields import ANY
from models.rules.refusals import Refused
from models.rules.words import Channel, Purpose


def blocked(do_not_contact: str, channel: Channel) -> bool:
    """Say whether `do_not_contact` (channels parted by spaces, or "any") covers a channel."""
    return do_not_contact == ANY or channel.value in do_not_contact.split()


def blocked_everywhere(do_not_contact: str) -> bool:
    """Say whether `do_not_contact` leaves no channel."""
    return all(blocked(do_not_contact, channel) for channel in Channel)


def check(purpose: Purpose, channel: Channel, *, do_not_contact: str, contact_ends: bool) -> None:
    """Raise Refused when a follow-up would sell where it must not; service, news and promises always may."""
    if purpose != Purpose.SALES:
        return
    if contact_ends:
        message = "Contact with them has ended, so nothing is sold to them. Choose another purpose."
        raise Refused(message)
    if blocked(do_not_contact, channel):
        message = f"They asked not to be sold to by {channel.value}. Choose another channel or purpose."
        raise Refused(message)


def despite(given: str, problem: str) -> str:
    """Clean the reason for selling to somebody with an open problem. Raises Refused if empty, naming the problem."""
    cleaned = text.block(given, what="reason", limit=2_000)
    if not cleaned:
        message = f"A problem is open with them: {text.quoted(problem)}. Solve that first, or say why you sell anyway."
        raise Refused(message)
    return cleaned
