"""Asks what a contact and we did for each other, and who was introduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules.words import Direction
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from models.reading.favours import Favour
    from screens.session import Session

_WAYS = {"they for us": Direction.IN, "we for them": Direction.OUT}


def new(session: Session, contact_id: int, name: str) -> Form[Favour]:
    """Ask what was done for whom; whoever was introduced is typed by name, or by id where several have it."""

    async def save(values: Values) -> Favour:
        typed = values["introduced"].strip()
        return await models.favours.add(
            contact_id,
            values["text"],
            direction=_WAYS[values["way"]],
            introduced_id=(await checks.a_contact(session, typed))[0] if typed else None,
            happened_at=checks.past(session, values["when"]).at,
            by=session.member_id,
            at=session.now(),
        )

    fields = [
        Field("text", "what", hint="lent us the van; sent us a customer"),
        Field("way", "who", options=tuple(_WAYS)),
        Field("introduced", "introduced", look=checks.who(session), hint="Cara, or an id; nobody if empty"),
        Field("when", "when", "now", check=checks.a_past_moment(session)),
    ]
    return Form(session, f"Give and take with {name}", fields, save, subject_id=contact_id)
