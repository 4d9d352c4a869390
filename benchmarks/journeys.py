"""The bytes and milliseconds of everything that a journey does, beside the same without our drawing by cells."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import book
from benchmarks.measure import Figures, Table
from benchmarks.started import bare, ready, started, stroke, wellkept
from tests.servers.terminal import NeverCame

if TYPE_CHECKING:
    from benchmarks.measure import Books
    from benchmarks.started import Stroke
    from tests.servers.terminal import Terminal

TURNS = 5
FAR = "40j"
"""So many rows down the next j scrolls."""

LEAVE, ERASE, FIRST = "\x1b", "\x7f", "gg"


class Action(NamedTuple):
    """One thing to measure: its name, its keys, what takes it back after each turn, and what is typed once before."""

    name: str
    keys: str
    back: str = ""
    before: tuple[str, ...] = ()


ACTIONS = (
    Action("Today: j", "j", back="k"),
    Action("Today: j that scrolls", "j", before=(FAR,)),
    Action("Today: s w, snooze a week", "sw", back="u", before=(FIRST,)),
    Action("Today: u, undo that", "u", back="sw", before=("sw",)),
    Action("Today: d, done?", "d", back=LEAVE, before=("u", FIRST)),
    Action("Today: enter, the contact", "\r", back=LEAVE),
    Action("Today: ?, the keys", "?", back=LEAVE),
    Action("g c from Today", "gc", back="gt"),
    Action("g b from Today", "gb", back="gt"),
    Action("g f from Today", "gf", back="gt"),
    Action("g o from Today", "go", back="gt"),
    Action("g m from Today", "gm", back="gt"),
    Action("g p from Today", "gp", back="gt"),
    Action("g i from Today", "gi", back="gt"),
    Action("g , from Today", "g,", back="gt"),
    Action("Contacts: j", "j", back="k", before=("gc", FIRST)),
    Action("Contacts: j that scrolls", "j", before=(FAR,)),
    Action("Contacts: z, the preview", "z", back="z"),
    Action("Contacts: m f, former?", "mf", back=LEAVE),
    Action("Contacts: x, archive?", "x", back="n"),
    Action("Contacts: f, follow up?", "f", back=LEAVE),
    Action("Contacts: A, a note?", "A", back=LEAVE),
    Action("Contacts: o, a new one?", "o", back=LEAVE),
    Action("Contacts: b, the brief", "b", back=LEAVE),
    Action("Insight: >, a longer time", ">", back="<", before=("gi",)),
    Action("Insight: enter, who is behind a bar", "\r", back=LEAVE),
    Action("Form: a letter", "A", back=ERASE, before=("gc", "o")),
    Action("Form: tab", "\t", back="\x1b[Z"),
    Action("Form: esc, leave it", LEAVE, back="o"),
    Action("Contact: enter", "\r", back=LEAVE, before=(LEAVE, "gc")),
    Action("Contact: j", "j", back="k", before=("\r",)),
    Action("Contact: ], the next one", "]", back="["),
    Action("Filter: /", "/", back=LEAVE, before=(LEAVE, "gc")),
    Action("Filter: the first letter", "m", back=ERASE, before=("/",)),
    Action("Filter: the third letter", "s", back=ERASE, before=("mo",)),
)
"""In this order, each where the one before it ended. One more is one more line."""


def run(books: Books) -> Table:
    """Do each several times, and once with stock drawing."""
    first = book.first_of_today(books.large)
    copy = shutil.copyfile(books.large, books.home / "copy.db")
    with ExitStack() as stack:
        ours, stock = (
            stack.enter_context(started(argv, books.home, first))
            for argv in (wellkept("--db", books.large), bare("as_stock", "--db", str(copy)))
        )
        ready(ours, stock)
        rows = [_row(action, ours, stock) for action in ACTIONS]
    heads = ("", "bytes", "of stock", "first frame, ms (min-max)", "all drawn, ms (min-max)")
    return Table(f"What journeys do at 80x24, and their bytes with stock drawing: median of {TURNS}", heads, rows)


def _row(action: Action, ours: Terminal, stock: Terminal) -> tuple[str, ...]:
    for keys in action.before:
        _press(keys, ours, stock)
    stock_size = _press(action.keys, stock)
    if action.back:
        _press(action.back, stock)
    try:
        turns = [_turn(action, ours) for _ in range(TURNS)]
    except NeverCame:
        return action.name, "nothing", "", "", ""
    size = median(each.size for each in turns)
    first, drawn = Figures([each.first_ms for each in turns]), Figures([each.ms for each in turns])
    return action.name, f"{size:.0f}", f"{size / stock_size:.0%}", str(first), str(drawn)


def _turn(action: Action, terminal: Terminal) -> Stroke:
    found = stroke(terminal, action.keys)
    if action.back:
        _press(action.back, terminal)
    return found


def _press(keys: str, *terminals: Terminal) -> int:
    """Press keys, wait until nothing more is drawn, and return how many bytes were."""
    marks = [terminal.mark() for terminal in terminals]
    for terminal in terminals:
        terminal.send(keys)
    ready(*terminals)
    return sum(terminal.mark() - mark for terminal, mark in zip(terminals, marks, strict=True))
