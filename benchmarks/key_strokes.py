"""The bytes and milliseconds of j in a list at 80x24, beside j in Textual's own lists."""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import bare_lists, book
from benchmarks.measure import Figures, Table
from benchmarks.started import bare, ready, started, stroke, wellkept

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.measure import Books
    from benchmarks.started import Stroke
    from tests.servers.terminal import Terminal

TURNS = 5
FAR = 40
"""So many rows down the next j scrolls."""


class Case(NamedTuple):
    """One key to measure: what is typed before the first, the key itself, and what takes it back after each."""

    name: str
    before: str = ""
    key: str = "j"
    back: str = ""


YARDSTICKS = {
    Case("j in a bare DataTable", back="k"): "DataTable",
    Case("j in a bare DataTable that scrolls", before="j" * FAR): "DataTable",
    Case("j in a bare ListView", back="k"): "ListView",
    Case("j in a bare ListView that scrolls", before="j" * FAR): "ListView",
}
CASES = (
    Case("j on Today"),
    Case("j on Today that scrolls", before=f"{FAR}j"),
    Case("j on Contacts with preview", before="gcgg"),
    Case("j on Contacts with preview that scrolls", before=f"{FAR}j"),
    Case("j on Contacts without preview", before="ggz"),
    Case("j on Contacts without preview that scrolls", before=f"{FAR}j"),
)


def run(books: Books) -> Table:
    """Press each key several times, each time after j in a bare DataTable, which is the measure."""
    with ExitStack() as stack:

        def show(argv: list[str | Path], words: str) -> Terminal:
            terminal = stack.enter_context(started(argv, books.home, words))
            ready(terminal)
            return terminal

        measure, *others = [
            show(bare("bare_lists", name), bare_lists.SHOWS) for name in ("DataTable", *bare_lists.APPS)
        ]
        yardsticks = dict(zip(bare_lists.APPS, others, strict=True))
        ours = show(wellkept("--db", books.large), book.first_of_today(books.large))
        rows = [_row(case, yardsticks[name], measure) for case, name in YARDSTICKS.items()]
        rows += [_row(case, ours, measure) for case in CASES]
    title = f"One key at 80x24, beside j in a bare DataTable: median of {TURNS}"
    return Table(
        title, ("", "x bytes", "x first frame", "bytes", "first frame, ms (min-max)", "all drawn, ms (min-max)"), rows
    )


def _row(case: Case, terminal: Terminal, measure: Terminal) -> tuple[str, ...]:
    if case.before:
        terminal.send(case.before)
        ready(terminal)
    turns = [(_back(measure, "j", "k"), _back(terminal, case.key, case.back)) for _ in range(TURNS)]
    base, ours = zip(*turns, strict=True)
    size, base_size = (median(each.size for each in strokes) for strokes in (ours, base))
    first, base_first = (Figures([each.first_ms for each in strokes]) for strokes in (ours, base))
    drawn = Figures([each.ms for each in ours])
    return case.name, f"{size / base_size:.1f}x", first.over(base_first), f"{size:.0f}", str(first), str(drawn)


def _back(terminal: Terminal, key: str, back: str) -> Stroke:
    """Press a key and take it back."""
    found = stroke(terminal, key)
    if back:
        stroke(terminal, back)
    return found
