"""The verbs that keep what was said: log and note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules.when import echo, read_past
from models.rules.words import Channel, Direction, Outcome, Purpose
from tui.cli import confiding, naming, shapes, standard_input
from tui.cli.arguments import choice, number
from tui.cli.follow_ups import DESPITE
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from models.interactions import Sold
    from tui.cli.verb import Request

_LOGGED = [str(outcome) for outcome in Outcome if outcome != Outcome.CANCELLED]


def _log_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    parser.add_argument("text", metavar="TEXT", nargs="?", default="")
    parser.add_argument("--channel", default=Channel.CALL.value, **choice(Channel, help="call unless given"))
    parser.add_argument(
        "--direction", **choice(Direction, help="who spoke: they (in), we (out); both when talking, else out")
    )
    parser.add_argument("--outcome", **choice(_LOGGED, help="no-answer and left-word restart no cadence"))
    parser.add_argument("--minutes", metavar="N", type=number(0), help="how long it took")
    parser.add_argument("--purpose", **choice(Purpose, help="what it was for, if that is worth knowing"))
    parser.add_argument("--despite", metavar="REASON", default="", help=DESPITE)
    parser.add_argument(
        "--at", metavar="WHEN", default="now", help="as 2026-11-19 10:00 or 3 days ago; now if not given"
    )


async def _log(request: Request) -> Answer:
    args = request.args
    when = read_past(args.at, now=request.now, zone=request.zone)
    about = await naming.whole_contact(request)
    outcome = Outcome(args.outcome) if args.outcome else None
    interaction_id = await models.interactions.log(
        about.id,
        args.text,
        channel=Channel(args.channel),
        direction=Direction(args.direction) if args.direction else None,
        outcome=outcome,
        minutes=args.minutes,
        happened_at=when.at,
        **_sold(args),
        by=request.by,
        at=request.now,
    )
    said = echo(when, now=request.now, zone=request.zone)
    shape = {"item": shapes.item(interaction_id, about, at=when.at, what=args.channel)}
    return Answer([f"logged {args.channel} with {about.name} [{about.id}], {said}"], shape)


def _sold(args: Namespace) -> Sold:
    return {"purpose": Purpose(args.purpose), "despite": args.despite} if args.purpose else {}


def _note_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    parser.add_argument("text", metavar="TEXT|-", nargs="?", help="the note, or - to read it from standard input")
    parser.add_argument("--hold", metavar="WHEN", help="let it cool off until then, for you alone; see: wellkept held")
    confiding.arguments(parser)


def _read_note(args: Namespace) -> None:
    confiding.before(args)
    if args.text == "-":
        args.text = standard_input.text()


async def _note(request: Request) -> Answer:
    if request.args.hold is not None:
        from tui.cli import held_notes  # noqa: PLC0415  (most notes count at once)

        return await held_notes.hold(request, await naming.whole_contact(request))
    if request.args.confidential:
        return await confiding.note(request)
    about = await naming.whole_contact(request)
    note_id = await models.notes.add(about.id, request.args.text, by=request.by, at=request.now)
    shape = {"item": shapes.item(note_id, about, at=request.now, what="note")}
    return Answer([f"added a note on {about.name} [{about.id}]"], shape)


VERBS = {
    "log": BookVerb(arguments=_log_arguments, run=_log),
    "note": BookVerb(arguments=_note_arguments, run=_note, before=_read_note),
}
