"""The verbs that read contacts from files and write them: import and export."""

from __future__ import annotations

from asyncio import CancelledError
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.rules import cadence
from tui.cli import output
from tui.cli.arguments import Usage
from tui.cli.endings import complain
from tui.cli.output import quoted
from tui.cli.verb import Answer, BookVerb, always

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from models.exchange.importing import Report
    from tui.cli.verb import Request

_FORMATS = ("csv", "vcf", "json")
_LATER = ("ics",)
_STDOUT = "-"
_COUNTS = ("read", "added", "updated", "skipped", "failed")


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="CSV with headers, vCard, or the JSON of an export")
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
    parser.add_argument("--spread", action="store_true", help="stagger the first dates over the cadence; needs --every")


def _check_import(args: Namespace) -> None:
    """Look at the arguments and the files before a book is opened. Raises Usage, Unreadable, and what a file does."""
    from models.exchange import csv_columns, sources  # noqa: PLC0415  (export needs neither)

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


def _column(pair: str) -> tuple[str, str]:
    """Part COLUMN=FIELD: only a column's name may have a = in it."""
    column, _, field = pair.rpartition("=")
    if not column.strip() or not field.strip():
        raise Usage(f"--map takes COLUMN=FIELD, not {quoted(pair)}. See `wellkept import --help`.")
    return column, field


async def _import(request: Request) -> Answer:
    from models.exchange import importing  # noqa: PLC0415  (Tortoise, not before the files were found good)

    args = request.args
    try:
        reports = await importing.import_files(
            [Path(file) for file in args.files],
            by=request.by,
            at=request.now,
            dry_run=args.dry_run,
            columns=args.columns,
            on_duplicate=importing.OnDuplicate(args.on_duplicate),
            every_days=args.every,
            spread=args.spread,
        )
    except CancelledError:  # by ctrl+c
        if not args.dry_run:
            complain(
                "the import was stopped. What came in until then is in the book; take it back with: wellkept undo."
            )
        raise
    lines = [line for report in reports for line in _said(report, dry_run=args.dry_run)]
    if not args.dry_run and any(report.added or report.updated for report in reports):
        lines.append("Take it back, all of it, with: wellkept undo")
    return Answer(lines, {"files": [_shape(report) for report in reports]})


def _shape(report: Report) -> dict[str, Any]:
    counts = {name: getattr(report, name) for name in _COUNTS}
    dropped = [{"line": each.line, "text": each.text, "why": each.why} for each in report.dropped]
    return {"file": report.file, **counts, "dropped": dropped}


def _said(report: Report, *, dry_run: bool) -> list[str]:
    """Say the counts, then each line or cell that was not kept."""
    counts = ", ".join(f"{getattr(report, name):,} {name}" for name in _COUNTS)
    dropped = [f"  line {each.line}: {each.why}: {each.text}" for each in report.dropped]
    return [f"{report.file}: {counts}{' (a dry run: nothing was kept)' if dry_run else ''}", *dropped]


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what stands there is replaced; - for standard output")
    parser.add_argument("query", metavar="QUERY", nargs="*", help="everybody unless given")
    parser.add_argument("--format", metavar="csv|vcf|json", help="by the file's ending unless given")


def _check_export(args: Namespace) -> None:
    """Find the format. Raises Usage."""
    named = args.format or Path(args.file).suffix.removeprefix(".")
    args.format = {"vcard": "vcf"}.get(named.lower(), named.lower())
    if args.format in _LATER:
        raise Usage(f"{args.format} cannot be written yet. Use --format csv or --format vcf.")
    if args.format not in _FORMATS:
        raise Usage("the format is not told by the file's ending. Add --format csv or --format vcf.")
    if args.file == _STDOUT and args.json:
        raise Usage("--json answers on standard output, where the contacts should go. Name a file.")


async def _export(request: Request) -> Answer:
    from models.exchange import exporting  # noqa: PLC0415  (import needs none of it)

    args = request.args
    query, form = " ".join(args.query), exporting.Format(args.format)
    if args.file == _STDOUT:
        with output.binary() as stream:
            await exporting.export(stream, query, form=form, at=request.now)
        return Answer([])
    written = await exporting.export(Path(args.file), query, form=form, at=request.now)
    said = f"wrote {written:,} contact{'' if written == 1 else 's'} to {args.file}"
    return Answer([said], {"file": args.file, "written": written})


VERBS = {
    "import": BookVerb(arguments=_import_arguments, run=_import, before=_check_import),
    "export": BookVerb(arguments=_export_arguments, run=_export, reads=always, before=_check_export),
}
