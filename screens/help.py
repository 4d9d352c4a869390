"""The key help, built from the key table: every key that does something here, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.screen import ModalScreen
from typing_extensions import override

from screens.keys import Bound, KeyedScreen, Press
from screens.text import fit, plain
from screens.widgets.list_motion import ListMotion
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

KEYS_WIDTH = 15
NAME_WIDTH = 14


class KeyList:
    """The keys as a list reads them."""

    def __init__(self, rows: list[Bound]) -> None:
        self._rows = rows

    async def page(self, *, after: Bound | None, before: Bound | None, limit: int) -> list[Bound]:
        """Return the rows next to one, or the first."""
        if before is not None:
            end = self._rows.index(before)
            return self._rows[max(0, end - limit) : end]
        start = self._rows.index(after) + 1 if after else 0
        return self._rows[start : start + limit]

    async def last(self, limit: int) -> list[Bound]:
        """Return the last rows."""
        return self._rows[-limit:]

    async def count(self) -> int:
        """Count the keys."""
        return len(self._rows)


class Help(ListMotion, KeyedScreen[str | None], ModalScreen[str | None]):
    """Shows the keys and returns the id of the action chosen with enter, or None."""

    SECTIONS = ("global",)
    DEFAULT_CSS = """
    Help { align: center middle; background: transparent; }
    Help > Vertical { height: 90%; }
    Help RowList { border: none; }
    """

    def __init__(self, keys: list[Bound], pointer: str) -> None:
        super().__init__()
        self._keys, self._pointer = keys, pointer

    @override
    def compose(self) -> ComposeResult:
        """Show the list in a panel."""
        with Vertical(classes="panel") as panel:
            panel.border_title = plain("Keys here")
            panel.border_subtitle = plain("enter does it   esc closes")
            yield RowList(_draw, pointer=self._pointer)

    async def on_mount(self) -> None:
        """Fill the list."""
        self.rows.focus()
        await self.rows.show(KeyList(self._keys))

    @property
    @override
    def rows(self) -> RowList[Bound]:
        """The list that the keys move in."""
        return self.query_one(RowList)

    def action_open(self, _: Press) -> None:
        """Do what the key does."""
        row = self.rows.current
        self.dismiss(row.id if row else None)

    def action_back(self, _: Press) -> None:
        """Close the help."""
        self.dismiss(None)


def _draw(row: Bound, width: int) -> list[tuple[str, str]]:
    rest = max(0, width - KEYS_WIDTH - NAME_WIDTH)
    return [(fit(row.keys, KEYS_WIDTH), "pressing"), (fit(row.label, NAME_WIDTH), ""), (fit(row.help, rest), "soft")]
