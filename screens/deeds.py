"""What can be done to a contact once everything is answered: to one, to all that are marked, and again to the next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import models
from models.reading import contact
from models.rules import when
from models.rules.refusals import Refused
from models.rules.words import ReasonKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.reading.choices import StageRow
    from models.rules.when import Moment
    from models.rules.words import Channel
    from screens.session import Session
    from screens.subject import Subject


@dataclass(frozen=True)
class Deed:
    """A verb with all its answers. `said` tells what was done to whom ("Bob Stone", "3 contacts", "2 of 3").

    With `each_row` it is done to every marked row, else once to every contact.
    """

    verb: Callable[[Subject], Awaitable[object]]
    said: Callable[[str], str]
    each_row: bool = False


Do = Callable[[Deed], Awaitable[Deed]]
"""What a form does with a deed that it asked for: it is done there and then where the form can still say why not."""


def move(session: Session, stage: StageRow, *, is_ours: bool = False, **why: str) -> Deed:
    """Move to a stage; `why` is the reason and the note, where the stage asks; one that `is_ours` opens a problem."""

    async def verb(about: Subject) -> object:
        by, at = session.member_id, session.now()
        return await models.stage_changes.move(about.contact_id, stage.id, by=by, at=at, **why)

    opened = ": ours, so a problem is open" if is_ours else ""
    return Deed(verb, lambda who: f"moved {who} to {stage.name}{opened}")


def put_off(session: Session, moment: Moment) -> Deed:
    """Put off the follow-up or the reason on the row, or else the most pressing one of the contact."""

    async def verb(row: Subject) -> None:
        by, at = session.member_id, session.now()
        about = await row.with_what_is_due(now=at)
        if about.kind == ReasonKind.SECRET:  # it is sealed anew, and not undone
            message = "Talking over a secret is put off alone: take the marks away first."
            raise Refused(message)
        if about.follow_up_id:
            await models.follow_ups.snooze(about.follow_up_id, moment, by=by, at=at)
        elif about.outreach_id:
            await models.snoozes.snooze(about.outreach_id, moment.at, by=by, at=at)
        else:
            message = f"{about.name} has nothing due that could be put off."
            raise Refused(message)

    echo = when.echo(moment, now=session.now(), zone=session.zone)
    return Deed(verb, lambda who: f"put off {who}: {echo}", each_row=True)


def tag(session: Session, names: Sequence[str]) -> Deed:
    """Give tags beside those they have."""

    async def verb(about: Subject) -> object:
        by, at = session.member_id, session.now()
        whole = await contact.one(about.contact_id, now=at)
        tags = [*whole.tags, *(name for name in names if name not in whole.tags)]
        return await models.contacts.edit(about.contact_id, version=whole.version, by=by, at=at, tags=tags)

    return Deed(verb, lambda who: f"tagged {who}: {', '.join(names)}")


def own(session: Session, member_id: int, member: str) -> Deed:
    """Make a member the owner of the follow-up on the row, or else of the contact."""

    async def verb(about: Subject) -> object:
        by, at = session.member_id, session.now()
        if about.follow_up_id:
            return await models.follow_ups.edit(about.follow_up_id, owner_id=member_id, by=by, at=at)
        return await models.contacts.edit(about.contact_id, owner_id=member_id, by=by, at=at)

    return Deed(verb, lambda who: f"gave {who} to {member}", each_row=True)


def told(session: Session, announcement_id: int, words: str, *, channel: Channel, told_at: datetime) -> Deed:
    """Note that they were told of an announcement: how, when, and what they said."""

    async def verb(about: Subject) -> object:
        by, at = session.member_id, session.now()
        return await models.announcements.told(
            announcement_id, about.contact_id, words, channel=channel, told_at=told_at, by=by, at=at
        )

    return Deed(verb, lambda who: f"told {who}")


def archive(session: Session) -> Deed:
    """Take out of every list. Who still has to hear unpleasant news stays: that takes a reason."""

    async def verb(about: Subject) -> object:
        return await models.contacts.archive(about.contact_id, by=session.member_id, at=session.now())

    return Deed(verb, lambda who: f"archived {who}")


def follow_up(session: Session, plan: dict[str, Any]) -> Deed:
    """Plan the same follow-up with everybody. `plan` is what models.follow_ups.add takes, with `when`."""
    moment, rest = plan["when"], {name: value for name, value in plan.items() if name != "when"}

    async def verb(about: Subject) -> object:
        by, at = session.member_id, session.now()
        return await models.follow_ups.add(about.contact_id, moment, by=by, at=at, **rest)

    echo = when.echo(moment, now=session.now(), zone=session.zone)
    return Deed(verb, lambda who: f"planned with {who}: {echo}")
