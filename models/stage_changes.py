"""Stage changes: every move of a contact, with who, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models import contacts, problems, reasons, stages
from models.engine.fields import UTCField, link
from models.history import changing
from models.reading import contact as reading
from models.rules import text
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from models.history import Change
    from models.stages import Stage


class StageChange(Model):
    """One move, or, where both stages are the same, a reason learned later."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    from_stage = link("Stage")
    to_stage = link("Stage")
    reason = link("Reason", null=True)
    text = fields.TextField(default="")
    at = UTCField()
    by = link("Member")

    class Meta:
        """Where stage changes are kept."""

        table = "stage_change"
        table_description = "A move from one stage to another"


async def move(
    contact_id: int, stage_id: int, *, reason: str = "", note: str = "", by: int, at: datetime
) -> reading.WholeContact:
    """Move a contact to a stage, or give the reason anew where they stand.

    `reason` names one of the managed list; a stage of kind never or former takes "unknown" when none is given. One that
    is ours opens a problem, unless one is open with them already.
    Raises NotFound for no such contact, stage or reason, Refused for a reason where none is asked or nothing to change.
    """
    async with changing("contact.stage", by=by, at=at) as change:
        contact = await contacts.found(contact_id)
        stage = await stages.one(stage_id)
        reason_id = await _reason_id(stage, reason)
        if stage.id == contact.stage_id and (not reason or reason_id == contact.reason_id):
            message = f"{contact.name} is in {stage.name} already. Choose another stage or give another reason."
            raise Refused(message)
        await _moved(contact, stage, reason_id, note, change)
    return await reading.one(contact_id, now=at)


async def move_all(stage: Stage, to: Stage, *, change: Change) -> None:
    """Move everybody from one stage to another, archived or not, within a change that does more.

    Between stages of one kind the reason stays; where another kind asks for one it is unknown.
    """
    reason_id = await _reason_id(to, "")
    for contact in await contacts.Contact.filter(stage_id=stage.id).order_by("id"):
        await _moved(contact, to, contact.reason_id if to.kind == stage.kind else reason_id, "", change)


async def _moved(contact: contacts.Contact, stage: Stage, reason_id: int | None, note: str, change: Change) -> None:
    await change.create(
        StageChange,
        contact_id=contact.id,
        from_stage_id=contact.stage_id,
        to_stage_id=stage.id,
        reason_id=reason_id,
        text=text.block(note, what="note", limit=2_000),
        at=change.at,
        by_id=change.by,
    )
    if reason_id not in {None, contact.reason_id}:
        await _owned_up_to(contact, await reasons.Reason.get(id=reason_id), note, change)
    since = contact.stage_since_at if stage.id == contact.stage_id else change.at
    await change.update(contact, stage_id=stage.id, stage_since_at=since, reason_id=reason_id)


async def _owned_up_to(contact: contacts.Contact, reason: reasons.Reason, note: str, change: Change) -> None:
    """Open a problem where the reason is our own doing."""
    if reason.is_ours:
        words = f"{reason.name}: {note}" if note.strip() else reason.name
        await problems.opened_by_us(contact, words, change=change)


async def _reason_id(stage: Stage, reason: str) -> int | None:
    if stage.kind in reasons.ASKING:
        return (await (reasons.named(stage.kind, reason) if reason else reasons.unknown(stage.kind))).id
    if reason:
        message = f"A reason is asked only of who never bought or left, not in {stage.name}. Leave it out."
        raise Refused(message)
    return None
