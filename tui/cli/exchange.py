"""The verbs that read contacts from files and write them: import and export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.rules import confiding, formats
from models.rules.formats import Format
from tui.cli import naming, output
from tui.cli.arguments import Usage
from tui.cli.importing import IMPORT
from tui.cli.verb import Answer, BookVerb, always

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tui.cli.verb import Request

_STDOUT = "-"


def _export_arguments(parser: ArgumentParser) -> None:
    formats = "|".join(Format)
    parser.add_argument("file", metavar="FILE", help="what stands there is replaced; - for standard output")
    parser.add_argument("query", metavar="QUERY", nargs="*", help="everybody unless given; the archived, in JSON alone")
    parser.add_argument("--format", metavar=formats, help="by the file's ending unless given; ics is a calendar")
    parser.add_argument("--owner", metavar="MEMBER", help="only the contacts, or the follow-ups, that this member owns")


def _check_export(args: Namespace) -> None:
    """Find the format. Raises Usage."""
    try:
        args.format = formats.of(args.format or Path(args.file).suffix)
    except formats.NotTold as error:
        raise Usage(f"the format is not told by the file's ending. Add --format {formats.NAMES}.") from error
    if args.file == _STDOUT and args.json:
        raise Usage("--json answers on standard output, where the contacts should go. Name a file.")


async def _export(request: Request) -> Answer:
    from models.exchange import exporting  # noqa: PLC0415  (import needs none of it)

    args = request.args
    how: dict[str, Any] = {
        "form": args.format,
        "at": request.now,
        "owner_id": await naming.member_id(args.owner, also_left=True) if args.owner else None,
    }
    query = " ".join(args.query)
    if args.file == _STDOUT:
        with output.binary() as stream:
            await exporting.export(stream, query, **how)
        return Answer([])
    counts = await exporting.export(Path(args.file), query, **how)
    back = await exporting.kept_back(query, owner_id=how["owner_id"])
    said = f"wrote {exporting.said(counts)} to {args.file}{confiding.kept_back(back)}"
    return Answer([said], {"file": args.file, "written": counts.total(), "counts": counts})


VERBS = {
    "import": IMPORT,
    "export": BookVerb(arguments=_export_arguments, run=_export, reads=always, before=_check_export),
}
