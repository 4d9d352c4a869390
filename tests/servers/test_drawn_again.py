"""Whatever happens to the window, what it shows at the end is right: in a real terminal, with the whole program."""

from __future__ import annotations

import random
import signal
from typing import TYPE_CHECKING

import pytest

from tests.servers import wellkept
from tests.servers.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHORT, LONG, NARROW, WIDE = 5, 70, 20, 250
KEYS = ("j", "k", "G", "gc", "gt", "?", "/", "\x1b", "\x1b[6~")
SCRIBBLE = "\x1b[m\x1b[3;1H\x1b[31mBroadcast message from root\x1b[K\n\n\x1b[J"


@pytest.fixture
def demo(book: Path, tmp_path: Path) -> Iterator[Terminal]:
    """The program with its fictional people, at rest on Today."""
    with Terminal([*wellkept.COMMAND, book], home=tmp_path, env={"PYTHONPATH": str(wellkept.ROOT)}) as terminal:
        terminal.wait_for("need outreach")
        settle(terminal)
        yield terminal


def settle(terminal: Terminal) -> None:
    terminal.wait_until(lambda: terminal.silent_for(0.3), what="rest")


def seen(terminal: Terminal) -> list[str]:
    """What is seen, but for the line with the clock."""
    *lines, _, hints = terminal.screen().split("\n")
    return [*lines, hints]


def comes_back(terminal: Terminal, picture: list[str]) -> None:
    terminal.wait_until(lambda: seen(terminal) == picture, what="the picture from before")


def test_ctrl_l_draws_over_what_others_wrote(demo: Terminal) -> None:
    picture = seen(demo)
    demo.scribble(SCRIBBLE)
    demo.wait_for("Broadcast")
    demo.send("\x0c")
    comes_back(demo, picture)


def test_ctrl_l_in_a_form_draws_what_is_behind_it_too(demo: Terminal) -> None:
    demo.send("o")
    demo.wait_for("New contact")
    settle(demo)
    picture = seen(demo)
    demo.scribble(SCRIBBLE)
    demo.wait_for("Broadcast")
    demo.send("\x0c")
    comes_back(demo, picture)


def test_a_forced_stop_ends_with_everything_drawn(demo: Terminal) -> None:
    picture = seen(demo)
    demo.signal(signal.SIGSTOP)
    demo.scribble(SCRIBBLE)
    demo.wait_for("Broadcast")
    demo.signal(signal.SIGCONT)
    comes_back(demo, picture)


def test_a_window_that_is_soon_as_large_as_before_is_drawn_again(demo: Terminal) -> None:
    picture = seen(demo)
    for _ in range(20):
        demo.resize(9, 40)
        demo.resize(24, 80)
    comes_back(demo, picture)


def test_a_storm_of_sizes_with_keys_in_between_ends_drawn_right(demo: Terminal) -> None:
    picture = seen(demo)
    chance = random.Random(3)  # noqa: S311  (no secret)
    for _ in range(100):
        demo.resize(chance.randint(SHORT, LONG), chance.randint(NARROW, WIDE))
        demo.send(chance.choice(KEYS))
        demo.silent_for(chance.choice((0, 0, 0.02)))
    demo.resize(SHORT, NARROW)
    demo.resize(LONG, WIDE)
    for keys in ("\x1b", "\x1b", "\x1b", "gt", "gg"):
        demo.send(keys)
        settle(demo)
    demo.resize(24, 80)
    comes_back(demo, picture)


def test_a_paste_on_a_list_does_nothing(demo: Terminal) -> None:
    picture = seen(demo)
    demo.send("\x1b[200~jQ\rx\x1b[By\n\x1b]0;a\x07\x1b[201~")
    settle(demo)
    assert seen(demo) == picture
    demo.send("Q")
    assert demo.wait() == 0
