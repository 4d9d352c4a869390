"""Asks what was said: an interaction to log, or a note to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import models
from models.rules.words import Channel, Direction, Outcome, Purpose
from screens.form import Field, Form, Said, Values
from screens.forms import checks, held_note, selling

if TYPE_CHECKING:
    from models.interactions import Sold
    from models.reading.follow_up import FollowUp
    from screens.session import Session

_UNSAID = "not said"
_OUTCOMES = tuple(outcome.value for outcome in Outcome if outcome != Outcome.CANCELLED)


class Talk(NamedTuple):
    """What came of being in touch, or of trying to; `follow_up` is the one that it was about, as it stands now."""

    outcome: Outcome
    channel: Channel
    follow_up: FollowUp | None = None


def log(session: Session, contact_id: int, name: str, *, unsolved: str = "") -> Form[Talk]:
    """Ask what happened with a contact; `unsolved` is the problem that is open with them, if any."""

    async def save(values: Values) -> Talk:
        talk = Talk(Outcome(values["outcome"]), Channel(values["channel"]))
        await models.interactions.log(
            contact_id,
            values["text"],
            channel=talk.channel,
            direction=Direction(values["direction"]),
            outcome=talk.outcome,
            minutes=checks.minutes(values["minutes"]),
            happened_at=checks.past(session, values["when"]).at,
            **_sold(values),
            by=session.member_id,
            at=session.now(),
        )
        return talk

    fields = [
        Field("text", "what was said", rows=5),
        Field("outcome", "outcome", Outcome.SPOKE.value, options=_OUTCOMES),
        Field("channel", "how", Channel.CALL.value, options=tuple(Channel)),
        Field("direction", "who spoke", Direction.BOTH.value, options=tuple(Direction)),
        Field("when", "when", "now", check=checks.a_past_moment(session)),
        Field("minutes", "minutes", check=checks.some_minutes),
        Field("purpose", "purpose", _UNSAID, options=(_UNSAID, *Purpose)),
        *selling.despite(unsolved),
    ]

    def across(values: Values) -> dict[str, Said]:
        return selling.stopped(values["purpose"], values, unsolved)

    return Form(session, f"Log with {name}", fields, save, subject_id=contact_id, across=across)


def _sold(values: Values) -> Sold:
    if values["purpose"] == _UNSAID:
        return {}
    return {"purpose": Purpose(values["purpose"]), "despite": values.get("despite", "")}


def note(session: Session, contact_id: int, name: str) -> Form[str]:
    """Ask for a note on a contact, which may have to cool off first; the form returns what was done."""

    async def save(values: Values) -> str:
        who: dict[str, Any] = {"by": session.member_id, "at": session.now()}
        if until := held_note.until(session, values[held_note.HOLD]):
            await models.held_notes.hold(contact_id, values["text"], until=until, **who)
            return held_note.said(session, name, until)
        await models.notes.add(contact_id, values["text"], **who)
        return f"noted on {name}"

    fields = [Field("text", "note", rows=5), held_note.field(session)]
    return Form(session, f"Note on {name}", fields, save, subject_id=contact_id)
