"""What can be done to the contact under the cursor, from every screen that shows one.

The bases, each of which knows only those before it: KeyedScreen (a key is an action), Frame (lines round a list, undo),
PersonPane (shows the `subject`), Bulk (a deed to many, with progress), Doing (to one, to all, once more), Offering (a
question after it), Talking (what was said, and what is offered then), Confiding (what is confidential), Holding (notes
that are held), Recording (needs, rumours and the like), ContactActions (the keys), Marking (a list with marks: several
`subjects`). What is asked stands in screens.forms, what is done in screens.deeds, and for reasons that are no follow-up
in screens.recording.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from textual import work

import models
from models.reading import choices, contact, follow_up, problems
from models.rules.words import PointKind, ReasonKind
from screens import deeds, forms, next_steps
from screens.actions import needs, secrets
from screens.as_read.screen import AsRead
from screens.confirm import Confirm
from screens.recording import ANSWERS, EDITS, Recording
from screens.subject import Subject, who
from screens.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.worker import Worker

    from models.reading.choices import StageRow
    from models.reading.contact import WholeContact
    from models.rules.when import Moment
    from screens.keys import Press

FRIDAY = 4
_POINTS = {"e": (PointKind.E_MAIL, "e-mail"), "p": (PointKind.PHONE, "phone"), "a": (PointKind.ADDRESS, "address")}


class ContactActions(Recording):
    """A working screen that shows contacts. Subclasses say who is the `subject`."""

    async def action_new(self, _: Press) -> Worker[None]:
        """Add a contact."""
        form = await forms.contact.new(self.session)
        return self.ask(form, lambda added: f"added {added.name}", show=lambda added: added.id)

    async def action_edit(self, _: Press) -> Worker[None] | None:
        """Change the contact, or what is under the cursor."""
        about = self._about
        if about.kind in EDITS and not about.follow_up_id:
            return await EDITS[about.kind](self, about)
        if about.follow_up_id:
            planned = await forms.follow_up.edit(self.session, await follow_up.one(about.follow_up_id))
            return self.ask(planned, self._planned)
        whole = await contact.one(about.contact_id, now=self.session.now())
        form = await forms.contact.edit(self.session, whole)
        return self.ask(form, lambda changed: f"changed {changed.name}", show=lambda changed: changed.id)

    async def action_done(self, _: Press) -> Worker[None] | None:
        """Log what was said; close what is due."""
        about = self._about
        if about.kind in ANSWERS and not about.follow_up_id:
            return await ANSWERS[about.kind](self, about)
        about = await about.with_what_is_due(now=self.session.now())
        if about.follow_up_id:
            form = forms.follow_up.done(self.session, await follow_up.one(about.follow_up_id))
        else:
            unsolved = await problems.open_with(about.contact_id)
            form = forms.talk.log(self.session, about.contact_id, about.name, unsolved=unsolved)
        return self._talk(form, about)

    async def action_follow_up(self, _: Press) -> Worker[None]:
        """Plan a follow-up."""
        several = self.subjects
        if len(several) > 1:
            members = await choices.members()
            return self._ask_for(
                several, lambda do: forms.follow_up.for_several(self.session, who(several), members, do)
            )
        about = several[0]
        return self.ask(await forms.follow_up.new(self.session, about.contact_id, about.name), self._planned)

    def action_note(self, _: Press) -> Worker[None]:
        """Write a note."""
        about = self._about
        return self.ask(forms.talk.note(self.session, about.contact_id, about.name), str)

    async def action_tag(self, _: Press) -> Worker[None]:
        """Change the tags; add some to all marked."""
        several = self.subjects
        if len(several) > 1:
            return self._ask_for(several, lambda do: forms.contact.more_tags(self.session, who(several), do))
        whole = await contact.one(several[0].contact_id, now=self.session.now())
        return self.ask(forms.contact.tags(self.session, whole), lambda changed: self._tagged(whole, changed))

    def action_snooze(self, press: Press) -> Worker[None]:
        """Put off a day, week, month, to Friday or ask."""
        subjects, moment = self.subjects, self._later(press.argument or ".")
        if len(subjects) == 1 and subjects[0].kind == ReasonKind.SECRET:
            return self._put_off_talk(subjects[0], moment)
        if moment is not None:
            return self.do(deeds.put_off(self.session, moment), subjects)
        return self._ask_for(subjects, lambda do: forms.follow_up.snooze(self.session, who(subjects), do))

    def _put_off_talk(self, about: Subject, moment: Moment | None) -> Worker[None]:
        return self.confidential(secrets.put_off(self, about, moment))

    def choices_snooze(self) -> dict[str, str]:
        """Say what each key of snooze means."""
        words = {"d": "a day", "w": "a week", "m": "a month", "f": "to Friday", ".": "ask when"}
        days = {key: self._later(key) for key in words}
        return {key: f"{word}: {self._echo(day)}" if (day := days[key]) else word for key, word in words.items()}

    async def action_stage(self, press: Press) -> Worker[None]:
        """Move to the stage with that first letter."""
        subjects, stages = self.subjects, await choices.stages(counted=False)
        letter = (press.argument or "").casefold()
        fitting = [stage for stage in stages if stage.name.casefold().startswith(letter)]
        if len(fitting) == 1:
            return await self._move(subjects, fitting[0])
        return self._choose_stage(subjects, fitting or stages)

    async def action_owner(self, _: Press) -> Worker[None]:
        """Give the contact, or the follow-up here, away."""
        subjects, members = self.subjects, await choices.members()
        return self._ask_for(subjects, lambda do: forms.contact.owner(self.session, who(subjects), members, do))

    async def action_copy(self, press: Press) -> None:
        """Copy the e-mail, phone or address."""
        if press.argument is None:
            self.say("y e copies the e-mail, y p the phone, y a the address.")
            return
        kind, word = _POINTS[press.argument]
        whole = await contact.one(self._under_cursor.contact_id, now=self.session.now())
        values = [one_line(value) for value in whole.values(kind)]
        if not values:
            self.say(f"{whole.name} has no {word}.")
            return
        self.app.copy_to_clipboard(values[0])
        self.say(f"copied: {values[0]}{f'   (the first of {len(values)})' if len(values) > 1 else ''}")

    async def choices_stage(self) -> dict[str, str]:
        """Say which stages begin with each letter."""
        names = [stage.name for stage in await choices.stages(counted=False)]
        letters = dict.fromkeys(name[:1].casefold() for name in names)
        return {letter: ", ".join(name for name in names if name[:1].casefold() == letter) for letter in letters}

    def action_brief(self, _: Press) -> Worker[None]:
        """Prepare for a call: what to know, and a guide."""
        from screens import brief  # noqa: PLC0415  (it is a screen with these actions)

        return self.confidential(brief.begin(self, self._about))

    def action_as_they_would_read_it(self, _: Press) -> None:
        """Show everything that is kept about them."""
        self.app.push_screen(AsRead(self.session, self._about.contact_id))

    def action_confirm_need(self, _: Press) -> Worker[None]:
        """Confirm the need here, or all stale ones."""
        return self._confirm(self._about)

    @work
    async def _confirm(self, about: Subject) -> None:
        await needs.confirm(self, about)

    def action_needs(self, _: Press) -> None:
        """Show what they need, one by one."""
        from screens.needs import Needs  # noqa: PLC0415  (it stands on this file)

        self.app.push_screen(Needs(self.session, self._about))

    def action_discretion(self, _: Press) -> Worker[None]:
        """Note that you promised to be discreet."""
        return self._promise(self._about)

    @work
    async def _promise(self, about: Subject) -> None:
        verb = models.contacts.promise_discretion(about.contact_id, by=self.session.member_id, at=self.session.now())
        await self.perform(verb, done=f"promised {about.name} discretion")

    async def action_reason(self, _: Press) -> Worker[None] | None:
        """Say why they never bought, or left."""
        about = self._about
        whole = await contact.one(about.contact_id, now=self.session.now())
        stage = next(stage for stage in await choices.stages(counted=False) if stage.id == whole.stage_id)
        if await choices.reasons(stage.kind):
            return await self._move([about], stage)
        self.say(f"{about.name} is in {stage.name}: there is no reason to ask for.")
        return None

    @work
    async def action_archive(self, _: Press) -> None:
        """Archive: out of every list, nothing lost."""
        subjects = self.subjects
        question = f"Archive {who(subjects)}? Nothing is lost, and u undoes it."
        with self.between():
            if not await self.app.push_screen_wait(Confirm(question)) or await self._is_asked_why(subjects):
                return
        await self._do(deeds.archive(self.session), subjects)

    async def _is_asked_why(self, subjects: Sequence[Subject]) -> bool:
        """Ask why somebody goes who is waited for; say whether that was needed."""
        first = subjects[0]
        if len(subjects) > 1 or not await follow_up.is_pending(first.contact_id):
            return False
        form = forms.contact.archive(self.session, first.contact_id, first.name)
        self.ask(form, lambda _: f"archived {first.name}")
        await asyncio.sleep(0)  # it comes up before the next key is read
        return True

    @work
    async def _choose_stage(self, subjects: Sequence[Subject], stages: list[StageRow]) -> None:
        with self.between():
            stage = await self.app.push_screen_wait(forms.stage.which(self.session, who(subjects), stages))
            if stage:
                await self._move(subjects, stage)
                await asyncio.sleep(0)  # the question why comes up before the next key is read

    async def _move(self, subjects: Sequence[Subject], stage: StageRow) -> Worker[None]:
        """Move there, asking why first where the stage asks."""
        reasons = await choices.reasons(stage.kind)
        if not reasons:
            return self.do(deeds.move(self.session, stage), subjects)
        about = subjects[0].contact_id if len(subjects) == 1 else 0
        return self._ask_for(
            subjects, lambda do: forms.stage.why(self.session, who(subjects), stage, reasons, do, subject_id=about)
        )

    def _later(self, key: str) -> Moment | None:
        today = self.session.now().date()
        days = {"d": 1, "w": 7, "m": 30, "f": (FRIDAY - today.weekday() - 1) % 7 + 1}
        if key not in days:
            return None
        return next_steps.all_day(self.session, today + timedelta(days=days[key]))

    def _tagged(self, before: WholeContact, after: WholeContact) -> str:
        """Say so, and have the tags that were added given again to the next."""
        added = [name for name in after.tags if name not in before.tags]
        if added:
            self.session.again = deeds.tag(self.session, added)
        return f"tagged {after.name}"
