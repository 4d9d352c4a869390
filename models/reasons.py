"""Reasons: the managed list of why people never bought, or left."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import UTCField
from models.history import changing
from models.rules import picking, text
from models.rules.refusals import NotFound, Refused
from models.rules.words import StageKind

if TYPE_CHECKING:
    from datetime import datetime

    from typing_extensions import Unpack

ASKING = frozenset({StageKind.NEVER, StageKind.FORMER})
_SHORTENED = 150
"""Characters that a removed reason keeps of its name when another one takes it."""


class Reason(Model):
    """One reason; `kind` is never or former. `is_unknown` needs outreach; `ends_contact` stops cadence and sales.

    One that `is_ours` opens a problem; one that `asks_again` is worth asking again later.

    One that was removed is kept aside since `archived_at`: it stays with who has it and is not offered any more.
    """

    id = fields.IntField(primary_key=True)
    kind = fields.CharField(max_length=32)
    name = fields.CharField(max_length=200)
    position = fields.IntField()
    ends_contact = fields.BooleanField(default=False)
    is_unknown = fields.BooleanField(default=False)
    is_ours = fields.BooleanField(default=False, db_default=False)
    asks_again = fields.BooleanField(default=False, db_default=False)
    archived_at = UTCField(null=True)

    class Meta:
        """Where reasons are kept."""

        table = "reason"
        table_description = "Why people never bought, or left"
        unique_together = (("kind", "name"),)


class Meaning(TypedDict, total=False):
    """What a reason means to the rules; see Reason."""

    ends_contact: bool
    is_ours: bool
    asks_again: bool


async def of_kind(kind: str) -> list[Reason]:
    """List the reasons of one stage kind, in order; none for a kind that does not ask."""
    return await Reason.filter(kind=kind, archived_at=None).order_by("position", "id")


async def unknown(kind: str) -> Reason:
    """Find the reason that stands for not knowing."""
    return await Reason.get(kind=kind, is_unknown=True)


async def one(reason_id: int) -> Reason:
    """Find a reason by its id. Raises NotFound, also for one that was removed from the list."""
    found = await Reason.get_or_none(id=reason_id)
    if found is None:
        message = f"There is no reason {reason_id}. Look at the list again."
        raise NotFound(message)
    if found.archived_at is not None:
        raise _gone(found.name)
    return found


async def named(kind: str, name: str) -> Reason:
    """Find a reason by name or an unambiguous beginning of it. Raises NotFound listing what there is.

    The sentence says so of one that was removed from the list.
    """
    reasons = await of_kind(kind)
    found = picking.fitting(name, [reason.name for reason in reasons])
    if len(found) != 1:
        if not found and (removed := await _removed(kind, name.strip())):
            raise _gone(removed.name)
        names = ", ".join(reason.name for reason in reasons)
        message = f"{text.quoted(name)} is not one reason of the list. Choose one of: {names}."
        raise NotFound(message)
    return next(reason for reason in reasons if reason.name == found[0])


async def add(kind: StageKind, name: str, *, by: int, at: datetime, **meaning: Unpack[Meaning]) -> Reason:
    """Add a reason behind the others of its kind; one of that name that was removed comes back. Raises Refused."""
    if StageKind(kind) not in ASKING:
        message = "Reasons are kept of why people never bought, or left. Choose never or former."
        raise Refused(message)
    async with changing("reason.add", by=by, at=at) as change:
        name = await _free_name(kind, name)
        position = max(reason.position for reason in await of_kind(kind)) + 1
        values = {**_PLAIN, **meaning, "name": name, "position": position}
        removed = await _removed(kind, name)
        if removed is None:
            return await change.create(Reason, kind=StageKind(kind).value, **values)
        await change.update(removed, **values, archived_at=None)
        return removed


async def rename(reason_id: int, name: str, *, by: int, at: datetime) -> Reason:
    """Give a reason another name, also with everybody who has it. Raises Refused, NotFound."""
    async with changing("reason.rename", by=by, at=at) as change:
        reason = await _own(reason_id)
        name = await _free_name(reason.kind, name, but=reason_id)
        if removed := await _removed(reason.kind, name):
            await change.update(removed, name=f"{removed.name[:_SHORTENED]} (removed {removed.id})")
        await change.update(reason, name=name)
    return reason


async def reorder(reason_id: int, place: int, *, by: int, at: datetime) -> None:
    """Put a reason at `place` among those of its kind, counted from 1. Raises NotFound."""
    async with changing("reason.move", by=by, at=at) as change:
        moved = await one(reason_id)
        reasons = [reason for reason in await of_kind(moved.kind) if reason.id != reason_id]
        reasons.insert(max(0, place - 1), moved)
        for position, reason in sorted(enumerate(reasons, 1), key=lambda place: place[1] is moved):
            await change.update(reason, position=position)  # the one that was meant comes last: it is what undo names


async def mean(reason_id: int, *, by: int, at: datetime, **meaning: Unpack[Meaning]) -> Reason:
    """Say what a reason means: whether cadence and sales stop for who has it; theirs are worked out anew.

    Who has it already is not asked to be made good: one that is ours opens problems from now on. Raises Refused,
    NotFound.
    """
    async with changing("reason.ends", by=by, at=at) as change:
        reason = await _own(reason_id)
        await change.update(reason, **meaning)
    return reason


async def remove(reason_id: int, *, by: int, at: datetime) -> None:
    """Offer a reason no more; it stays with who has it. Raises Refused, NotFound."""
    async with changing("reason.remove", by=by, at=at) as change:
        await change.update(await _own(reason_id), archived_at=at)


_PLAIN = Meaning(ends_contact=False, is_ours=False, asks_again=False)


def _gone(name: str) -> NotFound:
    return NotFound(f"The reason “{name}” was removed from the list. Choose another one, or add it again.")


async def _own(reason_id: int) -> Reason:
    """Find a reason that is the team's to change."""
    reason = await one(reason_id)
    if reason.is_unknown:
        message = f"{reason.name} stands for not knowing and stays as it is. Choose another reason."
        raise Refused(message)
    return reason


async def _removed(kind: str, name: str) -> Reason | None:
    """Find a reason of that name that was removed."""
    kept = await Reason.filter(kind=kind).exclude(archived_at=None)
    return next((reason for reason in kept if reason.name.casefold() == name.casefold()), None)


async def _free_name(kind: str, name: str, *, but: int = 0) -> str:
    name = text.name(name, what="reason")
    if any(reason.id != but and reason.name.casefold() == name.casefold() for reason in await of_kind(kind)):
        message = f"There is already a reason “{name}”. Choose another name."
        raise Refused(message)
    return name
