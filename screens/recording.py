"""What is recorded of a contact beside words and plans: by which key, and what answers its reason for outreach."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.rules.words import ReasonKind
from screens.actions import announcements, favours, needs, problems, rumours, secrets
from screens.held_notes import Holding

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.worker import Worker

    from screens.keys import Press
    from screens.subject import Subject

    Begin = Callable[["Recording", Subject], Awaitable[Worker[None] | None]]


class Record(NamedTuple):
    """One kind: what the key means, in a few words, and what asks for it, most often by `front.ask(form, said)`."""

    does: str
    begin: Begin


async def _what_they_know(front: Recording, about: Subject) -> Worker[None]:
    return front.confidential(secrets.note(front, about))


async def _talked(front: Recording, about: Subject) -> Worker[None]:
    return front.confidential(secrets.talked(front, about))


RECORDS: dict[str, Record] = {
    "n": Record("a need", needs.note),
    "r": Record("a rumour", rumours.note),
    "p": Record("a problem", problems.open_one),
    "m": Record("what they know", _what_they_know),
    "t": Record("what they were told", announcements.note_told),
    "g": Record("give and take", favours.note),
}
"""By the key behind that of `record`."""

ANSWERS: dict[ReasonKind, Begin] = {
    ReasonKind.PROBLEM: problems.go_on,
    ReasonKind.RUMOUR: rumours.close,
    ReasonKind.NEED: needs.confirm,
    ReasonKind.ANNOUNCEMENT: announcements.answer,
    ReasonKind.SECRET: _talked,
}
"""By the kind of a reason that no follow-up is behind: what asks what came of it, by the key that closes one.

The subject's `subject_id` says which rumour, need or announcement it is. For any other kind what was said is logged.
"""

EDITS: dict[ReasonKind, Begin] = {ReasonKind.NEED: needs.edit}
"""The same for the key that changes what is under the cursor; for any other kind it is the contact that is changed."""


class Recording(Holding):
    """A working screen on which needs, rumours and the like are recorded."""

    async def action_record(self, press: Press) -> Worker[None] | None:
        """Record a need, a rumour, a problem and more."""
        record = RECORDS.get(press.argument or "")
        if record is None:
            self.say("   ".join(f"c {key} {each.does}" for key, each in RECORDS.items()))
            return None
        return await record.begin(self, self._about)

    def choices_record(self) -> dict[str, str]:
        """Say what each key of record means."""
        return {key: record.does for key, record in RECORDS.items()}
