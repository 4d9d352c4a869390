"""The yardstick of starting: the least that Textual can show."""

from textual.app import App, ComposeResult
from textual.widgets import Static
from typing_extensions import override

SHOWS = "as bare as can be"


class BareApp(App[None]):
    """One Static."""

    @override
    def compose(self) -> ComposeResult:
        yield Static(SHOWS)


def main() -> None:
    """Show it."""
    BareApp().run()
