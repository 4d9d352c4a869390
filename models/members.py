"""Members: the people of the business who use the book. Who began it owns it; owners say who else is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tortoise import fields
from tortoise.models import Model

from models import business as businesses
from models.engine.fields import UTCField
from models.history import changing
from models.reading import members as reading
from models.rules import confiding, text
from models.rules.refusals import NotFound, NotYours, Refused
from models.rules.words import Role

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
    """Who began a book, or had begun it already at another terminal."""

    member_id: int
    name: str
    is_first: bool


async def present(account: str, *, at: datetime) -> int:
    """Find the member behind an operating-system account and return their id; whoever is first begins the book.

    Raises NotYours for who is no member.
    """
    if known := await reading.seated(account):
        return known.id
    async with changing("member.join", by=0, at=at) as change:
        return (await _begun(account, account, change)).id


async def begin(account: str, *, name: str, business: str, at: datetime) -> Begun:
    """Begin a book: its first member becomes the owner under `name`, and the business gets its name.

    Where the same account was quicker, all is left as it is. Raises Refused, and NotYours when somebody else was.
    """
    name = text.name(name, what="member")
    agreed = businesses.cleaned({"name": business})
    async with changing("member.join", by=0, at=at) as change:
        is_first = not await Member.all().exists()
        member = await _begun(account, name, change)
        if is_first:
            await change.update(await businesses.Business.get(), **agreed)
    return Begun(member.id, member.name, is_first)


async def add(account: str, *, name: str = "", role: Role = Role.MEMBER, by: int, at: datetime) -> int:
    """Let an account use the book, shown by `name`, and return the member's id; who left comes back as who they were.

    Only an owner can. Raises NotYours, and Refused for a name that is taken or who is a member already.
    """
    account, name = text.name(account, what="account"), text.line(name, what="name")
    async with changing("member.add", by=by, at=at) as change:
        await check_owner(by, "add members")
        member = await Member.get_or_none(account=account)
        if member and member.left_at is None:
            message = f"{member.name} is a member already, as {member.role}."
            raise Refused(message)
        if name and await _taken(name, but=member.id if member else 0):
            raise _somebody(name)
        member = member or Member(account=account, name=name or await _free(account), created_at=at)
        await keep(member, change, name=name or member.name, role=str(role), left_at=None)
    return member.id


async def rename(member_id: int, name: str, *, by: int, at: datetime) -> None:
    """Show a member by another name; their account stays. Raises Refused for a name taken, NotFound."""
    async with changing("member.rename", by=by, at=at) as change:
        member = await current(member_id)
        name = text.name(name, what="member")
        if await _taken(name, but=member_id):
            raise _somebody(name)
        await change.update(member, name=name)


async def _begun(account: str, name: str, change: Change) -> Member:
    """Return the member of that account, who owns the book if nobody does yet. Raises NotYours."""
    if known := await reading.seated(account):
        found = await Member.get(id=known.id)
    else:
        found = await change.create(Member, account=account, name=name, role=str(Role.OWNER), created_at=change.at)
    change.by = found.id
    return found


async def keep(member: Member, change: Change, **values: str | datetime | None) -> None:
    """Write what a member is, for which undo keeps nothing: who may come in is said, never slipped back."""
    await member.update_from_dict(values).save()
    change.name(values)


async def current(member_id: int) -> Member:
    """Return a member who did not leave. Raises NotFound."""
    member = await Member.get_or_none(id=member_id)
    if member is None:
        message = f"There is no member {member_id}."
        raise NotFound(message)
    if member.left_at is not None:
        message = f"{member.name} is a member no more. Choose somebody else."
        raise NotFound(message)
    return member


async def present_or(member_id: int, other: int) -> int:
    """Return this member, or the other one where this one left."""
    return member_id if await Member.exists(id=member_id, left_at=None) else other


async def check_owner(by: int, what: str) -> None:
    """See that an owner does it. Raises NotYours."""
    owners = {owner.id: owner.name for owner in await Member.filter(role=Role.OWNER, left_at=None).order_by("name")}
    if by not in owners:
        message = f"Only an owner can {what}. Ask {' or '.join(owners.values())}."
        raise NotYours(message)


async def check_other_owner(member: Member) -> None:
    """See that the book keeps an owner when this member is one no more. Raises Refused."""
    if not await Member.filter(role=Role.OWNER, left_at=None).exclude(id=member.id).exists():
        message = f"{member.name} is the only owner, and a book needs one. Make somebody else an owner first."
        raise Refused(message)


async def _free(name: str) -> str:
    """Return the name, with a number behind it if somebody goes by it already."""
    wanted, number = name, 1
    while await _taken(name):
        number += 1
        name = f"{wanted} {number}"
    return name


async def _taken(name: str, *, but: int = 0) -> bool:
    """Say whether somebody else goes by this name, or has an account of this name; so does the recovery key."""
    others = await Member.exclude(id=but).values_list("name", "account")
    return name.casefold() in {confiding.RECOVERY_KEY} | {str(each).casefold() for other in others for each in other}


def _somebody(name: str) -> Refused:
    return Refused(f"Somebody is called “{name}” already. Choose another name.")
