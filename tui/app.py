"""The app: modes, theme, global keys, and one book open around it."""

from __future__ import annotations

import asyncio
import gc
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual import work
from textual.worker import WorkerFailed
from typing_extensions import override

import models
from models import db
from models.reading import choices
from models.rules.refusals import BookUnusable, NotFound, Refused
from screens import forms, key_table
from screens.companies import CompaniesScreen
from screens.contacts import Contacts
from screens.drafts import Drafts
from screens.follow_ups import FollowUps
from screens.frame import Frame
from screens.help import Chooser, Help, Palette
from screens.keys import KeyedApp, KeyedScreen, Press, bound
from screens.offers import offers
from screens.session import Session
from screens.settings.screen import Settings
from screens.stages import Stages
from screens.today import Today
from tui import clock, crash, look, settings
from tui.discreet import DiscreetApp
from tui.driver import WellkeptDriver
from tui.leaving import watch
from tui.look import TERMINAL, Terminal
from tui.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from textual.filter import LineFilter

    from screens.preferences import Preferences


BOOK_UNUSABLE = 5
"""The exit code of a book that cannot be used, as on the command line."""


class WellkeptApp(KeyedApp[None], DiscreetApp[None], inherit_bindings=False):
    """Wellkept in a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "Wellkept"
    DEFAULT_MODE = "today"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None

    def __init__(self, session: Session, *, terminal: Terminal = TERMINAL, log_path: Path | None = None) -> None:
        super().__init__(driver_class=WellkeptDriver)
        self.animation_level = "none"
        self.session = session
        self.log_path = log_path
        self.terminal = terminal
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(WellkeptApp.theme, self._dressed())  # set otherwise, all would be styled twice at the start
        self.stylesheet.set_variables(self.get_css_variables())
        session.preferences.apply = self.put_into_effect
        self._before = "today"
        if session.preferences.keys:
            session.preferences.notices += tuple(f"config.toml: {problem}" for problem in self._use_keys())
        self.add_mode("today", lambda: Today(session))
        self.add_mode("contacts", lambda: Contacts(session))
        self.add_mode("companies", lambda: CompaniesScreen(session))
        self.add_mode("stages", lambda: Stages(session))
        self.add_mode("follow_ups", lambda: FollowUps(session))
        self.add_mode("settings", lambda: Settings(session))

    def _use_keys(self) -> list[str]:
        """Go by the person's own keys as far as they can be used, and return what cannot."""
        from screens.key_overrides import overridden  # noqa: PLC0415  (most people have none, and start faster)

        self.keys, problems = overridden(key_table.load(), self.session.preferences.keys)
        return problems

    @override
    def get_line_filters(self) -> Sequence[LineFilter]:
        """Clean every line that is drawn, whatever drew it; in place of Textual's own filters."""
        return self._line_filters

    def _dressed(self) -> str:
        """Draw from now on with the signs that were chosen and what the theme asks for; return the theme to draw in."""
        chosen = self.session.preferences.theme
        self._line_filters: list[LineFilter] = self.terminal.filters(chosen, self.session.glyphs)
        return self.terminal.theme(chosen)

    def put_into_effect(self, name: str) -> str:
        """Go by the preference of this name, just changed; return what there is to say of that, or nothing."""
        effects = {
            "theme": self._change_theme,
            "glyphs": self._change_glyphs,
            "zone": self._change_zone,
            "keys": self._change_keys,
        }
        return effects[name]()

    def _change_theme(self) -> str:
        self.theme = self._dressed()
        is_drawn = self.theme == self.session.preferences.theme
        return "" if is_drawn else f"but this terminal has too few colours for it: {self.theme} is drawn here"

    def _change_glyphs(self) -> str:
        self.session.glyphs = self.terminal.glyphs(self.session.preferences.glyphs)
        self._dressed()
        self._show_anew()
        return ""

    def _change_zone(self) -> str:
        self.session.zone = ZoneInfo(self.session.preferences.zone)
        self._show_anew()
        return ""

    def _change_keys(self) -> str:
        self._use_keys()
        if self.frame:
            self.frame.show_hints()
        return ""

    def _show_anew(self) -> None:
        """Read and draw this screen again, and make the others anew when they are next gone to."""
        for mode, make in list(self._modes.items()):
            if mode != self.current_mode:
                self.remove_mode(mode)
                self.add_mode(mode, make)  # in the same breath: a key may lead there
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()
        if self.frame:
            self.call_next(self.frame.reload)

    @override
    def delay_update(self, delay: float = 0.0) -> None:
        """Draw at once: Textual waits 50 ms at every change of mode, for screens slower than ours to be filled."""

    def on_mount(self) -> None:
        """Once Today is painted, get ready to write."""
        if not self.session.member_id:
            self._begin()
        self.call_after_refresh(self._say_notices)
        self.call_after_refresh(self._get_ready)

    @work
    async def _begin(self) -> None:
        """Set up a book without members, before its first page is shown."""
        from screens.first_run import FirstRun  # noqa: PLC0415  (once in the life of a book)

        said = await self.push_screen_wait(FirstRun(self.session, book=db.path(), name=settings.person()))
        if self.frame:
            await self.frame.reload()
            self.frame.say(said)

    def _say_notices(self) -> None:
        """Say the first thing that cannot be used, and where the others are."""
        notices = self.session.preferences.notices
        if self.frame is None or not notices:
            return
        more = len(notices) - 1
        keys = next((f": {each.keys} shows them" for each in bound(self.frame) if each.id == "go_settings"), "")
        self.frame.say(f"{notices[0]} (and {more} more{keys})" if more else notices[0], alarm=True)

    @work
    async def _get_ready(self) -> None:
        """Load what verbs need, while nobody waits for it, and work out anew what ended by itself."""
        gc.enable()
        await asyncio.to_thread(_load_the_rest)
        await asyncio.to_thread(self.session.drafts.tidy, clock.now())
        try:
            await db.writable()
            await models.outreach.roll(at=self.session.now())
            await models.search_text.catch_up()
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

    @property
    def frame(self) -> Frame | None:
        """The working screen in front, if no question stands before it."""
        return self.screen if isinstance(self.screen, Frame) else None

    async def _go(self, mode: str) -> None:
        if isinstance(self.screen, Chooser):
            self.screen.dismiss(None)  # whoever opened it waits for an answer
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

    async def action_go_stages(self, _: Press) -> None:
        """Stages: the board."""
        await self._go("stages")

    async def action_go_companies(self, _: Press) -> None:
        """Companies: whom your contacts work for."""
        await self._go("companies")

    async def action_go_follow_ups(self, _: Press) -> None:
        """Follow-ups: what is planned, day by day."""
        await self._go("follow_ups")

    async def action_go_settings(self, _: Press) -> None:
        """Set what is yours, the team's, and the keys."""
        await self._go("settings")

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
        await self._offer(Help)

    @work
    async def action_palette(self, _: Press) -> None:
        """Do something by its name."""
        if self.frame is not None:
            await self._offer(Palette)

    async def _offer(self, chooser: type[Chooser]) -> None:
        """Show what can be done on the screen in front, and do what is chosen."""
        screen = self.screen
        if isinstance(screen, KeyedScreen):
            chosen = await self.push_screen_wait(chooser(offers(screen), self.session.glyphs.pointer))
            if chosen:
                await screen.choose(chosen)

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
        self.refresh(repaint=True, layout=True)

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
    preferences: Preferences,
    drafts: Path | None = None,
) -> int:
    """Open the book at `path` and show it until its reader leaves; return the exit code. Raises BookUnusable.

    `account` is the operating-system account; `now` is the present moment, aware, unless given; `drafts` is the folder
    of what is typed and not saved.
    """
    terminal = look.terminal(look.as_started(environ))
    glyphs = terminal.glyphs(preferences.glyphs)
    session = Session(0, account, zone, partial(clock.now, now), glyphs, preferences=preferences)
    session.drafts = Drafts(drafts, book=str(path.resolve()), member=account)
    return asyncio.run(_run(path, session, terminal=terminal, log_path=log_path))


async def _sit_down(session: Session) -> None:
    """Put in the session whom the account is known as, which joins if it is new; a book without members is begun."""
    account = session.member
    while (known := await choices.member_of(account)) is None and await choices.members():
        await models.members.present(account, at=session.now())
    if known:
        session.member_id, session.member = known


async def _run(path: Path, session: Session, *, terminal: Terminal, log_path: Path | None) -> int:
    asyncio.get_running_loop().set_exception_handler(crash.on_loop_error)
    async with db.opened(path):
        await _sit_down(session)
        app = WellkeptApp(session, terminal=terminal, log_path=log_path)
        watch(app, salvage=session.drafts.flush)
        try:
            await app.run_async(mouse=False)
        finally:
            session.drafts.flush()
        return app.return_code or 0
