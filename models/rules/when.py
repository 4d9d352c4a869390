"""The one grammar for every date that is typed, anywhere, and how a date is said back."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from models.rules import days, typed_days
from models.rules.days import Unreadable

__all__ = ["YEARS", "Moment", "Unreadable", "echo", "read", "read_past", "said", "short"]

YEARS = range(1900, 2201)
"""The years that can be read, in the reader's own zone."""

_LONGEST = 60  # characters; nothing that can be read is longer

_MINUTES_IN = dict.fromkeys(("min", "mins", "minute", "minutes"), 1)
_MINUTES_IN |= dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 60)

_ISO_CLOCK = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_ISO_INSTANT = rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})[t ]({_ISO_CLOCK}) ?(z|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)"
_HALF_DAY = r"(?P<hour>0?[1-9]|1[0-2])(?::(?P<minute>[0-5][0-9]))? ?(?P<half>[ap])m"
_CLOCKS = ("noon", "[0-9]{1,2}(?::[0-9]{2})? ?[ap]m", "[0-9]:[0-9]{2}", _ISO_CLOCK, "(?<=at )[0-9]{1,2}")
_CLOCK = rf"(?:at )?(?P<clock>{'|'.join(_CLOCKS)})"
_WITH_CLOCK = (rf"(?:(?P<day>.+?) )??{_CLOCK}", rf"{_CLOCK} (?P<day>.+)")


@dataclass(frozen=True, slots=True)
class Moment:
    """What was meant: an aware UTC time; for an all-day date the midnight that begins the day in its zone."""

    at: datetime
    on: date | None = None
    """The day, when all-day."""


def read(text: str, *, now: datetime, zone: ZoneInfo) -> Moment:
    """Read a typed date, a date and a time, or a span from `now` (aware), as somebody in `zone` means it.

    2026-11-27 · 2026-11-27 10:00 · 2026-11-27T10:00Z · 27.11.2026 · 5 dec · dec 5 2027 · fri 27 nov · today ·
    tomorrow · now · fri · next fri · last tue · in 3 weeks · 3w · 2d · 1m · 1y · a year ago · in 20 minutes ·
    2 hours ago · next week (its Monday) · next month (its 1st) · next year · and a time before or after the day:
    10:30, 10am, at 9, noon.

    A weekday is the next one after today. A day without a year is its next occurrence, today included. A time alone is
    today while it is still ahead, or else tomorrow. A time that a zone skips moves forward by the gap; of one that
    comes twice, the first is meant. Raises Unreadable for anything else.
    """
    phrase = days.plain(text)
    try:
        moment = _moment(phrase, now.astimezone(zone), zone) if len(phrase) <= _LONGEST else None
    except OverflowError:  # so far away that there is no such year
        moment = None
    if moment is None:
        raise days.refusal(text, typed_days.HINT)
    return moment


def read_past(text: str, *, now: datetime, zone: ZoneInfo) -> Moment:
    """Read when something happened: as `read` does, but a time, weekday or date alone is the last one, not the next.

    10:00 · mon · 20 nov. What lies ahead all the same, such as tomorrow, is returned as it is.
    """
    year = now.astimezone(zone).year
    for phrase in (text, f"today {text}", f"last {text}", f"{text} {year}", f"{text} {year - 1}"):
        with suppress(Unreadable):
            moment = read(phrase, now=now, zone=zone)
            if moment.at <= now:
                return moment
    return read(text, now=now, zone=zone)


def echo(moment: Moment, *, now: datetime, zone: ZoneInfo) -> str:
    """Say a moment back, and how far it is: Fri 27 Nov 10:00, in 6 days."""
    on = moment.on or moment.at.astimezone(zone).date()
    return f"{said(moment, now=now, zone=zone)}, {_distance((on - now.astimezone(zone).date()).days)}"


def said(moment: Moment, *, now: datetime, zone: tzinfo | None) -> str:
    """Say a moment: Fri 27 Nov 10:00. The year is shown when it is not the current one."""
    at, today = moment.at.astimezone(zone), now.astimezone(zone).date()
    on = moment.on or at.date()
    clock = "" if moment.on else f" {at:%H:%M}"
    return f"{days.weekday(on)} {days.dated(on, today)}{clock}"


def short(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Return a list's date, always six cells of ASCII: "19 Nov" and "03 Oct" this year, "  2024" for another."""
    on = at.astimezone(zone)
    return f"{on.day:02} {days.month(on)}" if on.year == now.astimezone(zone).year else f"{on.year:6}"


def _distance(ahead: int) -> str:
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(ahead) or (f"in {ahead} days" if ahead > 0 else f"{-ahead} days ago")


def _moment(phrase: str, here: datetime, zone: ZoneInfo) -> Moment | None:
    """Read an instant, a whole day, or a time of day, in this order; None also when the year is out of range."""
    on = None
    at = _instant(phrase, here)
    if at is None and (on := typed_days.day(phrase, here.date())):
        at = _local(on, time(), zone)
    at = at or _timed(phrase, here, zone)
    if at is None or (on or at.astimezone(zone)).year not in YEARS:
        return None
    return Moment(at.astimezone(UTC), on)


def _instant(phrase: str, here: datetime) -> datetime | None:
    """Read what names a point in time by itself: now, hours and minutes from now, ISO with its offset."""
    if phrase == "now":
        return here
    if match := re.fullmatch(_ISO_INSTANT, phrase):
        typed_days.written(match[1], here.date())  # raises for a day that does not exist
        return _iso("T".join(match.group(1, 2)) + match[3])
    span = typed_days.span(phrase)
    if span is None or span.bare or span.unit not in _MINUTES_IN:  # "20 minutes" alone is how long something took
        return None
    return here.astimezone(UTC) + timedelta(minutes=span.by * _MINUTES_IN[span.unit])


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def _timed(phrase: str, here: datetime, zone: ZoneInfo) -> datetime | None:
    """Read a time of day with a day before or after it, or alone."""
    spaced = re.sub("(?<=[0-9])t(?=[0-9])", " ", phrase)
    for match in filter(None, (re.fullmatch(pattern, spaced) for pattern in _WITH_CLOCK)):
        clock = _clock(match["clock"])
        if clock and not match["day"]:
            return _next(clock, here, zone)
        if clock and (on := typed_days.day(match["day"], here.date())):
            return _local(on, clock, zone)
    return None


def _clock(text: str) -> time | None:
    if match := re.fullmatch(_HALF_DAY, text):
        return time(int(match["hour"]) % 12 + (12 if match["half"] == "p" else 0), int(match["minute"] or 0))
    hour, colon, rest = text.replace("noon", "12").partition(":")
    try:
        return time.fromisoformat(f"{hour:0>2}{colon}{rest}")
    except ValueError:
        return None


def _next(clock: time, here: datetime, zone: ZoneInfo) -> datetime:
    today = _local(here.date(), clock, zone)
    return today if today > here else _local(here.date() + timedelta(days=1), clock, zone)


def _local(on: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the UTC time of a wall clock.

    With fold=0 a time inside a gap is read with the offset from before it: it lands the gap's length later (PEP 495).
    """
    return datetime.combine(on, clock, zone).astimezone(UTC)
