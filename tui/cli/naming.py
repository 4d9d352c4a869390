"""Who and which is meant by what was typed: a contact, a member, a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading import choices, contact
from models.rules.refusals import NotFound
from tui.cli.output import quoted

if TYPE_CHECKING:
    from models.reading.contact import WholeContact
    from tui.cli.verb import Request

_LONGEST_ID = 18
"""Digits; a database counts no further."""


async def contact_id(request: Request) -> int:
    """Find the contact that the argument CONTACT means. Raises NotFound listing those it may mean."""
    words: str = request.args.contact
    if words.isdecimal() and len(words) > _LONGEST_ID:
        raise NotFound(f"No contact matches {quoted(words)}. Look with: wellkept find.")
    return await contact.matching(words, now=request.now)


async def whole_contact(request: Request) -> WholeContact:
    """Read the contact that the argument CONTACT means. Raises NotFound."""
    return await contact.one(await contact_id(request), now=request.now)


async def member_id(name: str, *, also_left: bool = False) -> int:
    """Find a member by name, whatever the case, with `also_left` one who left, too. Raises NotFound listing all."""
    members = await choices.members(also_left=also_left)
    found = [member_id for member, member_id in members.items() if member.casefold() == name.strip().casefold()]
    if not found:
        raise NotFound(f"There is no member {quoted(name)}. Choose one of: {', '.join(members)}.")
    return found[0]
