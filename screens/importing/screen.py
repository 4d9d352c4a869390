"""The import: a look at what would come in, then the import itself, then its report."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widgets import Static
from typing_extensions import override

import models
from models.reading import imports
from models.rules.refusals import BookUnusable, NotFound, NotYours, Refused
from screens.frame import Frame
from screens.importing import asking, rows, telling
from screens.importing.rows import InOrder, Row
from screens.importing.telling import BUSY, Stage, Standing
from screens.text import one_line, plain
from screens.widgets.line import Line
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.widget import Widget
    from textual.worker import Worker

    from models.exchange.card import Dropped
    from models.exchange.importing import Progress, Report
    from models.exchange.previewing import Seen, SeenColumn
    from screens.importing.asking import Wanted
    from screens.keys import Press
    from screens.session import Session

TROUBLES = (Refused, NotFound, NotYours, BookUnusable)
NO_COLUMN = "There is no column to show.\n\n{import_file} asks for another file, {back} goes back."
NONE_DROPPED = "Nothing is dropped.\n\n{next_pane} shows the columns, {back} goes back."
STILL = "What is dropped shows here at the end.\n\n{next_pane} shows the columns, {back} leaves or stops."
_MOVES = frozenset(
    {
        *("down", "up", "half_down", "half_up", "page_down", "page_up", "top", "bottom"),
        *("next_pane", "previous_pane", "help", "palette", "redraw"),
    }
)
"""What one does while it is busy."""
_LACKS = {
    "edit": "only a column of CSV can go elsewhere, before the import",
    "open": "only a column of CSV can go elsewhere, before the import",
    "import_now": "there is nothing to import",
    "save_report": "there is no report yet",
    "undo": "nothing came in that could be taken back",
    "redo": "y imports it again",
}
ROOM = 20
"""Lines without which the row under the cursor is not shown whole below the list."""


async def begin(front: Frame) -> None:
    """Ask what to import, and look at it."""
    before = front.wanted if isinstance(front, ImportScreen) else None
    wanted = await front.app.push_screen_wait(asking.what(front.session, before))
    if wanted is not None:
        if isinstance(front, ImportScreen):
            front.look_at(wanted)
        else:
            front.app.push_screen(ImportScreen(front.session, wanted))


class ImportScreen(Frame):
    """The file above; below it its columns or, at tab, what is dropped, with the row under the cursor whole."""

    TAB = "Contacts"
    SECTIONS: ClassVar[tuple[str, ...]] = ("import", "list", "global")
    HINTS: ClassVar[tuple[str, ...]] = (
        *("import_now", "edit", "undo", "next_pane", "save_report", "back", "import_file", "help"),
    )

    def __init__(self, session: Session, wanted: Wanted) -> None:
        super().__init__(session)
        self.wanted = wanted
        self._seen: Seen = models.previewing.Seen("", [])
        self._at = Standing(Stage.LOOKING, session.now())
        self._is_of_dropped = False
        self._working: asyncio.Task[Report] | None = None

    @override
    def body(self) -> list[Widget]:
        """Make the head, the list, and the place for a whole row."""
        drawn: RowList[Row] = RowList(self._draw, pointer=self.session.glyphs.pointer)
        return [Static(id="head"), drawn, Static(id="preview")]

    def _draw(self, row: Row, width: int) -> list[tuple[str, str]]:
        return rows.drawn(row, width, self.session.glyphs)

    @override
    async def on_mount(self) -> None:
        """Begin to look; Textual calls the frame's own besides."""
        self.look_at(self.wanted)

    @override
    async def reload(self) -> None:
        """Show the list again and stay where one is."""
        dropped = self._at.report.dropped if self._at.report else []
        items: Collection[SeenColumn | Dropped] = dropped if self._is_of_dropped else self._seen.columns
        lists = (f"Columns {len(self._seen.columns):,}", f"Dropped {len(dropped):,}" if self._at.report else "Dropped")
        here = lists[self._is_of_dropped]
        self.rows.entitle("  ".join(f"[{each}]" if each == here else each for each in lists))
        self.rows.empty = self.with_keys(self._empty)
        await self.rows.show(InOrder(items), keep=lambda row: row.place)
        self._show_head()
        self._show_row()
        self.show_hints()
        self.show_position()

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
        lines = (telling.of_file(self.wanted, self._seen), f"{sign}{said}", self.with_keys(more))
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
        if self._at.stage == Stage.IMPORTING:
            stops = [(" esc", "strong"), (" stops: what came in stays, and can be taken back", "")]
            self.query_one("#hints", Line).show(stops)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what would leave while it is busy, and what there is nothing for."""
        if self._at.stage in BUSY and action not in _MOVES:
            return True if action == "back" and self._working else None
        if action in _LACKS and not self._is_there(action):
            return None
        return super().check_action(action, parameters)

    @override
    def why_not(self, action: str) -> str:
        """Say what is missing for an action that is not permitted now."""
        if self._at.stage in BUSY:
            return "not before it is done"
        return _LACKS.get(action) or super().why_not(action)

    def _is_there(self, action: str) -> bool:
        """Tell whether there is something to do that to."""
        at = self._at
        is_looking = at.stage == Stage.LOOKING
        return {
            "edit": self._can_map,
            "open": self._can_map,
            "import_now": is_looking or (at.stage == Stage.LOOKED and at.would_come_in > 0),
            "save_report": at.report is not None,
            "undo": at.stage == Stage.IMPORTED and at.came_in > 0,
        }.get(action, False)

    @property
    def _can_map(self) -> bool:
        is_before = self._at.stage in {Stage.LOOKING, Stage.LOOKED}
        is_csv = self.wanted.file.format == models.previewing.CSV
        return is_before and is_csv and not self._is_of_dropped and self.rows.current is not None

    def look_at(self, wanted: Wanted) -> None:
        """Work out what would come in."""
        self.wanted, self._at = wanted, Standing(Stage.LOOKING, self.session.now())
        self._look()

    @work(group="import", exclusive=True)
    async def _look(self) -> None:
        try:
            self._seen = await asyncio.to_thread(models.previewing.look, self.wanted.file, self.wanted.columns)
            await self.reload()
            self._at.report = await self._run(dry_run=True)
        except TROUBLES as trouble:
            self._at.trouble = str(trouble)
        self._at.stage = Stage.LOOKED
        await self.reload()

    async def _run(self, *, dry_run: bool) -> Report:
        wanted = self.wanted
        (report,) = await models.importing.import_files(
            [wanted.file.path],
            by=self.session.member_id,
            at=self.session.now(),
            dry_run=dry_run,
            columns=wanted.columns,
            on_duplicate=models.importing.OnDuplicate(wanted.known),
            every_days=wanted.every_days,
            spread=wanted.spread,
            progress=self._tell,
        )
        return report

    def _tell(self, progress: Progress) -> None:
        self._at.progress = progress
        self._show_head()

    def action_import_now(self, _: Press) -> Worker[None]:
        """Import what the look found."""
        self._at = Standing(Stage.IMPORTING, self.session.now())
        return self._import()

    @work(group="import", exclusive=True)
    async def _import(self) -> None:
        at, since = self._at, await imports.latest()
        self._working = asyncio.ensure_future(self._run(dry_run=False))
        await self.reload()
        try:
            at.report = await self._working
        except asyncio.CancelledError:
            if not at.is_stopped:
                raise
        except TROUBLES as trouble:
            at.trouble = str(trouble)
        finally:
            self._working = None
        at.came_in = await imports.came_in(self.session.member_id, since=since)
        at.stage = Stage.LOOKED if at.trouble and not at.came_in else Stage.IMPORTED
        await self.reload()

    @work
    async def action_edit(self, _: Press) -> None:
        """Say to which field this column goes."""
        row: Row | None = self.rows.current
        if row is not None and isinstance(row.what, models.previewing.SeenColumn):
            wanted = await self.app.push_screen_wait(asking.target(self.session, self.wanted, row.what))
            if wanted is not None:
                self.look_at(wanted)

    action_open = action_edit

    @work
    async def action_save_report(self, _: Press) -> None:
        """Save this report as a file."""
        if self._at.report is not None:
            is_look = self._at.stage == Stage.LOOKED
            form = asking.report(self.session, self._at.report, dry_run=is_look)
            path = await self.app.push_screen_wait(form)
            if path is not None:
                self.say(f"saved the report: {path}")

    async def action_next_pane(self, _: Press) -> None:
        """Go to the other list: columns, or what is dropped."""
        self._is_of_dropped = not self._is_of_dropped
        await self.rows.to_top()
        await self.reload()

    action_previous_pane = action_next_pane

    @override
    async def action_refresh(self, press: Press) -> None:
        """Read the screen again."""
        if self._at.stage == Stage.LOOKED:
            self.look_at(self.wanted)
        else:
            await super().action_refresh(press)

    @work
    @override
    async def action_undo(self, _: Press) -> None:
        """Take back your own last change."""
        self._at.stage = Stage.TAKING_BACK
        await self.reload()
        try:
            step = await models.undo.last(by=self.session.member_id, at=self.session.now())
        except TROUBLES as refusal:
            self._at.stage = Stage.IMPORTED
            await self.reload()
            self.say(str(refusal), alarm=True)
            return
        self._at.stage = Stage.IMPORTED
        await self.reload()
        if step.verb == "import":
            self.look_at(self.wanted)
        self.say(f"undone: {step.what}")

    def action_back(self, _: Press) -> None:
        """Go back; while it imports, stop it."""
        if self._working is None:
            self.dismiss()
        else:
            self._at.is_stopped = True
            self._working.cancel()
