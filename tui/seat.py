"""The seat at a book: who its reader is there, also after somebody restored the book to a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import choices

if TYPE_CHECKING:
    from screens.session import Session


async def take(session: Session) -> None:
    """Put in the session whom its account is known as, which joins if it is new; a book without members is begun."""
    session.member_id = 0
    while (known := await choices.member_of(session.account)) is None and await choices.members():
        await models.members.present(session.account, at=session.now())
    if known:
        session.member_id, session.member = known
        session.business = (await choices.business()).name
