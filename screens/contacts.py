"""Contacts: everybody, found as you type, with a preview of who is under the cursor."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Input
from typing_extensions import override

from models.reading.contacts import ContactList, ContactRow, Order, row_of
from models.rules import when
from screens.contact import ContactScreen
from screens.glyphs import WORDS, weight
from screens.marking import Marking
from screens.subject import Subject
from screens.text import fit, plain
from screens.widgets.line import Line
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nobody yet.\n\no adds a contact. wellkept import FILE brings in an address book."
NOBODY = "Nobody is found.\n\nesc shows everybody again; then o adds a contact."
WORD, STAGE = 19, 13
NARROW, NORMAL = 50, 76  # cells: below the first the last columns go, above the second there are more


class Contacts(Marking):
    """One row per contact, by name; who needs outreach is marked by sign, word and weight."""

    TAB = "Contacts"
    IS_SHOWN_BELOW = True
    HINTS: ClassVar[tuple[str, ...]] = (
        *("open", "new", "filter", "done", "follow_up", "stage", "preview"),
        *("undo", "note", "edit", "quit", "help"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._order = Order.NAME
        self._found = ""
        self._finding = asyncio.Lock()

    @override
    def body(self) -> list[Widget]:
        """Make the filter and the list."""
        rows: RowList[ContactRow] = RowList(self._draw, empty=EMPTY, pointer=self.session.glyphs.pointer)
        rows.entitle("Contacts")
        query = Input(id="filter", compact=True, placeholder="name, company, e-mail, phone, tag or a word of a note")
        query.cursor_blink = False
        query.display = False
        return [query, rows]

    @override
    def subject_of(self, row: ContactRow) -> Subject:
        """Whom a row is about."""
        return Subject(row.id, row.name)

    @property
    def _query(self) -> str:
        return self.query_one("#filter", Input).value

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        await self._read_again(self.rows.current)

    @override
    async def show_contact(self, contact_id: int) -> None:
        """Read the list again, with the cursor on this contact, wherever that is by now; the whole list if need be."""
        row = await row_of(contact_id, now=self.session.now())
        await self._read_again(row)
        if row and self._query and self.rows.current != row:
            self._leave_filter()
            await self._read_again(row)

    async def _read_again(self, kept: ContactRow | None) -> None:
        async with self._finding:
            self._found = self._query
            near = None if kept is self.rows.current else kept
            await self.rows.show(self._source(), keep=lambda row: kept is not None and row.id == kept.id, near=near)
            self._after_show()

    def _source(self) -> ContactList:
        return ContactList(self._found, order=self._order, now=self.session.now())

    def _after_show(self) -> None:
        self.rows.empty = plain(NOBODY if self._query else EMPTY)
        found = f"Contacts: “{self._query}”" if self._query else "Contacts"
        self.rows.entitle(found if self._order == Order.NAME else f"{found}, {self._order}")
        self.show_position()

    async def on_input_changed(self) -> None:
        """Find while one types."""
        await self._find()

    async def _find(self) -> None:
        """Find by what stands in the filter when the search before this one has ended, so at most one runs."""
        async with self._finding:
            if self._found != self._query:
                self._found = self._query
                await self.rows.show(self._source())
                self._after_show()

    @override
    async def submitted(self) -> None:
        """Go to the list that is found by all that was typed."""
        await self._find()
        self.set_focus(self.rows)

    def on_descendant_focus(self) -> None:
        """Say which keys help there."""
        self.show_hints()

    @override
    def show_hints(self) -> None:
        """Say which keys help in the filter while one types in it, and else in the list."""
        super().show_hints()
        if self.focused is self.query_one("#filter"):
            hints = [(" enter", "strong"), (" to the list ", ""), (" esc", "strong"), (" everybody ", "")]
            self.query_one("#hints", Line).show(hints)

    def _draw(self, row: ContactRow, width: int) -> list[tuple[str, str]]:
        kind = row.pressing
        word, stage = (WORD, STAGE) if width > NARROW else (0, 0)
        rest = min(width, NORMAL) - 3 - word - stage
        name = rest if width <= 36 else rest * 3 // 5  # noqa: PLR2004
        return [
            (fit(self.session.glyphs.of(kind) if kind else "", 3), f"mark {weight(kind)}".strip()),
            (fit(row.name, max(0, name - 1)) + " ", weight(kind)),
            (fit(row.company, max(0, rest - name - 1)) + " ", "soft"),
            (fit(row.stage, stage), ""),
            (fit(WORDS[kind] if kind else "", word), weight(kind)),
            (fit(self._more(row), width - NORMAL), "soft"),
        ]

    def _more(self, row: ContactRow) -> str:
        """Say what there is room for in a wide window: the last word, and the owner."""
        last = row.last_interaction_at
        word = when.short(last, now=self.session.now(), zone=self.session.zone).strip() if last else "no word"
        return f" {word:<8} {row.owner}"

    def action_open(self, _: Press) -> None:
        """Show the contact."""
        row: ContactRow | None = self.rows.current
        if row:
            self.app.push_screen(ContactScreen(self.session, row.id))

    def action_filter(self, _: Press) -> None:
        """Find by name, company, e-mail, phone, tag or a word of a note."""
        query = self.query_one("#filter", Input)
        query.display = True
        self.set_focus(query)  # at once: the next letter may be here already

    async def action_sort(self, _: Press) -> None:
        """By name, by the longest silence, by the newest."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        async with self._finding:
            await self.rows.show(self._source())
            self._after_show()

    async def action_back(self, _: Press) -> None:
        """Leave the filter and show everybody again, or else go to Today."""
        query = self.query_one("#filter", Input)
        if not query.display:
            await self.run_key_action("go_today")
            return
        self._leave_filter()

    def _leave_filter(self) -> None:
        query = self.query_one("#filter", Input)
        query.display = False
        self.set_focus(self.rows)
        query.value = ""
