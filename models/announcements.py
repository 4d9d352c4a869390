"""Announcements: matters of ours that change, who has been told of them, and who has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from tortoise import fields
from tortoise.models import Model

from models import contacts, new_rows
from models.engine.fields import UTCField, link
from models.history import changing
from models.interactions import logged
from models.reading import announcements as reading
from models.reading import search
from models.rules import announcing, days, talking, text
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Channel, Purpose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from typing_extensions import Unpack

    from models.history import Change
    from models.rules.words import StageKind


class Announcement(Model):
    """One announcement. `audience` is the query that picked whom to tell."""

    id = fields.IntField(primary_key=True)
    title = fields.CharField(max_length=200)
    text = fields.TextField(default="")
    audience = fields.CharField(max_length=500, default="")
    at = UTCField()
    by_id: int
    by = link("Member")
    closed_at = UTCField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        """Where announcements are kept."""

        table = "announcement"
        table_description = "What of ours changes"


class Disclosure(Model):
    """Where one contact stands in an announcement: to be told, or told since `told_at`, how and by whom.

    Where one stands in a secret is sealed with it (models.secrets) and never a row.
    """

    id = fields.IntField(primary_key=True)
    announcement_id: int
    announcement = link("Announcement")
    contact_id: int
    contact = link("Contact")
    told_at = UTCField(null=True)
    channel = fields.CharField(max_length=32, default="")
    text = fields.TextField(default="")
    by_id: int | None
    by = link("Member", null=True)

    class Meta:
        """Where disclosures are kept."""

        table = "disclosure"
        table_description = "Who was told, and who is to be told"
        unique_together = (("contact", "announcement"),)
        indexes = (("announcement_id", "told_at", "id"),)


class Changes(TypedDict, total=False):
    """What can be changed of an announcement."""

    title: str
    text: str


async def add(
    title: str, words: str = "", *, query: str = "", kinds: Sequence[StageKind] = (), by: int, at: datetime
) -> reading.AnnouncementRow:
    """Announce something to everybody whom `query` finds and whose stage is of one of `kinds`, any where none is given.

    Who is archived, and with whom contact has ended, is not told. Raises Refused, also when nobody is left to tell.
    """
    async with changing("announcement.add", by=by, at=at) as change:
        whom = announcing.audience(query, kinds)
        values = {"title": announcing.title(title), "text": text.block(words, what="announcement"), "audience": whom}
        row = await change.create(Announcement, **values, at=at, by_id=by)
        await _choose(row, query, kinds, change, nobody=announcing.nobody(whom))
    return await reading.one(row.id)


async def widen(
    announcement_id: int, *, query: str = "", kinds: Sequence[StageKind] = (), by: int, at: datetime
) -> int:
    """Have more people told, as `add` finds them, and return how many. Raises Refused, NotFound."""
    async with changing("announcement.widen", by=by, at=at) as change:
        row, whom = await _open(announcement_id), announcing.audience(query, kinds)
        many = await _choose(row, query, kinds, change, nobody=announcing.nobody_more(whom))
        await change.update(row, audience=announcing.wider(row.audience, whom))
    return many


async def edit(
    announcement_id: int, *, version: int | None = None, by: int, at: datetime, **changes: Unpack[Changes]
) -> reading.AnnouncementRow:
    """Change title or text. `version` is the one that was read; None means whatever it is now.

    Raises Refused, NotFound, and Stale when somebody changed it since.
    """
    async with changing("announcement.edit", by=by, at=at) as change:
        row = await _open(announcement_id)
        if version not in {None, row.version}:
            raise Stale(f"“{row.title}” was changed by somebody else meanwhile. Read it again and repeat your change.")
        values = {**changes}
        if "title" in changes:
            values["title"] = announcing.title(changes["title"])
        if "text" in changes:
            values["text"] = text.block(changes["text"], what="announcement")
        await change.update(row, **values)
    return await reading.one(announcement_id)


async def told(
    announcement_id: int,
    contact_id: int,
    words: str = "",
    *,
    channel: Channel,
    told_at: datetime | None = None,
    by: int,
    at: datetime,
) -> reading.AnnouncementRow:
    """Note that a contact was told, now unless `told_at` says when; it counts as an interaction.

    Who was not among those to be told is from now on. Raises Refused, NotFound.
    """
    async with changing("announcement.told", by=by, at=at) as change:
        announcement, contact = await _open(announcement_id), await contacts.present(contact_id)
        row = await Disclosure.get_or_none(announcement_id=announcement_id, contact_id=contact_id)
        if row and row.told_at:
            day = days.dated(row.told_at.astimezone(at.tzinfo).date(), at.date())
            raise Refused(f"{contact.name} was told of “{announcement.title}” already, {day}. Log what was said now.")
        said, happened_at = text.block(words, what="text"), told_at or at
        values = {"told_at": happened_at, "channel": Channel(channel).value, "text": said, "by_id": by}
        if row:
            await change.update(row, **values)
        else:
            await change.create(Disclosure, announcement_id=announcement_id, contact_id=contact_id, **values)
        await _log(contact_id, said, Channel(channel), happened_at, change)
    return await reading.one(announcement_id)


async def close(announcement_id: int, *, by: int, at: datetime) -> reading.AnnouncementRow:
    """Close an announcement: nobody needs to be told any more. Raises Refused, NotFound."""
    async with changing("announcement.close", by=by, at=at) as change:
        await change.update(await _open(announcement_id), closed_at=at)
    return await reading.one(announcement_id)


async def _open(announcement_id: int) -> Announcement:
    row = await Announcement.get_or_none(id=announcement_id)
    if row is None:
        message = f"There is no announcement {announcement_id}. See them with: wellkept announce list."
        raise NotFound(message)
    if row.closed_at:
        raise Refused(f"“{row.title}” is closed already. Announce it anew if people are still to be told.")
    return row


async def _log(contact_id: int, words: str, channel: Channel, at: datetime, change: Change) -> None:
    outcome = talking.usual_outcome(channel)
    direction = talking.usual_direction(outcome)
    await logged(
        contact_id,
        words,
        channel=channel,
        direction=direction,
        outcome=outcome,
        purpose=Purpose.NEWS,
        happened_at=at,
        change=change,
    )


_CHOSEN = """
SELECT ?1, c.id, '', '' FROM contact c JOIN stage s ON s.id = c.stage_id LEFT JOIN reason r ON r.id = c.reason_id
WHERE c.archived_at IS NULL AND coalesce(r.ends_contact, 0) = 0{kinds}{found}
      AND NOT EXISTS (SELECT 1 FROM disclosure d WHERE d.contact_id = c.id AND d.announcement_id = ?1)
ORDER BY c.sort_key, c.id"""


async def _choose(row: Announcement, query: str, kinds: Sequence[StageKind], change: Change, *, nobody: str) -> int:
    """Add whom a filter finds to those to be told, by SQL, as it may be everybody; return how many they are.

    Raises Refused with the sentence `nobody` when nobody is found.
    """
    found, terms = search.condition(query, first=2)
    only = f" AND s.kind IN ({', '.join(repr(kind.value) for kind in kinds)})" if kinds else ""
    into = ("announcement_id", "contact_id", "channel", "text")
    select = _CHOSEN.format(kinds=only, found=found)
    many = await new_rows.selected(Disclosure, into, select, [row.id, *terms], change=change)
    if not many:
        raise Refused(nobody)
    change.touch(row, ["closed_at"])
    return many
