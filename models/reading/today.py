"""Today: who needs outreach now, most pressing first, and why."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models import db
from models.reading import keyset
from models.reading.confided import has_confidences
from models.reading.due import due_now
from models.rules.outreach import horizon
from models.rules.why import Outreach
from models.rules.words import ReasonKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.engine.reader import Row

# Each subject is looked up in the one table that its kind says; the numbers are those of rules.words.ReasonKind.
# Where it has none, it is about the first problem that nothing is promised of.
_WAITING = """(
    SELECT min(w.id) FROM problem w WHERE w.contact_id = o.contact_id AND (w.closed_at IS NULL) IS TRUE AND NOT EXISTS (
        SELECT 1 FROM follow_up x
        WHERE x.contact_id = w.contact_id AND x.problem_id = w.id AND coalesce(x.state, '') = 'open'))"""
_AUDIENCE = "SELECT count(*) FROM disclosure d WHERE d.announcement_id = a.id AND d.told_at IS"

_SELECT = f"""
SELECT o.id, o.kind, o.due_at, o.contact_id, c.name, s.name AS stage, s.kind AS stage_kind, c.stage_since_at,
       c.created_at, c.last_interaction_at, coalesce(c.every_days, s.every_days) AS every_days, c.birthday,
       o.subject, f.id AS follow_up, coalesce(f.step, '') AS step, f.due_on,
       coalesce(nullif(f.text, ''), p.text, r.text, n.text, a.title, '') AS text,
       CASE WHEN o.kind = 3 THEN 'call' ELSE coalesce(f.channel, '') END AS channel,
       CASE WHEN f.id IS NULL THEN coalesce(r.heard_at, n.confirmed_at, a.at, p.opened_at) END AS began_at,
       CASE WHEN a.id IS NULL THEN 0 ELSE ({_AUDIENCE} NOT NULL) END AS told,
       CASE WHEN a.id IS NULL THEN 0 ELSE ({_AUDIENCE} NULL) END AS untold,
       coalesce(f.private_place, 0) AS private_place, {has_confidences("o.contact_id")}
FROM outreach o JOIN contact c ON c.id = o.contact_id JOIN stage s ON s.id = c.stage_id
LEFT JOIN follow_up f ON f.id = o.subject AND o.kind IN (1, 2, 4, 5)
LEFT JOIN problem p ON p.id = CASE WHEN o.kind IN (2, 4) THEN coalesce(f.problem_id, {_WAITING}) END
LEFT JOIN rumour r ON r.id = o.subject AND o.kind = 3
LEFT JOIN need n ON n.id = o.subject AND o.kind = 9
LEFT JOIN announcement a ON a.id = o.subject AND o.kind = 10
WHERE {due_now("o")}"""  # noqa: S608  (our own words)

_AMONG = "IN (SELECT value FROM json_each(?2))"
_KEYS = ("due_at", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachRow(Outreach):
    """One reason for outreach with whom it is about.

    `subject` is the id of what is behind it in the table that its kind says, or 0; where that is a follow-up, it is
    `follow_up`, too. The `id` of a row that is kept nowhere, as of a secret, is negative.
    """

    id: int
    contact_id: int
    name: str
    stage_kind: str
    subject: int
    follow_up: int | None
    private_place: bool
    has_confidences: bool


class TodayList:
    """Who needs outreach on the day of `now`, as a list reads them: kind by kind, each an index range.

    `secrets` are the reasons of kind SECRET, which are kept nowhere: they stand in their place among the others.
    """

    def __init__(self, *, now: datetime, secrets: Sequence[OutreachRow] = ()) -> None:
        self._until = horizon(now)
        self._secrets = sorted((row for row in secrets if row.due_at < self._until), key=_key)
        self.counts: dict[ReasonKind, int] = {}
        """How many there are of each kind, once `count` was called."""
        self.people = 0
        """How many contacts there are in the list, once `count` was called: one may have several reasons."""

    async def page(
        self, *, after: OutreachRow | None = None, before: OutreachRow | None = None, limit: int
    ) -> list[OutreachRow]:
        """Return the rows after one, before one, or the first."""
        if before is not None:
            return await self._backwards(limit, before)
        rows: list[OutreachRow] = []
        for kind in ReasonKind:
            if after is None or kind >= after.kind:
                edge = _key(after) if after is not None and kind == after.kind else None
                rows += await self._of_kind(kind, after=edge, limit=limit - len(rows))
            if len(rows) == limit:
                break
        return rows

    async def last(self, limit: int) -> list[OutreachRow]:
        """Return the last rows."""
        return await self._backwards(limit, None)

    async def count(self) -> int:
        """Count the whole list, how many there are of each kind, and the contacts."""
        due = f"FROM outreach WHERE {due_now()}"
        rows = await db.reader().rows(f"SELECT kind, count(*) AS number {due} GROUP BY kind", [self._until])
        self.people = await db.reader().number(f"SELECT count(DISTINCT contact_id) {due}", [self._until])
        self.counts = {ReasonKind(row["kind"]): row["number"] for row in rows}
        if self._secrets:
            self.counts[ReasonKind.SECRET] = len(self._secrets)
            self.people += await self._only_secrets()
        return sum(self.counts.values())

    async def _only_secrets(self) -> int:
        """Count the contacts with a secret and no other reason."""
        ids = {row.contact_id for row in self._secrets}
        sql = f"SELECT count(DISTINCT contact_id) FROM outreach WHERE {due_now()} AND contact_id {_AMONG}"  # noqa: S608  (our own words)
        return len(ids) - await db.reader().number(sql, [self._until, json.dumps([*ids])])

    async def _backwards(self, limit: int, before: OutreachRow | None) -> list[OutreachRow]:
        rows: list[OutreachRow] = []
        for kind in reversed(ReasonKind):
            if before is None or kind <= before.kind:
                edge = _key(before) if before is not None and kind == before.kind else None
                rows = await self._of_kind(kind, before=edge, last=edge is None, limit=limit - len(rows)) + rows
            if len(rows) == limit:
                break
        return rows

    async def _of_kind(self, kind: ReasonKind, *, limit: int, **edge: Any) -> list[OutreachRow]:
        if kind == ReasonKind.SECRET:
            return _part(self._secrets, limit=limit, **edge)
        rows = await keyset.page(f"{_SELECT} AND o.kind = ?2", [self._until, kind.value], _KEYS, limit=limit, **edge)
        return [_outreach(row) for row in rows]


async def ended(*, now: datetime) -> list[int]:
    """List the contacts with a reason that ended by itself and is to be worked out anew."""
    rows = await db.reader().rows("SELECT DISTINCT contact_id FROM outreach WHERE ends_at <= ?1", [now])
    return [row["contact_id"] for row in rows]


async def of_contact(contact_id: int, *, now: datetime) -> list[OutreachRow]:
    """List the reasons of one contact, most pressing first."""
    rows = await db.reader().rows(
        f"{_SELECT} AND o.contact_id = ?2 ORDER BY o.kind, o.due_at", [horizon(now), contact_id]
    )
    return [_outreach(row) for row in rows]


def _part(
    rows: list[OutreachRow],
    *,
    limit: int,
    after: tuple[object, ...] | None = None,
    before: tuple[object, ...] | None = None,
    last: bool = False,
) -> list[OutreachRow]:
    """Return what keyset.page would of rows that are in memory, in their order."""
    if before is not None:
        rows = rows[: bisect_left(rows, before, key=_key)]
    elif after is not None:
        rows = rows[bisect_right(rows, after, key=_key) :]
    return rows[max(len(rows) - limit, 0) :] if last or before is not None else rows[:limit]


def _key(row: OutreachRow) -> tuple[object, ...]:
    return (row.due_at, row.id)


def _outreach(row: Row) -> OutreachRow:
    row["kind"] = ReasonKind(row["kind"])
    row["private_place"] = bool(row["private_place"])
    row["has_confidences"] = bool(row["has_confidences"])
    return OutreachRow(**row)
