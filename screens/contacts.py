"""Contacts: everybody, found as you type, with a preview of who is under the cursor."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widgets import Input, Static
from typing_extensions import override

from models.reading import contact
from models.reading.contacts import ContactList, ContactRow
from models.rules.refusals import NotFound
from screens.contact import ContactScreen, reached_by, reasons_of
from screens.contact_actions import ContactActions, Subject
from screens.glyphs import WORDS, weight
from screens.text import fit, one_line, plain
from screens.widgets.line import Line
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nobody yet.\n\n{new} adds a contact. wellkept import FILE brings in an address book."
NOBODY = "Nobody is found.\n\n{back} shows everybody again; then {new} adds a contact."
WORD, STAGE = 19, 13
ROOM = 16  # lines without which there is no preview


class Contacts(ContactActions):
    """One row per contact, by name; who needs outreach is marked by sign, word and weight."""

    TAB = "Contacts"
    HINTS: ClassVar[tuple[str, ...]] = (
        *("open", "new", "filter", "done", "follow_up", "stage", "preview"),
        *("undo", "note", "edit", "quit", "help"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._is_previewing = True
        self._found = ""
        self._finding = asyncio.Lock()

    @override
    def body(self) -> list[Widget]:
        """Make the filter, the list and the preview."""
        rows: RowList[ContactRow] = RowList(
            self._draw, empty=self.with_keys(EMPTY), pointer=self.session.glyphs.pointer
        )
        rows.entitle("Contacts")
        query = Input(id="filter", compact=True, placeholder="name, company, e-mail, phone, tag or a word of a note")
        query.cursor_blink = False
        query.display = False
        return [query, rows, Static(id="preview")]

    @property
    @override
    def subject(self) -> Subject | None:
        """Whom the keys are about now."""
        row: ContactRow | None = self.rows.current
        return None if row is None else Subject(row.id, row.name)

    @property
    def _query(self) -> str:
        return self.query_one("#filter", Input).value

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        async with self._finding:
            kept: ContactRow | None = self.rows.current
            self._found = self._query
            source = ContactList(self._found, now=self.session.now())
            await self.rows.show(source, keep=lambda row: kept is not None and row.id == kept.id)
            self._after_show()

    def _after_show(self) -> None:
        self.rows.empty = plain(self.with_keys(NOBODY if self._query else EMPTY))
        found = f"Contacts: “{self._query}”" if self._query else "Contacts"
        self.rows.entitle(found)
        self.show_position()
        self._preview()

    async def on_input_changed(self) -> None:
        """Find while one types."""
        await self._find()

    async def _find(self) -> None:
        """Find by what stands in the filter when the search before this one has ended, so at most one runs."""
        async with self._finding:
            if self._found != self._query:
                self._found = self._query
                await self.rows.show(ContactList(self._found, now=self.session.now()))
                self._after_show()

    @override
    def on_resize(self) -> None:
        """Fit the hints to the new width, and the preview to the new height."""
        super().on_resize()
        self._preview()

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
        kind = row.pressing
        word = WORD if width > 50 else 0  # noqa: PLR2004  (a narrow window drops the last columns first)
        stage = STAGE if width > 50 else 0  # noqa: PLR2004
        rest = width - 3 - word - stage
        name = rest if width <= 36 else rest * 3 // 5  # noqa: PLR2004
        return [
            (fit(self.session.glyphs.of(kind) if kind else "", 3), f"mark {weight(kind)}".strip()),
            (fit(row.name, max(0, name - 1)) + " ", weight(kind)),
            (fit(row.company, max(0, rest - name - 1)) + " ", "soft"),
            (fit(row.stage, stage), ""),
            (fit(WORDS[kind] if kind else "", word), weight(kind)),
        ]

    def action_open(self, _: Press) -> None:
        """Show the contact."""
        row: ContactRow | None = self.rows.current
        if row:
            self.app.push_screen(ContactScreen(self.session, row.id))

    def action_filter(self, _: Press) -> None:
        """Find by name, company, e-mail, phone, tag or note."""
        query = self.query_one("#filter", Input)
        query.display = True
        self.set_focus(query)  # at once: the next letter may be here already

    def action_preview(self, _: Press) -> None:
        """Show or hide the preview."""
        self._is_previewing = not self._is_previewing
        self._preview()

    async def action_back(self, _: Press) -> None:
        """Show everybody again, or else go to Today."""
        query = self.query_one("#filter", Input)
        if not query.display:
            await self.run_key_action("go_today")
            return
        query.display = False
        self.set_focus(self.rows)
        query.value = ""
