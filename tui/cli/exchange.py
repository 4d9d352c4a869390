"""The verbs that read contacts from files and write them: import and export."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.rules import cadence
from models.rules.refusals import Refused
from tui.cli.arguments import Usage
from tui.cli.output import quoted
from tui.cli.verb import Answer, BookVerb, always

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from models.exchange.importing import Report
    from tui.cli.verb import Request

FORMATS = ("csv", "vcf")


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="CSV with headers, or vCard 3.0 or 4.0")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    parser.add_argument(
        "--map", metavar="COLUMN=FIELD", action="append", default=[], help="which column is which; several times"
    )
    parser.add_argument("--on-duplicate", choices=("skip", "update", "add"), default="skip", help="skip unless given")
    parser.add_argument("--every", metavar="90d", default="", help="a cadence for all of them; none unless given")
    parser.add_argument("--spread", action="store_true", help="stagger the first dates over the cadence; needs --every")


def _check_import(args: Namespace) -> None:
    """Look at what argparse cannot. Raises Usage."""
    if args.spread and not args.every:
        raise Usage("--spread staggers a cadence, and none is given. Add --every, as in --every 90d.")
    for pair in args.map:
        if not pair.partition("=")[2]:
            raise Usage(f"--map takes COLUMN=FIELD, not {quoted(pair)}. See `wellkept import --help`.")


async def _import(request: Request) -> Answer:
    reports = await _reports(request)
    files = [_shape(report) for report in reports]
    lines = [line for shape in files for line in _said(shape, dry_run=request.args.dry_run)]
    return Answer(lines, {"files": files})


async def _reports(request: Request) -> list[Report]:
    from models.exchange import csv_columns, csv_reading, importing  # noqa: PLC0415  (export needs none of it)

    args = request.args
    try:
        return await importing.import_files(
            [Path(file) for file in args.files],
            by=request.by,
            at=request.now,
            dry_run=args.dry_run,
            columns=dict(pair.partition("=")[::2] for pair in args.map),
            on_duplicate=importing.OnDuplicate(args.on_duplicate),
            every_days=cadence.every(args.every),
            spread=args.spread,
        )
    except csv_columns.UnknownField as error:
        raise Usage(str(error)) from error
    except csv_reading.NotAnAddressBook as error:
        raise Refused(str(error)) from error


def _shape(report: Report) -> dict[str, Any]:
    counts = {name: getattr(report, name) for name in ("read", "added", "updated", "skipped", "failed")}
    dropped = [{"line": each.line, "text": each.text, "why": each.why} for each in report.dropped]
    return {"file": report.file, **counts, "dropped": dropped}


def _said(shape: dict[str, Any], *, dry_run: bool) -> list[str]:
    counts = ", ".join(f"{shape[name]} {name}" for name in ("read", "added", "updated", "skipped", "failed"))
    dropped = [f"  line {each['line']}: {each['why']}: {each['text']}" for each in shape["dropped"]]
    return [f"{shape['file']}: {counts}{' (a dry run: nothing was kept)' if dry_run else ''}", *dropped]


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="- for standard output")
    parser.add_argument("query", metavar="QUERY", nargs="?", default="", help="everybody unless given")
    parser.add_argument("--format", choices=FORMATS, help="by the file's ending unless given")


def _check_export(args: Namespace) -> None:
    args.format = args.format or Path(args.file).suffix.removeprefix(".").lower()
    if args.format not in FORMATS:
        raise Usage("the format is not told by the file's ending. Add --format csv or --format vcf.")


async def _export(request: Request) -> Answer:
    args = request.args
    exporting: Any = importlib.import_module("models.exchange.exporting")
    written = await exporting.export_file(args.file, query=args.query, form=args.format, now=request.now)
    lines = [] if args.file == "-" else [f"wrote {written} contacts to {args.file}"]
    return Answer(lines, {"file": args.file, "written": written})


VERBS = {
    "import": BookVerb(arguments=_import_arguments, run=_import, before=_check_import),
    "export": BookVerb(arguments=_export_arguments, run=_export, reads=always, before=_check_export),
}
