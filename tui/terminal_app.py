"""An app that draws everything again when nobody knows what its terminal shows, and that takes a paste as text."""

from typing import TypeVar

from textual.app import App
from textual.events import Event, Paste
from textual.widgets import Input
from typing_extensions import override

from tui.driver import WellkeptDriver
from tui.paste import tidied

ReturnT = TypeVar("ReturnT")


class TerminalApp(App[ReturnT]):
    """What every app of ours does with its terminal."""

    def redraw(self) -> None:
        """Draw everything, whatever the terminal shows now."""
        if isinstance(self._driver, WellkeptDriver):
            self._driver.forget()
        self.refresh(layout=True)

    def on_resize(self) -> None:
        """Once the new size is known, draw everything: nobody knows what the terminal did with the old lines."""
        if isinstance(self._driver, WellkeptDriver) and self._driver.was_resized:
            self.call_later(self.redraw)

    @override
    async def on_event(self, event: Event) -> None:
        """Clean what is pasted, and make it one line for a field of one."""
        if isinstance(event, Paste) and not event.is_forwarded:
            event.text = tidied(event.text, is_line=isinstance(self.focused, Input))
        await super().on_event(event)
