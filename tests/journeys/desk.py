"""A person at the screens of a book: what they type, what they see, and what stands in the book then."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import asynccontextmanager, closing, suppress
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from textual import events
from textual._context import visible_screen_stack
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea
from textual.worker import WorkerFailed

from models import db
from screens.glyphs import UNICODE
from screens.preferences import Preferences
from screens.session import Session
from screens.widgets.choice import Choice
from screens.widgets.several import Several
from tests.journeys.book import BERLIN, NOW
from tui.app import WellkeptApp
from tui.look import TERMINAL, Terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from textual.app import App
    from textual.pilot import Pilot
    from textual.strip import Strip

    from screens.glyphs import Glyphs

PATIENCE = 20.0
BEAT = 0.001
"""Seconds between two looks: without a break the thread that reads the book would starve."""
NORMAL = (80, 24)


BORDERS = str.maketrans("│─╭╮╰╯", "      ")


class Desk:
    """One session at a book, of ann unless it has no members yet. `now` is what the clock says; a test may move it."""

    def __init__(
        self,
        path: Path,
        glyphs: Glyphs,
        now: datetime,
        theme: str,
        terminal: Terminal,
        keys: Mapping[str, object],
        member_id: int,
    ) -> None:
        self.path, self.now = path, now
        self.kept: dict[str, object] = {}
        preferences = Preferences(theme=theme, zone=BERLIN.key, keys=keys, save=self.kept.__setitem__)
        self.session = Session(member_id, "ann", BERLIN, self._clock, glyphs, preferences=preferences)
        self.app = WellkeptApp(self.session, terminal=terminal)
        self.pilot: Pilot[None]

    def _clock(self) -> datetime:
        return self.now

    async def press(self, *sequences: str) -> None:
        """Press keys by the names of the key table, each sequence in one breath: press("j", "g c", "ctrl+s")."""
        for sequence in sequences:
            for key in sequence.split(" "):
                self.app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))
            await self.settle()

    async def type(self, text: str) -> None:
        """Type this text, letter by letter."""
        await self.press(" ".join("space" if letter == " " else letter for letter in text))

    async def paste(self, text: str) -> None:
        """Paste this text in one go."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def fill(self, **fields: str) -> None:
        """Go to each field of the form in front by tab, and type over what stands there, or choose it."""
        for name, text in fields.items():
            await self._go_to(name)
            focused = self.app.focused
            if isinstance(focused, (Input, TextArea)):
                focused.clear()
            await self.type(text)

    async def go_down_to(self, words: str) -> None:
        """Go down the list to the row that says this."""
        for _ in range(60):
            if words in self.current:
                return
            await self.press("j")
        message = f"no row says {words}"
        raise AssertionError(message)

    async def _go_to(self, name: str) -> None:
        for _ in range(40):
            if self.app.focused is not None and self.app.focused.id == name:
                return
            await self.press("tab")
        message = f"tab never comes to the field {name}"
        raise AssertionError(message)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields of the form in front, by field."""
        screen = self.app.screen
        fields = [*screen.query(Input), *screen.query(TextArea), *screen.query(Choice), *screen.query(Several)]
        return {field.id or "": _value(field) for field in fields}

    async def settle(self) -> None:
        """Wait until everything typed has had its effect."""
        await settled(self.pilot)

    async def choose(self, name: str, value: object) -> str:
        """Change a preference, as the settings screen does; return what is said of it."""
        said = self.session.preferences.change(name, value)
        await self.settle()
        return said

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the window."""
        await self.pilot.resize_terminal(width, height)
        await self.lay_out_behind()

    async def lay_out_behind(self) -> None:
        """Have every screen laid out now: those behind a question are laid out in their own time."""
        await self.settle()
        for screen in self.app.screen_stack:
            screen.refresh(layout=True)
        await self.settle()

    @property
    def lines(self) -> list[str]:
        """The screen as plain text."""
        return picture(self.app)

    @property
    def screen(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """What the screen says, without borders, in one line: for sentences that are wrapped."""
        return " ".join(self.screen.translate(BORDERS).split())

    @property
    def state(self) -> str:
        """The state line: what the screen says of what was just done."""
        return self.lines[-2].strip()

    @property
    def current(self) -> str:
        """The line under the cursor."""
        pointer = self.session.glyphs.pointer
        return next((line.strip("│|").strip() for line in self.lines if line[1:2] == pointer), "")

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the book, as another program would."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(sql, values).fetchall()


def _value(field: Input | TextArea | Choice | Several) -> str:
    return field.text if isinstance(field, TextArea) else field.value


@asynccontextmanager
async def opened(
    path: Path,
    *,
    size: tuple[int, int] = NORMAL,
    glyphs: Glyphs = UNICODE,
    now: datetime = NOW,
    theme: str = "dark",
    terminal: Terminal = TERMINAL,
    keys: Mapping[str, object] = MappingProxyType({}),
    member_id: int = 1,
    veiled: bool = False,
) -> AsyncIterator[Desk]:
    """Sit down at the book at `path`, perhaps with keys of one's own; as nobody yet, who is the member 0."""
    async with db.opened(path):
        desk = Desk(path, glyphs, now, theme, terminal, keys, member_id)
        desk.session.veiled = veiled
        async with desk.app.run_test(size=size) as desk.pilot:
            await desk.settle()
            yield desk


@asynccontextmanager
async def sent_away(path: Path, *, member_id: int = 1) -> AsyncIterator[Desk]:
    """Sit down at the book at `path`, and be sent away from it with a sentence, which is `app.failure`."""
    with suppress(WorkerFailed):
        async with opened(path, member_id=member_id) as desk:
            yield desk
    assert desk.app.failure


def drawn(app: App[Any]) -> list[Strip]:
    """Return what the terminal shows, line by line, with its colours and weights."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def picture(app: App[Any]) -> list[str]:
    """Return what the terminal shows, line by line, without trailing blanks. Every line is as wide as the terminal."""
    strips = drawn(app)
    assert {strip.cell_length for strip in strips} == {app.size.width}
    assert len(strips) == app.size.height
    return [strip.text.rstrip() for strip in strips]


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no message is unread, no layout is due and no worker works, but those that wait for an answer."""
    deadline = monotonic() + PATIENCE
    quiet = 0
    while quiet < 2:  # what the last round set off may show only in the next
        await pilot._wait_for_screen()
        if pilot.app._exception:
            return  # run_test raises it
        pilot.app.screen._on_timer_update()
        quiet = 0 if _is_busy(pilot.app) else quiet + 1
        await asyncio.sleep(0 if quiet else BEAT)
        assert monotonic() < deadline, "the app never came to rest"


def _is_busy(app: App[Any]) -> bool:
    asking = [screen for screen in app.screen_stack if isinstance(screen, ModalScreen)]
    working = [worker for worker in app.workers if not worker.is_finished]
    nodes = [app, *app.screen_stack, *app.screen.walk_children()]
    unread = any(not node._message_queue.empty() for node in nodes)
    due = app.screen._layout_required or app.screen._callbacks or app.screen._dirty_widgets
    return len(working) > len(asking) or unread or bool(due)
