"""Finding as one types: a filter above the list of a working screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import Input
from typing_extensions import override

from screens.frame import Frame
from screens.widgets.line import Line

if TYPE_CHECKING:
    from screens.keys import Press
    from screens.session import Session
    from screens.widgets.row_list import Source


class Finding(Frame):
    """A working screen with a filter. Subclasses put `filter_line` above the list and say what is found: `_source`."""

    FOUND_BY: ClassVar[str] = ""
    """What can be typed, shown while nothing is."""

    ALL: ClassVar[str] = ""
    """What esc shows again."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._found = ""
        self._finding = asyncio.Lock()

    def filter_line(self) -> Input:
        """Make the line to type in, which shows once it is asked for."""
        query = Input(id="filter", compact=True, placeholder=self.FOUND_BY)
        query.cursor_blink = False
        query.display = False
        return query

    @property
    def _filter(self) -> Input:
        return self.query_one("#filter", Input)

    @property
    def _query(self) -> str:
        return self._filter.value

    def _source(self) -> Source[Any]:
        """Give what `_found` finds, in rows that have an id."""
        raise NotImplementedError

    def _after_show(self) -> None:
        """Show what goes with what was found."""
        self.show_position()

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        await self._read_again(self.rows.current)

    async def _read_again(self, kept: Any) -> None:
        """Find anew, with the cursor on `kept`, wherever that stands by now."""
        async with self._finding:
            self._found = self._query
            near = None if kept is self.rows.current else kept
            await self.rows.show(self._source(), keep=lambda row: row.id, near=near)
            self._after_show()

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
        if self.focused is self._filter:
            hints = [(" enter", "strong"), (" to the list ", ""), (" esc", "strong"), (f" {self.ALL} ", "")]
            self.query_one("#hints", Line).show(hints)

    def action_filter(self, _: Press) -> None:
        """Find while you type."""
        self._filter.display = True
        self.set_focus(self._filter)  # at once: the next letter may be here already

    async def action_back(self, _: Press) -> None:
        """Leave the filter, or else go to Today."""
        if self._filter.display:
            self._leave_filter()
        else:
            await self.run_key_action("go_today")

    def _leave_filter(self) -> None:
        self._filter.display = False
        self.set_focus(self.rows)
        self._filter.value = ""
