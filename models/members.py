"""Members: the people of the business who use the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tortoise import fields
from tortoise.models import Model

from models import business as businesses
from models import db
from models.engine.fields import UTCField
from models.history import changing
from models.rules import text
from models.rules.refusals import NotFound, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from models.history import Change


class Member(Model):
    """One person who uses the book, known by their account on this machine and shown by their name."""

    id = fields.IntField(primary_key=True)
    account = fields.CharField(max_length=200, unique=True)
    name = fields.CharField(max_length=200, unique=True)
    role = fields.CharField(max_length=32)
    created_at = UTCField()
    left_at = UTCField(null=True)

    class Meta:
        """Where members are kept."""

        table = "member"
        table_description = "A person who uses the book"


class Begun(NamedTuple):
    """Who began a book, or joined it because somebody was quicker."""

    member_id: int
    name: str
    is_first: bool


async def present(account: str, *, at: datetime) -> int:
    """Find the member behind an operating-system account and return their id.

    Whoever is first becomes an owner; others join as members, until membership is managed.
    """
    await db.writable()
    found = await Member.get_or_none(account=account)
    if found:
        return found.id
    async with changing("member.join", by=0, at=at) as change:
        return (await _joined(account, account, change)).id


async def begin(account: str, *, name: str, business: str, at: datetime) -> Begun:
    """Begin a book: its first member becomes the owner under `name`, and the business gets its name.

    When somebody was quicker, this joins them as `present` does and leaves the business alone. Raises Refused.
    """
    name = text.name(name, what="member")
    agreed = businesses.cleaned({"name": business})
    async with changing("member.join", by=0, at=at) as change:
        is_first = not await Member.all().exists()
        member = await _joined(account, name if is_first else account, change)
        if is_first:
            await change.update(await businesses.Business.get(), **agreed)
    return Begun(member.id, member.name, is_first)


async def rename(member_id: int, name: str, *, by: int, at: datetime) -> None:
    """Show a member by another name; their account stays. Raises Refused for a name taken, NotFound."""
    async with changing("member.rename", by=by, at=at) as change:
        member = await Member.get_or_none(id=member_id)
        if member is None:
            message = f"There is no member {member_id}."
            raise NotFound(message)
        name = text.name(name, what="member")
        if await _taken(name, but=member_id):
            message = f"Somebody is called “{name}” already. Choose another name."
            raise Refused(message)
        await change.update(member, name=name)


async def _joined(account: str, name: str, change: Change) -> Member:
    """Return the member of that account, who joins if they have not; the first is the owner."""
    found = await Member.get_or_none(account=account)
    if found is None:
        role = "member" if await Member.all().exists() else "owner"
        name = await _free(name)
        found = await change.create(Member, account=account, name=name, role=role, created_at=change.at)
    change.by = found.id
    return found


async def _free(name: str) -> str:
    """Return the name, with a number behind it if somebody goes by it already."""
    wanted, number = name, 1
    while await _taken(name):
        number += 1
        name = f"{wanted} {number}"
    return name


async def _taken(name: str, *, but: int = 0) -> bool:
    others = await Member.exclude(id=but).values_list("name", flat=True)
    return name.casefold() in {str(other).casefold() for other in others}
