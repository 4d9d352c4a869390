"""One company: its people, and what is planned with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from models.reading import companies
from models.reading.agenda import AgendaRow
from models.reading.companies import AtCompany, CompanyRow
from models.rules.refusals import NotFound
from screens import drawing, forms
from screens.marking import Marking
from screens.subject import Subject
from screens.text import one_line
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker import Worker

    from models.reading.contacts import ContactRow
    from screens.keys import Press
    from screens.session import Session

    Row = ContactRow | AgendaRow

EMPTY = "Nobody is here any more.\n\n{new} adds a contact, {back} goes back."


class CompanyScreen(Marking):
    """The people by name, and below them the open follow-ups, the first due first."""

    TAB = "Companies"
    HINTS: ClassVar[tuple[str, ...]] = (
        *("open", "done", "follow_up", "snooze", "new", "note", "edit"),
        *("stage", "back", "undo", "help"),
    )

    def __init__(self, session: Session, company: CompanyRow) -> None:
        super().__init__(session)
        self._company = company

    @override
    def body(self) -> list[Widget]:
        """Make the list."""
        pointer = self.session.glyphs.pointer
        rows: RowList[Row] = RowList(self._draw, heading=self._heading, empty=self.with_keys(EMPTY), pointer=pointer)
        return [rows]

    @override
    def subject_of(self, row: Row) -> Subject:
        """Whom a row is about: somebody here, or what is planned with them."""
        if isinstance(row, AgendaRow):
            return Subject(row.contact_id, row.name, follow_up_id=row.id)
        return Subject(row.id, row.name)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        now = self.session.now()
        try:
            self._company = await companies.one(self._company.id, now=now)
        except NotFound:  # undone meanwhile
            self.dismiss()
            return
        self.rows.entitle(one_line(self._company.name))
        await self.rows.show(AtCompany(self._company.id, now=now), keep=_known)
        self.show_position()

    def _heading(self, row: Row) -> str:
        if isinstance(row, AgendaRow):
            return f"OPEN FOLLOW-UPS {self._company.follow_ups:,}"
        return f"PEOPLE {self._company.people:,}"

    def _draw(self, row: Row, width: int) -> list[tuple[str, str]]:
        if isinstance(row, AgendaRow):
            return drawing.follow_up(row, width, self.session, due=drawing.due(row, self.session))
        return drawing.contact(row, width, self.session)

    @override
    async def action_new(self, _: Press) -> Worker[None]:
        """Add a contact here."""
        form = await forms.contact.new(self.session, company=self._company.name)
        return self.ask(form, lambda added: f"added {added.name}")

    def action_back(self, _: Press) -> None:
        """Go back."""
        self.dismiss()


def _known(row: Row) -> tuple[bool, int]:
    """Say which row it is: a person and a follow-up may have the same id."""
    return (isinstance(row, AgendaRow), row.id)
