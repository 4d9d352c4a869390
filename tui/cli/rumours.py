"""The verb of rumours: rumour add, list, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import rumours
from models.rules.when import Moment, echo, read_past
from models.rules.words import Channel, Outcome, Truth
from tui.cli import naming, output, shapes
from tui.cli.arguments import Parser, choice, number
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Awaitable, Callable

    from models.reading.rumours import Rumour
    from tui.cli.verb import Request

_OUTCOMES = [str(outcome) for outcome in Outcome if outcome != Outcome.CANCELLED]
_DOES = {
    "add": "keep what was heard of a contact: a call is due",
    "list": "list the open rumours, of one contact or of everybody",
    "done": "say what is true of a rumour",
}


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(
        dest="doing", required=True, metavar="add|list|done", prog=parser.prog, parser_class=Parser
    )
    subs = {name: doing.add_parser(name, description=does, help=does) for name, does in _DOES.items()}
    subs["add"].add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    subs["add"].add_argument("text", metavar="TEXT", help="as “they are moving to Leeds”")
    subs["add"].add_argument("--from", dest="source", metavar="WHO", default="", help="from whom it was heard")
    subs["add"].add_argument("--at", metavar="WHEN", default="now", help="as fri or 2 days ago; now if not given")
    subs["list"].add_argument("contact", metavar="CONTACT", nargs="?", help="everybody's unless given")
    subs["list"].add_argument("--all", action="store_true", help="those that are closed, too")
    subs["done"].add_argument("rumour", metavar="ID", type=number(1), help="in [brackets] in: wellkept rumour list")
    subs["done"].add_argument("text", metavar="TEXT", nargs="?", default="", help="what was said of it")
    subs["done"].add_argument("--truth", required=True, **choice(Truth))
    subs["done"].add_argument("--channel", **choice(Channel, help="how you learned it: then that talk is logged"))
    subs["done"].add_argument("--outcome", **choice(_OUTCOMES, help="no-answer and left-word leave it open"))
    subs["done"].add_argument("--minutes", metavar="N", type=number(0), help="how long it took")
    for sub in subs.values():
        sub.everywhere()


async def _add(request: Request) -> Answer:
    args = request.args
    heard = read_past(args.at, now=request.now, zone=request.zone)
    contact_id = await naming.contact_id(request)
    row = await models.rumours.add(
        contact_id, args.text, source=args.source, heard_at=heard.at, by=request.by, at=request.now
    )
    said = echo(heard, now=request.now, zone=request.zone)
    return _answer(f"noted rumour [{row.id}] about {row.name}, heard {said}; call them today", row)


async def _list(request: Request) -> Answer:
    also_closed = request.args.all
    if request.args.contact is None:
        found = await rumours.of_everybody(also_closed=also_closed)
    else:
        found = await rumours.of_contact(await naming.contact_id(request), also_closed=also_closed)
    cells = [(f"[{row.id}]", row.name, row.text, row.source, _stands(row, request)) for row in found]
    lines = output.listed(cells, yielding=(1, 2, 3), most=rumours.MOST, none="no rumour is noted here")
    return Answer(lines, {"rumours": [_shape(row) for row in found]})


async def _done(request: Request) -> Answer:
    args = request.args
    outcome = Outcome(args.outcome) if args.outcome else None
    channel = Channel(args.channel) if args.channel else None
    row = await models.rumours.close(
        args.rumour,
        args.text,
        truth=Truth(args.truth),
        channel=channel or (Channel.CALL if outcome else None),
        outcome=outcome,
        minutes=args.minutes,
        by=request.by,
        at=request.now,
    )
    if row.closed_at is None:
        return _answer(f"logged the attempt; rumour [{row.id}] about {row.name} stays open", row)
    return _answer(f"closed rumour [{row.id}] about {row.name}: {row.truth}", row)


def _stands(row: Rumour, request: Request) -> str:
    return row.truth or f"heard {echo(Moment(row.heard_at), now=request.now, zone=request.zone)}"


def _shape(row: Rumour) -> shapes.Shape:
    return {
        "id": row.id,
        "contact": {"id": row.contact_id, "name": row.name},
        "text": row.text,
        "from": row.source,
        "heard_at": shapes.utc(row.heard_at),
        "by": row.by,
        "truth": row.truth,
        "found": row.found,
        "closed_at": row.closed_at and shapes.utc(row.closed_at),
        "closed_by": row.closed_by,
    }


def _answer(line: str, row: Rumour) -> Answer:
    return Answer([line], {"rumour": _shape(row)})


_DO: dict[str, Callable[[Request], Awaitable[Answer]]] = {"add": _add, "list": _list, "done": _done}


async def _run(request: Request) -> Answer:
    return await _DO[request.args.doing](request)


VERBS = {"rumour": BookVerb(arguments=_arguments, run=_run, reads=lambda args: args.doing == "list")}
