"""The import: a look at what would come in, then the import itself, then its report."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from typing_extensions import override

import models
from models.reading import imports
from models.rules.refusals import REFUSALS
from screens.importing import asking
from screens.importing.telling import BUSY, Phase, Standing
from screens.importing.view import View

if TYPE_CHECKING:
    from textual.worker import Worker

    from models.exchange.importing import Progress, Report
    from screens.frame import Frame
    from screens.importing.asking import Wanted
    from screens.importing.rows import Row
    from screens.keys import Press
    from screens.session import Session

_MOVES = frozenset(
    {
        *("down", "up", "half_down", "half_up", "page_down", "page_up", "top", "bottom"),
        *("next_pane", "previous_pane", "help", "palette", "redraw"),
    }
)
"""What one does while it is busy."""
_LACKS = {
    "open": "only a column of CSV can go elsewhere, before the import",
    "map_column": "only a column of CSV can go elsewhere, before the import",
    "import_now": "there is nothing to import",
    "save_report": "there is no report yet",
    "undo": "nothing came in that could be taken back",
    "redo": "it is imported again instead",
}


async def begin(front: Frame) -> None:
    """Ask what to import, and look at it."""
    before = front.wanted if isinstance(front, ImportScreen) else None
    wanted = await front.app.push_screen_wait(asking.what(front.session, before))
    if wanted is not None:
        if isinstance(front, ImportScreen):
            front.look_at(wanted)
        else:
            front.app.push_screen(ImportScreen(front.session, wanted))


class ImportScreen(View):
    """Looks at a file; then what it found is imported, and can be taken back."""

    HINTS: ClassVar[tuple[str, ...]] = (
        *("import_now", "undo", "map_column", "next_pane", "save_report", "back", "import_file", "help"),
    )

    def __init__(self, session: Session, wanted: Wanted) -> None:
        super().__init__(session, wanted)
        self._working: asyncio.Task[Report] | None = None

    @override
    async def on_mount(self) -> None:
        """Begin to look; Textual calls the frame's own besides."""
        self.look_at(self.wanted)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what would leave while it is busy, and what there is nothing for."""
        if self._at.phase in BUSY and action not in _MOVES:
            return True if action == "back" and self._working else None
        if action in _LACKS and not self._is_there(action):
            return None
        return super().check_action(action, parameters)

    @override
    def why_not(self, action: str) -> str:
        """Say what is missing for an action that is not permitted now."""
        if self._at.phase in BUSY:
            return "not before it is done"
        return _LACKS.get(action) or super().why_not(action)

    def _is_there(self, action: str) -> bool:
        """Tell whether there is something to do that to."""
        at = self._at
        is_looking = at.phase == Phase.LOOKING
        return {
            "map_column": self._can_map,
            "open": self._can_map,
            "import_now": is_looking or (at.phase == Phase.LOOKED and at.would_come_in > 0),
            "save_report": at.report is not None,
            "undo": at.phase == Phase.IMPORTED and at.came_in > 0,
        }.get(action, False)

    def look_at(self, wanted: Wanted) -> None:
        """Work out what would come in."""
        self.wanted, self._at = wanted, Standing(Phase.LOOKING, self.session.now())
        self._look()

    @work(group="import", exclusive=True)
    async def _look(self) -> None:
        try:
            self._seen = await asyncio.to_thread(models.previewing.look, self.wanted.file, self.wanted.columns)
            await self.reload()
            self._at.report = await self._run(dry_run=True)
        except REFUSALS as trouble:
            self._at.trouble = str(trouble)
        self._at.phase = Phase.LOOKED
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
        self._at = Standing(Phase.IMPORTING, self.session.now())
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
        except REFUSALS as trouble:
            at.trouble = str(trouble)
        finally:
            self._working = None
        at.came_in = await imports.came_in(self.session.member_id, since=since)
        at.phase = Phase.LOOKED if at.trouble and not at.came_in else Phase.IMPORTED
        await self.reload()

    @work
    async def action_map_column(self, _: Press) -> None:
        """Say to which field this column goes."""
        row: Row | None = self.rows.current
        if row is not None and isinstance(row.what, models.previewing.SeenColumn):
            wanted = await self.app.push_screen_wait(asking.target(self.session, self.wanted, row.what))
            if wanted is not None:
                self.look_at(wanted)

    def action_open(self, press: Press) -> None:
        """Say to which field this column goes."""
        self.action_map_column(press)

    @work
    async def action_save_report(self, _: Press) -> None:
        """Save this report as a file."""
        if self._at.report is not None:
            is_look = self._at.phase == Phase.LOOKED
            form = asking.report(self.session, self._at.report, dry_run=is_look)
            path = await self.app.push_screen_wait(form)
            if path is not None:
                self.say(f"saved the report: {path}")

    @override
    async def action_refresh(self, press: Press) -> None:
        """Read the screen again."""
        if self._at.phase == Phase.LOOKED:
            self.look_at(self.wanted)
        else:
            await super().action_refresh(press)

    @work
    @override
    async def action_undo(self, _: Press) -> None:
        """Take back your own last change."""
        self._at.phase = Phase.TAKING_BACK
        await self.reload()
        try:
            step = await models.undo.last(by=self.session.member_id, at=self.session.now())
        except REFUSALS as refusal:
            self._at.phase = Phase.IMPORTED
            await self.reload()
            self.say(str(refusal), alarm=True)
            return
        self._at.phase = Phase.IMPORTED
        await self.reload()
        if step.verb == "import":
            self.look_at(self.wanted)
        self.say(f"undone: {step.what}")

    def action_back(self, _: Press) -> None:
        """Go back; while it imports, stop it."""
        if self._working is None:
            self.workers.cancel_node(self)  # a look that is done meanwhile has nothing left to be shown on
            self.dismiss()
        else:
            self._at.is_stopped = True
            self._working.cancel()
