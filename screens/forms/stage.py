"""Asks which stage a contact moves to, and why where the stage asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens import deeds
from screens.form import Field, Form, Said, Values

if TYPE_CHECKING:
    from models.reading.choices import ReasonRow, StageRow
    from screens.deeds import Deed, Do
    from screens.session import Session


_OURS = Said("our own doing: a problem is opened, to hear them out today", "note")


def which(session: Session, name: str, stages: list[StageRow]) -> Form[StageRow]:
    """Ask which stage."""
    by_name = {stage.name: stage for stage in stages}

    async def save(values: Values) -> StageRow:
        return by_name[values["stage"]]

    return Form(session, f"Stage of {name}", [Field("stage", "stage", options=tuple(by_name))], save)


def why(
    session: Session, who: str, stage: StageRow, reasons: list[ReasonRow], do: Do, *, subject_id: int
) -> Form[Deed]:
    """Ask why somebody never bought, or left."""
    ours = {reason.name for reason in reasons if reason.is_ours}

    def across(values: Values) -> dict[str, Said]:
        return {"reason": _OURS} if values["reason"] in ours else {}

    async def save(values: Values) -> Deed:
        is_ours = values["reason"] in ours
        return await do(deeds.move(session, stage, is_ours=is_ours, reason=values["reason"], note=values["note"]))

    fields = [
        Field("reason", "reason", "unknown", options=tuple(reason.name for reason in reasons)),
        Field("note", "in their words", hint="we found somebody closer"),
    ]
    title = f"{who}: {stage.name}. Why?"
    return Form(session, title, fields, save, subject_id=subject_id, across=across)
