"""What is told of the fictional people beside words and plans: needs, rumours, problems, favours, discretion."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

import models
from models import db
from models.demo.events import Event, hour
from models.rules.when import Moment
from models.rules.words import Channel, Direction, Ending, Fault, StageKind, Step, Truth, Weight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.demo.events import Scene


def needs(ago: int, text: str, weight: Weight = Weight.MATTERS, *, note: str = "") -> Event:
    """Learn what somebody needs."""
    return Event(
        ago,
        lambda scene: models.needs.add(scene.contact_id, text, weight=weight, note=note, by=scene.by, at=scene.at),
    )


def rumoured(ago: int, text: str, source: str) -> Event:
    """Hear something of somebody."""
    return Event(ago, lambda scene: models.rumours.add(scene.contact_id, text, source=source, by=scene.by, at=scene.at))


def turned_out(ago: int, truth: Truth, found: str) -> Event:
    """Ask them, and learn what was true of it."""

    async def close(scene: Scene) -> object:
        rumour_id = await _open_one("rumour", scene)
        return await models.rumours.close(
            rumour_id, found, truth=truth, channel=Channel.CALL, minutes=6, by=scene.by, at=scene.at
        )

    return Event(ago, close)


def did(ago: int, text: str, direction: Direction = Direction.IN) -> Event:
    """Do something for us, or have us do it for them (out)."""
    return Event(
        ago, lambda scene: models.favours.add(scene.contact_id, text, direction=direction, by=scene.by, at=scene.at)
    )


def discreet(ago: int) -> Event:
    """Be promised discretion."""
    return Event(ago, lambda scene: models.contacts.promise_discretion(scene.contact_id, by=scene.by, at=scene.at))


def wrong(ago: int, text: str, *, fault: Fault, amount: int | None = None, wanted: str = "") -> Event:
    """Have something go wrong with what we did for them; `amount` is in hundredths."""
    return Event(
        ago,
        lambda scene: models.problems.add(
            scene.contact_id, text, fault=fault.value, amount=amount, wanted=wanted, by=scene.by, at=scene.at
        ),
    )


def led(ago: int, step: Step, text: str, *, next_in: int | None = None) -> Event:
    """Do the next step of what went wrong; the one after it is due so many days later, or on its usual day."""

    async def lead(scene: Scene) -> object:
        following = None if next_in is None else _on(scene.at, next_in)
        problem_id = await _open_one("problem", scene)
        return await models.problems.step(problem_id, step, text, following=following, by=scene.by, at=scene.at)

    return Event(ago, lead)


def settled(ago: int, solution: str) -> Event:
    """Agree on a solution."""

    async def agree(scene: Scene) -> object:
        return await models.problems.agree(await _open_one("problem", scene), solution, by=scene.by, at=scene.at)

    return Event(ago, agree)


def closed(ago: int, ending: Ending, reason: str = "") -> Event:
    """Close what went wrong."""

    async def close(scene: Scene) -> object:
        problem_id = await _open_one("problem", scene)
        return await models.problems.close(problem_id, ending, reason=reason, by=scene.by, at=scene.at)

    return Event(ago, close)


class _Introduction(NamedTuple):
    """Somebody who introduced somebody else to us so many days ago, or whom we introduced (out)."""

    who: str
    whom: str
    ago: int
    text: str = ""
    direction: Direction = Direction.IN


_INTRODUCTIONS = (
    _Introduction("Bob Stone", "Łukasz Wróbel", 499, "they built the terrace together"),
    _Introduction("Bob Stone", "Colm Byrne", 349),
    _Introduction("Chloé Lefèvre", "Ann Moss", 9, "showed her the kitchen"),
    _Introduction("Chloé Lefèvre", "Fatima Noor", 13),
    _Introduction("Maya Ortiz", "St Brendan's School", 539, "she drew the gym"),
    _Introduction("Oak & Sons", "Viktor Dahl", 90, "they needed beech", Direction.OUT),
    _Introduction("Łukasz Wróbel", "Maya Ortiz", 210, direction=Direction.OUT),
)

_TITLE, _ANNOUNCED = "Prices rise by four per cent in January", 12
_TEXT = "Ash and oak cost more. Whatever is ordered before Christmas stays at this year's price."
_TOLD = (
    ("Chloé Lefèvre", 11, Channel.CALL, "thanks us for telling her ourselves"),
    ("Ian Keel", 11, Channel.CALL, "orders the wheelhouse door before Christmas"),
    ("Maya Ortiz", 10, Channel.E_MAIL, ""),
    ("Zoë Quist", 8, Channel.CALL, "had expected more"),
    ("Viktor Dahl", 7, Channel.CALL, "his doing, he says, and laughs"),
)


async def tie(*, by: int, at: datetime) -> None:
    """Tell who introduced whom, and announce something of which half of them have heard."""
    people = {row["name"]: row["id"] for row in await db.reader().rows("SELECT id, name FROM contact")}
    for turn, each in enumerate(_INTRODUCTIONS):
        who, whom = people[each.who], people[each.whom]
        then = hour(at, each.ago, turn)
        await models.favours.add(who, each.text, direction=each.direction, introduced_id=whom, by=by, at=then)
    await _announce(people, by=by, at=at)


async def _announce(people: Mapping[str, int], *, by: int, at: datetime) -> None:
    kinds = [StageKind.CUSTOMER, StageKind.FAN]
    made = await models.announcements.add(_TITLE, _TEXT, kinds=kinds, by=by, at=hour(at, _ANNOUNCED, 0))
    for turn, (name, ago, channel, words) in enumerate(_TOLD):
        then = hour(at, ago, turn)
        await models.announcements.told(made.id, people[name], words, channel=channel, by=by, at=then)


async def _open_one(table: str, scene: Scene) -> int:
    """Find the rumour or problem of a contact that is open."""
    sql = f"SELECT id FROM {table} WHERE contact_id = ?1 AND closed_at IS NULL"  # noqa: S608  (one of our own words)
    return await db.reader().number(sql, [scene.contact_id])


def _on(at: datetime, days: int) -> Moment:
    day = at.date() + timedelta(days=days)
    return Moment(datetime.combine(day, time.min, at.tzinfo), day)
