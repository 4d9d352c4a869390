"""Who is at the desk, and when; and short ways to what tests ask of a book."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import models
from models import db
from models.reading import today
from models.reading.contact import WholeContact
from models.reading.follow_up import FollowUp
from models.rules.when import Moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 10, 9, 30, tzinfo=BERLIN)
ADA, GRACE = 1, 2  # the members: Ada began the book and added Grace
ME: dict[str, Any] = {"by": ADA, "at": NOW}
PROSPECT, CUSTOMER, FAN, NEVER, FORMER = 1, 2, 3, 4, 5

_NOT_KEPT = {"history", "undo_value", "tortoise_migrations", "sqlite_sequence"}
_RISING = {"version", "updated_at"}
Tables = dict[str, list[dict[str, Any]]]


def days(count: float) -> timedelta:
    return timedelta(days=count)


def moment(at: datetime = NOW) -> Moment:
    return Moment(at)


async def bob(**details: Any) -> WholeContact:
    """Add the contact that most tests are about."""
    return await models.contacts.add("Bob Stone", by=ADA, at=NOW, **details)


async def promised(contact_id: int, at: datetime = NOW, **plan: Any) -> FollowUp:
    """Plan a follow-up, as Ada does now."""
    return await models.follow_ups.add(contact_id, moment(at), by=ADA, at=NOW, **plan)


async def reasons(contact_id: int, now: datetime = NOW) -> list[str]:
    """Name the kinds of reason for which a contact needs outreach at `now`."""
    return [row.kind.name.lower() for row in await today.of_contact(contact_id, now=now)]


async def rows(sql: str, *values: object) -> list[dict[str, Any]]:
    """Ask the book."""
    return await db.reader().rows(sql, values)


async def one(sql: str, *values: object) -> Any:
    """Ask the book for one value."""
    ((value,),) = [row.values() for row in await rows(sql, *values)]
    return value


async def count(table: str) -> int:
    """Count the rows of a table."""
    return int(await one(f"SELECT count(*) FROM {table}"))  # noqa: S608


async def everything() -> Tables:
    """Return every table as it stands, but history, and the columns that only ever rise."""
    names = await rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_word%' ESCAPE '\\'"
        " AND name NOT LIKE '%\\_substring%' ESCAPE '\\'"
    )
    wanted = sorted({row["name"] for row in names} - _NOT_KEPT)
    return {name: await _lasting(name) for name in wanted}


async def _lasting(table: str) -> list[dict[str, Any]]:
    passing, order = (_RISING | {"id"}, "contact_id, kind, subject") if table == "outreach" else (_RISING, "id")
    found = await rows(f'SELECT * FROM "{table}" ORDER BY {order}')  # noqa: S608
    return [{name: value for name, value in row.items() if name not in passing} for row in found]
