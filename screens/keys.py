"""Keys on a screen: what exists there, and from a key press to the action."""

import asyncio
import inspect
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, cast

from textual import events
from textual.app import App, ReturnType
from textual.reactive import reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget
from textual.worker import Worker
from typing_extensions import override

from screens.key_events import is_letter_for, key_name, takes_letters, used_up
from screens.key_table import Actions, Chord, Engine, KeyTable, Outcome, Run, Wait, is_parameter, load, spoken
from screens.window import WindowScreen


@dataclass(frozen=True)
class Press:
    """How an action was called: the number typed before (None: none was) and the key of its parameter ("w" of s w)."""

    count: int | None = None
    argument: str | None = None


PRESS = Press()
BEAT = 0.002
"""Seconds between two looks at whether a screen is there."""
TYPED_AHEAD = "ctrl+j"
"""What enter becomes in a terminal before a program reads its keys: a shell's terminal makes a new line of it."""


@dataclass(frozen=True)
class Bound:
    """An action that exists on a screen: its id, the chords that call it, its section of the table and its meaning."""

    id: str
    chords: tuple[Chord, ...]
    section: str
    help: str

    @property
    def keys(self) -> str:
        """The keys for people: "j, down"."""
        return spoken(self.chords)

    @property
    def label(self) -> str:
        """The name for people: "follow up"."""
        return spoken_id(self.id)


class KeyedApp(App[ReturnType], inherit_bindings=False):
    """An app whose keyed screens act on every key in the order typed, whatever has the focus by then."""

    @cached_property
    def keys(self) -> KeyTable:
        """Which keys each action has; may be set before the app runs."""
        return load()

    @override
    async def on_event(self, event: events.Event) -> None:
        """Ask the screen first about a key: see KeyedScreen.takes."""
        if isinstance(event, events.Key) and event.key == TYPED_AHEAD:
            event = events.Key("enter", "\r")
        if isinstance(event, events.Key) and not event.is_forwarded and await self._takes(event):
            return
        await super().on_event(event)

    async def _takes(self, key: events.Key) -> bool:
        screen = self.screen_stack[-1] if self.current_mode in self._screen_stacks and self.screen_stack else None
        if not isinstance(screen, KeyedScreen):
            return False
        self.app_focus = True  # whoever types looks here, even where the terminal said nothing of it
        while not screen.is_mounted:  # noqa: ASYNC110  (nobody tells; until then it has no field that takes letters)
            await asyncio.sleep(BEAT)
        return await screen.takes(key)

    @override
    async def push_screen_wait(self, screen: Screen[Any] | str, *, mode: str | None = None) -> Any:
        """Ask at once: Textual first does what is still to do, and the next key would be read before the question."""
        return await asyncio.shield(self.push_screen(screen, wait_for_dismiss=True, mode=mode))


class KeyedScreen(WindowScreen[ScreenResultType], inherit_bindings=False):
    """A screen whose keys come from the key table; Textual's own bindings are left out.

    An action exists when the screen or the app has a method `action_<id>(self, press: Press)`, sync or async; the
    first line of its docstring is the help. One that asks in line (`push_screen_wait`) does so first thing in a worker,
    which it is or returns: then keys typed ahead go to the question.
    `check_action(id, ())` is asked first; unless it says True, the action is not run, and `why_not` says why. A method
    `choices_<id>(self)`, sync or async, may say what each key of an action's parameter means: {"d": "a day"}. The keys
    that a focused widget takes itself (letters in a field, space on a checkbox) stay with it, all others are the
    screen's.

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
        if is_letter_for(field, event):
            return False
        if takes_letters(field):
            await used_up(field)
        await self._act(event, field)
        return True

    async def _act(self, event: events.Key, field: Widget) -> None:
        if event.key == "enter" and takes_letters(field):
            await self.submitted()
        elif (own := self._editing(event.key, field)) is not None:
            await self.app.run_action(own, field)
        else:
            await self._read(event)

    def _editing(self, key: str, field: Widget) -> str | None:
        """Return what a field itself does with a key, such as ctrl+w; but the keys of a form come first."""
        if "form" in self.SECTIONS and self._is_own(key):
            return None
        own = self.active_bindings.get(key)
        return own.binding.action if own is not None and own.node is field else None

    def _is_own(self, key: str) -> bool:
        """Tell whether an action of this screen begins with that key."""
        return any(chord[0] == key for _, chords in existing(self) for chord in chords)

    async def submitted(self) -> None:
        """Do what enter means in a field of one line."""

    def heard(self) -> None:
        """Take note that a key for the screen comes, before it acts."""

    async def _read(self, event: events.Key) -> None:
        self.heard()
        outcome = self._fed(key_name(event))
        self.waits(outcome if isinstance(outcome, Wait) else None)
        if isinstance(outcome, Run):
            await self.run_key_action(outcome.id, Press(outcome.count, outcome.argument))

    def _fed(self, key: str) -> Outcome:
        outcome = self._engine.feed(key, existing(self))
        self.pending = self._engine.pending
        return outcome

    async def choose(self, action: str) -> None:
        """Run an action that was chosen by its name; one with a parameter waits for it, as after its first keys."""
        way = next((chords[0] for each, chords in existing(self) if each == action), ())
        if not is_permitted(self, action) or not any(map(is_parameter, way)):
            await self.run_key_action(action)
            return
        self._engine.clear()
        [*_, outcome] = map(self._fed, way[:-1])
        self.waits(outcome if isinstance(outcome, Wait) else None, at_once=True)

    def with_keys(self, text: str) -> str:
        """Put the first keys of actions where a text names them by id: "{new} adds one" is "o adds one"."""
        return text.format_map({action: spoken(chords[:1]) for action, chords in existing(self)})

    def waits(self, wait: Wait | None, *, at_once: bool = False) -> None:
        """Take note of what may follow what was typed, so that it can be shown; None when nothing waits any more."""

    def veil_changed(self) -> None:
        """Draw again, in the same breath, what the veil hides now or shows again."""

    def why_not(self, action: str) -> str:
        """Say what is missing for an action that is not permitted now."""
        return f"{spoken_id(action)} does nothing here now"

    async def run_key_action(self, action: str, press: Press = PRESS) -> None:
        """Run an action by its id as its key would; one that does not exist or is not permitted is not run."""
        if not is_permitted(self, action):
            return
        result = method_of(self, f"action_{action}")(press)
        if inspect.isawaitable(result):
            result = await result
        if isinstance(result, Worker):
            await asyncio.sleep(0)  # its question comes up before the next key is read


def existing(screen: KeyedScreen[Any]) -> Actions:
    """List the actions that the screen or its app has, with their chords."""
    table = cast("KeyedApp[Any]", screen.app).keys
    return table.actions(screen.SECTIONS, lambda action: method_of(screen, f"action_{action}") is not None)


def bound(screen: KeyedScreen[Any]) -> list[Bound]:
    """Say what exists on this screen, in the order of its sections and of the table."""
    return [_bound(screen, action, chords) for action, chords in existing(screen)]


def _bound(screen: KeyedScreen[Any], action: str, chords: tuple[Chord, ...]) -> Bound:
    sections = cast("KeyedApp[Any]", screen.app).keys.sections
    section = next(section for section in screen.SECTIONS if action in sections[section])
    return Bound(action, chords, section, help_of(screen, action))


def help_of(screen: KeyedScreen[Any], action: str) -> str:
    """Return what an action does: the first line of its docstring."""
    return (inspect.getdoc(method_of(screen, f"action_{action}")) or "").split("\n", maxsplit=1)[0]


def is_permitted(screen: KeyedScreen[Any], action: str) -> bool:
    """Tell whether an action exists and may be run now: a screen has a say in what its app does, too."""
    method = method_of(screen, f"action_{action}")
    return method is not None and all(node.check_action(action, ()) for node in (screen, method.__self__))


def method_of(screen: KeyedScreen[Any], name: str) -> Any:
    """Find a method of ours on the screen or else on its app; None if neither has it."""
    for node in (screen, screen.app):
        method = getattr(node, name, None)
        if method is not None and not method.__module__.startswith("textual."):  # Textual's take no Press
            return method
    return None


def spoken_id(action: str) -> str:
    """Write an action's id for people: "follow up"."""
    return action.replace("_", " ")
