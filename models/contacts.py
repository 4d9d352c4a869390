"""Contacts: the people a business knows."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, TypedDict

from tortoise import fields
from tortoise.models import Model

from models import companies, extras, pending, points, reasons, search_text, stages, tags
from models.engine.fields import UTCField, link
from models.history import changing
from models.overrides import Override
from models.reading import contact as reading
from models.rules import contact_fields, folding, unpleasant
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import PointKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from typing_extensions import Unpack

    from models.history import Change
    from models.rules.contact_fields import Point


class Contact(Model):
    """One person. `sort_key` orders the list and `search_text` is what search reads: both are folded.

    `last_interaction_at` is worked out by models.outreach; `reason` says why they never bought or left; discretion was
    promised to them at `discretion_at`.
    """

    id = fields.IntField(primary_key=True)
    uid = fields.CharField(max_length=255, unique=True)
    name = fields.CharField(max_length=200)
    sort_key = fields.CharField(max_length=200)
    company_id: int | None
    company = link("Company", null=True)
    stage_id: int
    stage = link("Stage")
    stage_since_at = UTCField()
    reason_id: int | None
    reason = link("Reason", null=True)
    owner_id: int
    owner = link("Member")
    every_days = fields.IntField(null=True)
    birthday = fields.CharField(max_length=10, default="")
    safe_topics = fields.TextField(default="")
    off_limits = fields.TextField(default="")
    do_not_contact = fields.CharField(max_length=200, default="")
    discretion_at = UTCField(null=True)
    discretion_by_id: int | None
    discretion_by = link("Member", null=True)
    search_text = fields.TextField(default="")
    created_at = UTCField()
    updated_at = UTCField()
    last_interaction_at = UTCField(null=True)
    archived_at = UTCField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        """Where contacts are kept."""

        table = "contact"
        table_description = "A person the business knows"
        indexes = (
            ("sort_key", "id"),
            ("stage_id", "archived_at", "sort_key", "id"),
            ("company_id", "archived_at", "sort_key", "id"),
            ("created_at", "id"),
        )


class Details(TypedDict, total=False):
    """What can be said of a contact beside the name; texts are cleaned, names of stages and members are ids by now."""

    company: str
    emails: Sequence[str | Point]
    phones: Sequence[str | Point]
    addresses: Sequence[str | Point]
    links: Sequence[str | Point]
    birthday: str
    tags: Sequence[str]
    owner_id: int
    every_days: int | None
    safe_topics: str
    off_limits: str
    do_not_contact: Sequence[str]


class Changes(Details, total=False):
    """What can be changed of a contact; extras, which no field holds, only come in and are taken away.

    `discretion` is when the actor promised it, or None for a promise taken back.
    """

    name: str
    extras: Sequence[str]
    discretion: datetime | None


_POINTS = {
    "emails": PointKind.E_MAIL,
    "phones": PointKind.PHONE,
    "addresses": PointKind.ADDRESS,
    "links": PointKind.LINK,
}
_LISTS = {*_POINTS, "tags", "extras"}


async def add(
    name: str,
    *,
    by: int,
    at: datetime,
    stage_id: int | None = None,
    **details: Unpack[Details],
) -> reading.WholeContact:
    """Add a contact; the stage is the first of kind prospect and the owner the actor, unless given.

    In a stage of kind never or former the reason is unknown. Raises Refused.
    """
    async with changing("contact.add", by=by, at=at) as change:
        stage = await (stages.one(stage_id) if stage_id else stages.first())
        reason_id = (await reasons.unknown(stage.kind)).id if stage.kind in reasons.ASKING else None
        contact = await placed(name, stage_id=stage.id, reason_id=reason_id, change=change, **details)
    return await reading.one(contact.id, now=at)


async def placed(
    name: str,
    *,
    stage_id: int,
    reason_id: int | None = None,
    uid: str = "",
    change: Change,
    **details: Unpack[Details],
) -> Contact:
    """Add a contact as they stand, asking for no reason, within a change that does more."""
    clean = contact_fields.cleaned({**details, "name": name})
    several = {kind: clean.pop(field, []) for field, kind in _POINTS.items()}
    words, company = clean.pop("tags", []), clean.pop("company", "")
    values = {"owner_id": change.by, **clean, "stage_id": stage_id, "reason_id": reason_id}
    contact = await change.create(
        Contact,
        **values,
        uid=uid or f"urn:uuid:{uuid.uuid4()}",
        sort_key=folding.sort_key(clean["name"]),
        company_id=await companies.called(company, change=change),
        search_text=await search_text.of_new(
            [("name", clean["name"]), ("company", company), *_searched(several, words)], change.connection
        ),
        stage_since_at=change.at,
        created_at=change.at,
        updated_at=change.at,
    )
    for kind, found_points in several.items():
        await points.add(contact.id, kind, found_points, change=change)
    await tags.add(contact.id, words, change=change)
    return contact


async def edit(
    contact_id: int, *, version: int | None = None, by: int, at: datetime, **details: Unpack[Changes]
) -> reading.WholeContact:
    """Change what is given and leave the rest. `version` is the one that was read; None means whatever it is now.

    Raises Refused, NotFound, and Stale when somebody changed the contact since.
    """
    async with changing("contact.edit", by=by, at=at) as change:
        contact = await found(contact_id, version)
        await edited(contact, change=change, **details)
    return await reading.one(contact_id, now=at)


async def promise_discretion(contact_id: int, *, by: int, at: datetime) -> reading.WholeContact:
    """Note that the actor has promised a contact, aloud, to be discreet. Raises Refused, NotFound."""
    async with changing("contact.discretion", by=by, at=at) as change:
        await edited(await present(contact_id), change=change, discretion=at)
    return await reading.one(contact_id, now=at)


async def archive(contact_id: int, *, reason: str = "", by: int, at: datetime) -> reading.WholeContact:
    """Take a contact out of every list; nothing is lost.

    With unpleasant news untold or a problem open it needs a reason, kept by name. Raises Refused, NotFound.
    """
    async with changing("contact.archive", by=by, at=at) as change:
        contact = await found(contact_id)
        for follow_up_id, doing in await pending.of_contact(contact_id, change.connection):
            text = unpleasant.reason(doing, reason)
            await change.create(
                Override, contact_id=contact_id, follow_up_id=follow_up_id, rule="archive", reason=text, at=at, by_id=by
            )
        await change.update(contact, archived_at=contact.archived_at or at)
    return await reading.one(contact_id, now=at)


async def restore(contact_id: int, *, by: int, at: datetime) -> reading.WholeContact:
    """Put an archived contact back."""
    async with changing("contact.restore", by=by, at=at) as change:
        await change.update(await found(contact_id), archived_at=None)
    return await reading.one(contact_id, now=at)


async def found(contact_id: int, version: int | None = None) -> Contact:
    """Find a contact to change, archived or not. Raises NotFound, and Stale when it is not that version any more."""
    contact = await Contact.get_or_none(id=contact_id)
    if contact is None:
        message = f"There is no contact {contact_id}. Look for it in the list."
        raise NotFound(message)
    if version not in {None, contact.version}:
        message = f"{contact.name} was changed by somebody else meanwhile. Read it again and repeat your change."
        raise Stale(message)
    return contact


async def present(contact_id: int) -> Contact:
    """Find a contact of whom something is recorded. Raises NotFound, and Refused for one who is archived."""
    contact = await found(contact_id)
    if contact.archived_at:
        raise Refused(f"{contact.name} is archived. Restore them first, with: wellkept archive {contact_id} --restore")
    return contact


async def edited(contact: Contact, *, change: Change, **details: Unpack[Changes]) -> None:
    """Change a contact within a change that does more."""
    given = contact_fields.cleaned(details)
    clean = {name: value for name, value in given.items() if name not in _LISTS}
    lists = [
        name
        for name, kind in _POINTS.items()
        if name in given and await points.replace(contact.id, kind, given[name], change=change)
    ]
    if "tags" in given and await tags.replace(contact.id, given["tags"], change=change):
        lists.append("tags")
    searched: dict[str, str] = {name: clean[name] for name in ("name", "company") if name in clean}
    if "discretion" in clean:
        clean |= _promised(clean.pop("discretion"), change)
    if "company" in clean:
        clean["company_id"] = await companies.called(clean.pop("company"), change=change)
    if "name" in clean:
        clean["sort_key"] = folding.sort_key(clean["name"])
    clean["search_text"] = await search_text.of_changed(contact.id, searched, change.connection)
    changed = {*lists, *(name for name, value in clean.items() if getattr(contact, name) != value)}
    if await _without_extras(contact, given, changed, change) or changed:
        clean["updated_at"] = change.at
    await change.update(contact, **clean)


def _promised(discretion: datetime | None, change: Change) -> dict[str, Any]:
    """Say when and by whom discretion was promised; the day is the one that counts. Raises Refused."""
    if discretion and discretion > change.at:
        raise Refused("Discretion is promised aloud, so that day cannot lie ahead. Give the one on which it was.")
    return {"discretion_at": discretion, "discretion_by_id": discretion and change.by}


async def _without_extras(contact: Contact, given: Mapping[str, Any], changed: set[str], change: Change) -> bool:
    """Remove the extras if that is asked for, else those beside what is `changed`; say whether there were any."""
    if "extras" in given:
        return await extras.clear(contact.id, change=change)
    says = {name: value for name, value in given.items() if name in changed and name in extras.BESIDE}
    another = {"name"} if "sort_key" in changed else set()
    if "company_id" in changed:
        says["company"] = given["company"]
        another |= {"company"} if contact.company_id else set()
    return bool(says) and await extras.outlive(contact.id, says, another=another, change=change)


def _searched(several: Mapping[PointKind, Sequence[Point]], words: Sequence[str]) -> Iterator[tuple[str, str]]:
    for kind in (PointKind.E_MAIL, PointKind.PHONE):
        yield from ((kind.value, point.value) for point in several[kind])
    yield from (("tag", word) for word in words)
