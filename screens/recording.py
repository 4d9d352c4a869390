"""What is recorded of a contact beside words and plans: one key for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from screens import announced, craft, problem_actions
from screens.cooling import Cooling

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.worker import Worker

    from screens.keys import Press
    from screens.subject import Subject


class Record(NamedTuple):
    """One kind: what the key means, in a few words, and what asks for it, most often by `front.ask(form, said)`."""

    does: str
    begin: Callable[[Recording, Subject], Awaitable[Worker[None] | None]]


async def _what_they_know(front: Recording, about: Subject) -> Worker[None]:
    from screens.confiding import secrets  # noqa: PLC0415  (it takes what asks, which the first page goes without)

    return front.confidential(secrets.note(front, about))


RECORDS: dict[str, Record] = {
    "n": Record("a need", craft.note_need),
    "r": Record("a rumour", craft.note_rumour),
    "p": Record("a problem", problem_actions.open_one),
    "m": Record("what they know", _what_they_know),
    "t": Record("what they were told", announced.note_told),
    "g": Record("give and take", craft.note_favour),
}
"""By the key behind that of `record`."""


class Recording(Cooling):
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
