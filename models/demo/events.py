"""The fictional people of the demo, customers of a small joinery, and what happened, told in days before the demo's."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

import models
from models.rules.when import Moment
from models.rules.words import Channel, Direction, Outcome, Purpose, Tone

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from models.contacts import Details

_OPENS = 9 * 60
_OPEN_FOR = 8 * 60
"""Minutes: what happened is spread over the working day."""


class Scene(NamedTuple):
    """Where an event takes place: with whom, through whom, when, and seen from which day."""

    contact_id: int
    by: int
    at: datetime
    today: datetime


class Event(NamedTuple):
    """Something that happened `ago` days before the demo's day."""

    ago: int
    do: Callable[[Scene], Awaitable[object]]


class Person(NamedTuple):
    """One of them: known for so many days, perhaps with a birthday in so many days.

    `born` is a leap year, as that day may be 29 February, or "-" for a year that is not known.
    """

    name: str
    details: Details
    events: tuple[Event, ...] = ()
    known: int = 400
    birthday_in: int | None = None
    born: str = "-"


CUSTOMER, FAN, NEVER, FORMER = "Customer", "Raving fan", "Never bought", "Former"


def spoke(ago: int, text: str, minutes: int = 6, *, channel: Channel = Channel.CALL) -> Event:
    """Talk with somebody."""
    return _logged(ago, text, channel, Direction.BOTH, Outcome.SPOKE, minutes)


def met(ago: int, text: str, minutes: int = 40) -> Event:
    """Meet somebody."""
    return spoke(ago, text, minutes, channel=Channel.IN_PERSON)


def wrote(ago: int, text: str, *, channel: Channel = Channel.E_MAIL) -> Event:
    """Send something."""
    return _logged(ago, text, channel, Direction.OUT, Outcome.SENT)


def heard(ago: int, text: str, *, channel: Channel = Channel.E_MAIL) -> Event:
    """Be written to, or called."""
    return _logged(ago, text, channel, Direction.IN, Outcome.SENT)


def tried(ago: int, text: str = "", *, outcome: Outcome = Outcome.NO_ANSWER) -> Event:
    """Call somebody and reach nobody."""
    return _logged(ago, text, Channel.CALL, Direction.OUT, outcome)


def noted(ago: int, text: str) -> Event:
    """Note something."""
    return Event(ago, lambda scene: models.notes.add(scene.contact_id, text, by=scene.by, at=scene.at))


def moved(ago: int, stage: str, *, reason: str = "", note: str = "") -> Event:
    """Move somebody to a stage."""

    async def move(scene: Scene) -> object:
        to = (await models.stages.named(stage)).id
        return await models.stage_changes.move(scene.contact_id, to, reason=reason, note=note, by=scene.by, at=scene.at)

    return Event(ago, move)


def planned(
    due: int,
    text: str,
    clock: str = "",
    *,
    ago: int = 14,
    channel: Channel = Channel.CALL,
    purpose: Purpose = Purpose.SERVICE,
    tone: Tone = Tone.NEUTRAL,
    private: bool = False,
    repeat: str = "",
) -> Event:
    """Plan a follow-up that is due so many days after the demo's day, or before; all day without a clock."""
    return Event(
        ago,
        lambda scene: models.follow_ups.add(
            scene.contact_id,
            _due(scene.today, due, clock),
            text=text,
            channel=channel,
            purpose=purpose,
            tone=tone,
            private_place=private,
            repeat=repeat,
            by=scene.by,
            at=scene.at,
        ),
    )


def kept(ago: int, text: str, said: str, *, waited: int = 7, minutes: int = 9) -> Event:
    """Plan a follow-up, and keep the promise `waited` days later, which is `ago`."""

    async def keep(scene: Scene) -> object:
        due = Moment(scene.at)
        planned_at = scene.at - timedelta(days=waited)
        row = await models.follow_ups.add(scene.contact_id, due, text=text, by=scene.by, at=planned_at)
        return await models.follow_ups.done(
            row.id, said, outcome=Outcome.SPOKE, minutes=minutes, by=scene.by, at=scene.at
        )

    return Event(ago, keep)


def hour(today: datetime, ago: int, turn: int) -> datetime:
    """Return a working hour `ago` days before `today`, another for every turn, and never after `today` itself."""
    minutes = _OPENS + turn * 37 % _OPEN_FOR
    day = today.date() - timedelta(days=ago)
    return min(today, datetime.combine(day, time(minutes // 60, minutes % 60), today.tzinfo))


def _logged(
    ago: int, text: str, channel: Channel, direction: Direction, outcome: Outcome, minutes: int | None = None
) -> Event:
    return Event(
        ago,
        lambda scene: models.interactions.log(
            scene.contact_id,
            text,
            channel=channel,
            direction=direction,
            outcome=outcome,
            minutes=minutes,
            by=scene.by,
            at=scene.at,
        ),
    )


def _due(today: datetime, days: int, clock: str) -> Moment:
    day = today.date() + timedelta(days=days)
    return Moment(datetime.combine(day, time.fromisoformat(clock or "00:00"), today.tzinfo), None if clock else day)
