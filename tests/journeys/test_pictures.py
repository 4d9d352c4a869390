"""Every screen as a person sees it, kept as plain text. `make pictures` draws them anew; look at the difference."""

from __future__ import annotations

import difflib
import os
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import set_cell_size

from screens.glyphs import ASCII
from tests.journeys import desk, scenes
from tui.look import Terminal

if TYPE_CHECKING:
    from rich.style import Style

    from tests.journeys.desk import Desk

KEPT = Path(__file__).parent / "pictures"
SIZES = ((80, 24), (120, 40), (200, 50))
LEGEND = "Below each line, its weight: b bold, u underlined, r reverse; B and U when reverse as well."


@pytest.mark.parametrize("name", scenes.FULL)
async def test_the_picture_of_a_full_book_is_as_kept(full: Path, name: str) -> None:
    async with desk.opened(full) as me:
        await scenes.FULL[name](me)
        await compare_sizes(me, name)


@pytest.mark.parametrize("name", scenes.EMPTY)
async def test_the_picture_of_an_empty_book_is_as_kept(empty: Path, name: str) -> None:
    async with desk.opened(empty) as me:
        await scenes.EMPTY[name](me)
        await compare_sizes(me, name)


@pytest.mark.parametrize("name", scenes.NEW)
async def test_the_picture_of_a_first_run_is_as_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("tui.app.db.path", lambda: Path("/home/ann/.local/share/wellkept/wellkept.db"))
    monkeypatch.setattr("tui.app.settings.person", lambda: "Ann Hill")
    async with desk.opened(tmp_path / "new.db", member_id=0) as me:
        await scenes.NEW[name](me)
        await compare_sizes(me, name)


@pytest.mark.parametrize("name", scenes.MAIN)
async def test_the_picture_in_ascii_is_as_kept(full: Path, name: str) -> None:
    async with desk.opened(full, terminal=Terminal(is_utf8=False), glyphs=ASCII) as me:
        await scenes.FULL[name](me)
        compare(f"{name}-ascii-80x24", me.lines)


@pytest.mark.parametrize("name", scenes.MAIN)
async def test_the_picture_without_colours_is_as_kept(full: Path, name: str) -> None:
    async with desk.opened(full, terminal=Terminal(colours=0)) as me:
        await scenes.FULL[name](me)
        compare(f"{name}-mono-80x24", [*weighed(me), "", LEGEND])


@pytest.mark.parametrize("name", scenes.STAYS)
def test_a_wider_window_shows_more_and_moves_nothing(name: str) -> None:
    narrow, *wider = [rows_of(f"{name}-{width}x{height}", scenes.STAYS[name]) for width, height in SIZES]
    assert narrow
    for rows in wider:
        assert rows[: len(narrow)] == narrow


def rows_of(name: str, cells: int) -> list[str]:
    """Return so many cells of each line of the first list in a picture, without the blank ones."""
    lines = (KEPT / f"{name}.txt").read_text(encoding="utf-8").splitlines()[2:]
    rows = [set_cell_size(line, cells).rstrip() for line in takewhile(lambda line: line.startswith("│"), lines)]
    return [row for row in rows if row != "│"]


def test_every_picture_kept_is_one_that_is_compared() -> None:
    drawn = {
        f"{name}-{width}x{height}" for name in (*scenes.FULL, *scenes.EMPTY, *scenes.NEW) for width, height in SIZES
    }
    bare = {f"{name}-{how}-80x24" for name in scenes.MAIN for how in ("ascii", "mono")}
    assert {file.stem for file in KEPT.iterdir()} == drawn | bare


async def compare_sizes(me: Desk, name: str) -> None:
    """Compare what is seen in windows that grow."""
    for width, height in SIZES:
        await me.resize(width, height)
        compare(f"{name}-{width}x{height}", me.lines)


def compare(name: str, lines: list[str]) -> None:
    """Compare what is seen with the picture kept, or keep it when asked to draw anew."""
    kept = KEPT / f"{name}.txt"
    if os.environ.get("WELLKEPT_REDRAW"):
        kept.write_text("\n".join([*lines, ""]), encoding="utf-8")
    before = kept.read_text(encoding="utf-8").splitlines()
    difference = "\n".join(difflib.unified_diff(before, lines, "kept", "seen", lineterm=""))
    assert not difference, f"{kept.name} is not what is seen; `make pictures` if it should be:\n{difference}"


def weighed(me: Desk) -> list[str]:
    """Return the lines of the screen, each followed by one of letters for the weight of its cells, if it has any."""
    lines = []
    for strip in desk.drawn(me.app):
        weights = "".join(_letter(piece.style) * piece.cell_length for piece in strip)
        lines += [strip.text.rstrip(), *([weights.rstrip()] if weights.strip() else [])]
    return lines


def _letter(style: Style | None) -> str:
    letter = "u" if style and style.underline else "b" if style and style.bold else " "
    if style and style.reverse:
        return "r" if letter == " " else letter.upper()
    return letter
