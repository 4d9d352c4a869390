"""What may be said of secrets while they are locked; and, of those that were opened, who is to be talked with."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import override

from models import db
from models.reading import keyset
from models.reading.confided import has_confidences
from models.reading.today import OutreachRow
from models.rules import confiding
from models.rules import secrets as rules
from models.rules.outreach import horizon
from models.rules.words import ReasonKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from models.engine.reader import Row
    from models.rules.secrets import Knower
    from models.secrets import Opened

_LISTED = """
SELECT k.at, k.id, k.uid, m.name AS by, k.revision, EXISTS (SELECT 1 FROM confidence_reader r
       WHERE r.confidence_id = k.id AND r.member_id = ?1) AS is_reader
FROM confidence k JOIN member m ON m.id = k.by_id WHERE k.contact_id IS NULL"""

_READERS = """
SELECT r.confidence_id AS id, m.name FROM confidence_reader r LEFT JOIN member m ON m.id = r.member_id
WHERE r.confidence_id IN (SELECT value FROM json_each(?1)) ORDER BY r.id"""

_WHO = f"""
SELECT c.uid, c.id AS contact_id, c.name, s.name AS stage, s.kind AS stage_kind, c.stage_since_at, c.created_at,
       c.last_interaction_at, coalesce(c.every_days, s.every_days) AS every_days, c.birthday, {has_confidences("c.id")}
FROM contact c JOIN stage s ON s.id = c.stage_id LEFT JOIN reason r ON r.id = c.reason_id
WHERE c.uid IN (SELECT value FROM json_each(?1)) AND c.archived_at IS NULL AND NOT coalesce(r.ends_contact, 0)"""  # noqa: S608  (our own words)

_CALLED = "SELECT uid, id, name FROM contact WHERE uid IN (SELECT value FROM json_each(?1))"

_ID_BITS = 32
_AT_ONCE = 500
"""So many reasons are worked out in one go."""


@dataclass(frozen=True, slots=True)
class SecretRow:
    """What may be said of a secret that is locked: who sealed it last, and when; who can read it; whether I can."""

    at: datetime
    id: int
    uid: str
    by: str
    revision: int
    is_reader: bool
    readers: str


class SecretList(keyset.Pages[SecretRow]):
    """All secrets, as a list reads them, the one that was sealed last first; titles are for those who open them."""

    def __init__(self, member_id: int) -> None:
        self._member_id = member_id

    async def count(self) -> int:
        """Count them."""
        return await db.reader().number("SELECT count(*) FROM confidence WHERE contact_id IS NULL")

    @override
    def _key(self, row: SecretRow) -> tuple[object, ...]:
        return (row.at, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[SecretRow]:
        rows = await keyset.page(_LISTED, [self._member_id], ("at", "id"), newest_first=True, limit=limit, **edge)
        return await _with_readers(rows)


class Name(NamedTuple):
    """Who a knower is, as the book calls them now."""

    id: int
    name: str


async def one(secret_id: int, member_id: int) -> SecretRow | None:
    """Say of one secret what may be said; None where there is none."""
    rows = await db.reader().rows(f"{_LISTED} AND k.id = ?2", [member_id, secret_id])
    return next(iter(await _with_readers(rows)), None)


async def revisions(member_id: int) -> list[tuple[int, str, int]]:
    """List the secrets that a member is a reader of: id, uid, and how often each was sealed."""
    rows = await db.reader().rows(f"SELECT id, uid, revision FROM ({_LISTED}) WHERE is_reader ORDER BY id", [member_id])  # noqa: S608  (our own words)
    return [(row["id"], row["uid"], row["revision"]) for row in rows]


async def named(uids: Iterable[str]) -> dict[str, Name]:
    """Name contacts by uid; who is in the book no more is not among them."""
    rows = await db.reader().rows(_CALLED, [json.dumps([*uids])])
    return {row["uid"]: Name(row["id"], row["name"]) for row in rows}


def what_they_know(opened: Mapping[str, Opened], contact_uid: str) -> list[tuple[Opened, Knower]]:
    """Find where a contact stands in the secrets that are open, by title."""
    found = [(each, each.matter.knower(contact_uid)) for each in by_title(opened)]
    return [(each, knower) for each, knower in found if knower]


async def due(opened: Mapping[str, Opened], *, now: datetime) -> list[OutreachRow]:
    """List the contacts to be talked with about secrets that are open, in the order of a list of outreach.

    Nothing of it is stored. Who is archived, or with whom contact ends, is left in peace. Ids are below zero, and
    `subject` is the id of the secret.
    """
    waiting = [
        (secret, knower, at)
        for secret in opened.values()
        for knower, at in rules.due(secret.matter, until=horizon(now))
    ]
    uids = {knower.contact for _, knower, _ in waiting}
    rows = await db.reader().rows(_WHO, [json.dumps([*uids])]) if waiting else []
    who = {row.pop("uid"): row for row in rows}
    found: list[OutreachRow] = []
    for turn, (secret, knower, at) in enumerate(waiting):
        if turn % _AT_ONCE == 0:
            await asyncio.sleep(0)  # who knows of many secrets must not keep the screen waiting
        if knower.contact in who:
            found.append(_outreach(who[knower.contact], secret, at))
    return sorted(found, key=lambda row: (row.due_at, row.id))


def _outreach(row: Row, secret: Opened, at: datetime) -> OutreachRow:
    return OutreachRow(
        **{**row, "has_confidences": bool(row["has_confidences"])},
        id=-(secret.id << _ID_BITS | row["contact_id"]),
        kind=ReasonKind.SECRET,
        due_at=at,
        due_on=None,
        text=secret.matter.title,
        channel="",
        subject=secret.id,
        follow_up=None,
        private_place=True,
    )


def by_title(opened: Mapping[str, Opened]) -> list[Opened]:
    """List the secrets that are open, in the order of their titles."""
    return sorted(opened.values(), key=lambda each: (each.matter.title.casefold(), each.id))


async def _with_readers(rows: Sequence[Row]) -> list[SecretRow]:
    named = await db.reader().rows(_READERS, [json.dumps([row["id"] for row in rows])])
    names: dict[int, list[str | None]] = {}
    for row in named:
        names.setdefault(row["id"], []).append(row["name"])
    return [
        SecretRow(**{**row, "is_reader": bool(row["is_reader"])}, readers=confiding.joined(names.get(row["id"], [])))
        for row in rows
    ]
