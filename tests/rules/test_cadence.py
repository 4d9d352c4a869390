"""Cadences in days, read and said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import cadence
from models.rules.when import Unreadable


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(("30d", 30), ("30", 30), ("2w", 14), ("3 weeks", 21), ("1 month", 30), ("3 months", 90), ("1y", 365)),
        *(("quarterly", 90), ("monthly", 30), ("Weekly", 7), ("yearly", 365), ("fortnightly", 14), ("daily", 1)),
        *(("every 30 days", 30), ("every week", 7), ("never", None), ("none", None), ("off", None), ("", None)),
        *(("1", 1), ("3650", 3650), ("no cadence", None)),
    ],
)
def test_a_cadence_is_days(text: str, days: int | None) -> None:
    assert cadence.every(text) == days


@pytest.mark.parametrize("text", ["0", "3651", "often", "every", "2.5w", "in 3 weeks"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=f"“{text}” is not "):
        cadence.every(text)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        *((None, "no cadence"), (1, "daily"), (7, "weekly"), (14, "fortnightly"), (30, "monthly")),
        *((90, "quarterly"), (365, "yearly"), (45, "every 45 days")),
    ],
)
def test_a_cadence_is_said(days: int | None, words: str) -> None:
    assert cadence.words(days) == words


@given(st.none() | st.integers(1, 3650))
def test_what_is_said_reads_as_the_same(days: int | None) -> None:
    assert cadence.every(cadence.words(days)) == days
