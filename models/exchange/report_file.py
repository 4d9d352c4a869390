"""The report of an import as a file: text, or JSON in the shape that the command line answers in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models.exchange.exporting import appearing
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.exchange.importing import Report

COUNTS = ("read", "added", "updated", "skipped", "failed")


def save(report: Report, path: Path, *, replace: bool, dry_run: bool) -> None:
    """Write a report, as JSON if the ending says so; the file appears whole or not at all.

    Raises Refused where a file stands there and `replace` is not asked for, and what `appearing` does.
    """
    pieces = _as_json(report) if path.suffix.lower() == ".json" else _as_text(report, dry_run=dry_run)
    with appearing(path) as stream:
        if path.exists() and not replace:
            raise Refused(f"{path} is there already. Replace it, or name another file.")
        for piece in pieces:
            stream.write(piece.encode("utf-8", "replace"))


def _as_text(report: Report, *, dry_run: bool) -> Iterator[str]:
    yield f"{report.file}{' (a look: nothing was kept)' if dry_run else ''}\n"
    yield ", ".join(f"{getattr(report, name):,} {name}" for name in COUNTS) + "\n"
    yield f"{len(report.dropped):,} lines or cells dropped\n\n"
    for each in report.dropped:
        yield f"line {each.line}: {each.why}: {each.text}\n"


def _as_json(report: Report) -> Iterator[str]:
    counts = {"file": report.file, **{name: getattr(report, name) for name in COUNTS}}
    yield '{"version": 1, "files": [' + json.dumps(counts)[:-1] + ', "dropped": ['
    for place, each in enumerate(report.dropped):
        yield ("," if place else "") + "\n" + json.dumps({"line": each.line, "text": each.text, "why": each.why})
    yield "]}]}\n"
