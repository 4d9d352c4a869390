"""A screen that is laid out in the size that the window has, not in one that it had a moment ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen, ScreenResultType
from typing_extensions import override

if TYPE_CHECKING:
    from textual.events import Resize
    from textual.geometry import Size


class WindowScreen(Screen[ScreenResultType]):
    """Every screen of ours.

    Textual lays a screen out in the size that an event says, and each change of size sends it another such event: after
    many sizes in a short time, two events chase each other for ever, and the screen flickers between two sizes.
    """

    @override
    async def _on_resize(self, event: Resize) -> None:
        """Have what else goes by the size, as breakpoints do, go by the same one; Textual calls its own besides."""
        event.size = self.app.size

    @override
    def _screen_resized(self, size: Size) -> None:
        super()._screen_resized(self.app.size)
