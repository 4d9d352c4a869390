"""The app: modes, theme, global keys, and one book open around it."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import work
from textual.screen import ModalScreen
from textual.worker import WorkerFailed
from typing_extensions import override

import models
from models import db
from models.reading import demo
from models.reading.restored import Watch
from models.rules.refusals import BookUnusable, NotYours
from screens import forms
from screens.companies import Companies
from screens.contacts import Contacts
from screens.follow_ups import FollowUps
from screens.form import Form
from screens.help import Chooser, Help, Palette
from screens.insight import Insight
from screens.keys import KeyedScreen, Press
from screens.lookup import listed
from screens.matters import Matters
from screens.problems import Problems
from screens.settings.screen import Settings
from screens.stages import Stages
from screens.text import fit, one_line
from screens.today import Today
from tui import clock, seat, settings
from tui.look import TERMINAL, Terminal
from tui.veiled import VeiledApp

if TYPE_CHECKING:
    from pathlib import Path

    from screens.session import Session


ENDS = {BookUnusable: 5, NotYours: 4}
"""What ends the app with a sentence, and the exit codes, as on the command line."""


DEMO = "Everybody is fictional. The passphrase for what is confidential: {passphrase}"
RESTORED = "The book was restored to a copy by somebody else: this is what it holds now."
RESTORED_SECONDS = 1.0
"""So often it is looked whether the book was restored."""


class WellkeptApp(VeiledApp, inherit_bindings=False):
    """Wellkept in a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "Wellkept"
    DEFAULT_MODE = "today"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None

    def __init__(self, session: Session, *, terminal: Terminal = TERMINAL, log_path: Path | None = None) -> None:
        super().__init__(session, terminal)
        self.log_path = log_path
        self._before = "today"
        self._watch = Watch()
        self.add_mode("today", lambda: Today(session))
        self.add_mode("contacts", lambda: Contacts(session))
        self.add_mode("companies", lambda: Companies(session))
        self.add_mode("stages", lambda: Stages(session))
        self.add_mode("follow_ups", lambda: FollowUps(session))
        self.add_mode("insight", lambda: Insight(session))
        self.add_mode("matters", lambda: Matters(session))
        self.add_mode("problems", lambda: Problems(session))
        self.add_mode("settings", lambda: Settings(session))

    @override
    def delay_update(self, delay: float = 0.0) -> None:
        """Draw at once: Textual waits 50 ms at every change of mode, for screens slower than ours to be filled."""

    @override
    def on_mount(self) -> None:
        """Once the first page is painted, get ready to write."""
        if not self.session.member_id:
            self._begin()
        self.call_after_refresh(self._say_notices)
        self.call_after_refresh(self._say_passphrase)
        self.call_after_refresh(self._get_ready)
        if self.session.account:
            self.set_interval(RESTORED_SECONDS, self._look_whether_restored)

    @work(exclusive=True, group="restored")
    async def _look_whether_restored(self) -> None:
        """Go on in the book that somebody restored meanwhile, as whom one is there; end for who is a member no more."""
        with suppress(BookUnusable):  # the next key says so
            if not await self._watch.is_written():
                return
            if not await self._watch.found_another():
                await seat.keep(self.session)
            else:
                await seat.take(self.session)
                if not self.session.member_id:
                    self._begin()
                elif self.frame:
                    self.frame.show_tabs()
                    await self.frame.reload()
                    self.frame.say(RESTORED, alarm=True)

    def _begin(self) -> None:
        """Have a book without members set up first of all; in the same breath, as the first key may be here already."""
        from screens.first_run import FirstRun  # noqa: PLC0415  (once in the life of a book)

        self.push_screen(FirstRun(self.session, book=db.path(), name=settings.person()), self._begun)

    async def _begun(self, said: str | None) -> None:
        """Show who came in, and say what came of it."""
        if self.frame and said:
            await self.frame.reload()
            self.frame.say(said)

    def _say_notices(self) -> None:
        """Say the first thing that cannot be used, as far as two lines hold it, and where all of them stand whole."""
        notices = self.session.preferences.notices
        if self.frame is None or not notices:
            return
        more, room = len(notices) - 1, 2 * (self.size.width - 2)
        others = self.frame.with_keys(f" (and {more} more: {{go_settings}} shows them)") if more else ""
        first = one_line(notices[0])
        if cell_len(first + others) > room:
            others = others or self.frame.with_keys(" ({go_settings} shows it all)")
            first = fit(first, room - cell_len(others))
        self.frame.say(f"{first}{others}", alarm=True)

    async def _say_passphrase(self) -> None:
        """Tell who opens the demo how to open what is confidential there."""
        told = await demo.passphrase(self.session.member_id)
        if self.frame and told and not self.session.preferences.notices:
            self.frame.say(DEMO.format(passphrase=told))

    @work
    async def _get_ready(self) -> None:
        """Load what verbs need, while nobody waits for it, and work out anew what ended by itself."""
        await asyncio.to_thread(_load_the_rest)
        _look_for_garbage()
        await asyncio.to_thread(self.session.drafts.tidy, clock.now())
        try:
            await db.writable()
            await models.outreach.roll(at=self.session.now())
            await models.search_text.catch_up()
            await models.confidences.scrub()
        except BookUnusable as trouble:
            if self.frame:
                self.frame.say(str(trouble), alarm=True)
            return
        if self.frame:
            await self.frame.reload()

    @override
    def _handle_exception(self, error: Exception) -> None:
        """End with the sentence of a book that cannot be read any more, or not by them; a verb's refusal stays away."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        code = next((code for kind, code in ENDS.items() if isinstance(cause, kind)), None)
        if code is not None:
            self.failure = self.failure or str(cause)
        super()._handle_exception(error)
        if code is not None:
            self._return_code = code

    async def _go(self, mode: str) -> None:
        while isinstance(self.screen, Chooser):
            self.screen.dismiss(None)  # whoever opened it waits for an answer
        if isinstance(self.screen, ModalScreen):  # help was shown over a form, which waits for one, too
            return
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

    async def action_go_insight(self, _: Press) -> None:
        """Insight: why people leave, and what was kept."""
        await self._go("insight")

    async def action_go_matters(self, _: Press) -> None:
        """Matters: secrets, and what is announced."""
        await self._go("matters")

    async def action_go_problems(self, _: Press) -> None:
        """Problems: what went wrong, step by step."""
        await self._go("problems")

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
    async def action_import_file(self, _: Press) -> None:
        """Bring in an address book, after a look at it."""
        if self.frame is not None:
            from screens.importing.screen import begin  # noqa: PLC0415  (few ever import)

            await begin(self.frame)

    @work
    async def action_help(self, _: Press) -> None:
        """Show every key that does something here."""
        await self._look_up(Help)

    @work
    async def action_palette(self, _: Press) -> None:
        """Do something by its name."""
        if self.frame is not None:
            await self._look_up(Palette)

    async def _look_up(self, chooser: type[Chooser]) -> None:
        """Show what can be done on the screen in front, and do what is chosen."""
        screen = self.screen
        if isinstance(screen, KeyedScreen):
            chosen = await self.push_screen_wait(chooser(listed(screen), self.session.glyphs.pointer))
            if chosen:
                await screen.choose(chosen)

    def action_redraw(self, _: Press) -> None:
        """Draw the screen again."""
        self.redraw()

    @override
    def exit(self, *how: Any, **code: Any) -> None:
        """Leave, and keep what was typed in this very moment into a form that is open, and laid out."""
        for screen in self.screen_stack:
            if isinstance(screen, Form) and screen.is_mounted:
                screen.keep()
        super().exit(*how, **code)

    @override
    def action_quit(self, _: Press) -> None:  # type: ignore[override]  # Textual's takes no Press
        """Leave Wellkept."""
        self.exit()


def _look_for_garbage() -> None:
    """Begin to look for garbage, but never in what stays to the end: that took 80 ms, and the screen stood still."""
    _leave_out_what_stays()
    gc.enable()


@cache
def _leave_out_what_stays() -> None:
    """Do so once in a process: a second app would make the first one stay."""
    gc.freeze()


def _load_the_rest() -> None:
    """Load what the first page does without: Tortoise with the verbs, and the forms."""
    for package in (models, forms):
        for name in package.__all__:
            getattr(package, name)
