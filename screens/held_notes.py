"""Notes that cool off: looked at by their author, and asked about once more when their hour has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import held_notes
from models.rules.refusals import Refused
from screens import discretion, forms
from screens.confiding import hiding, unlocking
from screens.confiding.confiding import KEPT, Confiding
from screens.frame import UNDOABLE
from screens.offer import Offer

if TYPE_CHECKING:
    from textual.worker import Worker

    from models.reading.held_notes import HeldRow
    from screens.form import Form

COOLED, SEVERAL = "A note that you held has cooled off.", "{count} notes that you held have cooled off."
AGAIN = "h"


class Holding(Confiding):
    """A working screen that asks about the notes that its reader holds."""

    async def offer_what_cooled(self, *, contact_id: int = 0) -> None:
        """Offer to look once more at what has cooled off, on one contact or on all; each is offered once a sitting."""
        session = self.session
        rows = await held_notes.cooled(session.member_id, now=session.now(), contact_id=contact_id)
        fresh = [row for row in rows if (row.id, contact_id) not in session.asked_again]
        if fresh and not session.veiled and self.is_current:
            session.asked_again |= {(row.id, contact_id) for row in fresh}
            question = COOLED if len(rows) == 1 else SEVERAL.format(count=len(rows))
            self.offer(Offer(question, rows[0].name, {AGAIN: ("look again", lambda: self._look_again(rows[0]))}))

    async def _look_again(self, row: HeldRow) -> Worker[None]:
        return self.decide(row.id)

    def decide(self, held_id: int) -> Worker[None]:
        """Ask what becomes of a note that one holds."""
        return self.confidential(self._decide(held_id))

    async def _decide(self, held_id: int) -> None:
        if self.session.veiled:
            raise Refused(discretion.LIFT)
        row = await held_notes.one(held_id, self.session.member_id)
        form = await self._opened(row) if row.is_sealed else forms.held_note.decide(self.session, row)
        if form is None:
            return
        done = await hiding.shown(self, form, even_hidden=not row.is_sealed)
        if done is not None:
            await self.reload()
            self.say(f"{done}{UNDOABLE}")
        elif row.is_sealed and self.is_hidden:
            self.say(KEPT, alarm=True)

    async def _opened(self, row: HeldRow) -> Form[str] | None:
        if not await unlocking.may_seal(self):
            return None
        note = await models.held_confidences.read(row.id, vault=self.session.vault)
        return await forms.confidence.decide(self.session, row, note)
