"""The seat at a book: who its reader is there, also after somebody restored the book to a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading import choices, members

if TYPE_CHECKING:
    from screens.session import Session


async def take(session: Session) -> None:
    """Put in the session whom its account is known as; nobody, in a book without members, which is to be begun.

    Raises NotYours for an account that is no member's.
    """
    session.sit_down(0, session.member)
    if known := await members.seated(session.account):
        session.sit_down(*known)
        session.business = (await choices.business()).name


async def keep(session: Session) -> None:
    """See that who sits there is a member still. Raises NotYours."""
    await members.seated(session.account)
