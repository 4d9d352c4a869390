"""What the keys do about needs, rumours, and give and take: what is asked, and what is said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import needs, rumours
from models.rules.words import Direction, ReasonKind
from screens import forms
from screens.frame import UNDOABLE

if TYPE_CHECKING:
    from textual.worker import Worker

    from models.reading.favours import Favour
    from models.reading.needs import Need
    from models.reading.rumours import Rumour
    from screens.frame import Frame
    from screens.session import Session
    from screens.subject import Subject


async def note_need(front: Frame, about: Subject) -> Worker[None]:
    """Ask what they need."""
    form = forms.need.new(front.session, about.contact_id, about.name)
    return front.ask(form, lambda need: f"{need.name} needs: {need.text}")


async def note_rumour(front: Frame, about: Subject) -> Worker[None]:
    """Ask what was heard of them."""
    form = forms.rumour.new(front.session, about.contact_id, about.name)
    return front.ask(form, lambda rumour: f"noted a rumour about {rumour.name}: call them today")


async def note_favour(front: Frame, about: Subject) -> Worker[None]:
    """Ask what was done for whom."""
    return front.ask(forms.favour.new(front.session, about.contact_id, about.name), _favour)


async def edit_need(front: Frame, about: Subject) -> Worker[None]:
    """Ask what changed about the need under the cursor."""
    need = await needs.one(about.subject_id, now=front.session.now())
    return front.ask(forms.need.edit(front.session, need), lambda changed: f"changed the need {changed.text}")


async def close_rumour(front: Frame, about: Subject) -> Worker[None]:
    """Ask what is true of the rumour under the cursor."""
    rumour = await rumours.one(about.subject_id)
    return front.ask(forms.rumour.close(front.session, rumour), _closed)


async def confirm_needs(front: Frame, about: Subject) -> None:
    """Confirm the need under the cursor, or else those of the contact that are stale, and say which."""
    found = await front.perform(_confirmed(front.session, about), done="confirmed")
    if found:
        front.say(f"{about.name} still needs: {' · '.join(need.text for need in found)}{UNDOABLE}")


async def _confirmed(session: Session, about: Subject) -> list[Need]:
    by, at = session.member_id, session.now()
    if about.kind == ReasonKind.NEED:
        return [await models.needs.confirm(about.subject_id, by=by, at=at)]
    return await models.needs.confirm_all(about.contact_id, by=by, at=at)


def _closed(rumour: Rumour) -> str:
    if rumour.closed_at is None:
        return f"logged; the rumour about {rumour.name} stays open, s puts it off"
    return f"closed the rumour about {rumour.name}: {rumour.truth.replace('-', ' ')}"


def _favour(favour: Favour) -> str:
    if not favour.introduced:
        return f"noted what {_way(favour, favour.name)}"
    if favour.direction == Direction.IN:
        return f"{favour.name} introduced {favour.introduced}"
    return f"we introduced {favour.introduced} to {favour.name}"


def _way(favour: Favour, name: str) -> str:
    return f"{name} did for us" if favour.direction == Direction.IN else f"we did for {name}"
