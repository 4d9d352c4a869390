"""What is confidential about a contact: written, opened, changed, and made of an open note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules import confiding, when
from models.rules.refusals import Refused
from models.rules.when import Moment
from screens import discretion, forms
from screens.confiding import hiding, unlocking
from screens.confiding.turn import Asking
from screens.confiding.viewer import CONFIDE, EDIT, Viewer
from screens.frame import UNDOABLE
from screens.talking import Talking

if TYPE_CHECKING:
    from datetime import datetime

    from textual.worker import Worker

    from models.reading.timeline import TimelineRow
    from screens.form import Form
    from screens.keys import Press
    from screens.subject import Subject

NO_WORDS = "Nothing was written down."
KEPT = "Closed. What you typed is kept, sealed: the same key brings it back."
CLOSED = "Closed: the note is sealed again."


class Confiding(Asking, Talking):
    """A working screen on which one keeps confidences of its `subject`."""

    def action_confidential_note(self, _: Press) -> Worker[None]:
        """Write a note that only its readers can read."""
        return self.confidential(self._write(self._about))

    async def _write(self, about: Subject) -> None:
        if await unlocking.may_seal(self):
            form = await forms.confidence.write(self.session, about.contact_id, about.name)
            await self._asked(form, f"{{}}{UNDOABLE}")

    async def _asked(self, form: Form[str], done: str) -> None:
        """Show a form; once it saved, read the screen again and say who can read what it sealed."""
        readers = await hiding.shown(self, form)
        if readers is not None:
            await self.reload()
            self.say(done.format(readers))
        elif self.is_hidden:
            self.say(KEPT, alarm=True)

    async def view(self, row: TimelineRow, about: Subject) -> None:
        """Show an open note, an interaction or whatever else stands in a line of the timeline, whole."""
        day, text = self._when(row.at), discretion.planned(row, self.session).text
        offers = [CONFIDE] if row.kind == "note" else []
        length = f"{row.minutes} min" if row.minutes else ""
        told = [", ".join(part for part in (day, f"by {row.by}", row.state, length) if part)]
        viewer = Viewer(f"{about.name}: {row.what}", told, text or NO_WORDS, offers=offers)
        wish = await hiding.shown(self, viewer, even_hidden=True)
        if wish == CONFIDE and await unlocking.may_seal(self):
            form = await forms.confidence.confide(self.session, row.id, about.name)
            await self._asked(form, "confidential from now on, for {}; older backups hold it as before")

    async def open(self, row: TimelineRow, about: Subject) -> None:
        """Show a confidential note to one of its readers, and let its author change it."""
        if self.session.veiled:
            raise Refused(discretion.LIFT)
        if not await unlocking.unlocked(self):
            return
        note = await models.confidences.read(row.id, vault=self.session.vault)
        told = [f"{self._when(note.at)}, by {note.author}", f"for {', '.join(note.readers)}"]
        told += filter(None, [confiding.left(was_open=row.was_open, has_residue=row.has_residue)])
        offers = [EDIT] if note.author_id == self.session.member_id else []
        title = f"{self.session.glyphs.confidential}: {about.name}"
        wish = await hiding.shown(self, Viewer(title, told, note.text, offers=offers))
        if wish == EDIT:
            form = await forms.confidence.rewrite(self.session, note, about.name)
            await self._asked(form, "sealed anew, for {}; this is not undone")
        elif self.is_hidden:
            self.say(CLOSED)

    def _when(self, at: datetime) -> str:
        return when.echo(Moment(at), now=self.session.now(), zone=self.session.zone)
