"""One announcement: what changes, who is still to be told, and who has been told, how, when and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widgets import Static
from typing_extensions import override

import models
from models.reading import announcements
from models.rules import announcing, days, when
from models.rules.refusals import NotFound
from screens import drawing, forms
from screens.confirm import Confirm
from screens.marking import Marking
from screens.subject import Subject, who
from screens.text import fit, one_line, plain
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from datetime import datetime

    from textual.widget import Widget
    from textual.worker import Worker

    from models.reading.announcements import AnnouncementRow, Person
    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nobody is here any more.\n\n{new} has more people told, {back} goes back."
NAME, DATE, CHANNEL, BY = 24, 7, 11, 10
NARROW = 60
"""Cells without which a row says only who, and when or where."""
LINES = 5
"""So many lines of the text stand above the list."""


class AnnouncementScreen(Marking):
    """The words above; below, who is to be told in the order in which they were chosen, and who has been told."""

    TAB = "Matters"
    HAS_PANE = False
    HINTS: ClassVar[tuple[str, ...]] = (
        *("done", "open", "new", "mark", "edit", "archive"),
        *("follow_up", "note", "undo", "back", "help"),
    )

    def __init__(self, session: Session, row: AnnouncementRow) -> None:
        super().__init__(session)
        self._row = row

    @override
    def body(self) -> list[Widget]:
        """Make the words and the list."""
        pointer = self.session.glyphs.pointer
        rows: RowList[Person] = RowList(self._draw, heading=self._heading, empty=self.with_keys(EMPTY), pointer=pointer)
        rows.entitle("Whom it is for")
        return [Static(id="head"), rows]

    @override
    def subject_of(self, row: Person) -> Subject:
        """Whom a row is about."""
        return Subject(row.contact_id, row.name)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        try:
            self._row = await announcements.one(self._row.id)
        except NotFound:  # undone meanwhile
            if self.is_active:
                self.dismiss()
            return
        self._show_head()
        await self.rows.show(announcements.audience(self._row.id), keep=_place)
        self.show_position()

    @override
    def on_resize(self) -> None:
        """Break the words anew; the frame's own handler is called besides."""
        self._show_head()

    def _show_head(self) -> None:
        row, head = self._row, self.query_one("#head", Static)
        head.border_title = plain(one_line(row.title))
        closed = f", closed {self._day(row.closed_at)}" if row.closed_at else ""
        head.border_subtitle = plain(f"{announcing.progress(row.told, row.audience_size)}{closed}")
        lines = [one_line(line) for line in row.text.split("\n")][:LINES] if row.text else []
        lines.append(one_line(f"for {row.audience}; announced {self._day(row.at)} by {row.by}"))
        head.update(plain("\n".join(lines)))

    def _day(self, at: datetime) -> str:
        return days.dated(at.astimezone(self.session.zone).date(), self.session.now().date())

    def _heading(self, row: Person) -> str:
        told, untold = self._row.told, self._row.audience_size - self._row.told
        if row.told_at:
            return f"TOLD {told:,}"
        return f"NEVER TOLD {untold:,}" if self._row.closed_at else f"TO BE TOLD {untold:,}"

    def _draw(self, row: Person, width: int) -> list[tuple[str, str]]:
        name = NAME if width > NARROW else width * 2 // 5
        rest = width - drawing.SIGN - name
        start = [("", "") if row.told_at else (self.session.glyphs.due, "mark")]
        pieces = [(fit(start[0][0], drawing.SIGN), start[0][1]), (fit(row.name, name - 1) + " ", "")]
        if row.told_at is None:
            return [*pieces, (fit("archived" if row.is_archived else row.stage, rest), "soft")]
        told = when.short(row.told_at, now=self.session.now(), zone=self.session.zone)
        by, channel = (BY, CHANNEL) if width > NARROW else (0, 0)
        return [
            *pieces,
            (fit(told, DATE), "soft"),
            (fit(row.channel, channel), ""),
            (fit(row.text, rest - DATE - channel - by), ""),
            (fit(row.by, max(0, by - 1), align="right") + " " * bool(by), "soft"),
        ]

    @override
    async def action_done(self, _: Press) -> Worker[None]:
        """Note how they were told; all that are marked."""
        subjects = self.subjects
        return self._ask_for(
            subjects,
            lambda do: forms.announcement.told(
                self.session, self._row.id, who(subjects), do, subject_id=subjects[0].contact_id
            ),
        )

    @override
    async def action_new(self, _: Press) -> Worker[None]:
        """Have more people told."""
        form = forms.announcement.widen(self.session, self._row)
        return self.ask(form, lambda many: f"{many:,} more to be told")

    @override
    async def action_edit(self, _: Press) -> Worker[None]:
        """Change the words of the announcement."""
        form = forms.announcement.edit(self.session, self._row)
        return self.ask(form, lambda changed: f"changed {changed.title}")

    @work
    @override
    async def action_archive(self, _: Press) -> None:
        """Close it: nobody is to be told any more."""
        untold = self._row.audience_size - self._row.told
        left = f" {untold:,} will never have been told." if untold else ""
        if await self.app.push_screen_wait(Confirm(f"Close “{one_line(self._row.title)}”?{left}")):
            verb = models.announcements.close(self._row.id, by=self.session.member_id, at=self.session.now())
            await self.perform(verb, done=f"closed {self._row.title}")

    def action_back(self, _: Press) -> None:
        """Go back."""
        self.dismiss()


def _place(row: Person) -> tuple[bool, int]:
    """Say where a row stands: the cursor does not follow who is told, but goes on to the next."""
    return (row.told_at is None, row.id)
