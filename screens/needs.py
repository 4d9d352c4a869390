"""The needs of one contact: confirmed, changed and ended, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

import models
from models.reading import needs
from models.rules import when
from models.rules.words import ReasonKind
from screens.actions import needs as actions
from screens.contact_actions import ContactActions
from screens.subject import Subject
from screens.text import fit, one_line
from screens.widgets.few_rows import FewRows
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker import Worker

    from models.reading.needs import Need
    from screens.keys import Press
    from screens.session import Session

EMPTY = "No need is noted.\n\n{new} notes one, {back} goes back."
SIGN, WEIGHT, STANDS, ROOM = 3, 9, 20, 50
"""Cells of the columns, and those without which the note is left out."""


class Needs(ContactActions):
    """One row per need, the weightiest first, and those that ended last."""

    TAB = "Contacts"
    HAS_PANE = False
    SECTIONS: ClassVar[tuple[str, ...]] = ("needs", *ContactActions.SECTIONS)
    HINTS: ClassVar[tuple[str, ...]] = ("confirm_need", "edit", "end_need", "new", "back", "undo", "help")

    def __init__(self, session: Session, about: Subject) -> None:
        super().__init__(session)
        self._who = Subject(about.contact_id, about.name)

    @override
    def body(self) -> list[Widget]:
        """Make the list."""
        rows: RowList[Need] = RowList(self._draw, empty=self.with_keys(EMPTY), pointer=self.session.glyphs.pointer)
        rows.entitle(f"What {one_line(self._who.name)} needs")
        return [rows]

    @property
    @override
    def subject(self) -> Subject:
        """Whom the keys are about: the contact, and the need under the cursor unless it has ended."""
        row: Need | None = self.rows.current
        if row is None or row.ended_at is not None:
            return self._who
        return Subject(self._who.contact_id, self._who.name, kind=ReasonKind.NEED, subject_id=row.id)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a need that has not ended."""
        if action in {"confirm_need", "edit", "end_need", "open", "done"} and not self.subject.subject_id:
            return None
        return super().check_action(action, parameters)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        found = await needs.of_contact(self._who.contact_id, now=self.session.now(), also_ended=True)
        await self.rows.show(FewRows(found, place=_place), keep=lambda row: row.id)
        self.show_position()

    def _draw(self, row: Need, width: int) -> list[tuple[str, str]]:
        style = "soft" if row.ended_at else "pressing" if row.is_stale else ""
        text = width - SIGN - WEIGHT - STANDS
        note = text // 2 if width > ROOM and row.note else 0
        return [
            (fit(self.session.glyphs.soft if row.is_stale else "", SIGN), f"mark {style}".strip()),
            (fit(row.word, WEIGHT), style),
            (fit(row.text, text - note - 1) + " ", style),
            (fit(row.note, note), "soft"),
            (fit(self._stands(row), STANDS, align="right"), style),
        ]

    def _stands(self, row: Need) -> str:
        word = "ended" if row.ended_at else "stale" if row.is_stale else "confirmed"
        day = when.short(row.ended_at or row.confirmed_at, now=self.session.now(), zone=self.session.zone)
        return f"{word} {day.strip()} "

    @override
    async def action_new(self, _: Press) -> Worker[None]:
        """Note another need."""
        return await actions.note(self, self._who)

    async def action_open(self, _: Press) -> Worker[None]:
        """Change the need."""
        return await actions.edit(self, self.subject)

    async def action_end_need(self, _: Press) -> None:
        """End the need: it is met, or is none any more."""
        verb = models.needs.end(self.subject.subject_id, by=self.session.member_id, at=self.session.now())
        await self.perform(verb, done=f"ended a need of {self._who.name}")

    def action_back(self, _: Press) -> None:
        """Go back."""
        self.dismiss()


def _place(row: Need) -> tuple[object, ...]:
    return (row.ended_at is not None, -row.weight, row.confirmed_at, row.id)
