"""One contact, whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from models import db
from models.reading import today
from models.reading.contacts import ContactList
from models.rules import folding, text
from models.rules.also_kept import Extra
from models.rules.contact_fields import Point
from models.rules.refusals import NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from models.reading.today import OutreachRow

_SELECT = """
SELECT c.id, c.uid, c.name, coalesce(co.name, '') AS company, c.stage_id, s.name AS stage, s.kind AS stage_kind,
       c.stage_since_at, coalesce(r.name, '') AS reason, c.owner_id, m.name AS owner, c.every_days,
       s.every_days AS stage_every_days, c.birthday, c.safe_topics, c.off_limits, c.do_not_contact, c.created_at,
       c.last_interaction_at, c.archived_at, c.discretion_at, coalesce(p.name, '') AS discretion_by, c.version,
       (SELECT count(*) FROM confidence k WHERE k.contact_id = c.id) AS confidential_notes
FROM contact c JOIN stage s ON s.id = c.stage_id JOIN member m ON m.id = c.owner_id
LEFT JOIN company co ON co.id = c.company_id LEFT JOIN reason r ON r.id = c.reason_id
LEFT JOIN member p ON p.id = c.discretion_by_id
WHERE c.id = ?1"""

_EXTRAS = """
SELECT substr(line, 1, ?2) AS line, length(line) AS length FROM contact_extra WHERE contact_id = ?1
ORDER BY position, id"""

_CALLED = """
SELECT c.id, c.name, coalesce(co.name, '') AS company FROM contact c LEFT JOIN company co ON co.id = c.company_id
WHERE c.archived_at IS NULL AND c.sort_key = ?1 ORDER BY c.id"""

_EXISTS = "SELECT id FROM contact WHERE id = ?1"

_LISTED = 10
"""How many contacts are listed when a text matches several."""

_BEGINNING = 2_000
"""So many characters of an extra are read: what is shown of one stands there, and a picture is long."""

_LONG = 19
"""A number of that many digits is no id: databases count up to 2 ** 63."""


class _Match(NamedTuple):
    id: int
    name: str
    company: str


@dataclass(frozen=True, slots=True)
class WholeContact:
    """Everything kept about a contact but the timeline. `every_days` is their own cadence; their stage may have one.

    Discretion was promised by `discretion_by` at `discretion_at`, if it was.
    """

    id: int
    uid: str
    name: str
    company: str
    stage_id: int
    stage: str
    stage_kind: str
    stage_since_at: datetime
    reason: str
    owner_id: int
    owner: str
    every_days: int | None
    stage_every_days: int | None
    birthday: str
    safe_topics: str
    off_limits: str
    do_not_contact: str
    created_at: datetime
    last_interaction_at: datetime | None
    archived_at: datetime | None
    discretion_at: datetime | None
    discretion_by: str
    version: int
    confidential_notes: int
    points: dict[str, list[Point]]
    tags: list[str]
    extras: list[Extra]
    outreach: list[OutreachRow]

    def values(self, kind: str) -> list[str]:
        """Return the points of one PointKind without their labels."""
        return [point.value for point in self.points.get(kind, [])]


async def one(contact_id: int, *, now: datetime) -> WholeContact:
    """Read one contact, archived or not. Raises NotFound."""
    reader = db.reader()
    rows = await reader.rows(_SELECT, [contact_id])
    if not rows:
        message = f"There is no contact {contact_id}. Look for it with: wellkept find."
        raise NotFound(message)
    points: dict[str, list[Point]] = {}
    for row in await reader.rows(
        "SELECT kind, label, value FROM contact_point WHERE contact_id = ?1 ORDER BY position, id", [contact_id]
    ):
        points.setdefault(row["kind"], []).append(Point(row["label"], row["value"]))
    tags = await reader.rows(
        "SELECT t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id = ?1 ORDER BY t.name",
        [contact_id],
    )
    extras = await reader.rows(_EXTRAS, [contact_id, _BEGINNING])
    return WholeContact(
        **rows[0],
        points=points,
        tags=[row["name"] for row in tags],
        extras=[Extra(row["line"], row["length"]) for row in extras],
        outreach=await today.of_contact(contact_id, now=now),
    )


async def matching(words: str, *, now: datetime) -> int:
    """Find the one contact meant by an id, a whole name, or text that matches no other.

    Raises NotFound, listing those it could be.
    """
    if words.isdecimal() and len(words) < _LONG and await db.reader().rows(_EXISTS, [int(words)]):
        return int(words)
    chosen = await _called(words.strip())
    if not chosen and words.strip():
        rows = await ContactList(words, now=now).page(limit=_LISTED + 1)
        chosen = [_Match(row.id, row.name, row.company) for row in rows]
    if len(chosen) == 1:
        return chosen[0].id
    if not chosen:
        message = f"No contact matches {text.quoted(words)}. Look with: wellkept find."
        raise NotFound(message)
    listed = ", ".join(f"{row.id} {row.name}{f' ({row.company})' if row.company else ''}" for row in chosen[:_LISTED])
    more = " and others" if len(chosen) > _LISTED else ""
    message = f"{text.quoted(words)} matches more than one contact: {listed}{more}. Use the id."
    raise NotFound(message)


async def _called(name: str) -> list[_Match]:
    """List who has that whole name: written just so, or else folded alike."""
    key = folding.sort_key(name)
    rows = [_Match(**row) for row in await db.reader().rows(_CALLED, [key])]
    exact = [row for row in rows if row.name.casefold() == name.casefold()]
    return exact or (rows if key else [])
