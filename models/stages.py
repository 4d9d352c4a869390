"""Stages: where a relationship stands. A team names and orders its own; rules look at the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models import db
from models.history import changing
from models.rules import contact_fields, text
from models.rules.refusals import NotFound, Refused
from models.rules.words import StageKind

if TYPE_CHECKING:
    from datetime import datetime


class Stage(Model):
    """One stage. `position` orders them; `every_days` is the cadence of who has none of their own."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=200, unique=True)
    kind = fields.CharField(max_length=32)
    position = fields.IntField()
    every_days = fields.IntField(null=True)

    class Meta:
        """Where stages are kept."""

        table = "stage"
        table_description = "Where a relationship stands"


async def in_order() -> list[Stage]:
    """List all stages in their order."""
    await db.writable()
    return await Stage.all().order_by("position", "id")


async def first() -> Stage:
    """Find the stage of who has none yet: the first of kind prospect, else the first."""
    stages = await in_order()
    return next((stage for stage in stages if stage.kind == StageKind.PROSPECT), stages[0])


async def one(stage_id: int) -> Stage:
    """Find a stage by its id. Raises NotFound."""
    found = await Stage.get_or_none(id=stage_id)
    if found is None:
        message = f"There is no stage {stage_id}. See wellkept stages for those there are."
        raise NotFound(message)
    return found


async def named(name: str) -> Stage:
    """Find a stage by name or an unambiguous beginning of it. Raises NotFound listing what there is."""
    stages = await in_order()
    wanted = name.strip().casefold()
    exact = [stage for stage in stages if stage.name.casefold() == wanted]
    found = exact or [stage for stage in stages if wanted and stage.name.casefold().startswith(wanted)]
    if len(found) != 1:
        names = ", ".join(stage.name for stage in stages)
        message = f"There is no one stage {text.quoted(name)}. Choose one of: {names}."
        raise NotFound(message)
    return found[0]


async def add(name: str, kind: StageKind, *, by: int, at: datetime) -> Stage:
    """Add a stage behind the others."""
    async with changing("stage.add", by=by, at=at) as change:
        position = max((stage.position for stage in await in_order()), default=0) + 1
        return await change.create(Stage, name=await _free_name(name), kind=StageKind(kind).value, position=position)


async def rename(stage_id: int, name: str, *, by: int, at: datetime) -> Stage:
    """Give a stage another name."""
    async with changing("stage.rename", by=by, at=at) as change:
        stage = await one(stage_id)
        await change.update(stage, name=await _free_name(name, but=stage_id))
    return stage


async def reorder(stage_id: int, place: int, *, by: int, at: datetime) -> None:
    """Put a stage at `place`, counted from 1."""
    async with changing("stage.move", by=by, at=at) as change:
        moved = await one(stage_id)
        stages = [stage for stage in await in_order() if stage.id != stage_id]
        stages.insert(max(0, place - 1), moved)
        for position, stage in sorted(enumerate(stages, 1), key=lambda place: place[1] is not moved):
            await change.update(stage, position=position)  # the one that was meant comes first: it is what undo names


async def set_kind(stage_id: int, kind: StageKind, *, by: int, at: datetime) -> Stage:
    """Say what a stage means to the rules. The reasons of the people in it are worked out anew."""
    async with changing("stage.kind", by=by, at=at) as change:
        stage = await one(stage_id)
        await change.update(stage, kind=StageKind(kind).value)
    return stage


async def set_cadence(stage_id: int, every_days: int | None, *, by: int, at: datetime) -> Stage:
    """Set the cadence of everyone in a stage who has none of their own."""
    async with changing("stage.cadence", by=by, at=at) as change:
        stage = await one(stage_id)
        await change.update(stage, every_days=contact_fields.every_days(every_days))
    return stage


async def _free_name(name: str, *, but: int = 0) -> str:
    name = text.name(name, what="stage")
    if any(stage.id != but and stage.name.casefold() == name.casefold() for stage in await in_order()):
        message = f"There is already a stage “{name}”. Choose another name."
        raise Refused(message)
    return name
