"""Keys on a screen: what exists there, and from a key press to the action."""

import asyncio
import inspect
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.keys import REPLACED_KEYS, key_to_character
from textual.reactive import reactive
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.worker import Worker

from screens.key_table import Actions, Chord, Engine, Nothing, Run, load, spoken
from screens.window import WindowScreen


@dataclass(frozen=True)
class Press:
    """How an action was called: the number typed before (None: none was) and the key of its parameter ("w" of s w)."""

    count: int | None = None
    argument: str | None = None


PRESS = Press()
PATIENCE = 1.0
"""Seconds that a field may take to use the keys sent to it."""


@dataclass(frozen=True)
class Bound:
    """An action that exists on a screen, for the footer and the help: its id, keys for people, name and meaning."""

    id: str
    keys: str
    label: str
    help: str


class KeyedScreen(WindowScreen[ScreenResultType], inherit_bindings=False):
    """A screen whose keys come from the key table; Textual's own bindings are left out.

    An action exists when the screen or the app has a method `action_<id>(self, press: Press)`, sync or async; the
    first line of its docstring is the help. One that asks in line (`push_screen_wait`) does so first thing in a worker,
    which it is or returns: then keys typed ahead go to the question.
    `check_action(id, ())` is asked first; unless it says True, the action is not run. The keys that a focused widget
    takes itself (letters in a field, space on a checkbox) stay with it, all others are the screen's.

    An action must not await the removal of its own screen: call `self.dismiss(…)` without await.
    """

    SECTIONS: ClassVar[tuple[str, ...]] = ("global",)
    """Sections of the key table, the screen's own first: what an earlier one says wins."""

    HINTS: ClassVar[tuple[str, ...]] = ()
    """Ids of the actions named in the footer."""

    pending: reactive[str] = reactive("", repaint=False)
    """A count or the beginning of a chord, typed and waiting for more; for the state line."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(name, id, classes)
        self._engine = Engine()

    async def on_key(self, event: events.Key) -> None:
        """Read a key that no focused widget has used up."""
        if not self.is_active:
            _type_ahead(event, self.app)
        elif _is_typing(self.focused, event):
            _type_ahead(event, self.focused)
        elif self._engine.pending or not _belongs_to(self.focused, event, self):
            await self._read(event)

    async def takes(self, event: events.Key) -> bool:
        """Act on a key, unless it is for the focused field, before the app reads the next one; say whether it was.

        The app asks this first of all. Were the key sent to the widget in focus and bubbled up, then what is typed fast
        would still go to where the focus was: the letters behind a tab to the field before, those behind / to the list.
        """
        field = self.focused
        if field is None or not field.check_consume_key("a", "a"):
            await self._read(event)
            return True
        submits = event.key == "enter" and not _has_lines(field)
        if not submits and (event.key == "enter" or _belongs_to(field, event, self)):
            return False
        await _used_up(field)
        if submits:
            await self.submitted()
        else:
            await self._read(event)
        return True

    async def submitted(self) -> None:
        """Do what enter means in a field of one line."""

    def heard(self) -> None:
        """Take note that a key for the screen comes, before it acts."""

    async def _read(self, event: events.Key) -> None:
        self.heard()
        was_pending = self._engine.pending
        outcome = self._engine.feed(key_name(event), existing(self))
        self.pending = self._engine.pending
        if was_pending or not isinstance(outcome, Nothing):
            event.stop()
        if isinstance(outcome, Run):
            await self.run_key_action(outcome.id, Press(outcome.count, outcome.argument))

    async def run_key_action(self, action: str, press: Press = PRESS) -> None:
        """Run an action by its id as its key would; one that does not exist or is not permitted is not run."""
        method = _method(self, action)
        if method is None or not method.__self__.check_action(action, ()):
            return
        result = method(press)
        if inspect.isawaitable(result):
            result = await result
        if isinstance(result, Worker):
            await asyncio.sleep(0)  # its question comes up before the next key is read


def existing(screen: KeyedScreen[Any]) -> Actions:
    """List the actions that the screen or its app has, with their chords."""
    return load().actions(screen.SECTIONS, lambda action: _method(screen, action) is not None)


def bound(screen: KeyedScreen[Any]) -> list[Bound]:
    """Say what exists on this screen, in the order of its sections and of the table."""
    return [_bound(screen, action, chords) for action, chords in existing(screen)]


def _bound(screen: KeyedScreen[Any], action: str, chords: tuple[Chord, ...]) -> Bound:
    lines = (inspect.getdoc(_method(screen, action)) or "").splitlines()
    return Bound(action, spoken(chords), action.replace("_", " "), lines[0] if lines else "")


def _method(screen: KeyedScreen[Any], action: str) -> Any:
    for node in (screen, screen.app):
        method = getattr(node, f"action_{action}", None)
        if method is not None and not method.__module__.startswith("textual."):  # Textual's take no Press
            return method
    return None


def key_name(event: events.Key) -> str:
    """Name a key as the key table does: the character itself ("?", "G"), "space", else Textual's name ("ctrl+d")."""
    modifiers = event.key.rpartition("+")[0]
    if modifiers:
        return event.key
    character = event.character or key_to_character(REPLACED_KEYS.get(event.key, event.key))
    if character is None or not character.isprintable():
        return event.key
    return "space" if character == " " else character


async def _used_up(field: Widget) -> None:
    """Wait until a field has used every key that was sent to it before."""
    done = asyncio.Event()
    if field.call_later(done.set):
        with suppress(TimeoutError):  # the field is going away
            await asyncio.wait_for(done.wait(), PATIENCE)


def _has_lines(field: Widget) -> bool:
    from textual.widgets import TextArea  # noqa: PLC0415  (whoever takes letters has loaded it)

    return isinstance(field, TextArea)


def _is_typing(focused: object, event: events.Key) -> bool:
    """Tell whether a letter is meant for a field that got the focus after it was typed: a field lets none past."""
    if not isinstance(focused, Widget) or not focused.check_consume_key(event.key, event.character):
        return False
    from textual.widgets import Input, TextArea  # noqa: PLC0415  (6 ms, which no list needs)

    return isinstance(focused, (Input, TextArea))


def _type_ahead(event: events.Key, target: Any) -> None:
    event.stop()
    target.post_message(events.Key(event.key, event.character))


def _belongs_to(focused: Any, event: events.Key, screen: KeyedScreen[Any]) -> bool:
    if focused is None:
        return False
    if focused.check_consume_key(event.key, event.character):
        return True
    active = screen.active_bindings.get(event.key)
    return active is not None and active.node is focused
