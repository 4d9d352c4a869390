"""The verb that reads contacts from files: import, with its progress and its report."""

from __future__ import annotations

from asyncio import CancelledError
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.rules import cadence
from tui.cli.arguments import Usage
from tui.cli.endings import complain
from tui.cli.output import quoted
from tui.cli.progress import ProgressLine
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from models.exchange.importing import Progress, Report
    from tui.cli.verb import Request

_SHOWN = 20
"""Lines that were not kept, of each file, that are shown without --report; of more, so many reasons."""
_MAP_IT = "  --map COLUMN=FIELD takes a column in, --map COLUMN=note keeps it in a note"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="vCard, CSV with a row of column names, or JSON")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    parser.add_argument(
        "--map", metavar="COLUMN=FIELD", action="append", default=[], help="which column is which; several times"
    )
    parser.add_argument(
        "--on-duplicate",
        choices=("skip", "update", "add"),
        default="skip",
        help="who is here already is skipped; or updated with what they lack; or added again",
    )
    parser.add_argument("--every", metavar="90d", default="", help="a cadence for who is added; none unless given")
    parser.add_argument("--report", metavar="FILE", help="keep the whole report: as JSON in a .json file, else as text")
    parser.add_argument("--spread", action="store_true", help="stagger the first dates over the cadence; needs --every")


def _check(args: Namespace) -> None:
    """Look at the arguments and the files before a book is opened. Raises Usage, Unreadable, and what a file does."""
    from models.exchange import sources  # noqa: PLC0415  (export needs neither)
    from models.exchange.csv import columns as csv_columns  # noqa: PLC0415  (export needs neither)

    args.every = cadence.every(args.every)
    if args.spread and args.every is None:
        raise Usage("--spread staggers a cadence, and none is given. Add --every, as in --every 90d.")
    args.columns = dict(map(_column, args.map))
    try:
        with ExitStack() as files:
            for file in args.files:
                files.enter_context(sources.opened(Path(file), columns=args.columns))
    except (csv_columns.UnknownField, sources.UnknownFormat) as error:
        raise Usage(str(error)) from error
    if args.report and any(Path(args.report).resolve() == Path(file).resolve() for file in args.files):
        raise Usage(f"--report would take the place of {quoted(args.report)}, which is to be imported. Name another.")


def _column(pair: str) -> tuple[str, str]:
    """Part COLUMN=FIELD: only a column's name may have a = in it."""
    column, _, field = pair.rpartition("=")
    if not column.strip() or not field.strip():
        raise Usage(f"--map takes COLUMN=FIELD, not {quoted(pair)}. See `wellkept import --help`.")
    return column, field


async def _import(request: Request) -> Answer:
    from models.exchange import reports  # noqa: PLC0415  (Tortoise, not before the files were found good)

    args = request.args
    with _report_file(args.report) as file:
        taken_in = await _watched(request)
        if file:
            file.writelines(reports.as_file(taken_in, args.report, dry_run=args.dry_run))
    if args.json:
        return Answer([], pieces=reports.as_json(taken_in))
    lines = [line for report in taken_in for line in _said(report, args)]
    if not args.dry_run and any(report.added or report.updated for report in taken_in):
        lines.append("Take it back, all of it, with: wellkept undo")
    return Answer(lines)


async def _watched(request: Request) -> list[Report]:
    """Import with a line of progress; where it is stopped, say what came in by then."""
    from models.exchange import importing  # noqa: PLC0415  (see _import)

    args, line, came_in = request.args, ProgressLine(), 0

    def tell(progress: Progress) -> None:
        nonlocal came_in
        came_in = progress.came_in
        if not args.json:
            line.tell(progress)

    try:
        return await importing.import_files(
            [Path(file) for file in args.files],
            by=request.by,
            at=request.now,
            dry_run=args.dry_run,
            columns=args.columns,
            on_duplicate=importing.OnDuplicate(args.on_duplicate),
            every_days=args.every,
            spread=args.spread,
            progress=tell,
        )
    except CancelledError:  # by ctrl+c
        line.erase()
        if not args.dry_run:
            complain(f"the import was stopped. {importing.take_back(came_in) or 'Nothing came in.'}")
        raise
    finally:
        line.erase()


def _report_file(name: str | None) -> AbstractContextManager[BinaryIO | None]:
    """Open what is to become the report, before anything is imported. Raises NotFound, NotWritten."""
    from models.exchange import targets  # noqa: PLC0415  (see _import)

    return targets.appearing(Path(name)) if name else nullcontext()


def _said(report: Report, args: Namespace) -> Iterator[str]:
    """Say the counts, then what was not kept: line by line, or where that is too much, reason by reason."""
    from models.exchange import reports  # noqa: PLC0415  (see _import)
    from models.exchange.csv.filling import NO_FIELD  # noqa: PLC0415  (see _import)

    yield reports.said(report, dry_run=args.dry_run)
    reasons = report.dropped.alike(_SHOWN)
    if len(report.dropped) <= _SHOWN:
        yield from map(reports.line, report.dropped)
    else:
        yield from map(reports.together, reasons)
        more = len(report.dropped) - sum(each.many for each in reasons)
        yield f"  {f'… and {more:,} more; ' if more else ''}{_where(args.report)}"
    if any(each.first.why.startswith(NO_FIELD) for each in reasons):
        yield _MAP_IT


def _where(report: str | None) -> str:
    return f"{report} has every line of them" if report else "--report FILE has every line of them"


IMPORT = BookVerb(arguments=_arguments, run=_import, before=_check)
