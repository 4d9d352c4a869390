"""Follow-ups: what was promised to whom, for when, and what came of it."""

from __future__ import annotations

import itertools
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, TypedDict

from tortoise import fields
from tortoise.models import Model

from models.contacts import Contact
from models.engine.fields import UTCField, link
from models.history import changing
from models.interactions import logged
from models.overrides import Override
from models.reading import follow_up as reading
from models.rules import repeat, selling, talking, text, unpleasant
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Channel, Outcome, Purpose, State, Tone

if TYPE_CHECKING:
    from datetime import date

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


async def add(contact_id: int, when: Moment, *, by: int, at: datetime, **plan: Unpack[Plan]) -> reading.FollowUp:
    """Plan a follow-up; by call, for service, of neutral tone and owned by the actor unless said. Raises Refused."""
    async with changing("follow_up.add", by=by, at=at) as change:
        contact = await Contact.get_or_none(id=contact_id, archived_at__isnull=True)
        if contact is None:
            message = f"There is no contact {contact_id}, or they are archived. Look for them in the list."
            raise NotFound(message)
        values = {**_values(plan), **_due(when)}
        row = FollowUp(contact_id=contact_id, owner_id=by, created_at=at, created_by_id=by, **_DEFAULTS)
        await _check(row.update_from_dict(values), contact)
        row = await change.create(FollowUp, **_all_of(row))
    return await reading.one(row.id)


async def edit(
    follow_up_id: int, *, version: int | None = None, reason: str = "", by: int, at: datetime, **plan: Unpack[Changes]
) -> reading.FollowUp:
    """Change what is given. Softening unpleasant news needs a reason, kept by name.

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
            await _override(row, "soften", reason, change)
        if values.get("due_at", row.due_at) > row.due_at:
            unpleasant.check_put_off(Tone(row.tone), until=plan["when"].at, now=at)
        await _check(FollowUp(**{**_all_of(row), **values}), await Contact.get(id=row.contact_id))
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
    by: int,
    at: datetime,
) -> reading.FollowUp:
    """Say what came of a follow-up: log it, close it where the outcome does, and plan the next one if it repeats.

    The channel is the planned one unless given. Cancelling keeps `words` as the reason; unpleasant news
    needs one.
    Raises Refused, NotFound.
    """
    async with changing("follow_up.done", by=by, at=at) as change:
        row = await _open(follow_up_id)
        used = Channel(channel or row.channel)
        state = unpleasant.state_after(Tone(row.tone), outcome, used)
        if outcome == Outcome.CANCELLED:
            if row.tone == Tone.UNPLEASANT or words.strip():
                await _override(row, "cancel", words, change)
        else:
            await logged(
                row.contact_id,
                words or row.text,
                channel=used,
                direction=talking.usual_direction(outcome),
                outcome=outcome,
                minutes=minutes,
                happened_at=at,
                follow_up_id=row.id,
                change=change,
            )
        if state != State.OPEN:
            await change.update(row, state=state.value, closed_at=at)
        if state == State.DONE and row.repeat:
            await _plan_next(row, change)
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


def _all_of(row: FollowUp) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row._meta.fields_db_projection if name != "id"}


async def _check(row: FollowUp, contact: Contact) -> None:
    unpleasant.check_plan(Tone(row.tone), Channel(row.channel))
    await contact.fetch_related("reason")
    selling.check(
        Purpose(row.purpose),
        Channel(row.channel),
        do_not_contact=contact.do_not_contact,
        contact_ends=bool(contact.reason and contact.reason.ends_contact),
    )


async def _open(follow_up_id: int) -> FollowUp:
    row = await FollowUp.get_or_none(id=follow_up_id)
    if row is None:
        message = f"There is no follow-up {follow_up_id}. See wellkept today for those that are due."
        raise NotFound(message)
    if row.state != State.OPEN:
        message = f"Follow-up {follow_up_id} is {row.state} already. Plan a new one."
        raise Refused(message)
    return row


async def _override(row: FollowUp, rule: str, reason: str, change: Change) -> None:
    kept = unpleasant.reason(rule, reason)
    await change.create(
        Override,
        contact_id=row.contact_id,
        follow_up_id=row.id,
        rule=rule,
        reason=kept,
        at=change.at,
        by_id=change.by,
    )


async def _plan_next(row: FollowUp, change: Change) -> None:
    if not await Contact.exists(id=row.contact_id, archived_at=None):
        return
    zone = change.at.tzinfo
    due = row.due_at.astimezone(zone)
    day = _next_day(row.repeat, row.due_on or due.date(), change.at.date())
    clock = time.min if row.due_on else due.time()
    kept = _all_of(row) | {
        "due_at": datetime.combine(day, clock, zone),
        "due_on": row.due_on and day,
        "state": State.OPEN.value,
        "closed_at": None,
        "created_at": change.at,
        "created_by_id": change.by,
        "version": 1,
    }
    await change.create(FollowUp, **kept)


def _next_day(again: str, on: date, today: date) -> date:
    """Find the first day of the rhythm after today, counted from `on`: missed months do not shift the end of one."""
    count, unit = int(again[:-1]), again[-1]
    steps = itertools.count(count, count)
    return next(day for step in steps if (day := repeat.next_after(f"{step}{unit}", on)) > today)
