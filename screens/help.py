"""What can be done here, to be looked up and done: the key help, and the palette for whoever knows the name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input
from typing_extensions import override

from screens.keys import KeyedScreen, Press
from screens.lookup import Listed, best_first, looked_up
from screens.text import fit, plain
from screens.widgets.few_rows import FewRows
from screens.widgets.list_motion import ListMotion
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

WIDEST_KEYS, WIDEST_NAME = 20, 14
NARROW = 50  # cells that do not hold keys, name and meaning


class Chooser(ListMotion, KeyedScreen[str | None], ModalScreen[str | None]):
    """A search line over a list of actions; returns the id of the action chosen with enter, or None."""

    TITLED: ClassVar[str] = ""
    PLACEHOLDER: ClassVar[str] = ""
    ESCAPE: ClassVar[str] = ""
    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    Chooser { align: center middle; background: transparent; }
    Chooser > Vertical { height: 90%; }
    Chooser Input { height: 1; }
    Chooser RowList { border: none; }
    """

    def __init__(self, every: list[Listed], pointer: str) -> None:
        super().__init__()
        self._every, self._pointer, self._found = every, pointer, ""
        self._of_keys = 2 + min(WIDEST_KEYS, max(cell_len(each.action.keys) for each in every))
        self._of_name = 2 + min(WIDEST_NAME, max(cell_len(each.action.label) for each in every))

    @override
    def compose(self) -> ComposeResult:
        """Show the search line and the list in a panel."""
        with Vertical(classes="panel") as panel:
            panel.border_title = plain(self.TITLED)
            line = Input(compact=True, placeholder=self.PLACEHOLDER)
            line.cursor_blink = False
            yield line
            yield RowList(self._draw, heading=self._heading, pointer=self._pointer)

    async def on_mount(self) -> None:
        """Fill the list."""
        self._say("enter does it   esc closes")
        await self.rows.show(FewRows(self._every, place=self._every.index))

    @property
    @override
    def rows(self) -> RowList[Listed]:
        """The list that the keys move in."""
        return self.query_one(RowList)

    @property
    def line(self) -> Input:
        """The search line."""
        return self.query_one(Input)

    def _say(self, text: str) -> None:
        self.query_one(Vertical).border_subtitle = plain(text)

    async def on_input_changed(self) -> None:
        """Find while one types."""
        await self._find()

    async def _find(self) -> None:
        """Find by what stands in the search line now; what was found for an earlier text is left out."""
        if self._found != self.line.value:
            self._found = self.line.value
            self.rows.empty = f"Nothing is called “{self._found}”.\n\n{self.ESCAPE}."
            found = self._fitting(self._found)
            await self.rows.show(FewRows(found, place=found.index))

    def _fitting(self, text: str) -> list[Listed]:
        """Choose the actions for a text, in the order they are shown."""
        raise NotImplementedError

    def _heading(self, listed: Listed) -> str:
        """Say what stands above an action."""
        raise NotImplementedError

    def _draw(self, listed: Listed, width: int) -> list[tuple[str, str]]:
        """Draw an action in so many cells."""
        raise NotImplementedError

    @override
    async def submitted(self) -> None:
        """Do what was found by all that was typed."""
        await self._find()
        self._choose()

    def action_open(self, _: Press) -> None:
        """Do what the key does."""
        self._choose()

    def _choose(self) -> None:
        listed = self.rows.current
        if listed is None:
            return
        if listed.lacks:
            self._say(listed.lacks)
        else:
            self.dismiss(listed.action.id)

    def action_back(self, _: Press) -> None:
        """Close."""
        self.dismiss(None)


class Help(Chooser):
    """Every key that does something here, by section; a search finds by name, by meaning and by key."""

    TITLED = "Keys here"
    PLACEHOLDER = "/ finds a key, or what to press for something"
    ESCAPE = "esc shows every key"

    @override
    def _fitting(self, text: str) -> list[Listed]:
        return looked_up(self._every, text)

    @override
    def _heading(self, listed: Listed) -> str:
        return listed.heading

    @override
    def _draw(self, listed: Listed, width: int) -> list[tuple[str, str]]:
        action, soft = listed.action, "soft" if listed.lacks else ""
        name = self._of_name if width > NARROW else 0
        return [
            (fit(action.keys, self._of_keys), soft or "pressing"),
            (fit(action.label, name), soft),
            (fit(action.help, width - self._of_keys - name), "soft"),
        ]

    def action_filter(self, _: Press) -> None:
        """Find a key, or what to press for something."""
        self.set_focus(self.line)

    def action_help(self, _: Press) -> None:
        """Close."""
        self.dismiss(None)

    @override
    def action_back(self, press: Press) -> None:
        """Show every key again, or else close."""
        if self.line.value or self.line.has_focus:
            self.line.value = ""
            self.set_focus(self.rows)
        else:
            super().action_back(press)


class Palette(Chooser):
    """Everything that can be done here, found by its name as one types; its keys stand at the right, to be learned."""

    TITLED = "Do"
    PLACEHOLDER = "type what you want to do"
    ESCAPE = "backspace finds more, esc closes"
    AUTO_FOCUS = "Input"

    @override
    def _fitting(self, text: str) -> list[Listed]:
        return best_first(self._every, text)

    @override
    def _heading(self, listed: Listed) -> str:
        return ""

    @override
    def _draw(self, listed: Listed, width: int) -> list[tuple[str, str]]:
        action, soft = listed.action, "soft" if listed.lacks else ""
        meaning = width - self._of_keys - self._of_name if width > NARROW else 0
        return [
            (fit(action.label, width - self._of_keys - meaning), soft or "pressing"),
            (fit(action.help, meaning), soft),
            (fit(action.keys, self._of_keys, align="right"), soft),
        ]

    def action_palette(self, _: Press) -> None:
        """Close."""
        self.dismiss(None)
