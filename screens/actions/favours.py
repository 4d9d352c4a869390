"""What the keys do about give and take: to keep what was done for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.words import Direction
from screens import forms

if TYPE_CHECKING:
    from textual.worker import Worker

    from models.reading.favours import Favour
    from screens.frame import Frame
    from screens.subject import Subject


async def note(front: Frame, about: Subject) -> Worker[None]:
    """Ask what was done for whom."""
    return front.ask(forms.favour.new(front.session, about.contact_id, about.name), _noted)


def _noted(favour: Favour) -> str:
    if not favour.introduced:
        return f"noted what {_way(favour)}"
    if favour.direction == Direction.IN:
        return f"{favour.name} introduced {favour.introduced}"
    return f"we introduced {favour.introduced} to {favour.name}"


def _way(favour: Favour) -> str:
    return f"{favour.name} did for us" if favour.direction == Direction.IN else f"we did for {favour.name}"
