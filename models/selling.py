"""The stop on selling: to whom contact ended, who asked not to be sold to, and who waits for a problem to be solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import pending
from models.overrides import Override
from models.rules import selling
from models.rules.words import Purpose

if TYPE_CHECKING:
    from models.contacts import Contact
    from models.history import Change
    from models.rules.words import Channel


async def check(contact: Contact, purpose: Purpose, channel: Channel) -> None:
    """Raise Refused when one would sell to who is not to be sold to at all."""
    await contact.fetch_related("reason")
    selling.check(
        purpose,
        channel,
        do_not_contact=contact.do_not_contact,
        contact_ends=bool(contact.reason and contact.reason.ends_contact),
    )


async def stop(contact_id: int, purpose: str, despite: str, *, follow_up_id: int | None = None, change: Change) -> None:
    """Stop selling to who has an open problem, unless it is done `despite` that, for a reason kept by name.

    For one follow-up it is asked once. Raises Refused.
    """
    if purpose != Purpose.SALES:
        return
    problem = await pending.unsolved(contact_id, change.connection)
    if problem and not (follow_up_id and await _said(contact_id, follow_up_id)):
        await change.create(
            Override,
            contact_id=contact_id,
            follow_up_id=follow_up_id,
            rule="sell",
            reason=selling.despite(despite, problem),
            at=change.at,
            by_id=change.by,
        )


async def _said(contact_id: int, follow_up_id: int) -> bool:
    return await Override.exists(contact_id=contact_id, follow_up_id=follow_up_id, rule="sell")
