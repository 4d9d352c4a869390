"""Checked cards entered into the book: contacts added or rewritten, their notes, and the day of the first outreach."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from models import contacts, extras, notes
from models.exchange.card import dropped
from models.reading import choices
from models.rules import text
from models.rules.words import ReasonKind, StageKind
from models.snoozes import Snooze

if TYPE_CHECKING:
    from models.exchange.card import Card
    from models.history import Change

_DETAILS = (
    *("company", "emails", "phones", "addresses", "links", "birthday", "tags", "every_days"),
    *("safe_topics", "off_limits", "do_not_contact"),
)
_GOLDEN = 0.6180339887498949


class Named(NamedTuple):
    """A stage or a member."""

    id: int
    name: str


class Names(NamedTuple):
    """The stages and members of the book by folded name, and those of a card that names none."""

    stages: dict[str, Named]
    members: dict[str, Named]
    first_stage: Named
    actor: Named


async def names(by: int) -> Names:
    """Read what the book calls its stages and members; `by` is the actor."""
    stages = await choices.stages()
    first = next((stage for stage in stages if stage.kind == StageKind.PROSPECT), stages[0])
    members = [Named(member_id, name) for name, member_id in (await choices.members()).items()]
    return Names(
        {stage.name.casefold(): Named(stage.id, stage.name) for stage in stages},
        {member.name.casefold(): member for member in members},
        Named(first.id, first.name),
        next(member for member in members if member.id == by),
    )


def stand(card: Card, known: Names) -> tuple[Named, Named]:
    """Return the stage and the owner that a new card gets; a name that the book does not know is reported."""
    return (
        _named(card, "stage", known.stages, known.first_stage),
        _named(card, "owner", known.members, known.actor),
    )


def _named(card: Card, what: str, known: dict[str, Named], usual: Named) -> Named:
    asked = getattr(card, what)
    if asked and asked.casefold() not in known:
        why = f"there is no {what} of this name; {text.quoted(usual.name)} is taken"
        card.dropped.append(dropped(card.lines.get(asked, card.line), asked, why))
    return known.get(asked.casefold(), usual)


async def add(card: Card, stage: Named, owner: Named, *, change: Change) -> int:
    """Add a contact and return the id. Whoever comes in as never or former is not asked why: that would flood Today."""
    details: Any = {name: value for name in _DETAILS if (value := getattr(card, name))}
    contact = await contacts.placed(
        card.name, stage_id=stage.id, owner_id=owner.id, uid=card.uid, change=change, **details
    )
    for note in card.notes:
        await notes.added(contact.id, note, change=change)
    await extras.add(contact.id, card.extras, change=change)
    return contact.id


async def rewrite(contact_id: int, before: Card, after: Card, *, change: Change) -> None:
    """Change a contact to what an update made of it; what is new among the notes stands at their end."""
    details: Any = {name: getattr(after, name) for name in _DETAILS if getattr(after, name) != getattr(before, name)}
    await contacts.edited(await contacts.found(contact_id), change=change, **details)
    for note in after.notes[len(before.notes) :]:
        await notes.added(contact_id, note, change=change)
    have = len(before.extras)
    await extras.add(contact_id, after.extras[have:], first=have, change=change)


async def stagger(contact_id: int, every_days: int, number: int, *, change: Change) -> None:
    """Have the first silence of the `number`th new contact (from 0) fall due on its own day within the cadence.

    It is a snooze of the date that it would have had, so that the day they were added stays true, and the first word
    with them ends it. Multiples of the golden ratio lie evenly, however many there will be.
    """
    added = change.at.astimezone(UTC)  # as the drift is counted: a day has 24 hours
    day = 1 + int(number * _GOLDEN % 1 * every_days)
    await change.create(
        Snooze,
        contact_id=contact_id,
        kind=ReasonKind.DRIFT.value,
        due_at=added + timedelta(days=every_days),
        until_at=added + timedelta(days=day),
    )
