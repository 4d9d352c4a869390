"""Hostile user text, in whatever widget, is shown as text: it neither acts nor reaches the terminal as control."""

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, Label, OptionList, Select, Static, TextArea
from typing_extensions import override

from screens.text import REPLACEMENT, SafeText, both_ends, fit, one_line, plain
from screens.widgets.row_list import RowList

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
HOSTILE = [
    "[/b] Ada",
    "[@click=app.quit]x",
    "[Ada] Lovelace",
    "x[/red]y [/] [b",
    "a\x1b]0;pwn\x07b",
    "a\x1b[2Jb",
    "a\x9b31mb",
    "a\u202eb\u2066c",
    "a\rb\x08\x00\x7f",
]


class Host(App[None]):
    """Draws one widget."""

    filters: ClassVar[list[LineFilter]] = [SafeText()]

    def __init__(self, make: Callable[[], Widget]) -> None:
        super().__init__()
        self.make = make

    @override
    def get_line_filters(self) -> Sequence[LineFilter]:
        return self.filters

    @override
    def compose(self) -> ComposeResult:
        yield self.make()


class BareHost(Host):
    """The same without the filter, to see that the test would notice."""

    filters: ClassVar[list[LineFilter]] = []


class Notifier(Static):
    """Raises a toast."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def on_mount(self) -> None:
        self.notify(self.text, title=self.text, markup=False)


class Names:
    """A source of one row."""

    def __init__(self, name: str) -> None:
        self.rows = [name]

    async def page(self, *, after: str | None, before: str | None, limit: int) -> list[str]:
        assert limit
        return self.rows if after is before is None else []

    async def last(self, limit: int) -> list[str]:
        return self.rows[-limit:]

    async def count(self) -> int:
        return len(self.rows)


class Rows(RowList[str]):
    """A list of one name, unclean in row and heading."""

    def __init__(self, text: str) -> None:
        super().__init__(lambda row, _: [(row, "pressing")], heading=str)
        self.text = text

    async def on_mount(self) -> None:
        await self.show(Names(self.text))


def titled(text: str) -> Static:
    widget = Static("x")
    widget.styles.border = ("round", "red")
    widget.border_title = plain(text)
    widget.border_subtitle = plain(text)
    return widget


# By hand where a widget has a way to take text as it is; the filter has to do it alone there.
WIDGETS: dict[str, Any] = {
    "static": lambda text: Static(plain(text)),
    "static, not cleaned": lambda text: Static(text, markup=False),
    "label": lambda text: Label(plain(text)),
    "button": lambda text: Button(plain(text)),
    "checkbox": lambda text: Checkbox(plain(text)),
    "options": lambda text: OptionList(plain(text)),
    "select": lambda text: Select([(plain(text), 1)], value=1),
    "input": Input,
    "input placeholder": lambda text: Input(placeholder=text),
    "text area": TextArea,
    "border": titled,
    "toast": Notifier,
    "row list": Rows,
}


def segments_of(app: App[Any]) -> list[Segment]:
    return [segment for strip in app.screen._compositor.render_strips() for segment in strip if not segment.control]


async def drawn(app: App[Any]) -> list[Segment]:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        return segments_of(app)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", WIDGETS)
async def test_hostile_text_stays_text(kind: str, text: str) -> None:
    segments = await drawn(Host(lambda: WIDGETS[kind](text)))
    screen = "".join(segment.text for segment in segments)
    assert not CONTROL.search(screen)
    assert not any("@click" in segment.style.meta for segment in segments if segment.style and segment.style._meta)
    if not CONTROL.search(text):
        assert text in screen


async def test_without_the_filter_control_characters_do_get_through() -> None:
    screen = "".join(segment.text for segment in await drawn(BareHost(lambda: Input("a\u202eb"))))
    assert CONTROL.search(screen)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()])
def test_brackets_are_only_brackets(text: str) -> None:
    assert plain(text) == Content(text)
    assert plain(text).spans == []


def test_plain_keeps_lines_and_shows_what_is_harmful() -> None:
    assert plain("a\r\nb\rc\u2028d\te").plain == "a\nb\nc\nd    e"
    assert plain("a\x1b]b\u202ec\ud800").plain == f"a{REPLACEMENT}]b{REPLACEMENT}c{REPLACEMENT}"


def test_one_line_is_one_line() -> None:
    assert one_line("a\r\nb\nc\td") == "a b c d"
    assert one_line("Zoë 渡辺") == "Zoë 渡辺"
    assert one_line("\x07\u2067x") == f"{REPLACEMENT * 2}x"
    assert one_line("می‌خواهم") == "می‌خواهم"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Ada", 5, "Ada  "),
        ("Ada Stone", 5, "Ada…"),
        ("Augusta", 5, "Augu…"),
        ("渡辺 綾", 5, "渡辺…"),
        ("渡辺綾", 4, "渡…"),
        ("Zoe\u0308 Marsh", 4, "Zoe\u0308…"),
        ("e\u0301\u0302", 1, "e\u0301\u0302"),
        ("דנה לוי", 5, "דנה…"),
        ("ab \u200d cd", 4, "ab…"),
        ("a\nb", 3, "a b"),
        ("Ada", 1, "…"),
        ("Ada", 0, ""),
        ("", 2, "  "),
        ("\u2764\ufe0f x", 3, "\u2764 x"),
    ],
)
def test_fit_cuts_between_letters(text: str, width: int, expected: str) -> None:
    assert fit(text, width) == expected.ljust(width + len(expected) - cell_len(expected))


def test_fit_aligns_right() -> None:
    assert fit("5", 3, align="right") == "  5"
    assert fit("12345", 3, align="right") == "12…"


@given(st.text(max_size=60), st.integers(0, 40), st.sampled_from(["left", "right"]))
def test_fit_is_as_wide_as_asked(text: str, width: int, align: Any) -> None:
    cells = fit(text, width, align=align)
    assert cell_len(cells) == width
    assert cell_len(cells + "|") == width + 1
    assert not CONTROL.search(cells)


@given(st.text(alphabet=st.sampled_from([*"ab \u200d\ufe0f\u0301渡👩❤🏽\u200b\u202e"]), max_size=12), st.integers(0, 9))
def test_fit_is_as_wide_as_asked_when_letters_combine(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(st.text(max_size=60))
def test_the_filter_changes_no_width_and_lets_nothing_through(text: str) -> None:
    [segment] = SafeText().apply([Segment(text)], Color(0, 0, 0))
    assert cell_len(segment.text) == cell_len(text)
    assert not CONTROL.search(segment.text)
    segment.text.encode()


def test_the_filter_leaves_alone_what_is_clean() -> None:
    segments = [Segment("Zoë 渡辺"), Segment("\x07", control=[(ControlType.BELL,)])]
    filtered = SafeText().apply(segments, Color(0, 0, 0))
    assert [id(segment) for segment in filtered] == [id(segment) for segment in segments]


@pytest.mark.parametrize("name", ["x" * 200, "日" * 200, "é́" * 200, "👨‍👩‍👧 " * 60])
@pytest.mark.parametrize("width", [0, 1, 12, 57])
def test_of_both_ends_something_is_kept(name: str, width: int) -> None:
    cut = both_ends(f"{name} (eve)", width)
    assert cell_len(cut) <= width
    assert width < 12 or cut.endswith((" (eve)", "(eve)"))
    assert both_ends("Ann (ann)", 57) == "Ann (ann)"
