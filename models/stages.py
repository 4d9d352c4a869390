"""Stages: where a relationship stands. A team names and orders its own; rules look at the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models import db
from models.engine.fields import UTCField
from models.history import changing
from models.rules import contact_fields, picking, text
from models.rules.refusals import NotFound, Refused
from models.rules.words import StageKind

if TYPE_CHECKING:
    from datetime import datetime

    from models.history import Change

_SHORTENED = 150
"""Characters that a deleted stage keeps of its name when another stage takes it."""


class Stage(Model):
    """One stage. `position` orders them; `every_days` is the cadence of who has none of their own.

    One that was deleted is kept aside since `archived_at`, as history refers to it, and never shown.
    """

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=200, unique=True)
    kind = fields.CharField(max_length=32)
    position = fields.IntField()
    every_days = fields.IntField(null=True)
    archived_at = UTCField(null=True)

    class Meta:
        """Where stages are kept."""

        table = "stage"
        table_description = "Where a relationship stands"


async def in_order() -> list[Stage]:
    """List all stages in their order."""
    await db.writable()
    return await Stage.filter(archived_at=None).order_by("position", "id")


async def first() -> Stage:
    """Find the stage of who has none yet: the first of kind prospect, else the first."""
    stages = await in_order()
    return next((stage for stage in stages if stage.kind == StageKind.PROSPECT), stages[0])


async def one(stage_id: int) -> Stage:
    """Find a stage by its id. Raises NotFound."""
    found = await Stage.get_or_none(id=stage_id, archived_at=None)
    if found is None:
        message = f"There is no stage {stage_id}. See wellkept stages for those there are."
        raise NotFound(message)
    return found


async def named(name: str) -> Stage:
    """Find a stage by name or an unambiguous beginning of it. Raises NotFound listing what there is."""
    stages = await in_order()
    found = picking.fitting(name, [stage.name for stage in stages])
    if len(found) != 1:
        names = ", ".join(stage.name for stage in stages)
        message = f"There is no one stage {text.quoted(name)}. Choose one of: {names}."
        raise NotFound(message)
    return next(stage for stage in stages if stage.name == found[0])


async def add(name: str, kind: StageKind, *, by: int, at: datetime) -> Stage:
    """Add a stage behind the others; one of that name that was deleted comes back. Raises Refused."""
    async with changing("stage.add", by=by, at=at) as change:
        name = await _free_name(name)
        position = max(stage.position for stage in await in_order()) + 1
        values = {"name": name, "kind": StageKind(kind).value, "position": position}
        deleted = await _deleted(name)
        if deleted is None:
            return await change.create(Stage, **values)
        await change.update(deleted, **values, every_days=None, archived_at=None)
        return deleted


async def rename(stage_id: int, name: str, *, by: int, at: datetime) -> Stage:
    """Give a stage another name."""
    async with changing("stage.rename", by=by, at=at) as change:
        stage = await one(stage_id)
        name = await _free_name(name, but=stage_id)
        if deleted := await _deleted(name):
            await change.update(deleted, name=f"{deleted.name[:_SHORTENED]} (deleted {deleted.id})")
        await change.update(stage, name=name)
    return stage


async def reorder(stage_id: int, place: int, *, by: int, at: datetime) -> None:
    """Put a stage at `place`, counted from 1."""
    async with changing("stage.move", by=by, at=at) as change:
        moved = await one(stage_id)
        stages = [stage for stage in await in_order() if stage.id != stage_id]
        stages.insert(max(0, place - 1), moved)
        for position, stage in sorted(enumerate(stages, 1), key=lambda place: place[1] is moved):
            await change.update(stage, position=position)  # the one that was meant comes last: it is what undo names


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


async def delete(stage_id: int, *, to: int | None = None, by: int, at: datetime) -> None:
    """Delete a stage; who is in it, archived or not, moves to the stage `to`. It is one step of undo.

    The moves are kept like any other, with the reason unknown where the kinds differ and the new one asks.
    Raises Refused for the last stage, and while somebody is in it who does not know where to go; NotFound.
    """
    from models import stage_changes  # noqa: PLC0415  (it stands on this file)

    async with changing("stage.delete", by=by, at=at) as change:
        stage = await one(stage_id)
        if len(await in_order()) == 1:
            message = f"{stage.name} is the last stage there is. Add another one first."
            raise Refused(message)
        if to is None or to == stage_id:
            await _refuse_unless_empty(stage, change)
        else:
            await stage_changes.move_all(stage, await one(to), change=change)
        await change.update(stage, archived_at=at)


async def _refuse_unless_empty(stage: Stage, change: Change) -> None:
    sql = "SELECT count(*) AS number, count(archived_at) AS archived FROM contact WHERE stage_id = ?1"
    (held,) = await change.connection.execute_query_dict(sql, [stage.id])
    if held["number"]:
        who = "1 contact is" if held["number"] == 1 else f"{held['number']:,} contacts are"
        archived = f" ({held['archived']:,} archived)" if held["archived"] else ""
        message = f"{who} in {stage.name}{archived}. Choose another stage for them, as with --to STAGE."
        raise Refused(message)


async def _deleted(name: str) -> Stage | None:
    """Find a stage of that name that was deleted."""
    kept = await Stage.exclude(archived_at=None)
    return next((stage for stage in kept if stage.name.casefold() == name.casefold()), None)


async def _free_name(name: str, *, but: int = 0) -> str:
    name = text.name(name, what="stage")
    if any(stage.id != but and stage.name.casefold() == name.casefold() for stage in await in_order()):
        message = f"There is already a stage “{name}”. Choose another name."
        raise Refused(message)
    return name
