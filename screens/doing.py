"""How something is done to contacts: to the one under the cursor or to all that are marked, and once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from typing_extensions import override

from models.rules.refusals import Refused
from screens.bulk import Bulk
from screens.deeds import Deed, Do
from screens.frame import UNDOABLE
from screens.keys import PRESS, Press, spoken_id
from screens.person_pane import PersonPane
from screens.subject import Subject, who

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.worker import Worker

    from screens.form import Form

_AGAIN = frozenset(
    {"edit", "done", "follow_up", "note", "tag", "snooze", "stage", "reason", "archive", "owner", "confirm_need"}
)
"""The actions that can be done again by one key."""
_NEED_SOMEBODY = _AGAIN | {
    "copy",
    "repeat",
    "open",
    "confidential_note",
    "brief",
    "record",
    "needs",
    "discretion",
    "as_they_would_read_it",
}


class Doing(Bulk, PersonPane):
    """A working screen on which something is done to its `subject`, or to its `subjects`."""

    @property
    def subjects(self) -> list[Subject]:
        """Whom an action is about that can be done to many: all that are marked, or else the one under the cursor."""
        return [self.subject] if self.subject else []

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs somebody while nobody is there."""
        if action in _NEED_SOMEBODY and not self.subjects:
            return None
        return super().check_action(action, parameters)

    @override
    def why_not(self, action: str) -> str:
        """Say what is missing for an action that is not permitted now."""
        return f"{spoken_id(action)} needs somebody under the cursor"

    @override
    async def run_key_action(self, action: str, press: Press = PRESS) -> None:
        """Run an action by its id, and remember it, to be done again."""
        if action in _AGAIN and self.check_action(action, ()):
            self.session.again = (action, press)
        await super().run_key_action(action, press)

    async def action_repeat(self, _: Press) -> Worker[None] | None:
        """Do again what was done last, here."""
        again = self.session.again
        if isinstance(again, Deed):
            return self.do(again, self.subjects)
        if again is None:
            self.say("Nothing was done yet that could be done again.")
        else:
            await self.run_key_action(*again)
        return None

    @property
    def _about(self) -> Subject:
        """Whom an action is about that is done to one alone. Raises Refused while others are marked."""
        if self.subjects != [self.subject]:
            message = "That is done to one alone: esc takes the marks away first."
            raise Refused(message)
        return self._under_cursor

    @property
    def _under_cursor(self) -> Subject:
        if self.subject is None:
            message = "Nobody is under the cursor."
            raise Refused(message)
        return self.subject

    @work
    async def do(self, deed: Deed, subjects: Sequence[Subject]) -> None:
        """Do what asks nothing, while keys go on being read: a book that is locked makes a verb wait."""
        self.session.again = deed
        await self._do(deed, subjects)

    async def _do(self, deed: Deed, subjects: Sequence[Subject]) -> None:
        if len(subjects) > 1:
            await self.do_to_all(deed, subjects)
        else:
            await self.perform(deed.verb(subjects[0]), done=deed.said(who(subjects)))

    @work
    async def _ask_for(self, subjects: Sequence[Subject], form: Callable[[Do], Form[Deed]]) -> None:
        """Show a form that asks for a deed, and do it."""

        async def do(deed: Deed) -> Deed:
            """Do it to one at once, while the form can still show why not; to several once it is closed."""
            if len(subjects) == 1:
                await deed.verb(subjects[0])
            return deed

        deed = await self.app.push_screen_wait(form(do))
        if deed is None:
            return
        self.session.again = deed
        if len(subjects) > 1:
            await self.do_to_all(deed, subjects)
        else:
            await self.reload()
            self.say(f"{deed.said(subjects[0].name)}{UNDOABLE}")
