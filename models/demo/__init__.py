"""The fictional business of the demo, put into a book by the same verbs that people use."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import models
from models import db
from models.demo.events import Scene, hour
from models.demo.pressing import PRESSING
from models.demo.settled import SETTLED
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from models.demo.events import Person


async def fill(*, by: int, at: datetime) -> None:
    """Put the fictional people into the open book as member `by`, seen from `at`, which is aware in that member's zone.

    Raises Refused when anybody is in the book already.
    """
    if await db.reader().rows("SELECT id FROM contact LIMIT 1"):
        raise Refused("This book is not empty, so the fictional people stay out of it. Name a new one with --db.")
    for place, person in enumerate(PRESSING + SETTLED):
        await _add(person, place, by=by, at=at)
    await models.outreach.roll(at=at)


async def _add(person: Person, place: int, *, by: int, at: datetime) -> None:
    details: dict[str, Any] = {**person.details}
    if person.birthday_in is not None:
        details["birthday"] = f"{person.born}{at.date() + timedelta(days=person.birthday_in):-%m-%d}"
    contact = await models.contacts.add(person.name, by=by, at=hour(at, person.known, place), **details)
    for turn, event in enumerate(sorted(person.events, key=lambda event: -event.ago), 1):
        then = hour(at, min(event.ago, person.known), place * 7 + turn)
        await event.do(Scene(contact.id, by, then, at))
