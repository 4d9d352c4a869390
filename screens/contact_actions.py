"""What can be done to the contact under the cursor, from every screen that shows one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import work
from typing_extensions import override

import models
from models.reading import choices, contact, follow_up, today
from models.rules import when
from models.rules.next_step import StayInTouch, TryAgain, UpToYou
from models.rules.refusals import Refused
from models.rules.when import Moment
from models.rules.words import Channel, Purpose
from screens import forms, next_steps
from screens.confirm import Confirm
from screens.frame import UNDOABLE
from screens.offer import Answering, Offer, Offering

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from textual.worker import Worker

    from models.reading.choices import StageRow
    from models.reading.follow_up import FollowUp
    from screens.form import Form
    from screens.forms.talk import Talk
    from screens.keys import Press
    from screens.next_steps import Step

Answer = TypeVar("Answer")
FRIDAY = 4
_NEED_SOMEBODY = frozenset({"edit", "done", "follow_up", "note", "tag", "snooze", "stage", "reason", "archive", "open"})


@dataclass(frozen=True)
class Subject:
    """Whom an action is about: a contact, and the reason for outreach and the follow-up on that row, if any."""

    contact_id: int
    name: str
    outreach_id: int | None = None
    follow_up_id: int | None = None

    async def with_what_is_due(self, *, now: datetime) -> Subject:
        """Add the most pressing reason and follow-up of the contact where the row has none of its own."""
        if self.outreach_id or self.follow_up_id:
            return self
        due = await today.of_contact(self.contact_id, now=now)
        follow_ups = [reason.follow_up for reason in due if reason.follow_up]
        first = due[0].id if due else None
        return replace(self, outreach_id=first, follow_up_id=follow_ups[0] if follow_ups else None)


class ContactActions(Offering):
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

    async def action_new(self, _: Press) -> Worker[None]:
        """Add a contact."""
        return self._ask(await forms.contact.new(self.session), lambda added: f"added {added.name}")

    async def action_edit(self, _: Press) -> Worker[None]:
        """Change the contact, or the follow-up here."""
        about = self._about
        if about.follow_up_id:
            planned = await forms.follow_up.edit(self.session, await follow_up.one(about.follow_up_id))
            return self._ask(planned, self._planned)
        whole = await contact.one(about.contact_id, now=self.session.now())
        return self._ask(await forms.contact.edit(self.session, whole), lambda changed: f"changed {changed.name}")

    async def action_done(self, _: Press) -> Worker[None]:
        """Log what was said; close what is due."""
        about = await self._about.with_what_is_due(now=self.session.now())
        if about.follow_up_id:
            form = forms.follow_up.done(self.session, await follow_up.one(about.follow_up_id))
        else:
            form = forms.talk.log(self.session, about.contact_id, about.name)
        return self._talk(form, about)

    async def action_follow_up(self, _: Press) -> Worker[None]:
        """Plan a follow-up."""
        about = self._about
        return self._ask(await forms.follow_up.new(self.session, about.contact_id, about.name), self._planned)

    def action_note(self, _: Press) -> Worker[None]:
        """Write a note."""
        about = self._about
        return self._ask(
            forms.talk.note(self.session, about.contact_id, about.name), lambda _: f"noted on {about.name}"
        )

    async def action_tag(self, _: Press) -> Worker[None]:
        """Change the tags."""
        whole = await contact.one(self._about.contact_id, now=self.session.now())
        return self._ask(forms.contact.tags(self.session, whole), lambda changed: f"tagged {changed.name}")

    async def action_snooze(self, press: Press) -> Worker[None]:
        """Put off a day, week, month, to Friday or ask."""
        about = await self._about.with_what_is_due(now=self.session.now())
        moment = self._later(press.argument or ".")
        if moment is not None:
            return self._do(self._put_off(about, moment), f"put off {about.name}: {self._echo(moment)}")
        return self._ask_until(about)

    async def action_stage(self, press: Press) -> Worker[None]:
        """Move to the stage with that first letter."""
        about, stages = self._about, await choices.stages()
        letter = (press.argument or "").casefold()
        fitting = [stage for stage in stages if stage.name.casefold().startswith(letter)]
        if len(fitting) == 1:
            return await self._move(about, fitting[0])
        return self._choose_stage(about, fitting or stages)

    async def action_reason(self, _: Press) -> Worker[None] | None:
        """Say why they never bought, or left."""
        about = self._about
        whole = await contact.one(about.contact_id, now=self.session.now())
        stage = next(stage for stage in await choices.stages() if stage.id == whole.stage_id)
        if await choices.reasons(stage.kind):
            return await self._move(about, stage)
        self.say(f"{about.name} is in {stage.name}: there is no reason to ask for.")
        return None

    @work
    async def action_archive(self, _: Press) -> None:
        """Archive: out of every list, nothing lost."""
        about = self._about
        if not await self.app.push_screen_wait(Confirm(f"Archive {about.name}? Nothing is lost, and u undoes it.")):
            return
        said, by = f"archived {about.name}", self.session.member_id
        if await follow_up.has_untold(about.contact_id):
            self._ask(forms.contact.archive(self.session, about.contact_id, about.name), lambda _: said)
        else:
            await self.perform(models.contacts.archive(about.contact_id, by=by, at=self.session.now()), done=said)

    @property
    def _about(self) -> Subject:
        if self.subject is None:  # check_action lets no such action through
            message = "the screen has nobody to act on"
            raise LookupError(message)
        return self.subject

    @work
    async def _do(self, verb: Awaitable[object], said: str) -> None:
        """Do what asks nothing, while keys go on being read: a book that is locked makes a verb wait."""
        await self.perform(verb, done=said)

    @work
    async def _ask(self, form: Form[Answer], said: Callable[[Answer], str]) -> None:
        """Show a form; once it saved, read the screen again and say what was done."""
        answer = await self.app.push_screen_wait(form)
        if answer is not None:
            await self.reload()
            self.say(f"{said(answer)}{UNDOABLE}")

    @work
    async def _talk(self, form: Form[Talk], about: Subject) -> None:
        """Show a form about what was said; once it saved, say so and offer what could happen next."""
        talk = await self.app.push_screen_wait(form)
        if talk is None:
            return
        step = await next_steps.after(self.session, about.contact_id, talk)
        await self.reload()
        self.say(f"{next_steps.said(about.name, talk)}{UNDOABLE}")
        if step:
            self.offer(
                Offer(next_steps.question(self.session, talk, step), about.name, self._answers(about, talk, step))
            )

    def _answers(self, about: Subject, talk: Talk, step: Step) -> dict[str, Answering]:
        change = partial(self._change, about, talk, step)
        if isinstance(step, UpToYou):
            return {"f": ("plan it", change)}
        yes, other = ("yes", "another day") if isinstance(step, TryAgain) else ("plan it", "change it")
        return {"y": (yes, partial(self._take, about, talk, step)), "e": (other, change)}

    async def _take(self, about: Subject, talk: Talk, step: TryAgain | StayInTouch) -> Worker[None]:
        """Take the step that was offered."""
        moment, due = next_steps.all_day(self.session, step.on), await self._still_due(about, talk, step)
        if due:
            return self._do(self._put_off(due, moment), f"put off {about.name}: {self._echo(moment)}")
        plan = next_steps.plan(talk, step)
        verb = models.follow_ups.add(
            about.contact_id,
            moment,
            text=plan.text,
            channel=Channel(plan.channel),
            purpose=Purpose(plan.purpose),
            by=self.session.member_id,
            at=self.session.now(),
        )
        return self._do(verb, f"planned with {about.name}: {self._echo(moment)}")

    async def _change(self, about: Subject, talk: Talk, step: Step) -> Worker[None]:
        """Ask for another step than the one that was offered."""
        due = await self._still_due(about, talk, step)
        if due:
            return self._ask_until(due)
        plan = next_steps.plan(talk, step)
        return self._ask(await forms.follow_up.new(self.session, about.contact_id, about.name, plan), self._planned)

    async def _still_due(self, about: Subject, talk: Talk, step: Step) -> Subject | None:
        """Find what another attempt puts off: the follow-up that stays open, or whatever else is due."""
        if not isinstance(step, TryAgain):
            return None
        if talk.follow_up:
            return replace(about, follow_up_id=talk.follow_up.id)
        due = await Subject(about.contact_id, about.name).with_what_is_due(now=self.session.now())
        return due if due.outreach_id else None

    @work
    async def _choose_stage(self, about: Subject, stages: list[StageRow]) -> None:
        stage = await self.app.push_screen_wait(forms.stage.which(self.session, about.name, stages))
        if stage:
            await self._move(about, stage)

    async def _move(self, about: Subject, stage: StageRow) -> Worker[None]:
        """Move there, asking why first where the stage asks."""
        said = f"moved {about.name} to {stage.name}"
        if await choices.reasons(stage.kind):
            form = await forms.stage.why(self.session, about.contact_id, about.name, stage)
            return self._ask(form, lambda _: said)
        by, at = self.session.member_id, self.session.now()
        return self._do(models.stage_changes.move(about.contact_id, stage.id, by=by, at=at), said)

    def _ask_until(self, about: Subject) -> Worker[None]:
        form = forms.follow_up.snooze(self.session, about.name, lambda moment: self._put_off(about, moment))
        return self._ask(form, lambda moment: f"put off {about.name}: {self._echo(moment)}")

    async def _put_off(self, about: Subject, moment: Moment) -> Moment:
        by, at = self.session.member_id, self.session.now()
        if about.follow_up_id:
            await models.follow_ups.snooze(about.follow_up_id, moment, by=by, at=at)
        elif about.outreach_id:
            await models.snoozes.snooze(about.outreach_id, moment.at, by=by, at=at)
        else:
            message = f"{about.name} has nothing due that could be put off."
            raise Refused(message)
        return moment

    def _later(self, key: str) -> Moment | None:
        today = self.session.now().date()
        days = {"d": 1, "w": 7, "m": 30, "f": (FRIDAY - today.weekday() - 1) % 7 + 1}
        if key not in days:
            return None
        return next_steps.all_day(self.session, today + timedelta(days=days[key]))

    def _planned(self, row: FollowUp) -> str:
        return f"planned with {row.name}: {self._echo(Moment(row.due_at, row.due_on))}"

    def _echo(self, moment: Moment) -> str:
        return when.echo(moment, now=self.session.now(), zone=self.session.zone)
