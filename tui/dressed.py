"""The app as one person chose: theme, signs, zone and keys, at the start and whenever they choose otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from typing_extensions import override

from screens import key_table
from screens.frame import Frame
from screens.keys import KeyedApp
from tui.discreet import DiscreetApp
from tui.driver import WellkeptDriver
from tui.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.filter import LineFilter

    from screens.session import Session
    from tui.look import Terminal


class DressedApp(KeyedApp[None], DiscreetApp[None], inherit_bindings=False):
    """An app that goes by the preferences of a session, as far as a terminal can."""

    def __init__(self, session: Session, terminal: Terminal) -> None:
        super().__init__(driver_class=WellkeptDriver)
        self.animation_level = "none"
        self.session, self.terminal = session, terminal
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(DressedApp.theme, self._dressed())  # set otherwise, all would be styled twice at the start
        self.stylesheet.set_variables(self.get_css_variables())
        session.preferences.apply = self.put_into_effect
        if session.preferences.keys:
            session.preferences.notices += tuple(f"config.toml: {problem}" for problem in self._use_keys())

    @property
    def frame(self) -> Frame | None:
        """The working screen in front, if no question stands before it; one that is still laid out reads by itself."""
        return self.screen if isinstance(self.screen, Frame) and self.screen.is_mounted else None

    @override
    def get_line_filters(self) -> Sequence[LineFilter]:
        """Clean every line that is drawn, whatever drew it; in place of Textual's own filters."""
        return self._line_filters

    def _dressed(self) -> str:
        """Draw from now on with the signs that were chosen and what the theme asks for; return the theme to draw in."""
        chosen = self.session.preferences.theme
        self._line_filters: list[LineFilter] = self.terminal.filters(chosen, self.session.glyphs)
        return self.terminal.theme(chosen)

    def put_into_effect(self, name: str) -> str:
        """Go by the preference of this name, just changed; return what there is to say of that, or nothing."""
        effects = {
            "theme": self._change_theme,
            "glyphs": self._change_glyphs,
            "zone": self._change_zone,
            "keys": self._change_keys,
            "start_veiled": self._change_start,
        }
        return effects[name]()

    def _change_theme(self) -> str:
        self.theme = self._dressed()
        is_drawn = self.theme == self.session.preferences.theme
        return "" if is_drawn else f"but this terminal has too few colours for it: {self.theme} is drawn here"

    def _change_glyphs(self) -> str:
        self.session.glyphs = self.terminal.glyphs(self.session.preferences.glyphs)
        self._dressed()
        self._show_anew()
        return ""

    def _change_zone(self) -> str:
        self.session.zone = ZoneInfo(self.session.preferences.zone)
        self._show_anew()
        return ""

    def _change_start(self) -> str:
        return "from the next start"

    def _change_keys(self) -> str:
        self._use_keys()
        if self.frame:
            self.frame.show_hints()
        return ""

    def _use_keys(self) -> list[str]:
        """Go by the person's own keys as far as they can be used, and return what cannot."""
        from screens.key_overrides import overridden  # noqa: PLC0415  (most people have none, and start faster)

        self.keys, problems = overridden(key_table.load(), self.session.preferences.keys)
        return problems

    def _show_anew(self) -> None:
        """Read and draw this screen again, and make the others anew when they are next gone to."""
        for mode, make in list(self._modes.items()):
            if mode != self.current_mode:
                self.remove_mode(mode)
                self.add_mode(mode, make)  # in the same breath: a key may lead there
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()
        if self.frame:
            self.call_next(self.frame.reload)
