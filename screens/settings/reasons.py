"""The reasons that are asked of those who never bought, or left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import models
from models.reading import choices
from models.rules.words import StageKind
from screens.form import Field, Form, Values
from screens.forms import checks
from screens.forms.follow_up import NO_YES
from screens.frame import UNDOABLE
from screens.settings import group
from screens.settings.group import Group, SettingRow, at_once

if TYPE_CHECKING:
    from screens.session import Session

TITLES = {StageKind.NEVER: "REASONS WHY THEY NEVER BOUGHT", StageKind.FORMER: "REASONS WHY THEY LEFT"}


async def _rows(kind: StageKind, _: Session) -> list[SettingRow]:
    return [
        SettingRow(str(reason.id), reason.name, "contact ends" if reason.ends_contact else "")
        for reason in await choices.reasons(kind)
    ]


async def _new(kind: StageKind, session: Session) -> Form[str]:
    async def save(values: Values) -> str:
        reason = await models.reasons.add(
            kind, values["name"], ends_contact=values["ends"] == "yes", by=session.member_id, at=session.now()
        )
        return f"added the reason {reason.name}{UNDOABLE}"

    return Form(session, "New reason", _fields("", ends=False), save)


async def _edit(kind: StageKind, session: Session, row: SettingRow) -> Form[str]:
    reason = group.found(await choices.reasons(kind), row)

    async def save(values: Values) -> str:
        by, at = session.member_id, session.now()
        with models.bulk.one_step():
            await models.reasons.rename(reason.id, values["name"], by=by, at=at)
            await models.reasons.mean(reason.id, ends_contact=values["ends"] == "yes", by=by, at=at)
        return f"changed the reason {values['name'].strip()}{UNDOABLE}"

    fields = _fields(reason.name, ends=reason.ends_contact)
    return Form(session, f"Reason: {reason.name}", fields, save, subject_id=reason.id)


def _fields(name: str, *, ends: bool) -> list[Field]:
    return [
        Field("name", "reason", name, check=checks.a_name("reason")),
        Field("ends", "contact ends", NO_YES[ends], options=NO_YES),
    ]


async def _removed(session: Session, row: SettingRow) -> str:
    await models.reasons.remove(int(row.id), by=session.member_id, at=session.now())
    return f"removed the reason {row.name}: who has it keeps it{UNDOABLE}"


async def _move(kind: StageKind, session: Session, row: SettingRow, by: int) -> str:
    reasons = await choices.reasons(kind)
    place = reasons.index(group.found(reasons, row)) + 1
    await models.reasons.reorder(int(row.id), place + by, by=session.member_id, at=session.now())
    return f"moved the reason {row.name}{UNDOABLE}"


def _group(kind: StageKind) -> Group:
    return Group(
        title=TITLES[kind],
        rows=partial(_rows, kind),
        edit=partial(_edit, kind),
        new=partial(_new, kind),
        remove=at_once(_removed),
        move=partial(_move, kind),
    )


GROUPS = tuple(_group(kind) for kind in TITLES)
