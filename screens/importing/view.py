"""How an import is shown: the file above, below it its columns or what is dropped, and the row under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static
from typing_extensions import override

import models
from screens.frame import Frame
from screens.importing import rows, telling
from screens.importing.rows import InOrder, Row
from screens.importing.telling import Phase, Standing
from screens.text import one_line, plain
from screens.widgets.line import Line
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from models.exchange.previewing import Seen
    from screens.importing.asking import Wanted
    from screens.importing.rows import Counted
    from screens.keys import Press
    from screens.session import Session

NO_COLUMN = "There is no column to show.\n\n{import_file} asks for another file, {back} goes back."
NONE_DROPPED = "Nothing is dropped.\n\n{next_pane} shows the columns, {back} goes back."
STILL = "What is dropped shows here at the end.\n\n{next_pane} shows the columns, {back} leaves or stops."
ROOM = 20
"""Lines without which the row under the cursor is not shown whole below the list."""


class View(Frame):
    """The two lists of a file, one of them at a time, and where its import stands."""

    TAB = "Contacts"
    SECTIONS: ClassVar[tuple[str, ...]] = ("import", "list", "global")

    def __init__(self, session: Session, wanted: Wanted) -> None:
        super().__init__(session)
        self.wanted = wanted
        self._seen: Seen = models.previewing.Seen("", [])
        self._at = Standing(Phase.LOOKING, session.now())
        self._is_of_dropped = False

    @override
    def body(self) -> list[Widget]:
        """Make the head, the list, and the place for a whole row."""
        drawn: RowList[Row] = RowList(self._draw, pointer=self.session.glyphs.pointer)
        return [Static(id="head"), drawn, Static(id="preview")]

    def _draw(self, row: Row, width: int) -> list[tuple[str, str]]:
        return rows.drawn(row, width, self.session.glyphs)

    @override
    async def reload(self) -> None:
        """Show the list again and stay where one is."""
        dropped: Counted = self._at.report.dropped if self._at.report else []
        items: Counted = dropped if self._is_of_dropped else self._seen.columns
        lists = (self._columns, f"Dropped {len(dropped):,}" if self._at.report else "Dropped")
        here = lists[self._is_of_dropped]
        self.rows.entitle("  ".join(f"[{each}]" if each == here else each for each in lists))
        self.rows.empty = self.with_keys(self._empty)
        await self.rows.show(InOrder(items), keep=lambda row: row.place)
        self._show_head()
        self._show_row()
        self.show_hints()
        self.show_position()

    @property
    def _columns(self) -> str:
        lost = sum(not column.field for column in self._seen.columns)
        return f"Columns {len(self._seen.columns):,}" + (f", {lost:,} not kept" if lost else "")

    @property
    def _empty(self) -> str:
        if self._is_of_dropped:
            return NONE_DROPPED if self._at.report else STILL
        return NO_COLUMN

    def _show_head(self) -> None:
        head = self.query_one("#head", Static)
        head.border_title = plain(one_line(f"Import {self.wanted.file.path.name}"))
        sign = f"{self.session.glyphs.alarm} " if self._at.trouble else ""
        said = telling.of_standing(self._at, self.session.now())
        more = telling.of_next(self._at, is_csv=self._can_map)
        lost = telling.of_dropped(self._at, is_shown=self._is_of_dropped)
        lines = (telling.of_file(self.wanted, self._seen), f"{sign}{said}", self.with_keys(lost), self.with_keys(more))
        head.update(plain("\n".join(map(one_line, lines))))

    def _show_row(self) -> None:
        row: Row | None = self.rows.current
        preview = self.query_one("#preview", Static)
        preview.display = row is not None and self.size.height >= ROOM
        if row is not None:
            title, text = rows.whole(row)
            preview.border_title = plain(one_line(title))
            preview.update(plain("\n".join(map(one_line, text.split("\n")))))

    @override
    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show where one is, and the whole row."""
        super().on_row_list_moved(event)
        self._show_row()

    @override
    def on_resize(self) -> None:
        """Fit the hints to the new width, and the row to the new height."""
        super().on_resize()
        self._show_row()

    @override
    def show_hints(self) -> None:
        """Say which keys help; while it imports, the one that stops it."""
        super().show_hints()
        if self._at.phase == Phase.IMPORTING:
            stops = [(" esc", "strong"), (" stops: what came in stays, and can be taken back", "")]
            self.query_one("#hints", Line).show(stops)

    @property
    def _can_map(self) -> bool:
        is_before = self._at.phase in {Phase.LOOKING, Phase.LOOKED}
        is_csv = self.wanted.file.format == models.previewing.CSV
        return is_before and is_csv and not self._is_of_dropped and self.rows.current is not None

    async def action_next_pane(self, _: Press) -> None:
        """Go to the other list: columns, or what is dropped."""
        self._is_of_dropped = not self._is_of_dropped
        await self.rows.to_top()
        await self.reload()

    action_previous_pane = action_next_pane
