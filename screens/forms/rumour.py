"""Asks what was heard of a contact, and, once somebody asked them, what is true of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules import rumours, talking
from models.rules.words import Channel, Outcome, Truth
from screens.fields import Said, always
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.reading.rumours import Rumour
    from screens.session import Session

NO_TALK = "not in touch"
"""The outcome of a rumour of which one learned otherwise what is true."""
_OUTCOMES = (*(outcome.value for outcome in Outcome if outcome != Outcome.CANCELLED), NO_TALK)


def new(session: Session, contact_id: int, name: str) -> Form[Rumour]:
    """Ask for a rumour about a contact."""

    async def save(values: Values) -> Rumour:
        return await models.rumours.add(
            contact_id,
            values["text"],
            source=values["source"],
            heard_at=checks.past(session, values["when"]).at,
            by=session.member_id,
            at=session.now(),
        )

    fields = [
        Field("text", "what was heard", veils=always, hint="they are moving to Leeds"),
        Field("source", "from whom", veils=always, hint="their neighbour"),
        Field("when", "when", "now", check=checks.a_past_moment(session)),
    ]
    return Form(session, f"Rumour about {name}", fields, save, subject_id=contact_id)


def close(session: Session, rumour: Rumour) -> Form[Rumour]:
    """Ask what is true of a rumour, and log the talk in which they said so."""

    async def save(values: Values) -> Rumour:
        outcome = _outcome(values)
        return await models.rumours.close(
            rumour.id,
            values["text"],
            truth=Truth(values["truth"]),
            channel=Channel(values["channel"]) if outcome else None,
            outcome=outcome,
            minutes=checks.minutes(values["minutes"]),
            by=session.member_id,
            at=session.now(),
        )

    fields = [
        Field("text", "what was said", rows=3, veils=always),
        Field("truth", "it is", options=tuple(Truth)),
        Field("outcome", "outcome", talking.usual_outcome(Channel.CALL).value, options=_OUTCOMES),
        Field("channel", "how", Channel.CALL.value, options=tuple(Channel)),
        Field("minutes", "minutes", check=checks.some_minutes),
    ]
    titles = tuple(f"Is it true? {text} ({rumour.name})" for text in (rumour.text, session.glyphs.veiled))
    return Form(session, (titles[0], titles[1]), fields, save, subject_id=rumour.id, across=_stays_open)


def _outcome(values: Values) -> Outcome | None:
    return None if values["outcome"] == NO_TALK else Outcome(values["outcome"])


def _stays_open(values: Values) -> Mapping[str, Said]:
    """Say what an outcome does: an attempt closes nothing, and what was learned otherwise is no talk."""
    if not rumours.is_closed_by(_outcome(values)):
        return {"outcome": Said("the rumour stays open", "note")}
    return {"outcome": Said("nothing is logged", "note")} if values["outcome"] == NO_TALK else {}
