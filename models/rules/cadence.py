"""How often a contact should hear from us, in days."""

from models.rules.repeat import DAYS_IN, read

_NAMES = {None: "no cadence", 1: "daily", 7: "weekly", 14: "fortnightly", 30: "monthly", 90: "quarterly", 365: "yearly"}


def every(text: str) -> int | None:
    """Read a cadence as days, 1 to 3650, or None for never: 30, 30d, 2w, 3 months, quarterly, every 30 days.

    A month counts 30 days and a year 365. Raises Unreadable.
    """
    rhythm = read(text)
    return None if rhythm is None else rhythm[0] * DAYS_IN[rhythm[1]]


def words(days: int | None) -> str:
    """Say a cadence: monthly, weekly, every 45 days, no cadence."""
    return _NAMES.get(days) or f"every {days} days"
