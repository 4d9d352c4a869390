"""Undo and redo know what was done before the program was started again."""

from pathlib import Path

import models
from models import db
from tests.data.desk import ADA, FORMER, NOW, bob, days


async def test_a_move_is_taken_back_and_done_again_after_restarts(path: Path) -> None:
    async with db.opened(path):
        about = await bob()
        await models.stage_changes.move(about.id, FORMER, by=ADA, at=NOW)
    for verb in (models.undo.last, models.undo.redo, models.undo.last):
        async with db.opened(path):
            assert (await verb(by=ADA, at=NOW + days(1))).what == "moved Bob Stone to Former"
