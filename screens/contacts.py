"""Contacts: everybody, found as you type, with a preview of who is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from models.reading.among import EVERYBODY, Among
from models.reading.chosen import Chosen
from models.reading.contacts import ContactList, ContactRow, Order, row_of
from models.rules.text import quoted
from screens import drawing
from screens.finding import Finding
from screens.marking import Marking
from screens.subject import Subject
from screens.text import plain
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nobody yet.\n\n{new} adds a contact, {import_file} brings in an address book."
NOBODY = "Nobody is found.\n\n{back} shows everybody again; then {new} adds a contact."


class Contacts(Finding, Marking):
    """One row per contact, by name; who needs outreach is marked by sign, word and weight."""

    TAB = "Contacts"
    IS_SHOWN_BELOW = True
    FOUND_BY = "name, company, e-mail, phone, tag or a word of a note"
    ALL = "everybody"
    HINTS: ClassVar[tuple[str, ...]] = (
        *("open", "new", "filter", "done", "follow_up", "stage", "preview"),
        *("undo", "note", "edit", "quit", "help"),
    )

    def __init__(self, session: Session, title: str = "Contacts", among: Among = EVERYBODY) -> None:
        super().__init__(session)
        self._order, self._title, self._among = Order.NAME, title, among

    @override
    def body(self) -> list[Widget]:
        """Make the filter and the list."""
        rows: RowList[ContactRow] = RowList(
            self._draw, empty=self.with_keys(EMPTY), pointer=self.session.glyphs.pointer
        )
        rows.entitle(self._title)
        return [self.filter_line(), rows]

    @override
    def subject_of(self, row: ContactRow) -> Subject:
        """Whom a row is about."""
        return Subject(row.id, row.name)

    @override
    async def show_contact(self, contact_id: int) -> None:
        """Read the list again, with the cursor on this contact, wherever that is by now; the whole list if need be."""
        row = await row_of(contact_id, now=self.session.now())
        await self._read_again(row)
        if row and self._query and self.rows.current != row:
            self._leave_filter()
            await self._read_again(row)

    @property
    @override
    def found(self) -> dict[str, Chosen]:
        """Whom the filter finds."""
        chosen = Chosen(self._query, among=self._among)
        return {f"found by {quoted(self._query)}": chosen} if self._query.strip() else {}

    @override
    def _source(self) -> ContactList:
        return ContactList(self._found, among=self._among, order=self._order, now=self.session.now())

    @override
    def _after_show(self) -> None:
        self.rows.empty = plain(self.with_keys(NOBODY if self._query else EMPTY))
        found = f"{self._title}: “{self._query}”" if self._query else self._title
        self.rows.entitle(found if self._order == Order.NAME else f"{found}, {self._order}")
        self.show_position()

    def _draw(self, row: ContactRow, width: int) -> list[tuple[str, str]]:
        return drawing.contact(row, width, self.session)

    async def action_sort(self, _: Press) -> None:
        """By name, by the longest silence, by the newest."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        async with self._finding:
            await self.rows.show(self._source())
            self._after_show()
