"""The pane that shows who is under the cursor: beside the list where there is room, else below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from typing_extensions import override

from models.reading import contact, relationship
from models.reading.timeline import Timeline
from models.rules.refusals import NotFound
from screens.frame import Frame
from screens.widgets.person import Person
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.keys import Press
    from screens.session import Session
    from screens.subject import Subject

WIDE = 160
"""From this width on the pane stands beside the list, which keeps LIST cells and so moves nothing."""
LIST = 100
HIGH = 16
"""With fewer lines there is no pane."""
EDGE = 4
"""Cells of the pane's border and padding."""


class PersonPane(Frame):
    """A working screen that shows who its `subject` is. Subclasses without a pane say so by HAS_PANE."""

    HAS_PANE: ClassVar[bool] = True
    IS_SHOWN_BELOW: ClassVar[bool] = False
    """Whether the pane is there without being asked for where it does not fit beside the list."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._wanted: bool | None = None
        self._seen: int | None = None
        self._is_reading = False

    @property
    def subject(self) -> Subject | None:
        """Who is under the cursor."""
        raise NotImplementedError

    @override
    def beside(self) -> list[Widget]:
        """Make the pane."""
        return [Person(id="person")] if self.HAS_PANE else []

    @override
    async def on_mount(self) -> None:
        """Have the lists draw rows no wider than beside the pane; the frame's own handler is called besides."""
        if self.HAS_PANE:
            for rows in self.query(RowList):
                rows.widest = LIST - 2

    @property
    def _is_wide(self) -> bool:
        return self.size.width >= WIDE

    @property
    def _is_shown(self) -> bool:
        wanted = self._wanted if self._wanted is not None else self._is_wide or self.IS_SHOWN_BELOW
        return self.HAS_PANE and wanted and self.size.height >= HIGH

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out the pane where there is no room for one."""
        if action == "preview" and (not self.HAS_PANE or self.size.height < HIGH):
            return None
        return super().check_action(action, parameters)

    def action_preview(self, _: Press) -> None:
        """Show or hide who is under the cursor."""
        self._wanted = not self._is_shown
        self.look(anew=True)

    @override
    def on_resize(self) -> None:
        """Put the pane where there is room; the frame's own handler is called besides."""
        self.look(anew=True)

    @override
    def on_row_list_counted(self, _: RowList.Counted) -> None:
        """Read the contact again, as the list was."""
        self.look(anew=True)

    @override
    def show_position(self) -> None:
        """Say which row the cursor is on, and show who that is."""
        super().show_position()
        self.look()

    @override
    def veil_changed(self) -> None:
        """Hide or show what is private, in the pane, too."""
        super().veil_changed()
        for person in self.query(Person):
            person.show_again()

    def look(self, *, anew: bool = False) -> None:
        """Show who is under the cursor now; `anew` also if it is still the same."""
        if not self.HAS_PANE or not self.is_current:
            return
        self.set_class(self._is_wide and self._is_shown, "-wide")
        self.query_one(Person).display = self._is_shown and self.subject is not None
        if anew:
            self._seen = None
        if self._is_shown and not self._is_reading:
            self._is_reading = True
            self._read_person()

    @work(group="person")
    async def _read_person(self) -> None:
        """Read who is under the cursor until that is shown: one after the other, and none that the cursor left."""
        try:
            while (about := self.subject) and about.contact_id != self._seen:
                self._seen = about.contact_id
                await self._show_person(about.contact_id)
        finally:
            self._is_reading = False

    async def _show_person(self, contact_id: int) -> None:
        """Read a contact and show them, if the cursor is still there by then."""
        is_wide, person = self._is_wide, self.query_one(Person)
        try:
            whole = await contact.one(contact_id, now=self.session.now())
            known = await relationship.of_contact(contact_id, now=self.session.now())
        except NotFound:  # somebody took them back meanwhile; the list says so when it is read again
            person.display = False
            return
        newest = await Timeline(contact_id).page(limit=self.size.height) if is_wide else []
        if self._seen != contact_id:
            return
        if is_wide:
            person.show_more(whole, known, newest, self.session, width=self.size.width - LIST - EDGE)
        else:
            person.show(whole, known, self.session, width=self.size.width - EDGE)
