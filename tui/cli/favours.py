"""The verb of give and take: refer add, list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import contact, favours, relationship
from models.rules.when import echo, read_past
from models.rules.words import Direction
from tui.cli import naming, output, shapes
from tui.cli.arguments import Parser
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from models.reading.favours import Favour
    from tui.cli.verb import Request

_DOES = {
    "add": "keep who introduced whom, or what one did for the other",
    "list": "list what was done, of one contact or of everybody",
}


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(
        dest="doing", required=True, metavar="add|list", prog=parser.prog, parser_class=Parser
    )
    subs = {name: doing.add_parser(name, description=does, help=does) for name, does in _DOES.items()}
    subs["add"].add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    subs["add"].add_argument("text", metavar="TEXT", nargs="?", default="", help="what was done")
    subs["add"].add_argument("--introduced", metavar="OTHER", help="whom CONTACT introduced to us; another contact")
    subs["add"].add_argument("--by-us", action="store_true", help="we did it for CONTACT; or introduced OTHER to them")
    subs["add"].add_argument("--at", metavar="WHEN", default="now", help="as 3 mar or 2 days ago; now if not given")
    subs["list"].add_argument("contact", metavar="CONTACT", nargs="?", help="everybody's unless given")
    for sub in subs.values():
        sub.everywhere()


async def _add(request: Request) -> Answer:
    args = request.args
    when = read_past(args.at, now=request.now, zone=request.zone)
    contact_id = await naming.contact_id(request)
    other = await contact.matching(args.introduced, now=request.now) if args.introduced is not None else None
    row = await models.favours.add(
        contact_id,
        args.text,
        direction=Direction.OUT if args.by_us else Direction.IN,
        introduced_id=other,
        happened_at=when.at,
        by=request.by,
        at=request.now,
    )
    said = echo(when, now=request.now, zone=request.zone)
    return Answer([f"noted [{row.id}]: {_what(row)}, {said}"], {"favour": _shape(row)})


async def _list(request: Request) -> Answer:
    if request.args.contact is None:
        found = await favours.of_everybody()
    else:
        known = await relationship.of_contact(await naming.contact_id(request), now=request.now)
        found = [*known.favours, *known.introducing]
    cells = [(f"[{row.id}]", _what(row), f"{row.at.astimezone(request.zone):%Y-%m-%d}") for row in found]
    lines = output.listed(cells, yielding=(1,), most=favours.MOST, none="nothing is noted here")
    return Answer(lines, {"favours": [_shape(row) for row in found]})


def _what(row: Favour) -> str:
    """Say who did what for whom."""
    words = f": {row.text}" if row.text else ""
    if row.introduced:
        met = f"{row.name} introduced {row.introduced} to us"
        return (met if row.direction == Direction.IN else f"we introduced {row.introduced} to {row.name}") + words
    return (f"{row.name} for us" if row.direction == Direction.IN else f"we for {row.name}") + words


def _shape(row: Favour) -> shapes.Shape:
    introduced = {"id": row.introduced_id, "name": row.introduced} if row.introduced_id else None
    return {
        "id": row.id,
        "contact": {"id": row.contact_id, "name": row.name},
        "direction": row.direction.value,
        "introduced": introduced,
        "text": row.text,
        "at": shapes.utc(row.at),
        "by": row.by,
    }


async def _run(request: Request) -> Answer:
    return await (_add if request.args.doing == "add" else _list)(request)


VERBS = {"refer": BookVerb(arguments=_arguments, run=_run, reads=lambda args: args.doing == "list")}
