"""Who is a member no more, or may do something else: a member's row and their key change together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import db, handing_over, key_entries, keys, members
from models.history import changing
from models.rules.refusals import Locked
from models.rules.words import Role

if TYPE_CHECKING:
    from datetime import datetime

    from models.members import Member
    from models.vault.vault import Vault


async def remove(member_id: int, *, to: int | None = None, vault: Vault | None = None, by: int, at: datetime) -> None:
    """Have a member leave: they sit down no more, and their key counts no more; what they own and wrote stays.

    But unpleasant news that they are to tell, and problems that they are to solve, go to the member `to`: without one
    they do not leave. Only an owner can, and the last owner stays. Where their key counts, it takes the open `vault` of
    an owner. Raises NotYours, Locked, NotFound, Refused.
    """
    member = await _goes(member_id, by)
    await handing_over.check(member, to)
    if await key_counts(member_id):
        await keys.revoke(member_id, vault=_open(vault, member), by=by, at=at)
    async with changing("member.remove", by=by, at=at) as change:
        member = await _goes(member_id, by)
        await handing_over.hand_over(member, to, change)
        await members.keep(member, change, left_at=at)


async def set_role(member_id: int, role: Role, *, vault: Vault | None = None, by: int, at: datetime) -> None:
    """Make a member an owner, or an owner a member. Only an owner can, and the last owner stays one.

    Where their key counts, it takes the open `vault` of an owner. Raises NotYours, Locked, NotFound, Refused.
    """
    member = await _goes(member_id, by, stays_owner=role == Role.OWNER)
    if await key_counts(member_id):
        await keys.set_role(member_id, str(role), vault=_open(vault, member), by=by, at=at)
    async with changing("member.role", by=by, at=at) as change:
        await members.keep(await _goes(member_id, by, stays_owner=role == Role.OWNER), change, role=str(role))


async def key_counts(member_id: int) -> bool:
    """Say whether a member's key stands in the log. Raises Refused for one that was altered."""
    return member_id in (await key_entries.replayed()).current


async def _goes(member_id: int, by: int, *, stays_owner: bool = False) -> Member:
    await db.writable()
    await members.check_owner(by, "say who is a member, and as what")
    member = await members.current(member_id)
    if not stays_owner:
        await members.check_other_owner(member)
    return member


def _open(vault: Vault | None, member: Member) -> Vault:
    if vault is None or not vault.agent.is_open:
        message = f"The key of {member.name} counts, and it takes an owner's to change that. Unlock yours first."
        raise Locked(message)
    return vault
