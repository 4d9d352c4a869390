"""What became of the cards of a file: the counts, every line that was not kept, and how both are written down."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from models.exchange import scratch, targets
from models.exchange.card import Dropped
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

COUNTS = ("read", "added", "updated", "skipped", "failed")
_SCHEMA = "CREATE TABLE dropped (line INT, text TEXT, why TEXT); CREATE INDEX in_order ON dropped (line);"
_IN_ORDER = "SELECT line, text, why FROM dropped ORDER BY line, rowid LIMIT ? OFFSET ?"
_ALL = -1
_BY_WHY = "SELECT count(*), min(line), text, why FROM dropped GROUP BY why ORDER BY count(*) DESC, min(line) LIMIT ?"
_SAYS_WHAT_IT_IS = (
    *("not ", "neither ", "a second ", "above ", "beyond ", "outside ", "the row ", "the label ", "no part "),
    *("kept ", "listed ", "what programs ", "too long "),
)
"""How a reason begins that goes on from “…” is."""


class Alike(NamedTuple):
    """Lines that were left out for the same reason: how many, and the first of them."""

    many: int
    first: Dropped


class Lines:
    """Lines and cells that were not kept, in the order of their file. They lie on disk: many take no memory."""

    def __init__(self) -> None:
        self._rows = scratch.opened(self, _SCHEMA)
        self._count = 0

    def extend(self, lines: Sequence[Dropped]) -> None:
        """Add lines, in whatever order they were found."""
        if lines:
            scratch.add(
                self._rows, "INSERT INTO dropped VALUES (?, ?, ?)", [(each.line, each.text, each.why) for each in lines]
            )
            self._count += len(lines)

    def append(self, line: Dropped) -> None:
        """Add one line."""
        self.extend([line])

    def alike(self, count: int) -> list[Alike]:
        """Return so many reasons, those of most lines first."""
        return [Alike(many, Dropped(*first)) for many, *first in self._rows.execute(_BY_WHY, [count])]

    def __iter__(self) -> Iterator[Dropped]:
        for row in self._rows.execute(_IN_ORDER, [_ALL, 0]):
            yield Dropped(*row)

    def __getitem__(self, places: slice) -> list[Dropped]:
        """Return those between two places, both given; no other is read."""
        many = [places.stop - places.start, places.start]
        return [Dropped(*row) for row in self._rows.execute(_IN_ORDER, many)]

    def __len__(self) -> int:
        return self._count


@dataclass(slots=True)
class Report:
    """What became of the cards of one file: `read` is the sum of the four others. `dropped` are lines and cells."""

    file: str
    read: int = 0
    added: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0
    dropped: Lines = field(default_factory=Lines, compare=False)


def said(report: Report, *, dry_run: bool = False) -> str:
    """Say the counts of one file in a line."""
    counts = ", ".join(f"{getattr(report, name):,} {name}" for name in COUNTS)
    return f"{report.file}: {counts}{' (a dry run: nothing was kept)' if dry_run else ''}"


def line(dropped: Dropped) -> str:
    """Say what was not kept, and why, in a line below its file's."""
    if not dropped.text:
        return f"  line {dropped.line}: {dropped.why}"
    joint = " is " if dropped.why.startswith(_SAYS_WHAT_IT_IS) else ": "
    return f"  line {dropped.line}: “{dropped.text}”{joint}{dropped.why}"


def together(alike: Alike) -> str:
    """Say in a line what was left out for one reason."""
    if alike.many == 1:
        return line(alike.first)
    text = f": “{alike.first.text}”" if alike.first.text else ""
    return f"  {alike.many:,} times {alike.first.why}, first in line {alike.first.line}{text}"


def as_text(reports: Iterable[Report], *, dry_run: bool = False) -> Iterator[str]:
    """Yield the whole of the reports for people, line by line, without line ends."""
    for report in reports:
        yield said(report, dry_run=dry_run)
        yield from map(line, report.dropped)


def as_json(reports: Iterable[Report]) -> Iterator[str]:
    """Yield the whole of the reports for programs, in pieces of one JSON object."""
    yield '{"version": 1, "files": ['
    for place, report in enumerate(reports):
        counts: dict[str, Any] = {name: getattr(report, name) for name in ("file", *COUNTS)}
        yield f'{", " if place else ""}{json.dumps(counts)[:-1]}, "dropped": ['
        for number, each in enumerate(report.dropped):
            yield f"{', ' if number else ''}{json.dumps({'line': each.line, 'text': each.text, 'why': each.why})}"
        yield "]}"
    yield "]}"


def as_file(reports: Iterable[Report], name: str, *, dry_run: bool = False) -> Iterator[bytes]:
    """Yield the whole of the reports for a file of that name: as JSON if it ends so, else as text."""
    if name.lower().endswith(".json"):
        pieces = as_json(reports)
    else:
        pieces = (f"{each}\n" for each in as_text(reports, dry_run=dry_run))
    return (piece.encode("utf-8", "replace") for piece in pieces)


def save(report: Report, path: Path, *, replace: bool, dry_run: bool) -> None:
    """Write a report into a file, as `as_file` has it.

    Raises Refused where a file stands there and `replace` is not asked for, and what `targets.appearing` does.
    """
    with targets.appearing(path) as stream:
        if path.exists() and not replace:
            raise Refused(f"{path} is there already. Replace it, or name another file.")
        stream.writelines(as_file([report], path.name, dry_run=dry_run))
