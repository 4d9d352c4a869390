"""The only reader of the clock."""

import time
from datetime import UTC, datetime


class NaiveTime(ValueError):
    """A pinned time had no zone, so nobody can say when it is."""


def now(pinned: datetime | None = None) -> datetime:
    """Return the present moment, aware, in UTC; a pinned moment (for tests and the demo) is returned instead.

    Raises:
        NaiveTime: the pinned moment has no zone.

    """
    if pinned is None:
        return datetime.now(UTC)
    if pinned.utcoffset() is None:
        raise NaiveTime("a pinned time needs a zone")
    return pinned.astimezone(UTC)


def ticks() -> float:
    """Return seconds that only ever rise, to tell how long something takes; also those in which the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
