"""Asks for a contact in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import choices
from models.rules import quick_add
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from models.reading.contact import WholeContact
    from screens.session import Session


async def new(session: Session) -> Form[WholeContact]:
    """Ask for a contact in one line at the bottom, saying back how it is read."""
    stages = {stage.name: stage.id for stage in await choices.stages()}
    members = await choices.members()
    known = quick_add.Known(list(stages), list(members))

    async def save(values: Values) -> WholeContact:
        typed = quick_add.read(values["line"], known)
        return await models.contacts.add(
            typed.name,
            company=typed.company,
            emails=typed.emails,
            phones=typed.phones,
            tags=typed.tags,
            every_days=typed.every_days,
            birthday=typed.birthday,
            owner_id=members.get(typed.owner, session.member_id),
            stage_id=stages.get(typed.stage),
            by=session.member_id,
            at=session.now(),
        )

    async def look(line: str) -> str:
        typed = quick_add.read(line, known)
        return await checks.is_here([typed.name], typed.emails)

    def check(line: str) -> str:
        return quick_add.read(line, known).words()

    line = Field("line", "", check=check, look=look, hint=quick_add.EXAMPLE)
    return Form(session, "Add a contact", [line], save, docked=True)
