"""The contacts of the book as cards: what an export writes, and what an import compares with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.exchange.card import Card, Point
from models.rules.words import PointKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    Rows = Callable[[str, list[Any]], Awaitable[list[dict[str, Any]]]]
    """What runs a query: the read side, or the transaction under way."""

POINTS = {
    PointKind.E_MAIL: "emails",
    PointKind.PHONE: "phones",
    PointKind.ADDRESS: "addresses",
    PointKind.LINK: "links",
}
"""Which field of a card has the points of a kind."""

PAGE_SIZE = 4_000_000
"""Characters of extras, such as photos, that are held in memory at a time; those of one contact always are."""

_SIZES = "SELECT contact_id AS id, length(line) AS size FROM contact_extra WHERE contact_id IN ({which})"

_CONTACTS = """
SELECT c.id, c.uid, c.name, coalesce(co.name, '') AS company, c.birthday, s.name AS stage, m.name AS owner,
       c.every_days, c.do_not_contact, c.safe_topics, c.off_limits
FROM contact c JOIN stage s ON s.id = c.stage_id JOIN member m ON m.id = c.owner_id
LEFT JOIN company co ON co.id = c.company_id
WHERE c.id IN ({which}) ORDER BY c.sort_key, c.id"""

_SEVERAL = """
SELECT contact_id, kind, label, value FROM (
    SELECT contact_id, kind, label, value, position, id FROM contact_point WHERE contact_id IN ({which})
    UNION ALL
    SELECT ct.contact_id, 'tag', '', t.name, 0, 0 FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id
    WHERE ct.contact_id IN ({which})
    UNION ALL
    SELECT contact_id, 'extra', '', line, position, id FROM contact_extra WHERE contact_id IN ({which})
    UNION ALL
    SELECT contact_id, 'note', '', text, 0, id FROM note WHERE contact_id IN ({which})) AS several
ORDER BY contact_id, kind, position, id, value"""


@dataclass(slots=True)
class Kept:
    """One contact of the book; `id` is None for one that a dry run would add."""

    id: int | None
    card: Card


async def cards(rows: Rows, ids: Sequence[int]) -> list[Kept]:
    """Read the contacts with these ids, archived or not, by name.

    Points and extras come in their order, tags by name, notes as they were written.
    """
    which = ", ".join(map(str, ids))
    found = {row["id"]: _kept(row) for row in await rows(_CONTACTS.format(which=which), [])}
    for row in await rows(_SEVERAL.format(which=which), []) if found else ():
        card, value = found[row["contact_id"]].card, row["value"]
        if row["kind"] in POINTS:
            getattr(card, POINTS[row["kind"]]).append(Point(row["label"], value))
        else:
            {"tag": card.tags, "note": card.notes, "extra": card.extras}[row["kind"]].append(value)
    return list(found.values())


async def in_memory(rows: Rows, ids: Sequence[int]) -> AsyncIterator[list[int]]:
    """Yield the ids of contacts, in their order, so many at a time as can be read at once."""
    sizes = Counter[int]()
    for row in await rows(_SIZES.format(which=", ".join(map(str, ids))), []):
        sizes[row["id"]] += row["size"]
    some, size = list[int](), 0
    for contact_id in ids:
        size += sizes[contact_id]
        if some and size > PAGE_SIZE:
            yield some
            some, size = [], sizes[contact_id]
        some.append(contact_id)
    yield some


def _kept(row: dict[str, Any]) -> Kept:
    contact_id = row.pop("id")
    row["do_not_contact"] = row["do_not_contact"].split()
    return Kept(contact_id, Card(line=0, **row))
