"""A follow-up or a birthday as an event of a calendar (iCalendar, RFC 5545).

Events, not to-dos: the calendar of a phone shows nothing else. Calendars are shared, and seen over a shoulder: what is
unpleasant, or needs a private place, goes out without its words.
"""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from models.rules import birthday as birthdays
from models.rules.text import BAD
from models.rules.words import Channel, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from icalendar import Component

TAIL = "END:VCALENDAR\r\n"
_OURS = UUID("5c1c8b1e-3b0f-4f7e-9a5e-0d6f3a0c2b71")
"""What the ids of our events are made in."""

_DEED = {
    Channel.CALL: "call {}",
    Channel.VIDEO: "video call with {}",
    Channel.IN_PERSON: "meet {}",
    Channel.E_MAIL: "e-mail {}",
    Channel.TEXT: "text {}",
    Channel.LETTER: "write a letter to {}",
    Channel.VOICEMAIL: "leave word for {}",
}
_FREQUENCY = {"d": "DAILY", "w": "WEEKLY", "m": "MONTHLY", "y": "YEARLY"}
_IN_EVERY_MONTH = 28
"""The last day that every month has, and the last that February has in every year."""


def head(at: datetime) -> str:
    """Return what a calendar begins with, the rules of the zone of `at` among it; TAIL ends it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Wellkept//Wellkept//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Wellkept")
    if isinstance(at.tzinfo, ZoneInfo):
        calendar.add_component(Timezone.from_tzinfo(at.tzinfo, at.tzinfo.key))
    return _written(calendar).removesuffix(TAIL)


def follow_up(row: Mapping[str, Any], *, at: datetime) -> str:
    """Return the event of an open follow-up: its columns, `uid` and `name` of its contact, and `first`.

    `first` is the id of the follow-up that it repeats, or its own: with the contact's it makes the id of the event, so
    that a calendar that knows it already brings it up to date.
    """
    is_discreet = row["private_place"] or row["tone"] == Tone.UNPLEASANT
    words = "" if is_discreet else _clean(row["text"])
    first, _, more = words.partition("\n")
    deed = _DEED[Channel(row["channel"])].format(_clean(row["name"]))
    event = _event(f"follow-up {row['first']} of {row['uid']}", f"{deed}: {first}" if first else deed, at=at)
    if more:
        event.add("description", words)
    if is_discreet:
        event.add("class", "PRIVATE")
    event.add("categories", ["Follow-up"])
    _set_time(event, row, at=at)
    return _written(event)


def birthday(row: Mapping[str, Any], *, at: datetime) -> str:
    """Return the event of a birthday, every year from the first or, where its year is not known, from the one of `at`.

    Of 29 February it is the last day of that month, which is the 28th in most years.
    """
    event = _event(f"birthday of {row['uid']}", f"birthday of {_clean(row['name'])}", at=at)
    event.add("categories", ["Birthday"])
    event.add("transp", "TRANSPARENT")
    is_leap_day = row["birthday"].endswith("-02-29")
    start = (
        birthdays.next_on(row["birthday"], date(at.year, 1, 1))
        if row["birthday"].startswith("--")
        else date.fromisoformat(row["birthday"])
    )
    event.add("dtstart", start)
    event.add("rrule", {"FREQ": ["YEARLY"]} | ({"BYMONTH": [2], "BYMONTHDAY": [-1]} if is_leap_day else {}))
    return _written(event)


def _event(name: str, summary: str, *, at: datetime) -> Event:
    event = Event()
    event.add("uid", str(uuid5(_OURS, name)))
    event.add("dtstamp", at.astimezone(UTC))
    event.add("summary", summary)
    return event


def _set_time(event: Event, row: Mapping[str, Any], *, at: datetime) -> None:
    """Say when, and how often where a calendar counts as we do. A clock that comes back is that of the zone of `at`."""
    local = row["due_at"].astimezone(at.tzinfo)
    rule = _rule(row["repeat"], row["due_on"] or local.date())
    in_zone = rule and isinstance(at.tzinfo, ZoneInfo)
    event.add("dtstart", row["due_on"] or (local if in_zone else row["due_at"].astimezone(UTC)))
    if row["due_on"]:
        event.add("transp", "TRANSPARENT")
    if rule:
        event.add("rrule", rule)


def _rule(repeat: str, on: date) -> dict[str, list[Any]]:
    """Return the rule of a repeat; none where it can fall on the end of a month, as calendars skip a shorter one."""
    count, unit = repeat[:-1], repeat[-1:]
    if not repeat or (on.day > _IN_EVERY_MONTH and (unit == "m" or (unit, on.month) == ("y", 2))):
        return {}
    return {"FREQ": [_FREQUENCY[unit]], "INTERVAL": [int(count)]}


def _clean(text: str) -> str:
    """Leave out what no calendar may have; the library escapes the rest."""
    return BAD.sub("", text)


def _written(part: Component) -> str:
    return str(part.to_ical(), "utf-8")
