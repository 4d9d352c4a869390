"""When a need is stale, and which of several are meant to be confirmed by one key."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from models.rules.outreach import horizon
from models.rules.refusals import Refused
from models.rules.words import Weight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

WEIGHTS = {weight.name.lower(): weight for weight in Weight}
"""How much a need weighs, as it is typed and shown."""


class Confirmed(Protocol):
    """A need, as far as this goes."""

    @property
    def confirmed_at(self) -> datetime:
        """When they said last that they need it; aware."""


AnyNeed = TypeVar("AnyNeed", bound=Confirmed)


def is_stale(confirmed_at: datetime, *, now: datetime, need_days: int) -> bool:
    """Tell whether a need is to be asked about again on the day of `now`, which is aware, in the reader's zone."""
    return confirmed_at + timedelta(days=need_days) < horizon(now)


def meant(needs: Sequence[AnyNeed], who: str, *, now: datetime, need_days: int) -> list[AnyNeed]:
    """Pick from the needs of `who` those that are confirmed by one key: the stale ones, or the only one.

    Raises Refused where there is none, and where it would be a guess.
    """
    stale = [need for need in needs if is_stale(need.confirmed_at, now=now, need_days=need_days)]
    if stale or len(needs) == 1:
        return stale or list(needs)
    if needs:
        message = f"No need of {who} is stale. Confirm one by one, in the list of their needs."
        raise Refused(message)
    message = f"{who} has no need that could be confirmed. Note one first."
    raise Refused(message)
