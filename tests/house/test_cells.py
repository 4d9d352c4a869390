"""Through our grid a terminal shows the same as without it, cell by cell, and gets only what changes."""

import pyte.screens
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.house.twins import Terminal, Twins
from tui.cells.grid import Grid

LOOKS = ("", "0", "1", "2", "4", "7", "22", "39", "31", "44", "0;7;40", "38;5;9", "48;5;9", "1;38;2;9;8;7;48;2;1;2;3")
UNKNOWN = (
    "\x1b[K",
    "\x1b[2J",
    "\x1b[2A",
    "\x1b[5G",
    "\b",
    "\r",
    "\t",
    "\x1b7",
    "\x1b[?1049h",
    "\x1b[!",
    "\x1b]8;;a:b\x07",
)
IDLE = (
    "\x07",
    "\x1b]0;Ada\x07",
    "\x1b[?25l",
    "\x1b[?25h",
    "\x1b[?2026h",
    "\x1b[?2026$p",
    "\x1b[>25u",
    "\x1b]9;x\x1b\\",
)
MARK = "\u0301"
TEXTS = st.text(st.sampled_from(f"ab   é─花字{MARK}🌻"), max_size=9).map(lambda text: text.lstrip(MARK))
PLACES = st.tuples(st.integers(1, 5), st.integers(1, 20)).map(lambda place: "\x1b[{};{}H".format(*place))
STYLED = st.tuples(st.sampled_from(LOOKS), TEXTS).map(lambda both: "\x1b[{}m{}\x1b[0m".format(*both))
USUAL = st.tuples(PLACES, STYLED, STYLED).map("".join)
ODD = st.one_of(
    PLACES,
    TEXTS,
    st.sampled_from(
        [*UNKNOWN, *IDLE, "\n", f"\x1b[2;3Ha\x1b[1m{MARK}\x1b[0m", f"\x1b[3;1H{MARK}", "\x1b[H", "\x1b[9;9H"]
    ),
    st.sampled_from(LOOKS).map("\x1b[{}m".format),
)
WRITES = st.lists(st.one_of(USUAL, USUAL, USUAL, ODD), max_size=6).map("".join)

DOUBTFUL = ("❤\ufe0f", "👩\u200d🌾", "☆", "👍🏽", "\U0001fae8", "नि")

WHOLE = "\x1b[0m" + "".join(f"\x1b[{row};1H\x1b[1;44m花字花字花\x1b[0mababababab" for row in range(1, 6)) + "\x1b[2;2H"
"""Fills a terminal of 20x5."""


def shown(*writes: str) -> Twins:
    twins = Twins()
    for data in writes:
        twins.write(data)
        twins.compare()
    return twins


@given(st.lists(WRITES, max_size=6))
def test_whatever_is_written_looks_the_same(writes: list[str]) -> None:
    shown(*writes)


@given(st.lists(USUAL, max_size=6), st.lists(USUAL, max_size=6))
def test_after_others_wrote_to_the_terminal_it_is_drawn_whole_again(before: list[str], after: list[str]) -> None:
    twins = shown(*before, "\x1b[0m\x1b[1;1H", WHOLE)
    twins.ours.feed("\x1b[2;2H\x1b[31mMessage from root\n\n\n\n\n\n")
    twins.grid.forget()
    for data in ("", *after):
        twins.write(data)
        twins.compare()


def test_what_is_shown_already_is_not_drawn_again() -> None:
    twins = shown(WHOLE, WHOLE)
    assert twins.write(WHOLE) == ""


@pytest.mark.parametrize(
    ("data", "drawing"),
    [
        ("\x1b[2;11Hxbabababab\x1b[2;2H", "\x1b[9Cx\x1b[2G"),
        ("\x1b[2;11Hxbabyb\x1b[2;2H", "\x1b[9Cxbaby\x1b[2G"),
        ("\x1b[2;11Hxbabababx\x1b[2;2H", "\x1b[9Cx\x1b[7Cx\x1b[2G"),
        ("\x1b[4;1H\x1b[1;44m日\x1b[0m\x1b[2;2H", "\x1b[4H\x1b[1;44m日\x1b[2;2H"),
        ("\x1b[4;11H\x1b[44mab\x1b[0m\x1b[2;2H", "\x1b[4;11H\x1b[44mab\x1b[2;2H"),
        ("\x1b[4;1H\x1b[1;44ma\x1b[0m\x1b[4;1H", "\x1b[4H\x1b[1;44ma \r"),
        ("\x1b[2;1H\x1b[1;44mab字ab\x1b[0m\x1b[2;2H", "\r\x1b[1;44mab\x1b[5Gab\x1b[2G"),
        ("\x1b[4;2H\x1b[1;44ma\x1b[0m\x1b[4;1H", "\x1b[4H\x1b[1;44m a\r"),
    ],
)
def test_only_what_changes_is_drawn_the_cheapest_way(data: str, drawing: str) -> None:
    assert shown(WHOLE, WHOLE).write(data) == drawing


@pytest.mark.parametrize("data", [f"\x1b[1;3H{MARK}", f"\x1b[1;12H{MARK}", "\x1b[1;11Hx\nxx", "\x1b[5;11Hx\nxx"])
def test_marks_go_to_the_cell_before_and_a_line_begins_at_the_left(data: str) -> None:
    shown(WHOLE, WHOLE, data, WHOLE)


@pytest.mark.parametrize("data", UNKNOWN)
def test_an_unknown_sequence_passes_and_nothing_is_believed_after_it(data: str) -> None:
    twins = shown(WHOLE, WHOLE)
    assert twins.write(data) == data
    assert twins.write("ab\x1b[0m\x1b[1;5H") == "ab\x1b[0m\x1b[1;5H"
    assert twins.write("\x1b[1;11Ha") == "\x1b[6Ca"


@pytest.mark.parametrize("data", IDLE)
def test_a_sequence_that_changes_no_cell_passes_in_its_place(data: str) -> None:
    twins = shown(WHOLE, WHOLE)
    assert twins.write(f"\x1b[1;11Hx{data}\x1b[1;12Hy") == f"\x1b[1;11Hx{data}y"
    assert twins.write(WHOLE).count("ab") == 1


def test_a_blank_is_not_drawn_again_for_ink_that_nobody_sees() -> None:
    twins = shown("\x1b[m\x1b[1;1H\x1b[1;31;44m    \x1b[0m")
    assert twins.write("\x1b[1;1H\x1b[32;44m    \x1b[0m") == ""
    assert twins.write("\x1b[1;1H\x1b[32;4;44m    \x1b[0m") != ""
    assert twins.write("\x1b[1;1H\x1b[7;44m    \x1b[0m") != ""


@pytest.fixture(params=[1, 2])
def drawn_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that gives every doubtful character so many cells."""
    reckon = pyte.screens.wcwidth
    monkeypatch.setattr(
        "pyte.screens.wcwidth", lambda char: request.param if char in DOUBTFUL and char != "\u200d" else reckon(char)
    )


@pytest.mark.usefixtures("drawn_in")
@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_character_of_doubtful_width_loses_no_letter_and_moves_no_column(name: str) -> None:
    grid, terminal = Grid(30, 1), Terminal(30, 1)
    width = cell_len(name)
    column = 1 + width + len(" ok      ")

    def row(data: str) -> str:
        terminal.feed(grid.drawing(data))
        return "".join(cell[0] for cell in terminal.cells)

    row(f"\x1b[0m\x1b[1;1H{'x' * 30}")
    for look in ("31", "32", "31"):
        shown = row(f"\x1b[1;2H\x1b[{look}m{name} ok      \x1b[0mnext|")
        assert shown.startswith(f"x{name}")
        assert shown[: -30 + column].rstrip().endswith(" ok")
        assert shown.endswith("next|" + "x" * (25 - column))
    assert row(f"\x1b[1;1Hy\x1b[1;{column + 1}H!").endswith("!ext|" + "x" * (25 - column))
    assert row(f"\x1b[1;2H{'-' * width}") == f"y{'-' * width} ok      !ext|{'x' * (25 - column)}"
