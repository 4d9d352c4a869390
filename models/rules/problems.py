"""What leads a problem to an agreed end: steps in their order, none left out without a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.rules import text
from models.rules.refusals import Refused
from models.rules.words import Ending, Step

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime, tzinfo

WORDS = {
    Step.HEAR: "hear them out",
    Step.FIX: "fix it",
    Step.ASSURE: "assure them",
    Step.APOLOGISE: "apologise",
    Step.THANK: "thank them",
    Step.CHECK: "check that it held",
}
"""What one does in each step of a problem."""

_LONGEST = 120
"""Characters of a problem that the promise of a step repeats."""
_CHECK_AFTER = timedelta(days=30)


def left(settled: Collection[Step]) -> list[Step]:
    """List the steps that are neither done nor skipped, in their order."""
    return [step for step in Step if step not in settled]


def check_turn(step: Step, settled: Collection[Step]) -> None:
    """Raise Refused for a step that is behind us already, or whose turn has not come."""
    if step in settled:
        message = f"The step “{step.value}” is behind you already. Look with: wellkept problem show."
        raise Refused(message)
    first = left(settled)[0]
    if step != first:
        message = f"First comes “{first.value}”: {WORDS[first]}. Do that, or skip it with a reason."
        raise Refused(message)


def promised(problem: str) -> str:
    """Say in a line what a step is about; which step it is stands beside it."""
    first = problem.partition("\n")[0]
    return first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"


def usual_day(step: Step, today: date) -> date:
    """Return when a step is due where nobody says otherwise; the one before it was done, or the problem came, today."""
    if step == Step.HEAR:
        return today
    return today + (_CHECK_AFTER if step == Step.CHECK else timedelta(days=1))


def skipping(given: str) -> str:
    """Clean the reason for skipping a step. Raises Refused if empty."""
    cleaned = text.block(given, what="reason", limit=2_000)
    if not cleaned:
        message = "A step is skipped only with a reason, which is kept with your name. Say why."
        raise Refused(message)
    return cleaned


def closing(ending: Ending, given: str, *, agreed: bool, settled: Collection[Step]) -> str:
    """Clean the reason for closing a problem; it needs none where they agreed and every step is behind us.

    Raises Refused.
    """
    cleaned = text.block(given, what="reason", limit=2_000)
    if ending == Ending.AGREED and not agreed:
        message = "They have not agreed yet. Say to which solution, or close it as not agreed, with the reason."
        raise Refused(message)
    if ending == Ending.NOT_AGREED and not cleaned:
        message = "A problem they did not agree on is closed only with a reason, kept with your name. Say why."
        raise Refused(message)
    if (steps := left(settled)) and not cleaned:
        message = f"Not done yet: {', '.join(steps)}. Do it first, or give the reason why it is left out."
        raise Refused(message)
    return cleaned


def days(since: datetime, until: datetime, zone: tzinfo | None) -> int:
    """Count the midnights between two moments, as one counts days."""
    return (until.astimezone(zone).date() - since.astimezone(zone).date()).days


def how_long(count: int) -> str:
    """Say so many days: the same day, 1 day, 12 days."""
    return "the same day" if count == 0 else f"{count:,} day{'' if count == 1 else 's'}"
