"""Contacts: everybody, found as you type, with a preview of who is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widgets import Static
from typing_extensions import override

from models.reading import contact
from models.reading.contacts import ContactList, ContactRow
from models.rules.refusals import NotFound
from screens import drawing
from screens.contact import ContactScreen, reached_by, reasons_of
from screens.contact_actions import ContactActions, Subject
from screens.finding import Finding
from screens.text import one_line, plain
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nobody yet.\n\no adds a contact. wellkept import FILE brings in an address book."
NOBODY = "Nobody is found.\n\nesc shows everybody again; then o adds a contact."
ROOM = 16  # lines without which there is no preview


class Contacts(Finding, ContactActions):
    """One row per contact, by name; who needs outreach is marked by sign, word and weight."""

    TAB = "Contacts"
    FOUND_BY = "name, company, e-mail, phone, tag or a word of a note"
    ALL = "everybody"
    HINTS: ClassVar[tuple[str, ...]] = (
        *("open", "new", "filter", "done", "follow_up", "stage", "preview"),
        *("undo", "note", "edit", "quit", "help"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._is_previewing = True

    @override
    def body(self) -> list[Widget]:
        """Make the filter, the list and the preview."""
        rows: RowList[ContactRow] = RowList(self._draw, empty=EMPTY, pointer=self.session.glyphs.pointer)
        rows.entitle("Contacts")
        return [self.filter_line(), rows, Static(id="preview")]

    @property
    @override
    def subject(self) -> Subject | None:
        """Whom the keys are about now."""
        row: ContactRow | None = self.rows.current
        return None if row is None else Subject(row.id, row.name)

    @override
    def _source(self) -> ContactList:
        return ContactList(self._found, now=self.session.now())

    @override
    def _after_show(self) -> None:
        self.rows.empty = plain(NOBODY if self._query else EMPTY)
        found = f"Contacts: “{self._query}”" if self._query else "Contacts"
        self.rows.entitle(found)
        self.show_position()
        self._preview()

    @override
    def on_resize(self) -> None:
        """Fit the hints to the new width, and the preview to the new height."""
        super().on_resize()
        self._preview()

    @override
    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show where one is, and who that is."""
        super().on_row_list_moved(event)
        self._preview()

    def _preview(self) -> None:
        row: ContactRow | None = self.rows.current
        is_shown = self._is_previewing and row is not None and self.size.height >= ROOM
        self.query_one("#preview").display = is_shown
        if is_shown and row is not None:
            self._show_preview(row)

    @work(group="preview", exclusive=True)
    async def _show_preview(self, row: ContactRow) -> None:
        try:
            whole = await contact.one(row.id, now=self.session.now())
        except NotFound:  # somebody took them back meanwhile; the list says so when it is read again
            return
        preview = self.query_one("#preview", Static)
        preview.border_title = plain(one_line(whole.name))
        preview.update(plain("\n".join([*reasons_of(whole, self.session), *reached_by(whole, self.session)])))

    def _draw(self, row: ContactRow, width: int) -> list[tuple[str, str]]:
        return drawing.contact(row, width, self.session)

    def action_open(self, _: Press) -> None:
        """Show the contact."""
        row: ContactRow | None = self.rows.current
        if row:
            self.app.push_screen(ContactScreen(self.session, row.id))

    def action_preview(self, _: Press) -> None:
        """Show or hide the preview."""
        self._is_previewing = not self._is_previewing
        self._preview()
