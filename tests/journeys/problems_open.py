"""A problem that is open with Eva Brandt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models import db
from models.rules.words import Step
from tests.journeys.book import ANN, NOW

if TYPE_CHECKING:
    from pathlib import Path

EVA = 5


async def with_eva(path: Path, *, done: int = 0, amount: int | None = 120_050) -> None:
    """Open a problem with Eva, and do so many of its steps."""
    async with db.opened(path):
        await models.problems.add(EVA, "the roof leaks", amount=amount, by=ANN, at=NOW)
        for step in [*Step][:done]:
            await models.problems.step(1, step, "she is furious", by=ANN, at=NOW)
