"""What is said of a field, below it: whole, however long it is."""

from __future__ import annotations

from rich.cells import cell_len
from textual.widgets import Static

from screens.text import plain


class Remark(Static):
    """Lines below a field, as many as the sentence takes, none when there is nothing to say."""

    def __init__(self) -> None:
        super().__init__(classes="remark")
        self._shown: tuple[str, str, int] = ("", "", 0)
        self._height, self._held = 0, False
        self.display = False

    def say(self, sign: str, text: str, *, width: int, is_bold: bool, is_held: bool) -> None:
        """Say this in lines of `width` cells, behind its sign. While it is held, it never takes fewer of them."""
        if (sign, text, width) == self._shown and (is_held or not self._held):
            return
        self._shown = (sign, text, width)
        indent = cell_len(sign) + 1
        lines = [line.plain for line in plain(text).wrap(max(1, width - indent))] if text else []
        height = max(len(lines), self._height if is_held else 0)
        before, self._height, self._held = self._height, height, is_held
        if height != before:
            self.styles.height, self.display = height, bool(height)
        whole = plain(f"{sign} " + ("\n" + " " * indent).join(lines) if lines else "")
        self.update(whole.stylize("bold" if is_bold else "dim"), layout=height != before)

    def on_resize(self) -> None:
        """Be seen, with the field above, by whoever types in it."""
        if self._held:
            self.scroll_visible(animate=False)
