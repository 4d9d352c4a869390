"""What search reads of a contact: name, company, e-mails, phones and tags, folded into one text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models import db, phones
from models.rules import folding
from models.rules.words import PointKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tortoise.backends.base.client import BaseDBAsyncClient

    Part = tuple[str, str]
    """What a text is, one of _ORDER, and the text."""

BATCH = 500
"""Contacts made ready at a time, in a transaction of their own."""

_ORDER = ("name", "company", PointKind.E_MAIL.value, PointKind.PHONE.value, "tag")

_PARTS = """
SELECT id, 'name' AS kind, name AS text, 0 AS place, 0 AS row FROM contact WHERE id IN ({ids})
UNION ALL SELECT c.id, 'company', co.name, 0, 0 FROM contact c JOIN company co ON co.id = c.company_id
WHERE c.id IN ({ids})
UNION ALL SELECT contact_id, kind, value, position, id FROM contact_point
WHERE contact_id IN ({ids}) AND kind IN ('e-mail', 'phone')
UNION ALL SELECT ct.contact_id, 'tag', t.name, 0, ct.id FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id
WHERE ct.contact_id IN ({ids})
ORDER BY 1, 4, 5"""

_WRITE = "UPDATE contact SET search_text = ?2 WHERE id = ?1 AND search_text <> ?2"

_NEXT = (
    "SELECT DISTINCT contact_id AS id FROM contact_point WHERE kind = 'phone' AND contact_id > ?1 ORDER BY 1 LIMIT ?2"
)


async def of_new(parts: Iterable[Part], connection: BaseDBAsyncClient) -> str:
    """Return the text of a contact who is not in the book yet."""
    (text,) = await of_many([parts], connection)
    return text


async def of_many(contacts: Iterable[Iterable[Part]], connection: BaseDBAsyncClient) -> list[str]:
    """Return the texts of contacts who are not in the book yet, each by its parts."""
    region = await _region(connection)
    return [_folded(parts, region) for parts in contacts]


async def of_changed(contact_id: int, values: Mapping[str, str], connection: BaseDBAsyncClient) -> str:
    """Return the text of a contact as the book has them but for `values`: a new name or company, or both."""
    parts = (await _parts([contact_id], connection))[contact_id]
    kept = [part for part in parts if part[0] not in values]
    return _folded([*values.items(), *kept], await _region(connection))


async def refresh(contact_ids: Sequence[int], connection: BaseDBAsyncClient) -> None:
    """Make the texts of these contacts say what the book says, inside the transaction of `connection`."""
    region = await _region(connection)
    for start in range(0, len(contact_ids), BATCH):
        parts = await _parts(contact_ids[start : start + BATCH], connection)
        await connection.execute_many(
            _WRITE, [[contact_id, _folded(each, region)] for contact_id, each in parts.items()]
        )


async def catch_up() -> None:
    """Make search ready for the phone region that the team agreed on, a batch at a time; nothing once that is done.

    Broken off it begins anew the next time it is called, as it is when the program starts.
    """
    (row,) = await db.reader().rows("SELECT phone_region, indexed_region FROM business")
    if row["phone_region"] == row["indexed_region"]:
        return
    last = 0
    while found := await db.reader().rows(_NEXT, [last, BATCH]):
        last = found[-1]["id"]
        async with db.transaction() as connection:
            await refresh([each["id"] for each in found], connection)
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE business SET indexed_region = ?1", [row["phone_region"]])


def _folded(parts: Iterable[Part], region: str) -> str:
    """Fold each part by its kind, in one order whatever the order they come in."""
    ordered = sorted((part for part in parts if part[1]), key=lambda part: _ORDER.index(part[0]))
    return " ".join(
        phones.digits(text, region) if kind == PointKind.PHONE else folding.fold(text) for kind, text in ordered
    )


async def _parts(contact_ids: Sequence[int], connection: BaseDBAsyncClient) -> defaultdict[int, list[Part]]:
    marks = ", ".join(f"?{place}" for place in range(1, len(contact_ids) + 1))
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for row in await connection.execute_query_dict(_PARTS.format(ids=marks), list(contact_ids)):
        found[row["id"]].append((row["kind"], row["text"]))
    return found


async def _region(connection: BaseDBAsyncClient) -> str:
    (row,) = await connection.execute_query_dict("SELECT phone_region FROM business")
    return str(row["phone_region"])
