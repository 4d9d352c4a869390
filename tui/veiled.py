"""An app that hides what is confidential: at a key, when nobody types, and when the keys are locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.events import Event, Key, Paste
from typing_extensions import override

from models.reading.lock import LOCKED
from screens.confiding import hiding, open_secrets
from screens.frame import Frame
from screens.key_events import is_letter_for, key_name
from screens.keys import KeyedScreen, Press
from tui import clock
from tui.dressed import DressedApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from screens.session import Session
    from tui.look import Terminal

IDLE_SECONDS = 120.0
"""So long nobody types until the veil is drawn by itself."""
LOOK_SECONDS = 1.0
"""So often it is looked whether somebody does."""
VEILED = "Veiled: {veil} shows it again."


class VeiledApp(DressedApp, inherit_bindings=False):
    """An app with a veil, and with a vault whose state is always seen."""

    def __init__(self, session: Session, terminal: Terminal) -> None:
        super().__init__(session, terminal)
        self._heard_at = clock.ticks()
        session.vault.agent.on_change = self._lock_changed

    def on_mount(self) -> None:
        """Look from now on whether anybody is there."""
        self.set_interval(LOOK_SECONDS, self.look_whether_idle)

    @override
    async def on_event(self, event: Event) -> None:
        """Take note of whatever is typed or pasted; and ask nobody else about the key of the veil."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self.look_whether_idle()  # the machine may have slept until now
            self._heard_at = clock.ticks()
            self.session.vault.agent.keep_awake()
            if isinstance(event, Key) and self._is_of_veil(event):
                self.veil(drawn=not self.session.veiled)
                return
        await super().on_event(event)

    def _is_of_veil(self, event: Key) -> bool:
        """Tell whether this is the key of the veil, in whatever stands in front, but no letter for a field."""
        chord = (key_name(event),)
        is_its = any(chord in actions.get("veil", ()) for actions in self.keys.sections.values())
        return is_its and not (self.focused and is_letter_for(self.focused, event))

    def look_whether_idle(self) -> None:
        """Draw the veil when nobody typed for a while, and lock after longer, as who holds the keys may have slept."""
        idle, agent = clock.ticks() - self._heard_at, self.session.vault.agent
        if not self.session.veiled and idle >= IDLE_SECONDS:
            self.veil(drawn=True)
        if agent.is_open and idle >= agent.idle_seconds:
            agent.lock()

    def veil(self, *, drawn: bool) -> None:
        """Hide everything that is confidential, on every screen and in the same breath, or show it again."""
        self.session.veiled = drawn
        if drawn:
            hiding.hide(self, self.session)
        for screen in self._keyed():
            screen.veil_changed()
        self._open_secrets()
        self._draw_all()
        if drawn and self.frame:
            self.frame.say(self.frame.with_keys(VEILED))

    def _keyed(self) -> Iterator[KeyedScreen[Any]]:
        """List every screen there is, also those of the other modes and those behind a question."""
        for stack in self._screen_stacks.values():
            yield from (screen for screen in stack if isinstance(screen, KeyedScreen) and screen.is_mounted)

    def _lock_changed(self) -> None:
        """Show that the keys are open, or locked; then nothing stays open."""
        if not self.is_running:
            return
        self.session.closed = LOCKED
        if not self.session.vault.agent.is_open:
            self.session.secrets.clear()
            hiding.hide(self, self.session)
        self._open_secrets()
        for screen in self._keyed():
            if isinstance(screen, Frame):
                screen.lock_changed()
        self._draw_all()

    @work(group="secrets", exclusive=True)
    async def _open_secrets(self) -> None:
        """Open the secrets behind what is done meanwhile, and have the screens tell of them, or not any more."""
        await open_secrets.fresh(self.session)
        for screen in self._keyed():
            if isinstance(screen, Frame):
                screen.secrets_changed()

    def _draw_all(self) -> None:
        """Draw the screens behind a question now, too, which else is put off."""
        for screen in self.screen_stack:
            screen.refresh(layout=True)

    def action_veil(self, _: Press) -> None:
        """Hide what is confidential, or show it again."""
        self.veil(drawn=not self.session.veiled)

    def action_lock(self, _: Press) -> None:
        """Lock your key; confidential notes close."""
        was_open = self.session.vault.agent.is_open
        self.session.vault.agent.lock()
        if self.frame:
            self.frame.say(f"Your key is locked{'' if was_open else ' already'}.")
