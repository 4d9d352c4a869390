"""How often something comes back, and when it is next due."""

import re
from datetime import date

from models.rules import days
from models.rules.days import Unreadable
from models.rules.text import quoted

DAYS_IN = {"d": 1, "w": 7, "m": 30, "y": 365}
"""Days in a unit, where a rhythm is counted in days: a month is 30 of them."""

LONGEST = 3_650
"""The slowest rhythm, in days: ten years."""

NEVER = frozenset(("", "never", "none", "no", "off", "no cadence"))

_NAMED = {
    "daily": (1, "d"),
    "weekly": (1, "w"),
    "fortnightly": (2, "w"),
    "monthly": (1, "m"),
    "quarterly": (3, "m"),
    "quarter": (3, "m"),
    "yearly": (1, "y"),
    "annually": (1, "y"),
}
_HINT = "Try 30d, 2w, 3 months, weekly, every year or never."


def repeat(text: str) -> str:
    """Normalise a follow-up's repeat: "every 3 months" is "3m", "weekly" "1w", "never" and nothing "".

    Raises Unreadable.
    """
    rhythm = read(text)
    return "" if rhythm is None else f"{rhythm[0]}{rhythm[1]}"


def next_after(repeat: str, on: date) -> date:
    """Return the next due day after `on`; `repeat` is a normal form, not "".

    Months are the calendar's, clamped at month ends: a month after 31 January is 28 or 29 February.
    """
    return days.ahead(on, int(repeat[:-1]), repeat[-1])


def read(text: str) -> tuple[int, str] | None:
    """Read a rhythm: how many of which unit (d w m y), or None for never. A bare number counts days.

    Raises Unreadable, also for less than a day or more than ten years.
    """
    phrase = days.plain(text)
    if phrase in NEVER:
        return None
    phrase = phrase.removeprefix("every ")
    count, unit = _NAMED.get(phrase) or _counted(phrase, text)
    if not 1 <= count * DAYS_IN[unit] <= LONGEST:
        raise Unreadable(f"{quoted(text)} is not between 1 day and 10 years. {_HINT}")
    return count, unit


def _counted(phrase: str, text: str) -> tuple[int, str]:
    match = re.fullmatch(r"(?P<count>[0-9]{0,9}) ?(?P<unit>[a-z]*)", phrase)
    unit = days.UNIT_OF.get(match["unit"] or "d") if match else None
    if not match or not unit:
        raise Unreadable(f"{quoted(text)} is not a rhythm I can read. {_HINT}")
    return int(match["count"] or 1), unit
