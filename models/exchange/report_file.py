"""The report of an import as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.exchange import reports
from models.exchange.exporting import appearing
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from models.exchange.reports import Report


def save(report: Report, path: Path, *, replace: bool, dry_run: bool) -> None:
    """Write a report, as JSON if the ending says so; the file appears whole or not at all.

    Raises Refused where a file stands there and `replace` is not asked for, and what `appearing` does.
    """
    with appearing(path) as stream:
        if path.exists() and not replace:
            raise Refused(f"{path} is there already. Replace it, or name another file.")
        stream.writelines(reports.as_file([report], path.name, dry_run=dry_run))
