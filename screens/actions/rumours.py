"""What the keys do about rumours: to keep one, and to say what is true of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading import rumours
from screens import forms

if TYPE_CHECKING:
    from textual.worker import Worker

    from models.reading.rumours import Rumour
    from screens.frame import Frame
    from screens.subject import Subject


async def note(front: Frame, about: Subject) -> Worker[None]:
    """Ask what was heard of them."""
    form = forms.rumour.new(front.session, about.contact_id, about.name)
    return front.ask(form, lambda rumour: f"noted a rumour about {rumour.name}: call them today")


async def close(front: Frame, about: Subject) -> Worker[None]:
    """Ask what is true of the rumour under the cursor."""
    rumour = await rumours.one(about.subject_id)
    return front.ask(forms.rumour.close(front.session, rumour), _closed)


def _closed(rumour: Rumour) -> str:
    if rumour.closed_at is None:
        return f"logged; the rumour about {rumour.name} stays open, s puts it off"
    return f"closed the rumour about {rumour.name}: {rumour.truth.replace('-', ' ')}"
