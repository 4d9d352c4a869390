"""The verbs that read contacts from files and write them: import and export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.arguments import Usage
from tui.cli.importing import IMPORT
from tui.cli.verb import Answer, BookVerb, always

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tui.cli.verb import Request

_FORMATS = ("csv", "vcf")
_LATER = ("json", "ics")
_STDOUT = "-"


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what stands there is replaced; - for standard output")
    parser.add_argument("query", metavar="QUERY", nargs="*", help="everybody unless given")
    parser.add_argument("--format", metavar="csv|vcf", help="by the file's ending unless given")


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
            await exporting.export(stream, query, form=form)
        return Answer([])
    written = await exporting.export(Path(args.file), query, form=form)
    said = f"wrote {written:,} contact{'' if written == 1 else 's'} to {args.file}"
    return Answer([said], {"file": args.file, "written": written})


VERBS = {
    "import": IMPORT,
    "export": BookVerb(arguments=_export_arguments, run=_export, reads=always, before=_check_export),
}
