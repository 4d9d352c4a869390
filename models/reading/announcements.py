"""Announcements as lists and pages show them: who has been told, how and when, and who has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from models import db
from models.reading import keyset, search
from models.reading.chained import Chained
from models.rules.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.engine.reader import Row

_SELECT = """
SELECT a.closed_at IS NULL AS is_open, a.at, a.id, a.title, a.text, a.audience, m.name AS by, a.closed_at, a.version
FROM announcement a JOIN member m ON m.id = a.by_id"""

# Counted for the rows of a page alone: an announcement may be for everybody.
_COUNTED = """
SELECT announcement_id AS id, count(told_at) AS told, count(*) AS audience_size FROM disclosure
WHERE announcement_id IN ({ids}) GROUP BY announcement_id"""

_PERSON = """
SELECT d.id, d.contact_id, c.name, s.name AS stage, c.archived_at IS NOT NULL AS is_archived, d.told_at, d.channel,
       d.text, coalesce(m.name, '') AS by
FROM disclosure d JOIN contact c ON c.id = d.contact_id JOIN stage s ON s.id = c.stage_id
LEFT JOIN member m ON m.id = d.by_id WHERE d.announcement_id = ?1 AND d.told_at IS {told}"""

_OF_CONTACT = """
SELECT a.id, a.title, d.told_at, d.channel, d.text, coalesce(m.name, '') AS by, a.closed_at
FROM disclosure d JOIN announcement a ON a.id = d.announcement_id LEFT JOIN member m ON m.id = d.by_id
WHERE d.contact_id = ?1 ORDER BY d.told_at IS NOT NULL, a.at DESC, a.id DESC"""

NEXT = """
WITH concerned AS (SELECT DISTINCT announcement_id AS id FROM disclosure WHERE id {among})
SELECT contact_id AS id FROM outreach WHERE kind = 10 AND subject IN (SELECT id FROM concerned)
UNION SELECT contact_id FROM disclosure WHERE id IN (
    SELECT min(d.id) FROM disclosure d JOIN concerned n ON n.id = d.announcement_id
    WHERE d.told_at IS NULL GROUP BY d.announcement_id)"""
"""Who is the next to be told of the announcements that these disclosures are of: one of many has the row on Today."""

_OPEN = "SELECT id, title FROM announcement WHERE closed_at IS NULL ORDER BY at DESC, id DESC LIMIT ?1"
_COUNT = "SELECT count(*) FROM disclosure WHERE announcement_id = ?1 AND told_at IS {told}"
_FOUND = """
SELECT count(*) FROM contact c LEFT JOIN reason r ON r.id = c.reason_id
WHERE c.archived_at IS NULL AND coalesce(r.ends_contact, 0) = 0"""
_MOST = 200
"""So many announcements are offered to choose from."""


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """One announcement; `by` made it, and `told` of `audience_size` contacts were told; open without `closed_at`."""

    id: int
    title: str
    text: str
    audience: str
    at: datetime
    by: str
    closed_at: datetime | None
    version: int
    told: int
    audience_size: int


@dataclass(frozen=True, slots=True)
class Person:
    """One contact of an audience: to be told, or told since `told_at` by `by`; `id` is that of the disclosure."""

    id: int
    contact_id: int
    name: str
    stage: str
    is_archived: bool
    told_at: datetime | None
    channel: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Told:
    """Where one contact stands in one announcement."""

    id: int
    title: str
    told_at: datetime | None
    channel: str
    text: str
    by: str
    closed_at: datetime | None


class Announcements(keyset.Pages[AnnouncementRow]):
    """All announcements, open ones first, the newest first; as a list reads them."""

    async def count(self) -> int:
        """Count the whole list."""
        return await db.reader().number("SELECT count(*) FROM announcement")

    @override
    def _key(self, row: AnnouncementRow) -> tuple[object, ...]:
        return (row.closed_at is None, row.at, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[AnnouncementRow]:
        return await _counted(
            await keyset.page(_SELECT, [], ("is_open", "at", "id"), newest_first=True, limit=limit, **edge)
        )


class Untold(keyset.Pages[Person]):
    """Who is still to be told of one announcement, in the order in which they were chosen."""

    def __init__(self, announcement_id: int) -> None:
        self._values = [announcement_id]

    async def count(self) -> int:
        """Count the whole list."""
        return await db.reader().number(_COUNT.format(told="NULL"), self._values)

    @override
    def _key(self, row: Person) -> tuple[object, ...]:
        return (row.id,)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[Person]:
        select = _PERSON.format(told="NULL")
        return [_person(row) for row in await keyset.page(select, self._values, ("id",), limit=limit, **edge)]


class WereTold(keyset.Pages[Person]):
    """Who has been told of one announcement, who was told last first."""

    def __init__(self, announcement_id: int) -> None:
        self._values = [announcement_id]

    async def count(self) -> int:
        """Count the whole list."""
        return await db.reader().number(_COUNT.format(told="NOT NULL"), self._values)

    @override
    def _key(self, row: Person) -> tuple[object, ...]:
        return (row.told_at, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[Person]:
        select, keys = _PERSON.format(told="NOT NULL"), ("told_at", "id")
        rows = await keyset.page(select, self._values, keys, newest_first=True, limit=limit, **edge)
        return [_person(row) for row in rows]


def audience(announcement_id: int) -> Chained[Person]:
    """List whom an announcement is for: who is still to be told, and below who has been."""
    lists = (Untold(announcement_id), WereTold(announcement_id))
    return Chained(lists, place=lambda person: int(person.told_at is not None))


async def one(announcement_id: int) -> AnnouncementRow:
    """Read one announcement. Raises NotFound."""
    rows = await db.reader().rows(f"{_SELECT} WHERE a.id = ?1", [announcement_id])
    if not rows:
        message = f"There is no announcement {announcement_id}. See them with: wellkept announce list."
        raise NotFound(message)
    return (await _counted(rows))[0]


async def of_contact(contact_id: int) -> list[Told]:
    """List what one contact has been told, and is to be told: that first."""
    return [Told(**row) for row in await db.reader().rows(_OF_CONTACT, [contact_id])]


async def still_open() -> dict[str, int]:
    """Give the id of each announcement that people are still told, by title; of two called alike, the newer one."""
    rows = await db.reader().rows(_OPEN, [_MOST])
    return {row["title"]: row["id"] for row in reversed(rows)}


async def found_by(query: str) -> int:
    """Count whom a query finds who could be told."""
    found, terms = search.condition(query, first=1)
    return await db.reader().number(f"{_FOUND}{found}", terms)


async def _counted(rows: Sequence[Row]) -> list[AnnouncementRow]:
    sql = _COUNTED.format(ids=", ".join(str(row["id"]) for row in rows))
    counts = {row.pop("id"): row for row in await db.reader().rows(sql)}
    none = {"told": 0, "audience_size": 0}
    for row in rows:
        row.pop("is_open")
    return [AnnouncementRow(**row, **counts.get(row["id"], none)) for row in rows]


def _person(row: Row) -> Person:
    row["is_archived"] = bool(row["is_archived"])
    return Person(**row)
