"""Asks which stage a contact moves to, and why where the stage asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import choices
from screens.form import Field, Form, Values

if TYPE_CHECKING:
    from models.reading.choices import StageRow
    from models.reading.contact import WholeContact
    from screens.session import Session


def which(session: Session, name: str, stages: list[StageRow]) -> Form[StageRow]:
    """Ask which stage."""
    by_name = {stage.name: stage for stage in stages}

    async def save(values: Values) -> StageRow:
        return by_name[values["stage"]]

    return Form(session, f"Stage of {name}", [Field("stage", "stage", options=tuple(by_name))], save)


async def why(session: Session, contact_id: int, name: str, stage: StageRow) -> Form[WholeContact]:
    """Ask why a contact never bought, or left."""

    async def save(values: Values) -> WholeContact:
        return await models.stage_changes.move(
            contact_id, stage.id, reason=values["reason"], note=values["note"], by=session.member_id, at=session.now()
        )

    reasons = [reason.name for reason in await choices.reasons(stage.kind)]
    fields = [
        Field("reason", "reason", "unknown", options=tuple(reasons)),
        Field("note", "in their words", hint="we found somebody closer"),
    ]
    return Form(session, f"{name}: {stage.name}. Why?", fields, save, subject_id=contact_id)
