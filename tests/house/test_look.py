"""What a terminal can show is read from its environment, as Rich reads it, which writes the colours."""

import io
import unicodedata

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual.color import Color

from screens.glyphs import ASCII, UNICODE
from screens.preferences import THEMES as NAMES
from tui.ascii import SIGNS, AsciiLetters, AsciiSigns
from tui.look import Terminal, terminal
from tui.themes import THEMES, Softened

TERMS = [
    *("xterm", "xterm-256color", "xterm-kitty", "linux", "screen", "screen-256color", "tmux-256color", "rxvt-unicode"),
    *("vt100", "alacritty", "xterm-direct", "XTERM-256COLOR", "xterm-16color", ""),
]
BLACK = Color(0, 0, 0)


@pytest.mark.parametrize("colorterm", ["", "truecolor", "24bit", "TrueColor ", "yes"])
@pytest.mark.parametrize("term", TERMS)
def test_many_colours_are_those_that_rich_would_write(term: str, colorterm: str) -> None:
    environ = {"TERM": term, "COLORTERM": colorterm}
    rich = Console(file=io.StringIO(), force_terminal=True, _environ=environ)
    many = rich.color_system in {"truecolor", "256"}
    assert terminal(environ).colours == (256 if many else 16)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color", "LANG": "C.UTF-8"}, Terminal()),
        ({"TERM": "xterm-256color", "LANG": "en_GB.utf8", "LC_ALL": "C"}, Terminal(is_utf8=False)),
        ({"TERM": "xterm-256color", "LANG": "C", "LC_CTYPE": "en_GB.UTF-8"}, Terminal()),
        ({"TERM": "xterm-256color", "LANG": "POSIX"}, Terminal(is_utf8=False)),
        ({"TERM": "xterm-256color"}, Terminal()),
        ({"TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1"}, Terminal(colours=0)),
        ({"TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": ""}, Terminal()),
        ({"TERM": "linux", "LANG": "C.UTF-8"}, Terminal(colours=16, has_signs=False)),
        ({}, Terminal(colours=16)),
    ],
)
def test_a_terminal_is_known_by_its_environment(environ: dict[str, str], expected: Terminal) -> None:
    assert terminal(environ) == expected


def test_a_theme_is_drawn_where_there_are_colours_for_it() -> None:
    assert [Terminal().theme(name) for name in NAMES] == list(NAMES)
    assert {Terminal(colours=few).theme(name) for few in (0, 16) for name in NAMES} == {"16-colour"}


def test_glyphs_are_as_chosen_or_as_the_terminal_can() -> None:
    assert Terminal().glyphs("auto") is Terminal(is_utf8=False).glyphs("unicode") is UNICODE
    assert Terminal(has_signs=False).glyphs("auto") is Terminal(is_utf8=False).glyphs("auto") is ASCII
    assert Terminal().glyphs("ascii") is ASCII


def test_every_theme_has_its_name_in_the_settings() -> None:
    assert tuple(theme.name for theme in THEMES) == NAMES


def test_every_colour_is_one_of_the_256() -> None:
    levels, greys = {0, 95, 135, 175, 215, 255}, {8 + 10 * step for step in range(24)}
    for theme in THEMES:
        for written in [theme.primary, theme.foreground, theme.background, theme.panel, *theme.variables.values()]:
            if written and written.startswith("#"):
                rgb = set(Color.parse(written).rgb)
                assert rgb <= levels or (len(rgb) == 1 and rgb <= greys), (theme.name, written)


def test_each_sign_and_what_stands_for_it_are_one_cell() -> None:
    for code, plain in SIGNS.items():
        assert cell_len(chr(code)) == len(plain) == 1
        assert plain.isascii()


def test_signs_are_drawn_in_ascii_and_names_stay() -> None:
    segment = Segment("╭─┬╮│├┼ ▸ ● ‼ “O\u2019Brien”… ← → ↔ Chloé 山")
    (drawn,) = AsciiSigns().apply([segment], BLACK)
    assert drawn.text == '+-++|++ > * ! "O\'Brien". < > = Chloé 山'


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Chloé", "Chloe"),
        ("Łukasz", "?ukasz"),
        ("山田", "????"),
        ("שרה", "???"),
        ("Z̈oé", "Zoe"),
        ("🌻", "??"),
        ("ﬁ", "?"),
        ("½", "?"),
    ],
)
def test_names_are_drawn_in_ascii_cell_for_cell(name: str, shown: str) -> None:
    (drawn,) = AsciiLetters().apply([Segment(name)], BLACK)
    assert (drawn.text, cell_len(drawn.text)) == (shown, cell_len(name))


def test_every_character_keeps_its_width() -> None:
    for code in range(0x20, 0x3000):
        if unicodedata.category(chr(code)) != "Cc":
            (drawn,) = AsciiLetters().apply([Segment(chr(code))], BLACK)
            assert drawn.text.isascii()
            assert cell_len(drawn.text) == cell_len(chr(code)), hex(code)


def test_what_has_no_colours_is_no_longer_dim_and_no_worse() -> None:
    from rich.style import Style  # noqa: PLC0415

    (drawn,) = Softened(0.5).apply([Segment("x", Style(dim=True, bold=True))], BLACK)
    assert drawn.style == Style(dim=False, bold=True)
    (drawn,) = Softened(0.5).apply([Segment("x", Style(dim=True, color="#ffffff", bgcolor="#000000"))], BLACK)
    assert drawn.style == Style(dim=False, color="#7f7f7f", bgcolor="#000000")
    (drawn,) = Softened(0.5).apply([Segment("x")], BLACK)
    assert drawn.style is None
