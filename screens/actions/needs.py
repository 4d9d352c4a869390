"""What the keys do about needs: to note one, to change it, and to confirm it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import needs
from models.rules.words import ReasonKind
from screens import forms
from screens.frame import UNDOABLE

if TYPE_CHECKING:
    from textual.worker import Worker

    from models.reading.needs import Need
    from screens.frame import Frame
    from screens.session import Session
    from screens.subject import Subject


async def note(front: Frame, about: Subject) -> Worker[None]:
    """Ask what they need."""
    form = forms.need.new(front.session, about.contact_id, about.name)
    return front.ask(form, lambda need: f"{need.name} needs: {need.text}")


async def edit(front: Frame, about: Subject) -> Worker[None]:
    """Ask what changed about the need under the cursor."""
    need = await needs.one(about.subject_id, now=front.session.now())
    return front.ask(forms.need.edit(front.session, need), lambda changed: f"changed the need {changed.text}")


async def confirm(front: Frame, about: Subject) -> None:
    """Confirm the need under the cursor, or else those of the contact that are stale, and say which."""
    found = await front.perform(_confirmed(front.session, about), done="confirmed")
    if found:
        front.say(f"{about.name} still needs: {' · '.join(need.text for need in found)}{UNDOABLE}")


async def _confirmed(session: Session, about: Subject) -> list[Need]:
    by, at = session.member_id, session.now()
    if about.kind == ReasonKind.NEED:
        return [await models.needs.confirm(about.subject_id, by=by, at=at)]
    return await models.needs.confirm_all(about.contact_id, by=by, at=at)
