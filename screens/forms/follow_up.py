"""Asks for a follow-up, what came of one, and when to put it off to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.rules import repeat, talking
from models.rules.words import Channel, Outcome, Purpose, Tone
from screens import deeds
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from models.reading.follow_up import FollowUp
    from screens.deeds import Deed, Do
    from screens.session import Session

NO_YES = ("no", "yes")


def new(session: Session, contact_id: int, name: str) -> Form[FollowUp]:
    """Ask for a follow-up with a contact."""

    async def save(values: Values) -> FollowUp:
        plan = _plan(session, values)
        return await models.follow_ups.add(contact_id, plan.pop("when"), by=session.member_id, at=session.now(), **plan)

    return Form(session, f"Follow up with {name}", _fields(session, None), save, subject_id=contact_id)


def edit(session: Session, follow_up: FollowUp) -> Form[FollowUp]:
    """Ask what to change about a follow-up; softening unpleasant news asks for the reason."""

    async def save(values: Values) -> FollowUp:
        reason = values.pop("reason", "")
        plan, by = _plan(session, values), session.member_id
        return await models.follow_ups.edit(
            follow_up.id, version=follow_up.version, reason=reason, by=by, at=session.now(), **plan
        )

    fields = _fields(session, follow_up)
    if follow_up.tone == Tone.UNPLEASANT:
        fields.append(Field("reason", "why softer", hint="he read of it already; asked only when made softer"))
    return Form(session, f"Follow-up with {follow_up.name}", fields, save, subject_id=follow_up.id)


def done(session: Session, follow_up: FollowUp) -> Form[FollowUp]:
    """Ask what came of a follow-up."""

    async def save(values: Values) -> FollowUp:
        return await models.follow_ups.done(
            follow_up.id,
            values["text"],
            outcome=Outcome(values["outcome"]),
            channel=Channel(values["channel"]),
            minutes=checks.minutes(values["minutes"]),
            by=session.member_id,
            at=session.now(),
        )

    outcome = talking.usual_outcome(Channel(follow_up.channel))
    fields = [
        Field("outcome", "outcome", outcome.value, options=tuple(Outcome)),
        Field("channel", "how", follow_up.channel, options=tuple(Channel)),
        Field("text", "what was said", rows=5),
        Field("minutes", "minutes", check=checks.some_minutes),
    ]
    title = f"Done: {follow_up.text or follow_up.channel} ({follow_up.name})"
    return Form(session, title, fields, save, subject_id=follow_up.id)


def snooze(session: Session, who: str, do: Do) -> Form[Deed]:
    """Ask when to put something off to."""

    async def save(values: Values) -> Deed:
        return await do(deeds.put_off(session, checks.moment(session, values["when"])))

    return Form(session, f"Put off: {who}", [_when(session, "")], save)


def for_several(session: Session, who: str, do: Do) -> Form[Deed]:
    """Ask for a follow-up to plan with each of several contacts."""

    async def save(values: Values) -> Deed:
        return await do(deeds.follow_up(session, _plan(session, values)))

    return Form(session, f"Follow up with {who}", _fields(session, None), save)


def _when(session: Session, value: str) -> Field:
    hint = "fri 10am, tomorrow, in 3 weeks, 2026-12-24"
    return Field("when", "when", value, check=checks.a_moment(session), hint=hint)


def _fields(session: Session, follow_up: FollowUp | None) -> list[Field]:
    due = follow_up and (follow_up.due_on or follow_up.due_at.astimezone(session.zone))
    form = "%Y-%m-%d" if follow_up and follow_up.due_on else "%Y-%m-%d %H:%M"
    kept = follow_up and (follow_up.text, follow_up.tone, follow_up.channel, follow_up.purpose, follow_up.repeat)
    text, tone, channel, purpose, again = kept or ("", Tone.NEUTRAL, Channel.CALL, Purpose.SERVICE, "")
    return [
        Field("text", "what", text),
        _when(session, due.strftime(form) if due else ""),
        Field("tone", "tone", tone, options=tuple(Tone)),
        Field("channel", "how", channel, options=tuple(Channel)),
        Field("purpose", "purpose", purpose, options=tuple(Purpose)),
        Field("repeat", "repeat", again, check=checks.a_repeat, hint="monthly, every 2 weeks, or never"),
        Field("private", "private place", NO_YES[bool(follow_up and follow_up.private_place)], options=NO_YES),
    ]


def _plan(session: Session, values: Values) -> dict[str, Any]:
    return {
        "text": values["text"],
        "when": checks.moment(session, values["when"]),
        "channel": Channel(values["channel"]),
        "tone": Tone(values["tone"]),
        "purpose": Purpose(values["purpose"]),
        "repeat": repeat.repeat(values["repeat"]),
        "private_place": values["private"] == "yes",
    }
