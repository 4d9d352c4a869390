"""Keys on a screen: what exists there, and from a key press to the action."""

import asyncio
import inspect
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, cast

from textual import events
from textual.app import App, ReturnType
from textual.keys import REPLACED_KEYS, key_to_character
from textual.reactive import reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget
from textual.worker import Worker
from typing_extensions import override

from screens.key_table import Actions, Chord, Engine, KeyTable, Run, load, spoken


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


class KeyedApp(App[ReturnType], inherit_bindings=False):
    """An app whose keyed screens act on every key in the order typed, whatever has the focus by then."""

    @cached_property
    def keys(self) -> KeyTable:
        """Which keys each action has; may be set before the app runs."""
        return load()

    @override
    async def on_event(self, event: events.Event) -> None:
        """Ask the screen first about a key: see KeyedScreen.takes."""
        if isinstance(event, events.Key) and not event.is_forwarded and await self._takes(event):
            return
        await super().on_event(event)

    async def _takes(self, key: events.Key) -> bool:
        screen = self.screen_stack[-1] if self.current_mode in self._screen_stacks and self.screen_stack else None
        if not isinstance(screen, KeyedScreen):
            return False
        self.app_focus = True  # whoever types looks here, even where the terminal said nothing of it
        return await screen.takes(key)


class KeyedScreen(Screen[ScreenResultType], inherit_bindings=False):
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

    async def takes(self, event: events.Key) -> bool:
        """Act on a key before the app reads the next one, or say that it is a letter for the focused field.

        KeyedApp asks this first of all. Were the key sent to the widget in focus and bubbled up, then what is typed
        fast would still go to where the focus was: the letters behind a tab to the field before, a backspace to the
        letter behind it.
        """
        field = self.focused
        if field is None or self._engine.pending:
            await self._read(event)
            return True
        if _is_letter_for(field, event):
            return False
        if field.check_consume_key("a", "a"):
            await _used_up(field)
        await self._act(event, field)
        return True

    async def _act(self, event: events.Key, field: Widget) -> None:
        if event.key == "enter" and field.check_consume_key("a", "a"):
            await self.submitted()
        elif (own := self._editing(event.key, field)) is not None:
            await self.app.run_action(own, field)
        else:
            await self._read(event)

    def _editing(self, key: str, field: Widget) -> str | None:
        """Return what a field itself does with a key, such as ctrl+w; but the keys of a form come first."""
        if "form" in self.SECTIONS and any(chord[0] == key for _, chords in existing(self) for chord in chords):
            return None
        own = self.active_bindings.get(key)
        return own.binding.action if own is not None and own.node is field else None

    async def submitted(self) -> None:
        """Do what enter means in a field of one line."""

    def heard(self) -> None:
        """Take note that a key for the screen comes, before it acts."""

    async def _read(self, event: events.Key) -> None:
        self.heard()
        outcome = self._engine.feed(key_name(event), existing(self))
        self.pending = self._engine.pending
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
    table = cast("KeyedApp[Any]", screen.app).keys
    return table.actions(screen.SECTIONS, lambda action: _method(screen, action) is not None)


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


def _is_letter_for(field: Widget, event: events.Key) -> bool:
    """Tell whether a field writes this key down: a letter, or enter where there are several lines."""
    if event.key != "enter":
        return field.check_consume_key(event.key, event.character)
    if not field.check_consume_key("a", "a"):
        return False
    from textual.widgets import TextArea  # noqa: PLC0415  (whoever takes letters has loaded it)

    return isinstance(field, TextArea)
