"""Asks why one sells to somebody whose problem is open, in every form in which one can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import selling
from models.rules.words import Purpose
from screens.fields import Field
from screens.forms import checks

if TYPE_CHECKING:
    from screens.fields import Said, Values


def despite(unsolved: str) -> list[Field]:
    """Ask for the reason; nothing where no problem is open."""
    hint = "they asked for the offer themselves"
    return [Field("despite", "sell anyway", hint=hint)] if unsolved else []


def stopped(purpose: str, values: Values, unsolved: str) -> dict[str, Said]:
    """Ask for the reason as soon as one would sell to somebody with an open problem."""
    if purpose != Purpose.SALES or "despite" not in values:
        return {}
    return checks.against("despite", lambda: selling.despite(values["despite"], unsolved))
