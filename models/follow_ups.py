"""Follow-ups: what was promised to whom, for when, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from tortoise import fields
from tortoise.models import Model

from models import members, selling
from models.contacts import Contact
from models.engine.fields import UTCField, link
from models.history import changing
from models.overrides import Override
from models.reading import follow_up as reading
from models.rules import repeat, text, unpleasant
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Channel, Outcome, Purpose, State, Tone

if TYPE_CHECKING:
    from datetime import date, datetime

    from typing_extensions import Unpack

    from models.history import Change
    from models.rules.when import Moment


class FollowUp(Model):
    """One thing to do for a contact. An all-day one has a day in `due_on`, and in `due_at` its owner's midnight.

    With a problem it is the `step` (rules.words.Step) of it that was promised.
    """

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    text = fields.TextField(default="")
    due_at = UTCField()
    due_on: date | None = fields.DateField(null=True)
    channel = fields.CharField(max_length=32)
    purpose = fields.CharField(max_length=32)
    tone = fields.CharField(max_length=32)
    owner_id: int
    owner = link("Member")
    private_place = fields.BooleanField(default=False)
    repeat = fields.CharField(max_length=32, default="")
    state = fields.CharField(max_length=32, default=State.OPEN.value)
    closed_at = UTCField(null=True)
    created_at = UTCField()
    created_by = link("Member")
    problem_id: int | None
    problem = link("Problem", null=True)
    step = fields.CharField(max_length=32, default="", db_default="")
    version = fields.IntField(default=1)

    class Meta:
        """Where follow-ups are kept."""

        table = "follow_up"
        table_description = "What was promised to a contact"
        indexes = (("state", "due_at", "id"), ("owner_id", "state", "due_at", "id"))


class Plan(TypedDict, total=False):
    """What a follow-up is to be."""

    text: str
    channel: Channel
    purpose: Purpose
    tone: Tone
    owner_id: int
    private_place: bool
    repeat: str


class Changes(Plan, total=False):
    """What can be changed of a follow-up."""

    when: Moment


async def add(
    contact_id: int, when: Moment, *, despite: str = "", by: int, at: datetime, **plan: Unpack[Plan]
) -> reading.FollowUp:
    """Plan a follow-up; by call, for service, of neutral tone and owned by the actor unless said.

    One that sells `despite` an open problem needs the reason, kept by name. Raises Refused, NotFound.
    """
    async with changing("follow_up.add", by=by, at=at) as change:
        contact = await Contact.get_or_none(id=contact_id, archived_at__isnull=True)
        if contact is None:
            message = f"There is no contact {contact_id}, or they are archived. Look for them in the list."
            raise NotFound(message)
        values = {**_values(plan), **_due(when)}
        row = FollowUp(contact_id=contact_id, owner_id=by, created_at=at, created_by_id=by, **_DEFAULTS)
        await _check(row.update_from_dict(values), contact)
        row = await change.create(FollowUp, **all_of(row))
        await selling.stop(contact_id, row.purpose, despite, follow_up_id=row.id, change=change)
    return await reading.one(row.id)


async def edit(
    follow_up_id: int,
    *,
    version: int | None = None,
    reason: str = "",
    despite: str = "",
    by: int,
    at: datetime,
    **plan: Unpack[Changes],
) -> reading.FollowUp:
    """Change what is given. Softening unpleasant news needs a reason, and so does selling `despite` a problem.

    `version` is the one that was read; None means whatever it is now. Raises Refused, NotFound, and Stale when
    somebody changed the follow-up since.
    """
    async with changing("follow_up.edit", by=by, at=at) as change:
        row = await _open(follow_up_id)
        if version not in {None, row.version}:
            message = "This follow-up was changed by somebody else meanwhile. Read it again and repeat your change."
            raise Stale(message)
        values = {**_values(plan), **(_due(plan["when"]) if "when" in plan else {})}
        if row.tone == Tone.UNPLEASANT and values.get("tone", row.tone) != Tone.UNPLEASANT:
            await set_aside(row, "soften", unpleasant.reason("soften", reason), change)
        if values.get("due_at", row.due_at) > row.due_at:
            unpleasant.check_put_off(Tone(row.tone), until=plan["when"].at, now=at)
        await _check(FollowUp(**{**all_of(row), **values}), await Contact.get(id=row.contact_id))
        if values.get("purpose", row.purpose) != row.purpose:
            await selling.stop(row.contact_id, values["purpose"], despite, follow_up_id=row.id, change=change)
        await change.update(row, **values)
    return await reading.one(follow_up_id)


async def snooze(follow_up_id: int, when: Moment, *, by: int, at: datetime) -> reading.FollowUp:
    """Put a follow-up off, or forward; unpleasant news by a week at most. Raises Refused, NotFound."""
    async with changing("follow_up.snooze", by=by, at=at) as change:
        row = await _open(follow_up_id)
        unpleasant.check_put_off(Tone(row.tone), until=when.at, now=at)
        await change.update(row, **_due(when))
    return await reading.one(follow_up_id)


async def done(
    follow_up_id: int,
    words: str = "",
    *,
    outcome: Outcome,
    channel: Channel | None = None,
    minutes: int | None = None,
    despite: str = "",
    following: Moment | None = None,
    by: int,
    at: datetime,
) -> reading.FollowUp:
    """Say what came of a follow-up: log it, close it where the outcome does, and plan what comes after it.

    The channel is the planned one unless given. Cancelling keeps `words` as the reason; unpleasant news and the step
    of a problem need one. `following` is when the next step of a problem is due, if not on its usual day.
    Raises Refused, NotFound.
    """
    from models import outcomes  # noqa: PLC0415  (it stands on this file)

    async with changing("follow_up.done", by=by, at=at) as change:
        row = await _open(follow_up_id)
        if outcome != Outcome.CANCELLED:
            await selling.stop(row.contact_id, row.purpose, despite, follow_up_id=row.id, change=change)
        await outcomes.finished(
            row, words, outcome=outcome, channel=channel, minutes=minutes, following=following, change=change
        )
    return await reading.one(follow_up_id)


_DEFAULTS = {"channel": Channel.CALL.value, "purpose": Purpose.SERVICE.value, "tone": Tone.NEUTRAL.value}


def _values(plan: Plan | Changes) -> dict[str, Any]:
    values: dict[str, Any] = {name: value for name, value in plan.items() if name != "when"}
    if "text" in plan:
        values["text"] = text.block(plan["text"], what="follow-up", limit=2_000)
    for name, kind in (("channel", Channel), ("purpose", Purpose), ("tone", Tone)):
        if name in values:
            values[name] = kind(values[name]).value
    if "repeat" in plan:
        values["repeat"] = repeat.repeat(plan["repeat"])
    return values


def _due(when: Moment) -> dict[str, Any]:
    return {"due_at": when.at, "due_on": when.on}


def all_of(row: FollowUp) -> dict[str, Any]:
    """Return what a follow-up is, by column, without its id."""
    return {name: getattr(row, name) for name in row._meta.fields_db_projection if name != "id"}


async def _check(row: FollowUp, contact: Contact) -> None:
    unpleasant.check_plan(Tone(row.tone), Channel(row.channel))
    if row.tone == Tone.UNPLEASANT:
        await members.current(row.owner_id)
    if row.problem_id and row.repeat:
        message = "The step of a problem does not repeat. Leave that out."
        raise Refused(message)
    await selling.check(contact, Purpose(row.purpose), Channel(row.channel))


async def _open(follow_up_id: int) -> FollowUp:
    row = await FollowUp.get_or_none(id=follow_up_id)
    if row is None:
        message = f"There is no follow-up {follow_up_id}. See wellkept today for those that are due."
        raise NotFound(message)
    if row.state != State.OPEN:
        message = f"Follow-up {follow_up_id} is {row.state} already. Plan a new one."
        raise Refused(message)
    return row


async def set_aside(row: FollowUp, rule: str, reason: str, change: Change) -> None:
    """Keep by name that a rule was set aside for a follow-up, and why."""
    await change.create(
        Override,
        contact_id=row.contact_id,
        follow_up_id=row.id,
        rule=rule,
        reason=reason,
        at=change.at,
        by_id=change.by,
    )
