"""A screen with a field for a passphrase, run by a test that reads its memory.

Usage: passphrase_app.py WHAT: "forgets" is the field as it is; "keeps" writes a copy down besides, "pastes" takes one.
"""

import sys

from textual.app import ComposeResult
from textual.events import Key, Paste
from typing_extensions import override

from screens.keys import KeyedApp, KeyedScreen, Press
from screens.widgets.passphrase import Passphrase
from tui.discreet import DiscreetApp
from tui.driver import WellkeptDriver


class Asking(KeyedScreen[None]):
    """Asks for a passphrase; enter takes it, ctrl+s has it wiped by who took it, esc closes."""

    SECTIONS = ("form",)

    def __init__(self, field: Passphrase) -> None:
        super().__init__()
        self._field = field
        self.taken = bytearray()

    @override
    def compose(self) -> ComposeResult:
        yield self._field

    def tell(self, what: str) -> None:
        """Tell the test what happened."""
        driver = self.app._driver
        assert driver is not None
        driver.write(f"\x1b]9;{what}\x07")

    def on_mount(self) -> None:
        """Begin in the field."""
        self._field.focus()
        self.call_after_refresh(self.tell, "ready")

    def on_passphrase_changed(self) -> None:
        """Tell that a key was used."""
        self.tell("used")

    @override
    async def submitted(self) -> None:
        self.taken = self._field.take()
        self.tell("taken")

    def action_save(self, _: Press) -> None:
        """Wipe it."""
        self.taken[:] = bytes(len(self.taken))
        self.tell("wiped")

    def action_cancel(self, _: Press) -> None:
        """Close."""
        self.dismiss(None)
        self.app.call_after_refresh(self.tell, "closed")


class Pastes(Passphrase):
    """Takes a paste, as fields do."""

    @override
    def on_paste(self, event: Paste) -> None:
        for letter in event.text:
            self._add(letter.encode())
        self.post_message(self.Changed())


class Keeps(Passphrase):
    """Writes down what is typed."""

    kept = ""

    @override
    def on_key(self, event: Key) -> None:
        self.kept += event.character or ""
        super().on_key(event)


class Asks(KeyedApp[None], DiscreetApp[None], inherit_bindings=False):
    """The app round it."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, what: str) -> None:
        super().__init__(driver_class=WellkeptDriver)
        self.field = {"forgets": Passphrase, "keeps": Keeps, "pastes": Pastes}[what]()

    async def on_mount(self) -> None:
        """Ask."""
        await self.push_screen(Asking(self.field))


if __name__ == "__main__":
    Asks(sys.argv[1]).run(mouse=False)
