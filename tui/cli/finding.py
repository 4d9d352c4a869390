"""The verbs that look contacts up: find and show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading import contact
from models.reading.contacts import ContactList
from models.reading.timeline import Timeline
from screens.glyphs import WORDS
from tui.cli import arguments, confiding, naming, output, passphrases, shapes
from tui.cli.page import page
from tui.cli.verb import Answer, BookVerb, always

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from models.reading.contacts import ContactRow
    from tui.cli.verb import Request

_LINES = 100
"""How much of a timeline is shown to people."""

_ALL = 2**31


def _find_arguments(parser: ArgumentParser) -> None:
    parser.usage = "wellkept find [QUERY …] [--limit N] [--db PATH] [--json]"
    parser.epilog = "All else is the query, also what begins with -; after -- everything is. No query lists everybody."
    parser.add_argument("--limit", metavar="N", type=arguments.number(1), default=50, help="50 unless given")


async def _find(request: Request) -> Answer:
    query = " ".join(request.args.query)
    listed = ContactList(query, now=request.now)
    rows = await listed.page(limit=request.args.limit)
    total = await listed.count()
    whole = [await contact.one(row.id, now=request.now) for row in rows] if request.args.json else []
    shape = {"contacts": [shapes.contact(row, now=request.now) for row in whole], "total": total}
    return Answer(_listed(rows, total) or [_nobody(query)], shape)


def _listed(rows: list[ContactRow], total: int) -> list[str]:
    lines = output.table([_cells(row) for row in rows], yielding=(1, 2))
    if total > len(rows):
        lines.append(f"{total - len(rows):,} more: see them with --limit {total}")
    return lines


def _cells(row: ContactRow) -> tuple[str, ...]:
    sign = f"{output.glyphs().of(row.pressing)} {WORDS[row.pressing]}" if row.pressing else ""
    mark = output.glyphs().confidential if row.has_confidences else ""
    return (f"[{row.id}]", row.name, row.company, row.stage, "  ".join(filter(None, (sign, mark))))


def _nobody(query: str) -> str:
    if query.strip():
        return f"No contact matches {output.quoted(query)}."
    return "There are no contacts yet. Add one with: wellkept add NAME"


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    passphrases.argument(parser, asks=False)
    parser.epilog = "Confidential notes are opened with --passphrase-fd, those that you can read; else nobody is asked."


async def _show(request: Request) -> Answer:
    row = await naming.whole_contact(request)
    timeline = Timeline(row.id, member_id=request.by)
    rows = await timeline.page(limit=_ALL if request.args.json else _LINES)
    more = await timeline.count() - len(rows)
    if request.args.passphrases:
        rows = await confiding.opened(rows, request)
    shape = {
        "contact": shapes.contact(row, now=request.now),
        "timeline": [shapes.timeline(each) for each in rows],
        "extras": shapes.extras(row),
    }
    lines = page(row, rows, now=request.now, zone=request.zone)
    return Answer(lines + ([f"{more:,} more: see them with --json"] if more > 0 else []), shape)


VERBS = {
    "find": BookVerb(arguments=_find_arguments, run=_find, reads=always),
    "show": BookVerb(arguments=_show_arguments, run=_show, reads=always, before=passphrases.before),
}
