"""Asks what was said: an interaction to log, or a note to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules.words import Channel, Direction, Outcome
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from screens.session import Session

_OUTCOMES = tuple(outcome.value for outcome in Outcome if outcome != Outcome.CANCELLED)


def log(session: Session, contact_id: int, name: str) -> Form[int]:
    """Ask what happened with a contact."""

    async def save(values: Values) -> int:
        return await models.interactions.log(
            contact_id,
            values["text"],
            channel=Channel(values["channel"]),
            direction=Direction(values["direction"]),
            outcome=Outcome(values["outcome"]),
            minutes=checks.minutes(values["minutes"]),
            happened_at=checks.past(session, values["when"]).at,
            by=session.member_id,
            at=session.now(),
        )

    fields = [
        Field("text", "what was said", rows=5),
        Field("channel", "how", Channel.CALL.value, options=tuple(Channel)),
        Field("direction", "who spoke", Direction.BOTH.value, options=tuple(Direction)),
        Field("outcome", "outcome", Outcome.SPOKE.value, options=_OUTCOMES),
        Field("when", "when", "now", check=checks.a_past_moment(session)),
        Field("minutes", "minutes", check=checks.some_minutes),
    ]
    return Form(session, f"Log with {name}", fields, save, subject_id=contact_id)


def note(session: Session, contact_id: int, name: str) -> Form[int]:
    """Ask for a note on a contact."""

    async def save(values: Values) -> int:
        return await models.notes.add(contact_id, values["text"], by=session.member_id, at=session.now())

    return Form(session, f"Note on {name}", [Field("text", "note", rows=5)], save, subject_id=contact_id)
