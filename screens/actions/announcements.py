"""What the keys do about announcements on every screen that shows contacts: say what somebody was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading import announcements
from screens import forms

if TYPE_CHECKING:
    from textual.worker import Worker

    from screens.frame import Frame
    from screens.subject import Subject

NOTHING = "Nothing is announced that they could be told of. {go_matters} shows the matters; {new} announces something."
ALL = "{name} has been told of all that is announced."


async def note_told(front: Frame, about: Subject) -> Worker[None] | None:
    """Ask which of all that is announced they were told, and how."""
    known = {row.id for row in await announcements.of_contact(about.contact_id) if row.told_at}
    titles = await announcements.still_open()
    new = {title: announcement_id for title, announcement_id in titles.items() if announcement_id not in known}
    if not new:
        front.say(ALL.format(name=about.name) if titles else front.with_keys(NOTHING))
        return None
    form = forms.announcement.which_told(front.session, new, about)
    return front.ask(form, lambda title: f"told {about.name}: {title}")


async def answer(front: Frame, about: Subject) -> Worker[None]:
    """Ask how the next to be told was told of the announcement on the row."""
    title = (await announcements.one(about.subject_id)).title
    form = forms.announcement.one_told(front.session, about.subject_id, title, about)
    return front.ask(form, lambda _: f"told {about.name}: {title}")
