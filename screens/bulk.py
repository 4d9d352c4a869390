"""One deed done to many contacts, with its progress in the state line; esc stops between two of them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from typing_extensions import override

import models
from models.rules.refusals import BookUnusable, NotFound, NotYours, Refused
from screens.frame import UNDOABLE, Frame
from screens.subject import who

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.deeds import Deed
    from screens.subject import Subject

LONG = 50
"""Doing something to more contacts takes so long that progress is told, and that keys hit meanwhile mean nothing."""


class _Stopped(Exception):
    """The run is to end before the next contact."""


class Run:
    """One deed on its way through many contacts. `tell` is called after each."""

    def __init__(self, deed: Deed, subjects: Sequence[Subject], tell: Callable[[], None]) -> None:
        self._deed, self._subjects, self._tell = deed, subjects, tell
        self._rows: dict[int, list[Subject]] = {}
        for about in subjects:
            if deed.each_row or about.contact_id not in self._rows:
                self._rows.setdefault(about.contact_id, []).append(about)
        self.total, self.done = len(self._rows), 0
        self.refused: list[str] = []
        self.is_stopped = False
        self.held: list[events.Key] = []

    async def go(self) -> None:
        """Do it to one after the other, all one step of undo; what was done stays when it is stopped."""
        with suppress(_Stopped):
            await models.bulk.each(list(self._rows), self._one)

    async def _one(self, contact_id: int) -> None:
        if self.is_stopped:
            raise _Stopped
        try:
            for about in self._rows[contact_id]:
                await self._deed.verb(about)
        except (Refused, NotFound) as why:
            self._refuse(contact_id, why)
            raise
        except (BookUnusable, NotYours) as why:  # what is locked to one is locked to all
            self._refuse(contact_id, why)
            self.is_stopped = True
            raise _Stopped from why
        self.done += 1
        self._tell()

    def _refuse(self, contact_id: int, why: Exception) -> None:
        name, sentence = self._rows[contact_id][0].name, str(why)
        self.refused.append(sentence if sentence.startswith(name) else f"{name}: {sentence}")

    @property
    def progress(self) -> str:
        """How far it is."""
        return f"{self._deed.said(f'{self.done} of {self.total}')}…   esc stops"

    @property
    def result(self) -> str:
        """What was done in the end, and to whom it was not, and why."""
        whole = self.done == self.total
        said = self._deed.said(who(self._subjects) if whole else f"{self.done} of {self.total}")
        more = f" (and {len(self.refused) - 1} more)" if len(self.refused) > 1 else ""
        parts = [said, "stopped" if self.is_stopped and not whole else "", f"{''.join(self.refused[:1])}{more}"]
        return "; ".join(part for part in parts if part)


class Bulk(Frame):
    """A working screen on which something can be done to many contacts."""

    _bulk: Run | None = None

    @override
    async def takes(self, event: events.Key) -> bool:
        """Let esc stop a run, and keep other keys until it has ended; those hit during a long one mean nothing."""
        if self._bulk is None:
            return await super().takes(event)
        if event.key == "escape":
            self._bulk.is_stopped = True
        elif self._bulk.total <= LONG:
            self._bulk.held.append(event)
        return True

    async def do_to_all(self, deed: Deed, subjects: Sequence[Subject]) -> None:
        """Do it to every subject, read the screen again and say what was done; in a worker."""
        run = self._bulk = Run(deed, subjects, self._tell)
        await run.go()
        await self.reload()
        self.say(f"{run.result}{UNDOABLE if run.done else ''}", alarm=bool(run.refused))
        self._bulk = None
        for key in run.held:
            self.app.post_message(events.Key(key.key, key.character))

    def _tell(self) -> None:
        if self._bulk and self._bulk.total > LONG:
            self.say(self._bulk.progress)
