"""What can be done to the contact under the cursor, from every screen that shows one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from textual import work
from typing_extensions import override

import models
from models.reading import choices, contact, follow_up
from models.rules import when
from models.rules.refusals import Refused
from models.rules.when import Moment
from models.rules.words import State
from screens.confirm import Confirm
from screens.forms import contact as contact_forms
from screens.forms import follow_up as follow_up_forms
from screens.forms import stage as stage_forms
from screens.forms import talk
from screens.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from models.reading.choices import StageRow
    from screens.form import Form
    from screens.keys import Press

Answer = TypeVar("Answer")
FRIDAY = 4


@dataclass(frozen=True)
class Subject:
    """Whom an action is about: a contact, and the reason for outreach and the follow-up on that row, if any."""

    contact_id: int
    name: str
    outreach_id: int | None = None
    follow_up_id: int | None = None


class ContactActions(Frame):
    """A working screen that shows contacts. Subclasses say who is the `subject`."""

    @property
    def subject(self) -> Subject | None:
        """Whom the keys are about now."""
        raise NotImplementedError

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs somebody while nobody is there."""
        if action in _NEED_SOMEBODY and self.subject is None:
            return None
        return super().check_action(action, parameters)

    @work
    async def action_new(self, _: Press) -> None:
        """Add a contact."""
        form = contact_forms.new(self.session, await choices.stages())
        if added := await self.app.push_screen_wait(form):
            await self.reload()
            self.say(f"added {added.name}  (u undoes it)")

    @work
    async def action_edit(self, _: Press) -> None:
        """Change the contact, or the follow-up here."""
        about = self._about
        now = self.session.now()
        if about.follow_up_id:
            form = follow_up_forms.edit(self.session, await follow_up.one(about.follow_up_id))
            await self._ask(form, f"changed the follow-up with {about.name}")
        else:
            whole = await contact.one(about.contact_id, now=now)
            await self._ask(contact_forms.edit(self.session, whole), f"changed {about.name}")

    @work
    async def action_done(self, _: Press) -> None:
        """Log what was said; close the follow-up here."""
        about = self._about
        if about.follow_up_id:
            form = follow_up_forms.done(self.session, await follow_up.one(about.follow_up_id))
            closed = await self._ask(form, "")
            if closed:
                self.say(_closed(closed.state, about.name))
        else:
            await self._ask(talk.log(self.session, about.contact_id, about.name), f"logged with {about.name}")

    @work
    async def action_follow_up(self, _: Press) -> None:
        """Plan a follow-up."""
        about = self._about
        planned = await self._ask(follow_up_forms.new(self.session, about.contact_id, about.name), "")
        if planned:
            moment = Moment(planned.due_at, planned.due_on)
            self.say(f"planned with {about.name}: {self._echo(moment)}  (u undoes it)")

    @work
    async def action_note(self, _: Press) -> None:
        """Write a note."""
        about = self._about
        await self._ask(talk.note(self.session, about.contact_id, about.name), f"noted on {about.name}")

    @work
    async def action_tag(self, _: Press) -> None:
        """Change the tags."""
        about = self._about
        whole = await contact.one(about.contact_id, now=self.session.now())
        await self._ask(contact_forms.tags(self.session, whole), f"tagged {about.name}")

    @work
    async def action_snooze(self, press: Press) -> None:
        """Put off a day, week, month, to Friday, or ask."""
        about = self._about
        moment = self._later(press.argument or ".")
        if moment is None:
            moment = await self.app.push_screen_wait(follow_up_forms.snooze(self.session, about.name))
        if moment is not None:
            await self.perform(self._put_off(about, moment), done=f"put off {about.name}: {self._echo(moment)}")

    @work
    async def action_stage(self, press: Press) -> None:
        """Move to the stage with that first letter."""
        about = self._about
        stages = await choices.stages()
        letter = (press.argument or "").casefold()
        fitting = [stage for stage in stages if stage.name.casefold().startswith(letter)]
        stage = fitting[0] if len(fitting) == 1 else await self._which(about, fitting or stages)
        if stage:
            await self._move(about, stage)

    @work
    async def action_reason(self, _: Press) -> None:
        """Say why they never bought, or left."""
        about = self._about
        whole = await contact.one(about.contact_id, now=self.session.now())
        stage = next(stage for stage in await choices.stages() if stage.id == whole.stage_id)
        if await choices.reasons(stage.kind):
            await self._ask(await stage_forms.why(self.session, about.contact_id, about.name, stage), "reason kept")
        else:
            self.say(f"{about.name} is in {stage.name}: there is no reason to ask for.")

    @work
    async def action_archive(self, _: Press) -> None:
        """Archive: out of every list, nothing lost."""
        about = self._about
        if not await self.app.push_screen_wait(Confirm(f"Archive {about.name}? Nothing is lost, and u undoes it.")):
            return
        try:
            await self._archive(about, "")
        except Refused as refusal:  # bad news is untold here: it takes a reason
            reason = await self.app.push_screen_wait(talk.reason(self.session, f"Archive {about.name}: why?"))
            if reason is None:
                self.say(str(refusal), alarm=True)
                return
            await self.perform(self._archive(about, reason), done=f"archived {about.name}")
            return
        await self.reload()
        self.say(f"archived {about.name}  (u undoes it)")

    @property
    def _about(self) -> Subject:
        if self.subject is None:
            message = "the screen has nobody to act on"
            raise LookupError(message)
        return self.subject

    async def _ask(self, form: Form[Answer], done: str) -> Answer | None:
        """Show a form; once it saved, read the screen again and say what was done."""
        answer = await self.app.push_screen_wait(form)
        if answer is not None:
            await self.reload()
            self.say(f"{done}  (u undoes it)" if done else "")
        return answer

    async def _which(self, about: Subject, stages: list[StageRow]) -> StageRow | None:
        return await self.app.push_screen_wait(stage_forms.which(self.session, about.name, stages))

    async def _move(self, about: Subject, stage: StageRow) -> None:
        if await choices.reasons(stage.kind):
            form = await stage_forms.why(self.session, about.contact_id, about.name, stage)
            await self._ask(form, f"moved {about.name} to {stage.name}")
            return
        verb = models.stage_changes.move(about.contact_id, stage.id, by=self.session.member_id, at=self.session.now())
        await self.perform(verb, done=f"moved {about.name} to {stage.name}")

    def _archive(self, about: Subject, reason: str) -> Awaitable[object]:
        return models.contacts.archive(
            about.contact_id, reason=reason, by=self.session.member_id, at=self.session.now()
        )

    async def _put_off(self, about: Subject, moment: Moment) -> None:
        by, at = self.session.member_id, self.session.now()
        if about.follow_up_id:
            await models.follow_ups.snooze(about.follow_up_id, moment, by=by, at=at)
        elif about.outreach_id:
            await models.snoozes.snooze(about.outreach_id, moment.at, by=by, at=at)
        else:
            message = f"{about.name} has nothing due that could be put off."
            raise Refused(message)

    def _later(self, key: str) -> Moment | None:
        today = self.session.now().date()
        days = {"d": 1, "w": 7, "m": 30, "f": (FRIDAY - today.weekday() - 1) % 7 + 1}
        if key not in days:
            return None
        day = today + timedelta(days=days[key])
        return Moment(datetime.combine(day, time.min, self.session.zone), day)

    def _echo(self, moment: Moment) -> str:
        return when.echo(moment, now=self.session.now(), zone=self.session.zone)


_NEED_SOMEBODY = frozenset({"edit", "done", "follow_up", "note", "tag", "snooze", "stage", "reason", "archive", "open"})


def _closed(state: str, name: str) -> str:
    if state == State.OPEN:
        return f"logged; the follow-up with {name} stays open. s puts it off  (u undoes it)"
    return f"{state}: follow-up with {name}  (u undoes it)"
