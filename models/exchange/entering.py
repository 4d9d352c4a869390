"""Checked cards entered into the book: contacts added or rewritten, their notes, and the day of the first outreach."""

from __future__ import annotations

import uuid
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from models import contacts, extras, new_rows, notes, search_text
from models.companies import Company
from models.engine.fields import written
from models.exchange.card import Card, dropped
from models.exchange.kept import POINTS
from models.extras import ContactExtra
from models.notes import Note
from models.points import ContactPoint
from models.reading import choices
from models.rules import folding, text
from models.rules.words import PointKind, ReasonKind, StageKind
from models.snoozes import Snooze
from models.tags import ContactTag, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from models.exchange.kept import Kept
    from models.history import Change
    from models.new_rows import Row

_DETAILS = ("company", "birthday", "tags", "every_days", "safe_topics", "off_limits", "do_not_contact")
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
    stages = await choices.stages(counted=False)
    first = next((stage for stage in stages if stage.kind == StageKind.PROSPECT), stages[0])
    members = [Named(member_id, name) for name, member_id in (await choices.members(also_left=True)).items()]
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


class New(NamedTuple):
    """Somebody to come in; `first` is the place in the stagger of first dates, or None for the day that they have."""

    known: Kept
    stage: Named
    owner: Named
    first: int | None


async def add(new: Sequence[New], *, change: Change) -> None:
    """Add contacts all at once, as `contacts.placed` and `notes.added` would one by one, and give each their id.

    Whoever comes in as never or former is not asked why: that would flood Today. What is a contact's own goes with
    them when they are taken back; notes, companies and tags are remembered by themselves.
    """
    companies, tags = await _companies(new, change), await _tags(new, change)
    wanted = await _contacts(new, companies, change)
    made = await new_rows.made(contacts.Contact, wanted, returning=("uid", "version"), change=change)
    for each, row in zip(new, made, strict=True):  # ids rise in the order in which they were written
        each.known.id = row["id"]
    cards = [(row["id"], each.known.card) for each, row in zip(new, made, strict=True)]
    nothing = Card(0)
    points = (row for id_, card in cards for kind in POINTS for row in _points(id_, kind, nothing, card))
    await new_rows.insert(ContactPoint, points, change=change)
    tagged = ({"contact_id": id_, "tag_id": tags[word]} for id_, card in cards for word in card.tags)
    await new_rows.insert(ContactTag, tagged, change=change)
    new_notes = [row for id_, card in cards for row in _notes(id_, card, change)]
    await new_rows.made(Note, new_notes, returning=("contact_id",), change=change)
    await new_rows.insert(ContactExtra, (row for id_, card in cards for row in _extras(id_, card)), change=change)
    await new_rows.insert(Snooze, (row for each in new for row in _staggered(each, change.at)), change=change)


async def _companies(new: Sequence[New], change: Change) -> dict[str, int]:
    wanted: dict[str, Row] = {}
    for name in (each.known.card.company for each in new):
        if name:
            key = _company_key(name)
            wanted.setdefault(key, {"name": name, "sort_key": key, "created_at": written(change.at)})
    return await new_rows.named(Company, "sort_key", wanted, change=change)


async def _tags(new: Sequence[New], change: Change) -> dict[str, int]:
    wanted = {word: {"name": word} for each in new for word in each.known.card.tags}
    return await new_rows.named(Tag, "name", wanted, change=change)


def _company_key(name: str) -> str:
    return folding.sort_key(name) or name


async def _contacts(new: Sequence[New], companies: dict[str, int], change: Change) -> list[Row]:
    texts = await search_text.of_many((_searched(each.known.card) for each in new), change.connection)
    at = written(change.at)
    return [
        {
            "uid": (card := each.known.card).uid or f"urn:uuid:{uuid.uuid4()}",
            "name": card.name,
            "sort_key": folding.sort_key(card.name),
            "company_id": companies.get(_company_key(card.company)),
            "stage_id": each.stage.id,
            "owner_id": each.owner.id,
            "every_days": card.every_days,
            "birthday": card.birthday,
            "safe_topics": card.safe_topics,
            "off_limits": card.off_limits,
            "do_not_contact": " ".join(card.do_not_contact),
            "search_text": searched,
            **dict.fromkeys(("stage_since_at", "created_at", "updated_at"), at),
            "version": 1,
        }
        for each, searched in zip(new, texts, strict=True)
    ]


def _searched(card: Card) -> Iterator[tuple[str, str]]:
    yield from (("name", card.name), ("company", card.company))
    yield from ((PointKind.E_MAIL.value, point.value) for point in card.emails)
    yield from ((PointKind.PHONE.value, point.value) for point in card.phones)
    yield from (("tag", word) for word in card.tags)


def _points(contact_id: int, kind: PointKind, before: Card, after: Card) -> Iterator[Row]:
    """Yield the points of a kind that a contact has after, and had not before."""
    have = len(getattr(before, POINTS[kind]))
    for position, (label, value) in enumerate(getattr(after, POINTS[kind])[have:], start=have):
        yield {
            "contact_id": contact_id,
            "kind": kind.value,
            "label": label,
            "value": value,
            "position": position,
        }


def _notes(contact_id: int, card: Card, change: Change) -> Iterator[Row]:
    for note in card.notes:
        yield {
            "contact_id": contact_id,
            "text": note,
            "search_text": folding.fold(note),
            "at": written(change.at),
            "by_id": change.by,
        }


def _extras(contact_id: int, card: Card) -> Iterator[Row]:
    for position, line in enumerate(card.extras):
        yield {"contact_id": contact_id, "line": line, "position": position}


def _staggered(new: New, at: datetime) -> Iterator[Row]:
    """Have the first silence of a new contact fall due on its own day within the cadence.

    It is a snooze of the date that it would have had, so that the day they were added stays true, and the first word
    with them ends it. Multiples of the golden ratio lie evenly, however many there will be.
    """
    if new.first is not None and (every_days := new.known.card.every_days):
        added = at.astimezone(UTC)  # as the drift is counted: a day has 24 hours
        day = 1 + int(new.first * _GOLDEN % 1 * every_days)
        yield {
            "contact_id": new.known.id,
            "kind": ReasonKind.DRIFT.value,
            "subject": 0,
            "due_at": written(added + timedelta(days=every_days)),
            "until_at": written(added + timedelta(days=day)),
        }


async def rewrite(contact_id: int, before: Card, after: Card, *, change: Change) -> None:
    """Change a contact to what an update made of it: what is new stands at the end of points, notes and extras."""
    contact = await contacts.found(contact_id)
    grown = [row for kind in POINTS for row in _points(contact_id, kind, before, after)]
    await new_rows.made(ContactPoint, grown, returning=("contact_id",), change=change)
    details: Any = {name: getattr(after, name) for name in _DETAILS if getattr(after, name) != getattr(before, name)}
    await contacts.edited(contact, change=change, **details)
    if grown:
        change.name(dict.fromkeys(row["kind"] for row in grown))
        await change.update(contact, updated_at=change.at)  # for addresses and links, which search does not read
    for note in after.notes[len(before.notes) :]:
        await notes.added(contact_id, note, change=change)
    have = len(before.extras)
    await extras.add(contact_id, after.extras[have:], first=have, change=change)
