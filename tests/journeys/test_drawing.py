"""Whatever a person does, the terminal shows the same as if it had got all that Textual writes, for far fewer bytes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size

from tests.house.twins import Terminal, Twins
from tests.journeys import desk
from tui.cells.widths import TAIL, is_doubtful, spread
from tui.mono import Monochrome

if TYPE_CHECKING:
    from pathlib import Path

    from textual.driver import Driver

DAY = (
    *("j", "k", "j j j", "G", "g g", "?", "escape", "f", "escape", "s w", "u"),
    *("g c", "j", "9 j", "ctrl+d", "ctrl+u", "G", "k", "g g", "z", "j", "z"),
    *("/", "m", "o", "escape", "enter", "j", "?", "escape", "e", "tab", "x", "escape", "escape"),
    *("o", "A", "d", "a", "escape", "x", "n", "g t", "ctrl+l"),
)
DOUBTFUL = "[/b]Z\u0301 \u202e花子\ufe0f 👩\u200d🌾\x1b[2J नि ☆\u200b"


@pytest.fixture
def twins(monkeypatch: pytest.MonkeyPatch) -> Twins:
    """Two terminals, to which the app draws from now on."""
    twins = Twins(1, 1)

    def write(driver: Driver, data: str) -> None:
        if Size(twins.grid.width, twins.grid.height) != driver._app.size:
            twins.resize(*driver._app.size)
        twins.write(data)

    monkeypatch.setattr(HeadlessDriver, "is_headless", False)
    monkeypatch.setattr(HeadlessDriver, "write", write)
    monkeypatch.setenv("COLORTERM", "truecolor")
    return twins


@pytest.mark.parametrize(("size", "monochrome"), [((80, 24), False), ((120, 40), True)])
async def test_a_day_looks_the_same(full: Path, twins: Twins, size: tuple[int, int], monochrome: bool) -> None:
    async with desk.opened(full, size=size) as me:
        if monochrome:
            me.app._line_filters.append(Monochrome())
        for keys in DAY:
            await me.press(keys)
            twins.compare()
        await me.resize(100, 30)
        await me.press("g c")
    twins.compare()
    stock, ours = map(sum, zip(*twins.sizes, strict=True))
    assert ours * 4 < stock


async def test_characters_of_doubtful_width_leave_every_other_cell_in_its_place(full: Path, twins: Twins) -> None:
    with closing(sqlite3.connect(full)) as connection, connection:
        connection.execute("UPDATE contact SET name = ?1 || id, sort_key = 'aa' WHERE id < 12", [DOUBTFUL])
    async with desk.opened(full) as me:
        for keys in DAY:
            await me.press(keys)
            assert misplaced(me.lines, twins.ours) == [], keys


def misplaced(lines: list[str], terminal: Terminal) -> list[tuple[int, str, str]]:
    """Return the cells that do not show what was drawn there: the line, what is seen, what was drawn."""
    seen = [cell[0] for cell in terminal.cells]
    width = terminal.screen.columns
    drawn = [(y, seen[y * width + x], text) for y, line in enumerate(lines) for x, text in enumerate(spread(line)[1])]
    return [cell for cell in drawn if cell[2] not in (TAIL, cell[1]) and not is_doubtful(cell[2], cell_len(cell[2]))]


@pytest.mark.parametrize(("keys", "title"), [("?", "Keys"), ("o", "New contact"), ("x", "Archive")])
async def test_a_question_costs_no_more_than_its_cells(full: Path, twins: Twins, keys: str, title: str) -> None:
    async with desk.opened(full) as me:
        await me.press("g c")
        before, sent = twins.ours.cells, len(twins.sizes)
        await me.press(keys)
        assert title in me.screen
        changed = sum(a != b for a, b in zip(before, twins.ours.cells, strict=True))
        assert sum(ours for _, ours in twins.sizes[sent:]) < 3 * changed
