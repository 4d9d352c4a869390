"""The stages: named, ordered, and given a meaning and a cadence by the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import choices
from models.rules import cadence
from models.rules.words import StageKind
from screens.form import Field, Form, Values
from screens.forms import checks
from screens.frame import UNDOABLE
from screens.settings import group
from screens.settings.group import Group, SettingRow

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from models.reading.choices import StageRow
    from screens.session import Session

KINDS = tuple(kind.value for kind in StageKind)


async def _rows(_: Session) -> list[SettingRow]:
    return [_row(stage) for stage in await choices.stages()]


def _row(stage: StageRow) -> SettingRow:
    people = "1 contact" if stage.contacts == 1 else f"{stage.contacts:,} contacts"
    return SettingRow(str(stage.id), stage.name, cadence.words(stage.every_days), f"{stage.kind}, {people}")


async def _new(session: Session) -> Form[str]:
    async def save(values: Values) -> str:
        by, at = session.member_id, session.now()
        with models.bulk.one_step():
            stage = await models.stages.add(values["name"], StageKind(values["kind"]), by=by, at=at)
            await models.stages.set_cadence(stage.id, cadence.every(values["every_days"]), by=by, at=at)
        return f"added the stage {stage.name}{UNDOABLE}"

    return Form(session, "New stage", _fields("", StageKind.PROSPECT.value, None), save)


async def _edit(session: Session, row: SettingRow) -> Form[str]:
    stage = group.found(await choices.stages(), row)

    async def save(values: Values) -> str:
        by, at = session.member_id, session.now()
        with models.bulk.one_step():
            await models.stages.rename(stage.id, values["name"], by=by, at=at)
            await models.stages.set_kind(stage.id, StageKind(values["kind"]), by=by, at=at)
            await models.stages.set_cadence(stage.id, cadence.every(values["every_days"]), by=by, at=at)
        return f"changed the stage {values['name'].strip()}{UNDOABLE}"

    title = f"Stage {stage.name}"
    return Form(session, title, _fields(stage.name, stage.kind, stage.every_days), save, subject_id=stage.id)


def _fields(name: str, kind: str, every_days: int | None) -> list[Field]:
    often = cadence.words(every_days) if every_days else ""
    return [
        Field("name", "name", name, check=checks.a_name("stage")),
        Field("kind", "it means", kind, options=KINDS),
        Field("every_days", "cadence", often, check=checks.a_cadence, hint="monthly, 45d or never"),
    ]


async def _remove(session: Session, row: SettingRow) -> Form[str] | Awaitable[str]:
    """Delete a stage; where it holds contacts, ask first to which stage they go."""
    stages = await choices.stages()
    stage = group.found(stages, row)
    others = {other.name: other.id for other in stages if other.id != stage.id}

    async def delete(to: int | None) -> str:
        await models.stages.delete(stage.id, to=to, by=session.member_id, at=session.now())
        return f"deleted the stage {stage.name}{UNDOABLE}"

    async def save(values: Values) -> str:
        return await delete(others[values["to"]])

    if not stage.contacts or not others:
        return delete(None)
    asked = [Field("to", "they go to", options=tuple(others))]
    return Form(session, f"Delete {stage.name}: where do its {stage.contacts:,} go?", asked, save, subject_id=stage.id)


async def _move(session: Session, row: SettingRow, by: int) -> str:
    stages = await choices.stages()
    place = stages.index(group.found(stages, row)) + 1
    await models.stages.reorder(int(row.id), place + by, by=session.member_id, at=session.now())
    return f"moved the stage {row.name}{UNDOABLE}"


GROUP = Group(title="STAGES", rows=_rows, edit=_edit, new=_new, remove=_remove, move=_move)
