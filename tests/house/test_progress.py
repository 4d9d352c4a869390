"""The line that says how far an import is: drawn in place, not too often, and gone at the end."""

from io import StringIO

import pytest
from typing_extensions import override

from models.exchange.importing import Progress
from tui import clock
from tui.cli import progress
from tui.cli.progress import ProgressLine, said

HALF = Progress(read=500, done_bytes=50, total_bytes=100, came_in=500)


class Screen(StringIO):
    """A terminal that keeps what was written to it."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True) -> None:
        super().__init__()
        self.charset, self._terminal = encoding, terminal

    @property
    @override
    def encoding(self) -> str:  # type: ignore[override]
        return self.charset

    @override
    def isatty(self) -> bool:
        return self._terminal


def shown(out: Screen, seconds: list[float]) -> str:
    ticks = iter([0.0, *seconds])
    line = ProgressLine(out, ticks=lambda: next(ticks))
    for _ in seconds:
        line.tell(HALF)
    line.erase()
    return out.getvalue()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "read 500 · 50 % · 500 a second · about 1 s left  (ctrl+c stops)"),
        (99, "read 500 · 50 % · 5 a second · about 99 s left  (ctrl+c stops)"),
        (600, "read 500 · 50 % · 1 a second · about 10 min left  (ctrl+c stops)"),
    ],
)
def test_what_it_says(seconds: float, words: str) -> None:
    assert said(HALF, seconds) == words


def test_nothing_read_yet_says_no_nonsense() -> None:
    assert said(Progress(0, 0, 0, 0), 1).startswith("read 0 · 0 % · 0 a second")


def test_it_comes_after_a_second_not_too_often_and_goes() -> None:
    drawn = shown(Screen(), [0.5, 0.9, 1.1, 1.2, 1.4]).split("\r")
    assert [line.strip()[:8] for line in drawn] == ["", "read 500", "read 500", "", ""]
    assert len(drawn[3]) == len(drawn[2])


def test_nothing_is_drawn_where_it_is_quick_or_nobody_watches() -> None:
    assert shown(Screen(), [0.1, 0.9]) == ""
    assert shown(Screen(terminal=False), [1, 2, 3]) == ""


def test_an_old_terminal_gets_what_it_can_show() -> None:
    assert shown(Screen("ascii"), [2]).isascii()


def test_it_never_wraps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_room", lambda: 30)
    assert max(map(len, shown(Screen(), [2]).split("\r"))) == 29


def test_ticks_only_rise() -> None:
    assert clock.ticks() <= clock.ticks()
