"""The app: modes, theme, global keys, and one book open around it."""

from __future__ import annotations

import asyncio
import gc
from functools import partial
from typing import TYPE_CHECKING

from textual import events, work
from textual.worker import WorkerFailed
from typing_extensions import override

import models
from models import db
from models.reading import choices
from models.rules.refusals import BookUnusable, NotFound, Refused
from screens import forms
from screens.contacts import Contacts
from screens.frame import Frame
from screens.glyphs import ASCII, UNICODE
from screens.help import Help
from screens.keys import KeyedScreen, Press, bound
from screens.session import Session
from screens.text import AsciiSigns, SafeText
from screens.today import Today
from tui import clock, crash
from tui.discreet import DiscreetApp
from tui.driver import WellkeptDriver
from tui.leaving import watch
from tui.mono import Monochrome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from textual.filter import LineFilter


BOOK_UNUSABLE = 5
"""The exit code of a book that cannot be used, as on the command line."""


class WellkeptApp(DiscreetApp[None], inherit_bindings=False):
    """Wellkept in a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "Wellkept"
    DEFAULT_MODE = "today"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None

    def __init__(self, session: Session, *, monochrome: bool = False, log_path: Path | None = None) -> None:
        super().__init__(driver_class=WellkeptDriver)
        self.animation_level = "none"
        self.session = session
        self.log_path = log_path
        self._line_filters: list[LineFilter] = [SafeText(), *([Monochrome()] if monochrome else [])]
        self._line_filters += [AsciiSigns()] if session.glyphs is ASCII else []
        self._before = "today"
        self.set_class(session.glyphs is ASCII, "ascii")
        self.add_mode("today", lambda: Today(session))
        self.add_mode("contacts", lambda: Contacts(session))

    @override
    def get_line_filters(self) -> Sequence[LineFilter]:
        """Clean every line that is drawn, whatever drew it; in place of Textual's own filters."""
        return self._line_filters

    @override
    def delay_update(self, delay: float = 0.0) -> None:
        """Draw at once: Textual waits 50 ms at every change of mode, for screens slower than ours to be filled."""

    def on_mount(self) -> None:
        """Once Today is painted, get ready to write."""
        self.call_after_refresh(self._get_ready)

    @work
    async def _get_ready(self) -> None:
        """Load what verbs need, while nobody waits for it, and work out anew what ended by itself."""
        gc.enable()
        await asyncio.to_thread(_load_the_rest)
        try:
            await db.writable()
            await models.outreach.roll(at=self.session.now())
        except BookUnusable as trouble:
            if self.frame:
                self.frame.say(str(trouble), alarm=True)
            return
        if self.frame:
            await self.frame.reload()

    @override
    def _handle_exception(self, error: Exception) -> None:
        """End with the sentence of a book that cannot be read any more; a verb's refusal never comes here."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, BookUnusable):
            self.failure = self.failure or str(cause)
        super()._handle_exception(error)
        if isinstance(cause, BookUnusable):
            self._return_code = BOOK_UNUSABLE

    @override
    async def on_event(self, event: events.Event) -> None:
        """Ask the screen first about a key: see KeyedScreen.takes."""
        if isinstance(event, events.Key) and not event.is_forwarded and await self._takes(event):
            return
        await super().on_event(event)

    async def _takes(self, key: events.Key) -> bool:
        screen = self.screen_stack[-1] if self.current_mode in self._screen_stacks and self.screen_stack else None
        return isinstance(screen, KeyedScreen) and await screen.takes(key)

    @property
    def frame(self) -> Frame | None:
        """The working screen in front, if no question stands before it."""
        return self.screen if isinstance(self.screen, Frame) else None

    async def _go(self, mode: str) -> None:
        if self.current_mode != mode:
            self._before = self.current_mode
            await self.switch_mode(mode)
        while len(self.screen_stack) > 1:
            self.pop_screen()  # not awaited: the key came from that screen, which waits for this

    async def action_go_today(self, _: Press) -> None:
        """Today: who needs outreach."""
        await self._go("today")

    async def action_go_contacts(self, _: Press) -> None:
        """Contacts: everybody."""
        await self._go("contacts")

    async def action_go_last(self, _: Press) -> None:
        """Go back to the screen before this one."""
        await self._go(self._before)

    async def action_filter(self, press: Press) -> None:
        """Find a contact."""
        await self._go("contacts")
        if isinstance(self.screen, Contacts):
            self.screen.action_filter(press)

    @work
    async def action_help(self, _: Press) -> None:
        """Show every key that does something here."""
        screen = self.screen
        if isinstance(screen, KeyedScreen):
            chosen = await self.push_screen_wait(Help(bound(screen), self.session.glyphs.pointer))
            if chosen:
                await screen.run_key_action(chosen)

    @work  # not exclusive: two of them are two steps, and none is broken off
    async def action_undo(self, _: Press) -> None:
        """Take back your own last change."""
        frame = self.frame
        if frame is None:
            return
        try:
            undone = await models.undo.last(by=self.session.member_id, at=self.session.now())
        except (Refused, NotFound, BookUnusable) as refusal:
            frame.say(str(refusal), alarm=True)
            return
        await frame.reload()
        if self.frame is not None:
            self.frame.say(f"undone: {undone.what}")

    def action_redraw(self, _: Press) -> None:
        """Draw the screen again."""
        self.redraw()

    @override
    def action_quit(self, _: Press) -> None:  # type: ignore[override]  # Textual's takes no Press
        """Leave Wellkept."""
        self.exit()


def _load_the_rest() -> None:
    """Load what the first page does without: Tortoise with the verbs, and the forms."""
    for package in (models, forms):
        for name in package.__all__:
            getattr(package, name)


def run(
    path: Path,
    *,
    zone: ZoneInfo,
    account: str,
    environ: Mapping[str, str],
    now: datetime | None = None,
    log_path: Path | None = None,
) -> int:
    """Open the book at `path` and show it until its reader leaves; return the exit code. Raises BookUnusable.

    `account` is the operating-system account; `now` is the present moment, aware, unless given.
    """
    glyphs = UNICODE if _is_unicode(environ) else ASCII
    session = Session(0, account, zone, partial(clock.now, now), glyphs)
    return asyncio.run(_run(path, session, monochrome=bool(environ.get("NO_COLOR")), log_path=log_path))


def _is_unicode(environ: Mapping[str, str]) -> bool:
    """Tell whether the locale says UTF-8, in the order in which POSIX reads its variables."""
    named = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    return "utf8" in named.lower().replace("-", "")


async def _run(path: Path, session: Session, *, monochrome: bool, log_path: Path | None) -> int:
    asyncio.get_running_loop().set_exception_handler(crash.on_loop_error)
    async with db.opened(path):
        known = (await choices.members()).get(session.member)
        session.member_id = known or await models.members.present(session.member, at=session.now())
        app = WellkeptApp(session, monochrome=monochrome, log_path=log_path)
        watch(app)
        await app.run_async(mouse=False)
        return app.return_code or 0
