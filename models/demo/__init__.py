"""The fictional business of the demo, put into a book by the same verbs that people use, and taken out of it again."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import models
from models import db
from models.demo import recorded
from models.demo.events import Scene, hour
from models.demo.pressing import PRESSING
from models.demo.settled import SETTLED
from models.reading.demo import OF_A_FILLING, RUN
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from models.demo.events import Person

PEOPLE = f"""
SELECT c.id FROM history h JOIN contact c ON c.id = h.contact_id
WHERE {OF_A_FILLING} AND h.verb = 'contact.add'"""  # noqa: S608  (our own words)
"""The fictional people who are still in the book."""


async def fill(*, by: int, at: datetime) -> None:
    """Put the fictional people into the open book as member `by`, seen from `at`, which is aware in that member's zone.

    No step of undo is kept: `remove` takes them all out, whatever happened since.
    Raises Refused when anybody is in the book already.
    """
    if await db.reader().rows("SELECT id FROM contact LIMIT 1"):
        raise Refused("This book is not empty, so the fictional people stay out of it. Name a new one with --db.")
    async with _filling():
        for place, person in enumerate(PRESSING + SETTLED):
            await _add(person, place, by=by, at=at)
        await recorded.tie(by=by, at=at)
    await models.outreach.roll(at=at)


async def confide(*, by: int, at: datetime) -> None:
    """Give the member a key with a passphrase that is no secret, a fictional colleague, and confidential notes.

    Only for the fictional people, and only where `by`, an owner, is the one member and nobody has made keys: else
    nothing is done. No step of undo is kept.
    """
    from models.demo import confiding  # noqa: PLC0415  (it takes what seals; a first run goes without)

    async with _filling():
        await confiding.confide(by=by, at=at)


async def present() -> bool:
    """Say whether any of the fictional people is in the open book."""
    return bool(await db.reader().rows(f"{PEOPLE} LIMIT 1"))


async def remove(*, by: int, at: datetime) -> int:
    """Delete the fictional people with all that hangs on them, also what was added since; return how many they were.

    Real contacts stay as they are, with the companies and tags they share. It is one step of undo. The demo's keys
    go for good, with what they sealed and the colleague, unless real notes or other keys hang on them. Raises NotFound.
    """
    from models.demo import removing  # noqa: PLC0415  (Tortoise, as for every verb)

    return await removing.remove(by=by, at=at)


@asynccontextmanager
async def _filling() -> AsyncIterator[None]:
    """Have what is done in the block be of the demo, and keep nothing to undo it."""
    from models.history import one_step  # noqa: PLC0415  (Tortoise, as for every verb)

    with one_step(RUN) as run_id:
        yield
    async with db.transaction() as connection:
        await connection.execute_query(
            "DELETE FROM undo_value WHERE history_id IN (SELECT id FROM history WHERE run_id = ?1)", [run_id]
        )


async def _add(person: Person, place: int, *, by: int, at: datetime) -> None:
    details: dict[str, Any] = {**person.details}
    if person.birthday_in is not None:
        details["birthday"] = f"{person.born}{at.date() + timedelta(days=person.birthday_in):-%m-%d}"
    contact = await models.contacts.add(person.name, by=by, at=hour(at, person.known, place), **details)
    for turn, event in enumerate(sorted(person.events, key=lambda event: -event.ago), 1):
        then = hour(at, min(event.ago, person.known), place * 7 + turn)
        await event.do(Scene(contact.id, by, then, at))
