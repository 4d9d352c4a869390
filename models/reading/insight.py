"""Insight: what the book tells of a time, section by section, as numbers, each with the contacts behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from models import db
from models.reading.among import Among, numbered
from models.rules.outreach import horizon
from models.rules.periods import Period, since
from models.rules.words import Direction, Ending, Fault, Purpose, ReasonKind, StageKind, State, Weight

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class Section(StrEnum):
    """What is counted, in the order in which it is told."""

    LEFT = "left"
    NEVER = "never"
    STAGES = "stages"
    MOVES = "moves"
    PROBLEMS = "problems"
    PROMISES = "promises"
    SILENT = "silent"
    NEEDS = "needs"
    REFERRALS = "referrals"


@dataclass(frozen=True, slots=True)
class Bar:
    """One number: how many there are of what `name` says, and the contacts they are about."""

    section: Section
    name: str
    count: int
    among: Among


@dataclass(frozen=True, slots=True)
class _Counting:
    """How a section counts.

    `rows` is SQL: one row for everything that counts, of the contact `contact_id`, told apart by `bar` and `other`;
    {since} begins the period, {horizon} is the end of today, and what was due before {late} is late. Archived contacts
    are left out, as in every list. `name` is what a bar of `g` is called, with the tables that `joined` adds, `order`
    how bars follow each other. `title` stands above them.
    """

    title: str
    rows: str
    name: str
    order: str = "count DESC, name"
    joined: str = ""


def _why(title: str, kind: StageKind) -> _Counting:
    """Count who left, or never bought, by the reason that was learned last; also who came back since."""
    rows = f"""
SELECT c.id AS contact_id, c.reason_id AS bar, 0 AS other FROM contact c JOIN reason r ON r.id = c.reason_id
WHERE r.kind = '{kind}' AND c.stage_since_at >= {{since}} AND c.archived_at IS NULL
UNION ALL
SELECT m.contact_id, m.reason_id, 0 FROM stage_change m JOIN reason r ON r.id = m.reason_id
JOIN contact c ON c.id = m.contact_id
WHERE r.kind = '{kind}' AND m.at >= {{since}} AND c.archived_at IS NULL
AND coalesce((SELECT now.kind FROM reason now WHERE now.id = c.reason_id), '') <> r.kind
AND NOT EXISTS (SELECT 1 FROM stage_change later JOIN reason l ON l.id = later.reason_id
  WHERE later.contact_id = m.contact_id AND l.kind = r.kind AND later.id > m.id)"""  # noqa: S608  (our own words)
    return _Counting(title, rows, "r.name", joined="JOIN reason r ON r.id = g.bar")


_STAGES = """
SELECT c.id AS contact_id, c.stage_id AS bar, 0 AS other FROM contact c WHERE c.archived_at IS NULL"""

_LISTED = "NOT IN (SELECT a.id FROM contact a WHERE a.archived_at IS NOT NULL)"
"""Not archived: to look at few who are is a third of the work of looking at everybody's contact."""

_MOVES = f"""
SELECT m.contact_id, m.from_stage_id AS bar, m.to_stage_id AS other FROM stage_change m
WHERE m.from_stage_id <> m.to_stage_id AND m.at >= {{since}} AND m.contact_id {_LISTED}"""  # noqa: S608  (our own words)

_PROBLEMS = f"""
SELECT p.contact_id, p.fault AS bar, p.outcome AS other FROM problem p
WHERE (p.closed_at IS NULL OR p.closed_at >= {{since}}) AND p.contact_id {_LISTED}"""  # noqa: S608  (our own words)

_PROMISES = f"""
SELECT f.contact_id, CASE WHEN f.state = '{State.CANCELLED}' THEN 3 WHEN f.state = '{State.OPEN}' THEN 4
  WHEN f.closed_at < datetime(f.due_at, '+1 day') THEN 1 ELSE 2 END AS bar, 0 AS other
FROM follow_up f
WHERE (f.closed_at >= {{since}} OR f.state = '{State.OPEN}' AND f.due_at < {{late}}) AND f.contact_id {_LISTED}"""  # noqa: S608  (our own words)
"""An all-day one is due at midnight, so that a day later is the end of the day; the others get as long."""

_SILENT = f"""
SELECT o.contact_id, o.stage_id AS bar, 0 AS other FROM outreach o
WHERE o.kind = {ReasonKind.DRIFT:d} AND o.due_at < {{horizon}}"""  # noqa: S608  (our own words)

_NEEDS = f"""
SELECT n.contact_id, n.weight AS bar, 0 AS other FROM need n
WHERE n.ended_at IS NULL AND n.contact_id {_LISTED}"""  # noqa: S608  (our own words)

_REFERRALS = f"""
SELECT f.contact_id, CASE f.direction WHEN '{Direction.IN}' THEN 1 ELSE 3 END AS bar, 0 AS other
FROM favour f WHERE f.introduced_id IS NOT NULL AND f.at >= {{since}} AND f.contact_id {_LISTED}
UNION ALL
SELECT f.introduced_id, 2, 0 FROM favour f
WHERE f.direction = '{Direction.IN}' AND f.introduced_id IS NOT NULL AND f.at >= {{since}}
AND f.introduced_id {_LISTED}"""  # noqa: S608  (our own words)

_IN_STAGE = "JOIN stage s ON s.id = g.bar"

_COUNTED: Mapping[Section, _Counting] = {
    Section.LEFT: _why("WHY THEY LEFT", StageKind.FORMER),
    Section.NEVER: _why("WHY THEY NEVER BOUGHT", StageKind.NEVER),
    Section.STAGES: _Counting("STAGES NOW", _STAGES, "s.name", "s.position, s.id", _IN_STAGE),
    Section.MOVES: _Counting(
        "MOVES FROM STAGE TO STAGE",
        _MOVES,
        "s.name || ' to ' || too.name",
        joined=f"{_IN_STAGE} JOIN stage too ON too.id = g.other",
    ),
    Section.PROBLEMS: _Counting(
        "PROBLEMS BY FAULT AND OUTCOME",
        _PROBLEMS,
        "coalesce(nullif(g.bar, ''), 'fault not said') || ': ' || CASE g.other WHEN '' THEN 'open'"
        f" WHEN '{Ending.AGREED}' THEN 'agreed' ELSE 'not agreed' END",
        f"CASE g.bar WHEN '{Fault.OURS}' THEN 1 WHEN '{Fault.THEIRS}' THEN 2 WHEN '' THEN 4 ELSE 3 END, g.other",
    ),
    Section.PROMISES: _Counting(
        "PROMISES",
        _PROMISES,
        "CASE g.bar WHEN 1 THEN 'done in time' WHEN 2 THEN 'done late' WHEN 3 THEN 'cancelled'"
        " ELSE 'still open, and late' END",
        "g.bar",
    ),
    Section.SILENT: _Counting("SILENT TOO LONG, BY STAGE", _SILENT, "s.name", "s.position, s.id", _IN_STAGE),
    Section.NEEDS: _Counting(
        "NEEDS NOW, BY WEIGHT",
        _NEEDS,
        f"CASE g.bar WHEN {Weight.VITAL:d} THEN 'vital' WHEN {Weight.MATTERS:d} THEN 'matters' ELSE 'nice to have' END",
        "g.bar DESC",
    ),
    Section.REFERRALS: _Counting(
        "REFERRALS",
        _REFERRALS,
        "CASE g.bar WHEN 1 THEN 'introduced somebody to us' WHEN 2 THEN 'came to us that way'"
        " ELSE 'met somebody through us' END",
        "g.bar",
    ),
}


def title(section: Section) -> str:
    """Say what a section counts."""
    return _COUNTED[section].title


async def bars(section: Section, period: Period, *, now: datetime) -> list[Bar]:
    """Count one section: nothing that there is none of has a bar."""
    how = _COUNTED[section]
    values = {"since": since(period, now=now), "late": now - timedelta(days=1), "horizon": horizon(now)}
    sql = f"""
WITH g AS (SELECT bar, other, count(*) AS count FROM ({how.rows}) AS counted GROUP BY bar, other)
SELECT g.bar, g.other, g.count, {how.name} AS name FROM g {how.joined} ORDER BY {how.order}"""  # noqa: S608  (our own words)
    found = await db.reader().rows(*numbered(sql, values))
    behind = f"c.id IN (SELECT contact_id FROM ({how.rows}) AS counted WHERE bar = {{bar}} AND other = {{other}})"  # noqa: S608
    return [
        Bar(section, row["name"], row["count"], Among(behind, values | {"bar": row["bar"], "other": row["other"]}))
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is worth asking again, and what speaks against it."""

    id: int
    contact_ends: bool
    do_not_contact: str
    has_problem: bool
    is_planned: bool


_WORTH_ASKING = f"""
SELECT c.id, r.ends_contact AS contact_ends, c.do_not_contact,
       EXISTS (SELECT 1 FROM problem p WHERE p.contact_id = c.id AND p.closed_at IS NULL) AS has_problem,
       EXISTS (SELECT 1 FROM follow_up f WHERE f.contact_id = c.id AND f.state = '{State.OPEN}'
               AND f.purpose = '{Purpose.SALES}') AS is_planned
FROM contact c JOIN reason r ON r.id = c.reason_id WHERE r.asks_again AND c.archived_at IS NULL"""  # noqa: S608  (our own words)


NOBODY = "Nobody there is worth asking again: in the settings each reason says whether it is."


async def worth_asking(among: Among) -> list[Asked]:
    """List those whose reason is worth asking again later, by id."""
    more, values = among.condition(first=1)
    rows = await db.reader().rows(f"{_WORTH_ASKING}{more} ORDER BY c.id", values)
    flags = ("contact_ends", "has_problem", "is_planned")
    return [Asked(**{**row, **{flag: bool(row[flag]) for flag in flags}}) for row in rows]
