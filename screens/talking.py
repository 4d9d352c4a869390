"""What was said is logged, and what could happen next is offered."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import work

import models
from models.rules import when
from models.rules.next_step import StayInTouch, TryAgain, UpToYou
from models.rules.when import Moment
from models.rules.words import Channel, Purpose
from screens import deeds, forms, next_steps
from screens.actions import problems
from screens.doing import Doing
from screens.frame import UNDOABLE
from screens.offer import Answering, Offer, Offering
from screens.subject import Subject

if TYPE_CHECKING:
    from textual.worker import Worker

    from models.reading.follow_up import FollowUp
    from screens.form import Form
    from screens.forms.talk import Talk
    from screens.next_steps import Step


class Talking(Offering, Doing):
    """A working screen on which one logs what was said, and is asked what comes next."""

    @work
    async def _talk(self, form: Form[Talk], about: Subject) -> None:
        """Show a form about what was said; once it saved, say so and offer what could happen next."""
        talk = await self.app.push_screen_wait(form)
        if talk is None:
            return
        step = await next_steps.after(self.session, about.contact_id, talk)
        await self.reload()
        self.say(f"{next_steps.said(about.name, talk)}{UNDOABLE}")
        if talk.follow_up and problems.offer_to_close(self, talk.follow_up):
            return
        if step:
            question = next_steps.question(self.session, talk, step)
            self.offer(Offer(question, about.name, self._answers(about, talk, step)))

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
            return self.do(deeds.put_off(self.session, moment), [due])
        return self._plan(about, next_steps.plan(talk, step), moment)

    @work
    async def _plan(self, about: Subject, plan: forms.follow_up.Plan, moment: Moment) -> None:
        verb = models.follow_ups.add(
            about.contact_id,
            moment,
            text=plan.text,
            channel=Channel(plan.channel),
            purpose=Purpose(plan.purpose),
            by=self.session.member_id,
            at=self.session.now(),
        )
        await self.perform(verb, done=f"planned with {about.name}: {self._echo(moment)}")

    async def _change(self, about: Subject, talk: Talk, step: Step) -> Worker[None]:
        """Ask for another step than the one that was offered."""
        due = await self._still_due(about, talk, step)
        if due:
            return self._ask_for([due], lambda do: forms.follow_up.snooze(self.session, due.name, do))
        plan = next_steps.plan(talk, step)
        return self.ask(await forms.follow_up.new(self.session, about.contact_id, about.name, plan), self._planned)

    async def _still_due(self, about: Subject, talk: Talk, step: Step) -> Subject | None:
        """Find what another attempt puts off: the follow-up that stays open, or whatever else is due."""
        if not isinstance(step, TryAgain):
            return None
        if talk.follow_up:
            return replace(about, follow_up_id=talk.follow_up.id)
        due = await Subject(about.contact_id, about.name).with_what_is_due(now=self.session.now())
        return due if due.outreach_id else None

    def _planned(self, row: FollowUp) -> str:
        return f"planned with {row.name}: {self._echo(Moment(row.due_at, row.due_on))}"

    def _echo(self, moment: Moment) -> str:
        return when.echo(moment, now=self.session.now(), zone=self.session.zone)
