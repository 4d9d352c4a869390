"""A book of any size, filled with plain SQL through the real schema and the real rules; the same at every run."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import life
from benchmarks.people import COMPANIES, Person, people
from models import db
from models.rules import folding, outreach
from models.rules.outreach import Facts, OpenFollowUp
from tui import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When the book was filled: what is due then is due ever after."""

DEMO, LARGE = 60, 100_000
"""How many contacts a book has that one tries, and one that took a life to fill."""

STAGES = ("prospect", "customer", "fan", "never", "former")
CHANNELS = ("call", "video", "e-mail", "in-person")
TEXTS = ("send the drawings", "new kitchen", "ask how the move went", "renew the contract", "autumn offer")


class _Plan(NamedTuple):
    """One follow-up, as its row in the book."""

    id: int
    contact_id: int
    text: str
    due_at: datetime
    channel: str
    tone: str


async def filled(path: Path, size: int) -> Path:
    """Make a book at `path` with so many contacts, one in fifteen of whom needs outreach."""
    await db.up_to_date(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        _fill(connection, size)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def first_of_today(path: Path) -> str:
    """Return the name in the first row of Today."""
    with closing(sqlite3.connect(path)) as connection:
        (name,) = connection.execute(_FIRST, [_at(NOW)]).fetchone()
    return str(name)


_FIRST = """
SELECT c.name FROM outreach o JOIN contact c ON c.id = o.contact_id
WHERE o.due_at <= ?1 ORDER BY o.kind, o.due_at, o.id LIMIT 1"""


def _fill(connection: sqlite3.Connection, size: int) -> None:
    everybody = list(people(size))
    plans = {plan.contact_id: plan for plan in _plans(everybody)}
    member = (1, settings.account(), settings.account(), "owner", _at(NOW))
    tables = {
        "member (id, account, name, role, created_at)": iter([member]),
        "company (id, name, sort_key, created_at)": (
            (number, name, folding.sort_key(name), _at(NOW)) for number, name in enumerate(COMPANIES, 1)
        ),
        _CONTACT: (_contact(person) for person in everybody),
        "contact_point (contact_id, kind, label, value, position)": (
            row for person in everybody for row in _points(person)
        ),
        _FOLLOW_UP: map(_follow_up, plans.values()),
        "note (contact_id, text, search_text, at, by_id)": map(_note, everybody[::20]),
        "outreach (contact_id, kind, subject, due_at, ends_at)": (
            row for person in everybody for row in _reasons(person, plans.get(person.id))
        ),
        **life.tables(everybody, NOW),
    }
    for table, rows in tables.items():
        marks = ", ".join("?" * (table.count(",") + 1))
        kept = (tuple(map(_kept, row)) for row in rows)
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", kept)  # noqa: S608  (our own words)


_CONTACT = (
    "contact (id, uid, name, sort_key, company_id, stage_id, stage_since_at, owner_id, every_days, birthday,"
    " safe_topics, off_limits, do_not_contact, search_text, created_at, updated_at, last_interaction_at, version,"
    " reason_id)"
)


def _contact(person: Person) -> tuple[object, ...]:
    since, last = _since(person), _last(person)
    parts = [person.name, person.email, *([COMPANIES[person.company - 1]] if person.company else [])]
    search_text = " ".join([*map(folding.fold, parts), folding.digits(person.phone)])
    return (
        *(person.id, f"urn:uuid:{person.id}", person.name, folding.sort_key(person.name), person.company),
        *(_stage(person) + 1, _at(since), 1, _every(person), "", "", "", "", search_text),
        *(_at(since), _at(NOW), last and _at(last), 1, life.reason(person, STAGES[_stage(person)])),
    )


def _points(person: Person) -> Iterator[tuple[object, ...]]:
    yield person.id, "e-mail", "", person.email, 1
    yield person.id, "phone", "", person.phone, 2


_FOLLOW_UP = (
    "follow_up (id, contact_id, text, due_at, channel, purpose, tone, owner_id, private_place, repeat, state,"
    " created_at, created_by_id, version)"
)


def _plans(everybody: list[Person]) -> Iterator[_Plan]:
    """Plan a follow-up with one in fifty, half of them due, a few of them unpleasant."""
    for number, person in enumerate(everybody[::50], 1):
        due = NOW + timedelta(days=30 - number % 60, minutes=person.id % 480)
        channel = CHANNELS[number % 2]
        tone = "neutral" if number % 20 else "unpleasant"
        yield _Plan(number, person.id, TEXTS[number % len(TEXTS)], due, channel, tone)


def _follow_up(plan: _Plan) -> tuple[object, ...]:
    return (
        *(plan.id, plan.contact_id, plan.text, _at(plan.due_at), plan.channel, "service", plan.tone, 1, 0, "", "open"),
        *(_at(NOW), 1, 1),
    )


def _note(person: Person) -> tuple[object, ...]:
    text = f"{TEXTS[person.id % len(TEXTS)]}; likes the sea"
    return person.id, text, folding.fold(text), _at(NOW), 1


def _reasons(person: Person, plan: _Plan | None) -> Iterator[tuple[object, ...]]:
    due = [OpenFollowUp(plan.id, plan.due_at, plan.tone, "service", plan.channel)] if plan else []
    facts = Facts(
        stage_kind=STAGES[_stage(person)],
        stage_since_at=_since(person),
        created_at=_since(person),
        last_interaction_at=_last(person),
        every_days=_every(person),
        birthday="",
        do_not_contact="",
        archived=False,
        reason_unknown=True,
        contact_ends=False,
        follow_ups=due,
        **life.opened(person, NOW),
    )
    for reason in outreach.reasons(facts, now=NOW, snoozes={}):
        yield person.id, reason.kind.value, reason.subject, _at(reason.due_at), reason.until and _at(reason.until)


def _stage(person: Person) -> int:
    """Return the place in STAGES: two in three are customers or prospects, few have left."""
    return person.id % 3 if person.id % 40 else 3 + person.id // 40 % 2


def _every(person: Person) -> int | None:
    return 30 + person.id % 60 if person.id % 20 == 1 else None


def _since(person: Person) -> datetime:
    return NOW - timedelta(days=100 + person.id % 1000)


def _last(person: Person) -> datetime | None:
    return NOW - timedelta(days=person.id % 100) if person.id % 4 else None


def _at(moment: datetime) -> str:
    return moment.isoformat(" ")


def _kept(value: object) -> object:
    return _at(value) if isinstance(value, datetime) else value
