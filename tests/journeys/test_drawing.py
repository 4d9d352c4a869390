"""Whatever a person does, the terminal shows the same as if it had got all that Textual writes, for far fewer bytes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size

from tests.house.twins import Terminal, Twins
from tests.journeys import desk
from tui.cells.loose import loose_parts
from tui.cells.widths import spread
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


async def test_characters_of_doubtful_width_leave_every_column_in_its_place(full: Path, twins: Twins) -> None:
    with closing(sqlite3.connect(full)) as connection, connection:
        connection.execute("UPDATE contact SET name = ?1 || id, sort_key = 'aa' WHERE id < 12", [DOUBTFUL])
    async with desk.opened(full) as me:
        for keys in DAY:
            await me.press(keys)
            assert misplaced(me.lines, twins.ours) == [], keys


def misplaced(lines: list[str], terminal: Terminal) -> list[str]:
    """Return the lines that show something else than was drawn, but for their loose parts."""
    width, seen = terminal.screen.columns, [cell[0] for cell in terminal.cells]
    wrong = []
    for y, line in enumerate(lines):
        texts = spread(line)[1]
        loose = {x for part in loose_parts(texts) for x in range(part.start, part.end)}
        if any(seen[y * width + x] != text for x, text in enumerate(texts) if x not in loose):
            wrong.append(line)
    return wrong


@pytest.mark.parametrize(("keys", "title"), [("?", "Keys"), ("o", "New contact"), ("x", "Archive")])
async def test_a_question_costs_no_more_than_its_cells(full: Path, twins: Twins, keys: str, title: str) -> None:
    async with desk.opened(full) as me:
        await me.press("g c")
        before, sent = twins.ours.cells, len(twins.sizes)
        await me.press(keys)
        assert title in me.screen
        changed = sum(a != b for a, b in zip(before, twins.ours.cells, strict=True))
        assert sum(ours for _, ours in twins.sizes[sent:]) < 3 * changed
