"""One note or interaction, whole: what stands in a line of the timeline, and does not fit there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from screens.keys import KeyedScreen, Press, bound
from screens.text import one_line, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.app import ComposeResult

EDIT, CONFIDE = "edit", "confidential_note"
_OF_APP = frozenset({"help", "redraw", "quit", "veil", "lock"})
_DOES = {EDIT: "changes it", CONFIDE: "makes it confidential"}


class Viewer(KeyedScreen[str | None], ModalScreen[str | None]):
    """Shows a text to be scrolled, below lines that say whose it is; returns the action chosen, one of its `offers`.

    Nothing of it can be copied by a key.
    """

    SECTIONS: ClassVar[tuple[str, ...]] = ("list", "global")
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Viewer { align: center middle; background: transparent; }
    Viewer > VerticalScroll { height: auto; max-height: 90%; }
    Viewer .about { text-style: bold; padding-bottom: 1; }
    """

    def __init__(self, title: str, about: Sequence[str], text: str, *, offers: Collection[str] = ()) -> None:
        super().__init__()
        self._title, self._about, self._offers = title, about, offers
        self._shown = Static(plain(text))

    @override
    def compose(self) -> ComposeResult:
        """Show whose it is, and the text."""
        with VerticalScroll(classes="panel", can_focus=False) as panel:
            panel.border_title = plain(one_line(self._title))
            panel.border_subtitle = plain(self._hint)
            yield Static(plain("\n".join(map(one_line, self._about))), classes="about")
            yield self._shown

    @property
    def _hint(self) -> str:
        keys = {each.id: each.keys.partition(", ")[0].replace("escape", "esc") for each in bound(self)}
        offered = [f"{keys[offer]} {_DOES[offer]}" for offer in self._offers]
        return "   ".join([f"{keys['down']} {keys['up']} scroll", *offered, f"{keys['back']} closes"])

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what is not offered of this one, and what would leave it for somewhere else."""
        is_own = hasattr(self, f"action_{action}") or action in _OF_APP
        if not is_own or (action in _DOES and action not in self._offers):
            return None
        return super().check_action(action, parameters)

    def on_unmount(self) -> None:
        """Leave no words behind: Textual may keep a screen that is closed."""
        self._shown.update("")
        self._shown.notify_style_update()  # which forgets it as it was drawn

    def _scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)

    @property
    def _page(self) -> int:
        return max(2, self.query_one(VerticalScroll).content_size.height)

    def action_down(self, press: Press) -> None:
        """Next line."""
        self._scroll(press.count or 1)

    def action_up(self, press: Press) -> None:
        """Line before."""
        self._scroll(-(press.count or 1))

    def action_half_down(self, press: Press) -> None:
        """Half a page down."""
        self._scroll((press.count or 1) * self._page // 2)

    def action_half_up(self, press: Press) -> None:
        """Half a page up."""
        self._scroll(-(press.count or 1) * self._page // 2)

    def _page_down(self, press: Press) -> None:
        """One page down."""
        self._scroll((press.count or 1) * (self._page - 1))

    def _page_up(self, press: Press) -> None:
        """One page up."""
        self._scroll(-(press.count or 1) * (self._page - 1))

    # Every Widget has methods of these two names that take no Press; Any lets ours stand before them.
    action_page_down: Any = _page_down
    action_page_up: Any = _page_up

    def action_top(self, _: Press) -> None:
        """Beginning of the text."""
        self.query_one(VerticalScroll).scroll_home(animate=False, immediate=True)

    def action_bottom(self, _: Press) -> None:
        """End of the text."""
        self.query_one(VerticalScroll).scroll_end(animate=False, immediate=True)

    def action_edit(self, _: Press) -> None:
        """Change your own confidential note."""
        self.dismiss(EDIT)

    def action_confidential_note(self, _: Press) -> None:
        """Make this note confidential."""
        self.dismiss(CONFIDE)

    def action_open(self, _: Press) -> None:
        """Close."""
        self.dismiss(None)

    def action_back(self, _: Press) -> None:
        """Close."""
        self.dismiss(None)
