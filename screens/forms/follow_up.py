"""Asks for a follow-up, what came of one, and when to put it off to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import models
from models.reading import choices, problems
from models.rules import repeat, talking, unpleasant
from models.rules.problems import WORDS
from models.rules.words import VOICE_OR_FACE, Channel, Outcome, Purpose, State, Step, Tone
from screens import deeds
from screens.fields import always, never
from screens.form import Field, Form, Said, Values
from screens.forms import checks, selling
from screens.forms import problem as problem_forms
from screens.forms.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.reading.follow_up import FollowUp
    from screens.deeds import Deed, Do
    from screens.session import Session

NO_YES = ("no", "yes")
_WRITTEN = [channel.value for channel in Channel if channel not in VOICE_OR_FACE]
_SAY_IT = Said(f"unpleasant news: not by {', '.join(_WRITTEN[:-1])} or {_WRITTEN[-1]}", "note")
_STAYS_OPEN = Said("the follow-up stays open", "note")


class Plan(NamedTuple):
    """What a new follow-up is to be, as far as it is known before anybody is asked."""

    text: str = ""
    when: str = ""
    channel: str = Channel.CALL
    tone: str = Tone.NEUTRAL
    purpose: str = Purpose.SERVICE
    repeat: str = ""
    private_place: bool = False


async def new(session: Session, contact_id: int, name: str, plan: Plan | None = None) -> Form[FollowUp]:
    """Ask for a follow-up with a contact."""
    owners, unsolved = checks.Owners(session, await choices.members()), await problems.open_with(contact_id)

    async def save(values: Values) -> FollowUp:
        despite = values.pop("despite", "")
        details = owners.chosen(values) | _details(session, values)
        moment, by = details.pop("when"), session.member_id
        return await models.follow_ups.add(contact_id, moment, despite=despite, by=by, at=session.now(), **details)

    def across(values: Values) -> dict[str, Said]:
        return _said_in_person(values) | selling.stopped(values["purpose"], values, unsolved)

    fields = _fields(session, plan or Plan(), owners) + selling.despite(unsolved)
    return Form(session, f"Follow up with {name}", fields, save, subject_id=contact_id, across=across)


async def edit(session: Session, follow_up: FollowUp) -> Form[FollowUp]:
    """Ask what to change about a follow-up; softening unpleasant news asks for the reason."""
    owners = checks.Owners(session, await choices.members(), (follow_up.owner, follow_up.owner_id))

    async def save(values: Values) -> FollowUp:
        reason, despite = values.pop("reason", ""), values.pop("despite", "")
        details, by = owners.chosen(values) | _details(session, values), session.member_id
        return await models.follow_ups.edit(
            follow_up.id,
            version=follow_up.version,
            reason=reason,
            despite=despite,
            by=by,
            at=session.now(),
            **details,
        )

    def across(values: Values) -> dict[str, Said]:
        is_new = values["purpose"] != follow_up.purpose
        return _softened_with_a_reason(values) | (
            selling.stopped(values["purpose"], values, follow_up.unsolved) if is_new else {}
        )

    fields = _fields(session, _kept(session, follow_up), owners)
    if follow_up.tone == Tone.UNPLEASANT:
        hint = "he read of it already; asked only when made softer"
        fields.append(Field("reason", "why softer", hint=hint, veils=always))
    if follow_up.purpose != Purpose.SALES:
        fields += selling.despite(follow_up.unsolved)
    title = f"Follow-up with {follow_up.name}"
    return Form(session, title, fields, save, subject_id=follow_up.id, across=across)


def done(session: Session, follow_up: FollowUp) -> Form[Talk]:
    """Ask what came of a follow-up."""

    async def save(values: Values) -> Talk:
        outcome, channel = Outcome(values["outcome"]), Channel(values["channel"])
        closed = await models.follow_ups.done(
            follow_up.id,
            values["text"],
            outcome=outcome,
            channel=channel,
            minutes=checks.minutes(values["minutes"]),
            despite=values.get("despite", ""),
            following=problem_forms.following(session, values),
            by=session.member_id,
            at=session.now(),
        )
        return Talk(outcome, channel, closed)

    def across(values: Values) -> dict[str, Said]:
        if follow_up.step and tone != Tone.UNPLEASANT:
            return problem_forms.stepping(values)
        is_dropped = values["outcome"] == Outcome.CANCELLED
        return _closing(tone, values) | (
            {} if is_dropped else selling.stopped(follow_up.purpose, values, follow_up.unsolved)
        )

    outcome, tone = talking.usual_outcome(Channel(follow_up.channel)), Tone(follow_up.tone)
    fields = [
        Field("text", "what was said", rows=5, veils=always if tone == Tone.UNPLEASANT else never),
        Field("outcome", "outcome", outcome.value, options=tuple(Outcome)),
        Field("channel", "how", follow_up.channel, options=tuple(Channel)),
        Field("minutes", "minutes", check=checks.some_minutes),
        *(problem_forms.next_step(session, Step(follow_up.step)) if follow_up.step else ()),
        *(selling.despite(follow_up.unsolved) if follow_up.purpose == Purpose.SALES else ()),
    ]
    does = WORDS[Step(follow_up.step)].capitalize() if follow_up.step else "Done"
    title = f"{does}: {follow_up.text or follow_up.channel} ({follow_up.name})"
    veiled = f"Done: {session.glyphs.veiled} ({follow_up.name})" if tone == Tone.UNPLEASANT else title
    return Form(session, (title, veiled), fields, save, subject_id=follow_up.id, across=across)


def snooze(session: Session, who: str, do: Do) -> Form[Deed]:
    """Ask when to put something off to."""

    async def save(values: Values) -> Deed:
        return await do(deeds.put_off(session, checks.moment(session, values["when"])))

    return Form(session, f"Put off: {who}", [_when(session, "")], save)


def for_several(session: Session, who: str, members: Mapping[str, int], do: Do) -> Form[Deed]:
    """Ask for a follow-up to plan with each of several contacts."""
    owners = checks.Owners(session, members)

    async def save(values: Values) -> Deed:
        return await do(deeds.follow_up(session, owners.chosen(values) | _details(session, values)))

    return Form(session, f"Follow up with {who}", _fields(session, Plan(), owners), save, across=_said_in_person)


def _is_unpleasant(values: Values) -> bool:
    return values["tone"] == Tone.UNPLEASANT


def _when(session: Session, value: str) -> Field:
    hint = "fri 10am, tomorrow, in 3 weeks, 2026-12-24"
    return Field("when", "when", value, check=checks.a_moment(session), hint=hint)


def _kept(session: Session, follow_up: FollowUp) -> Plan:
    return Plan(
        follow_up.text,
        follow_up.due_on.isoformat() if follow_up.due_on else checks.stands(session, follow_up.due_at),
        follow_up.channel,
        follow_up.tone,
        follow_up.purpose,
        follow_up.repeat,
        follow_up.private_place,
    )


def _fields(session: Session, plan: Plan, owners: checks.Owners) -> list[Field]:
    return [
        Field("text", "what", plan.text, veils=_is_unpleasant),
        _when(session, plan.when),
        Field("tone", "tone", plan.tone, options=tuple(Tone)),
        Field("channel", "how", plan.channel, options=tuple(Channel)),
        Field("purpose", "purpose", plan.purpose, options=tuple(Purpose)),
        *owners.fields(),
        Field("repeat", "repeat", plan.repeat, check=checks.a_repeat, hint="monthly, every 2 weeks, or never"),
        Field("private", "private place", NO_YES[plan.private_place], options=NO_YES),
    ]


def _details(session: Session, values: Values) -> dict[str, Any]:
    return {
        "text": values["text"],
        "when": checks.moment(session, values["when"]),
        "channel": Channel(values["channel"]),
        "tone": Tone(values["tone"]),
        "purpose": Purpose(values["purpose"]),
        "repeat": repeat.repeat(values["repeat"]),
        "private_place": values["private"] == "yes",
    }


def _said_in_person(values: Values) -> dict[str, Said]:
    """Say at how something is to be said that unpleasant news is never written."""
    if values["tone"] != Tone.UNPLEASANT:
        return {}
    channel = Channel(values["channel"])
    return checks.against("channel", lambda: unpleasant.check_plan(Tone.UNPLEASANT, channel)) or {"channel": _SAY_IT}


def _softened_with_a_reason(values: Values) -> dict[str, Said]:
    """Ask for the reason as soon as unpleasant news is made softer."""
    if values["tone"] == Tone.UNPLEASANT or "reason" not in values:
        return _said_in_person(values)
    return checks.against("reason", lambda: unpleasant.reason("soften", values["reason"]))


def _closing(tone: Tone, values: Values) -> dict[str, Said]:
    """Say what an outcome does to the follow-up, and what it asks for where the news is unpleasant."""
    outcome, channel = Outcome(values["outcome"]), Channel(values["channel"])
    field = "outcome" if outcome == Outcome.SENT else "channel"
    if wrong := checks.against(field, lambda: unpleasant.state_after(tone, outcome, channel)):
        return wrong
    if outcome == Outcome.CANCELLED and tone == Tone.UNPLEASANT:
        return checks.against("text", lambda: unpleasant.reason("cancel", values["text"]))
    return {"outcome": _STAYS_OPEN} if unpleasant.state_after(tone, outcome, channel) == State.OPEN else {}
