"""Everything kept about one person that is too long for one page: chapter by chapter, whole, for them to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import override

from models import db
from models.reading import keyset
from models.rules.also_kept import Extra

if TYPE_CHECKING:
    from datetime import date, datetime

LONGEST = 20_000
"""So many characters of an extra are read: of a picture, the beginning is enough."""

_EXTRAS = """
SELECT position, id, substr(line, 1, ?2) AS line, length(line) AS length FROM contact_extra WHERE contact_id = ?1"""

_HAPPENED = """
SELECT i.at, 'interaction' AS kind, i.id,
       i.channel || CASE i.direction WHEN 'in' THEN ', they to us' WHEN 'out' THEN ', we to them' ELSE '' END
       || ', ' || i.outcome || CASE i.purpose WHEN '' THEN '' ELSE ', ' || i.purpose END
       || CASE WHEN i.minutes IS NULL THEN '' ELSE ', ' || i.minutes || ' min' END AS what,
       i.text, m.name AS by, coalesce(u.tone, '') AS tone, NULL AS made_at, NULL AS closed_at, NULL AS due_on
FROM interaction i JOIN member m ON m.id = i.by_id LEFT JOIN follow_up u ON u.id = i.follow_up_id
WHERE i.contact_id = ?1
UNION ALL
SELECT n.at, 'note', n.id, 'note', n.text, m.name, '', NULL, NULL, NULL
FROM note n JOIN member m ON m.id = n.by_id WHERE n.contact_id = ?1
UNION ALL
SELECT c.at, 'stage', c.id,
       CASE WHEN f.id = t.id THEN 'in stage ' || t.name ELSE 'stage ' || f.name || ' → ' || t.name END
       || coalesce(', ' || r.name, ''), c.text, m.name, '', NULL, NULL, NULL
FROM stage_change c JOIN stage f ON f.id = c.from_stage_id JOIN stage t ON t.id = c.to_stage_id
LEFT JOIN reason r ON r.id = c.reason_id JOIN member m ON m.id = c.by_id WHERE c.contact_id = ?1
UNION ALL
SELECT v.at, 'override', v.id, 'rule set aside: ' || v.rule, v.reason, m.name, 'unpleasant', NULL, NULL, NULL
FROM override v JOIN member m ON m.id = v.by_id WHERE v.contact_id = ?1
UNION ALL
SELECT v.at, 'favour', v.id,
       CASE v.direction WHEN 'in' THEN 'they did us a favour' WHEN 'out' THEN 'we did them a favour'
       ELSE 'a favour both ways' END || coalesce(', introduced ' || i.name, ''), v.text, m.name, '', NULL, NULL, NULL
FROM favour v JOIN member m ON m.id = v.by_id LEFT JOIN contact i ON i.id = v.introduced_id WHERE v.contact_id = ?1
UNION ALL
SELECT v.at, 'introduced', v.id, 'introduced through ' || c.name, '', m.name, '', NULL, NULL, NULL
FROM favour v JOIN member m ON m.id = v.by_id JOIN contact c ON c.id = v.contact_id WHERE v.introduced_id = ?1
UNION ALL
SELECT d.told_at, 'told', d.id, 'told, ' || d.channel,
       a.title || CASE d.text WHEN '' THEN '' ELSE char(10) || d.text END, m.name, '', NULL, NULL, NULL
FROM disclosure d JOIN announcement a ON a.id = d.announcement_id JOIN member m ON m.id = d.by_id
WHERE d.contact_id = ?1 AND d.told_at IS NOT NULL"""

_KNOWN = """
SELECT n.confirmed_at AS at, 'need' AS kind, n.id,
       'need, ' || CASE n.weight WHEN 3 THEN 'vital' WHEN 2 THEN 'matters' ELSE 'nice' END AS what,
       n.text || CASE n.note WHEN '' THEN '' ELSE char(10) || n.note END AS text, m.name AS by, '' AS tone,
       n.created_at AS made_at, n.ended_at AS closed_at, NULL AS due_on
FROM need n JOIN member m ON m.id = n.by_id WHERE n.contact_id = ?1
UNION ALL
SELECT r.heard_at, 'rumour', r.id,
       'rumour' || CASE r.source WHEN '' THEN '' ELSE ', from ' || r.source END
       || CASE r.truth WHEN '' THEN '' ELSE ', ' || r.truth END,
       r.text || CASE r.found WHEN '' THEN '' ELSE char(10) || r.found END,
       m.name, 'unpleasant', r.heard_at, r.closed_at, NULL
FROM rumour r JOIN member m ON m.id = r.by_id WHERE r.contact_id = ?1
UNION ALL
SELECT p.opened_at, 'problem', p.id,
       'problem, for ' || o.name
       || CASE WHEN p.amount IS NULL THEN '' ELSE printf(', %,d.%02d', p.amount / 100, p.amount % 100) END
       || CASE p.fault WHEN '' THEN '' ELSE ', fault: ' || p.fault END
       || CASE p.outcome WHEN '' THEN '' ELSE ', ' || p.outcome END,
       p.text || CASE p.wanted WHEN '' THEN '' ELSE char(10) || 'they want: ' || p.wanted END
       || CASE p.solution WHEN '' THEN '' ELSE char(10) || 'agreed: ' || p.solution END
       || CASE p.closing WHEN '' THEN '' ELSE char(10) || p.closing END,
       m.name, '', p.opened_at, p.closed_at, NULL
FROM problem p JOIN member o ON o.id = p.owner_id JOIN member m ON m.id = p.by_id WHERE p.contact_id = ?1"""

_PLANNED = """
SELECT u.due_at AS at, 'follow_up' AS kind, u.id,
       CASE u.step WHEN '' THEN '' ELSE 'a step of a problem, ' || u.step || ', ' END
       || u.state || ', ' || u.channel || ', ' || u.purpose || ', ' || u.tone
       || CASE WHEN u.private_place THEN ', needs a private place' ELSE '' END
       || CASE u.repeat WHEN '' THEN '' ELSE ', every ' || u.repeat END || ', for ' || o.name AS what,
       u.text, m.name AS by, u.tone, u.created_at AS made_at, u.closed_at, u.due_on
FROM follow_up u JOIN member o ON o.id = u.owner_id JOIN member m ON m.id = u.created_by_id WHERE u.contact_id = ?1
UNION ALL
SELECT s.until_at, 'snooze', s.id, 'reminder put off', '', '', '', NULL, NULL, NULL
FROM snooze s WHERE s.contact_id = ?1
UNION ALL
SELECT a.at, 'told', d.id, 'to be told', a.title, m.name, '', a.at, NULL, NULL
FROM disclosure d JOIN announcement a ON a.id = d.announcement_id JOIN member m ON m.id = a.by_id
WHERE d.contact_id = ?1 AND d.told_at IS NULL AND a.closed_at IS NULL"""

_CHANGED = """
SELECT h.at, 'change' AS kind, h.id, h.verb AS what, h.changed AS text, m.name AS by, '' AS tone, NULL AS made_at,
       h.undone_at AS closed_at, NULL AS due_on
FROM history h JOIN member m ON m.id = h.by_id WHERE h.contact_id = ?1"""

_SEALED = """
SELECT c.at, c.id, m.name AS by FROM confidence c JOIN member m ON m.id = c.by_id
WHERE c.contact_id = ?1 AND EXISTS (SELECT 1 FROM confidence_reader r WHERE r.confidence_id = c.id AND r.member_id = ?2)
"""

_WHOSE = """
SELECT m.name AS author, EXISTS (SELECT 1 FROM confidence_reader r WHERE r.confidence_id = c.id AND r.member_id = ?2)
       AS is_readable, count(*) AS number
FROM confidence c JOIN member m ON m.id = c.by_id WHERE c.contact_id = ?1 GROUP BY 1, 2 ORDER BY 2 DESC, 1"""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, is planned, or was changed.

    `kind` is interaction, note, stage, override, favour, introduced, told, need, rumour, problem, follow_up, snooze or
    change; `what` says it in words, or is the verb of a change, whose `text` names the fields. `tone` is that of the
    follow-up it is or is about, if any, and that of a rumour unpleasant; `closed_at` is when it was closed, or a change
    taken back.
    """

    at: datetime
    kind: str
    id: int
    what: str
    text: str
    by: str
    tone: str
    made_at: datetime | None
    closed_at: datetime | None
    due_on: date | None


class Events(keyset.Pages[Event]):
    """One chapter of events, newest first, as a list reads it."""

    def __init__(self, select: str, contact_id: int) -> None:
        self._select, self._contact_id = select, contact_id

    async def count(self) -> int:
        """Count the events."""
        return await db.reader().number(f"SELECT count(*) FROM ({self._select}) AS list", [self._contact_id])  # noqa: S608  (our own words)

    @override
    def _key(self, row: Event) -> tuple[object, ...]:
        return (row.at, row.kind, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[Event]:
        keys = ("at", "kind", "id")
        rows = await keyset.page(self._select, [self._contact_id], keys, newest_first=True, limit=limit, **edge)
        return [Event(**row) for row in rows]


def happened(contact_id: int) -> Events:
    """Tell what was said and sent, noted, and how their stage changed."""
    return Events(_HAPPENED, contact_id)


def known(contact_id: int) -> Events:
    """Tell what they need, what was heard of them, and what went wrong for them."""
    return Events(_KNOWN, contact_id)


def planned(contact_id: int) -> Events:
    """Tell of all follow-ups, also those that are over, and of what was put off."""
    return Events(_PLANNED, contact_id)


def changed(contact_id: int) -> Events:
    """Tell who changed what; also what was taken back later."""
    return Events(_CHANGED, contact_id)


class Line(NamedTuple):
    """One line of an address book that no field holds; see `Extra`."""

    position: int
    id: int
    extra: Extra


class Lines(keyset.Pages[Line]):
    """The extras of one contact in their order, whole but for what is longer than LONGEST."""

    def __init__(self, contact_id: int) -> None:
        self._contact_id = contact_id

    async def count(self) -> int:
        """Count the lines."""
        return await db.reader().number("SELECT count(*) FROM contact_extra WHERE contact_id = ?1", [self._contact_id])

    @override
    def _key(self, row: Line) -> tuple[object, ...]:
        return (row.position, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[Line]:
        rows = await keyset.page(_EXTRAS, [self._contact_id, LONGEST], ("position", "id"), limit=limit, **edge)
        return [Line(row["position"], row["id"], Extra(row["line"], row["length"])) for row in rows]


class SealedRow(NamedTuple):
    """A confidential note that its reader may open; `by` wrote it."""

    at: datetime
    id: int
    by: str


class Sealed(keyset.Pages[SealedRow]):
    """The confidential notes on a contact of which a member is a reader, newest first."""

    def __init__(self, contact_id: int, member_id: int) -> None:
        self._values = [contact_id, member_id]

    async def count(self) -> int:
        """Count them."""
        return await db.reader().number(f"SELECT count(*) FROM ({_SEALED}) AS list", self._values)  # noqa: S608  (our own words)

    @override
    def _key(self, row: SealedRow) -> tuple[object, ...]:
        return (row.at, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[SealedRow]:
        rows = await keyset.page(_SEALED, self._values, ("at", "id"), newest_first=True, limit=limit, **edge)
        return [SealedRow(**row) for row in rows]


class Whose(NamedTuple):
    """How many confidential notes on a contact are by one author, and whether the member who asks may open them."""

    author: str
    is_readable: bool
    number: int


async def confidential(contact_id: int, member_id: int) -> list[Whose]:
    """Count the confidential notes on a contact by author, those that a member may open first."""
    rows = await db.reader().rows(_WHOSE, [contact_id, member_id])
    return [Whose(row["author"], bool(row["is_readable"]), row["number"]) for row in rows]
