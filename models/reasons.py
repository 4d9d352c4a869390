"""Reasons: the managed list of why people never bought, or left."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from models.rules import text
from models.rules.refusals import NotFound
from models.rules.words import StageKind

ASKING = frozenset({StageKind.NEVER, StageKind.FORMER})


class Reason(Model):
    """One reason; `kind` is never or former. `is_unknown` needs outreach; `ends_contact` stops cadence and sales."""

    id = fields.IntField(primary_key=True)
    kind = fields.CharField(max_length=32)
    name = fields.CharField(max_length=200)
    position = fields.IntField()
    ends_contact = fields.BooleanField(default=False)
    is_unknown = fields.BooleanField(default=False)

    class Meta:
        """Where reasons are kept."""

        table = "reason"
        table_description = "Why people never bought, or left"
        unique_together = (("kind", "name"),)


async def of_kind(kind: str) -> list[Reason]:
    """List the reasons of one stage kind, in order; none for a kind that does not ask."""
    return await Reason.filter(kind=kind).order_by("position", "id")


async def unknown(kind: str) -> Reason:
    """Find the reason that stands for not knowing."""
    return await Reason.get(kind=kind, is_unknown=True)


async def named(kind: str, name: str) -> Reason:
    """Find a reason by name or an unambiguous beginning of it. Raises NotFound listing what there is."""
    reasons = await of_kind(kind)
    wanted = name.strip().casefold()
    exact = [reason for reason in reasons if reason.name.casefold() == wanted]
    begins = exact or [reason for reason in reasons if reason.name.casefold().startswith(wanted)]
    if len(begins) != 1:
        names = ", ".join(reason.name for reason in reasons)
        message = f"{text.quoted(name)} is not one reason of the list. Choose one of: {names}."
        raise NotFound(message)
    return begins[0]
