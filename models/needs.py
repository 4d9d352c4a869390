"""Needs: what a contact needs, how much it weighs, and when they last said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from tortoise import fields
from tortoise.models import Model

from models import contacts
from models.engine.fields import UTCField, link
from models.history import changing
from models.reading import needs as reading
from models.rules import needs, past, text
from models.rules.refusals import Refused, Stale
from models.rules.words import Weight

if TYPE_CHECKING:
    from datetime import datetime

    from tortoise.backends.base.client import BaseDBAsyncClient
    from typing_extensions import Unpack


class Need(Model):
    """One need. `weight` is a rules.words.Weight; since `ended_at` it is met, or they need it no more."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    text = fields.TextField()
    weight = fields.SmallIntField()
    note = fields.TextField(default="")
    confirmed_at = UTCField()
    ended_at = UTCField(null=True)
    created_at = UTCField()
    by_id: int
    by = link("Member")
    version = fields.IntField(default=1)

    class Meta:
        """Where needs are kept."""

        table = "need"
        table_description = "What a contact needs"
        indexes = (("weight", "ended_at", "contact_id"),)


class Changes(TypedDict, total=False):
    """What can be changed of a need."""

    text: str
    weight: Weight
    note: str
    confirmed_at: datetime


async def add(
    contact_id: int,
    words: str,
    *,
    weight: Weight = Weight.MATTERS,
    note: str = "",
    confirmed_at: datetime | None = None,
    by: int,
    at: datetime,
) -> reading.Need:
    """Note what a contact needs, confirmed now unless said. Raises Refused, NotFound."""
    async with changing("need.add", by=by, at=at) as change:
        await contacts.present(contact_id)
        values = _values({"text": words, "weight": weight, "note": note, "confirmed_at": confirmed_at or at}, at)
        row = await change.create(Need, contact_id=contact_id, created_at=at, by_id=by, **values)
    return await reading.one(row.id, now=at)


async def edit(
    need_id: int, *, version: int | None = None, by: int, at: datetime, **changes: Unpack[Changes]
) -> reading.Need:
    """Change what is given. `version` is the one that was read; None means whatever it is now.

    Raises Refused, NotFound, and Stale when somebody changed the need since.
    """
    async with changing("need.edit", by=by, at=at) as change:
        row = await _open(need_id)
        if version not in {None, row.version}:
            message = "This need was changed by somebody else meanwhile. Read it again and repeat your change."
            raise Stale(message)
        await change.update(row, **_values(changes, at))
    return await reading.one(need_id, now=at)


async def confirm(need_id: int, *, by: int, at: datetime) -> reading.Need:
    """Note that they said again that they need it. Raises Refused, NotFound."""
    async with changing("need.confirm", by=by, at=at) as change:
        await change.update(await _open(need_id), confirmed_at=at)
    return await reading.one(need_id, now=at)


async def confirm_all(contact_id: int, *, by: int, at: datetime) -> list[reading.Need]:
    """Confirm the stale needs of a contact, or the only one, in one step, and return them. Raises Refused, NotFound."""
    async with changing("need.confirm", by=by, at=at) as change:
        contact = await contacts.found(contact_id)
        rows = await Need.filter(contact_id=contact_id, ended_at=None).order_by("-weight", "confirmed_at", "id")
        meant = needs.meant(rows, contact.name, now=at, need_days=await _days(change.connection))
        for row in meant:
            await change.update(row, confirmed_at=at)
    return [await reading.one(row.id, now=at) for row in meant]


async def end(need_id: int, *, by: int, at: datetime) -> reading.Need:
    """Note that a need is met, or is none any more. Raises Refused, NotFound."""
    async with changing("need.end", by=by, at=at) as change:
        await change.update(await _open(need_id), ended_at=at)
    return await reading.one(need_id, now=at)


def _values(changes: Changes, at: datetime) -> dict[str, Any]:
    values: dict[str, Any] = dict(changes)
    if "text" in changes:
        values["text"] = text.line(changes["text"], what="need", limit=500)
        if not values["text"]:
            message = "Say what they need, in a few words."
            raise Refused(message)
    if "note" in changes:
        values["note"] = text.block(changes["note"], what="note", limit=2_000)
    if "weight" in changes:
        values["weight"] = Weight(changes["weight"]).value
    if "confirmed_at" in changes:
        past.check(changes["confirmed_at"], "The day a need was confirmed", now=at)
    return values


async def _open(need_id: int) -> Need:
    row = await Need.get_or_none(id=need_id)
    if row is None:
        raise reading.missing(need_id)
    if row.ended_at is not None:
        message = f"The need {text.quoted(row.text)} has ended already. Note it anew if they need it again."
        raise Refused(message)
    return row


async def _days(connection: BaseDBAsyncClient) -> int:
    (row,) = await connection.execute_query_dict("SELECT need_days FROM business")
    return int(row["need_days"])
