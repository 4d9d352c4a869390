"""What may follow a key that waits for more: a panel above the state line for whoever hesitates."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, cast

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from screens.key_table import is_parameter, spoken
from screens.keys import KeyedScreen, help_of, is_permitted, method_of, spoken_id
from screens.text import fit, plain

if TYPE_CHECKING:
    from textual.timer import Timer

    from screens.key_table import Wait

Rows = list[tuple[str, str]]
"""Keys with what they mean."""

COLUMN = 38
"""Cells that a key and its meaning need to be worth reading."""


class WhichKey(Static):
    """Lists, after a while without a key, what may follow; lies over the list, so that nothing moves."""

    DEFAULT_CSS = """
    WhichKey { layer: above; dock: bottom; margin-bottom: 2; height: auto; display: none; }
    """

    def __init__(self) -> None:
        super().__init__(classes="panel")
        self._wait: Wait | None = None
        self._timer: Timer | None = None

    def expect(self, wait: Wait | None, *, after: float) -> None:
        """Show what may follow `after` so many seconds, unless this is called again before; None shows nothing."""
        if self._timer is not None:
            self._timer.stop()
        self._wait, self._timer = wait, None
        if self.display:  # setting it lays everything out anew
            self.display = False
        if wait is None or not wait.candidates:
            return
        if after:
            self._timer = self.set_timer(after, self._show)
        else:
            self.call_later(self._show)

    async def _show(self) -> None:
        self._timer, wait = None, self._wait  # a timer that is stopped from now on would break off the reading
        rows = await following(cast("KeyedScreen[Any]", self.screen), wait) if wait else []
        if wait and rows and self._wait is wait:  # the next key may have come meanwhile
            self.border_title = plain(_title(wait))
            self.update(_columns(rows, self.screen.size.width - 4, max(1, self.screen.size.height // 2)))
            self.display = True


async def following(screen: KeyedScreen[Any], wait: Wait) -> Rows:
    """List the keys that may come next, with what they do or, for a parameter, mean."""
    rows: Rows = []
    for action, chord in wait.candidates:
        rest = chord[len(wait.typed) :]
        if is_permitted(screen, action):
            choices = await _choices(screen, action) if is_parameter(rest[0]) else []
            rows += choices or [(spoken([rest]), help_of(screen, action))]
    return rows


async def _choices(screen: KeyedScreen[Any], action: str) -> Rows:
    method = method_of(screen, f"choices_{action}")
    meanings = method() if method else {}
    if inspect.isawaitable(meanings):
        meanings = await meanings
    return list(meanings.items())


def _title(wait: Wait) -> str:
    actions = {action for action, _ in wait.candidates}
    return f"{spoken([wait.typed])} … {spoken_id(actions.pop()) if len(actions) == 1 else ''}".rstrip()


def _columns(rows: Rows, width: int, height: int) -> Content:
    """Lay the rows in columns, filled downwards, at most so many lines high."""
    columns = max(min(width // COLUMN, len(rows)), -(-len(rows) // height))
    lines = -(-len(rows) // columns)
    keys = max(cell_len(key) for key, _ in rows) + 2
    meanings = max(1, width // columns - keys) - 1
    cells = [Content.assemble((fit(key, keys), "bold"), f"{fit(meaning, meanings)} ") for key, meaning in rows]
    return Content("\n").join(Content("").join(cells[line::lines]) for line in range(lines))
