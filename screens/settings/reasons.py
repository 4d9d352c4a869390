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
    from models.reading.choices import ReasonRow
    from models.reasons import Meaning
    from screens.session import Session

TITLES = {StageKind.NEVER: "REASONS WHY THEY NEVER BOUGHT", StageKind.FORMER: "REASONS WHY THEY LEFT"}


async def _rows(kind: StageKind, _: Session) -> list[SettingRow]:
    return [SettingRow(str(reason.id), reason.name, _means(reason)) for reason in await choices.reasons(kind)]


def _means(reason: ReasonRow) -> str:
    means = {"contact ends": reason.ends_contact, "ours": reason.is_ours, "ask again": reason.asks_again}
    return ", ".join(word for word, holds in means.items() if holds)


async def _new(kind: StageKind, session: Session) -> Form[str]:
    async def save(values: Values) -> str:
        by, at = session.member_id, session.now()
        reason = await models.reasons.add(kind, values["name"], by=by, at=at, **_meaning(values))
        return f"added the reason {reason.name}{UNDOABLE}"

    return Form(session, "New reason", _fields(None), save)


async def _edit(kind: StageKind, session: Session, row: SettingRow) -> Form[str]:
    reason = group.found(await choices.reasons(kind), row)

    async def save(values: Values) -> str:
        by, at = session.member_id, session.now()
        with models.bulk.one_step():
            await models.reasons.rename(reason.id, values["name"], by=by, at=at)
            await models.reasons.mean(reason.id, by=by, at=at, **_meaning(values))
        return f"changed the reason {values['name'].strip()}{UNDOABLE}"

    return Form(session, f"Reason: {reason.name}", _fields(reason), save, subject_id=reason.id)


def _fields(reason: ReasonRow | None) -> list[Field]:
    ends, ours, again = (reason.ends_contact, reason.is_ours, reason.asks_again) if reason else (False, False, False)
    return [
        Field("name", "reason", reason.name if reason else "", check=checks.a_name("reason")),
        Field("ends", "contact ends", NO_YES[ends], options=NO_YES),
        Field("ours", "our own doing", NO_YES[ours], options=NO_YES),
        Field("again", "ask again later", NO_YES[again], options=NO_YES),
    ]


def _meaning(values: Values) -> Meaning:
    return {
        "ends_contact": values["ends"] == "yes",
        "is_ours": values["ours"] == "yes",
        "asks_again": values["again"] == "yes",
    }


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
