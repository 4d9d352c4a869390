"""The verbs that keep what was said: log and note."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import models
from models.rules.refusals import Refused
from models.rules.when import echo, read_past
from models.rules.words import Channel, Direction, Outcome
from tui.cli import confiding, naming, shapes
from tui.cli.arguments import choice, number
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tui.cli.verb import Request

MOST_BYTES = 200_000
"""How much is read from standard input: more than a note may hold, whatever the script."""

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
        by=request.by,
        at=request.now,
    )
    said = echo(when, now=request.now, zone=request.zone)
    shape = {"item": shapes.item(interaction_id, about, at=when.at, what=args.channel)}
    return Answer([f"logged {args.channel} with {about.name} [{about.id}], {said}"], shape)


def _note_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    parser.add_argument("text", metavar="TEXT|-", nargs="?", help="the note, or - to read it from standard input")
    confiding.arguments(parser)


def _read_note(args: Namespace) -> None:
    confiding.before(args)
    if args.text == "-":
        args.text = _stdin()


def from_stdin() -> str:
    """Return what stands on standard input, as text. Raises Refused."""
    return _stdin()


def _stdin() -> str:
    """Read standard input as UTF-8. Raises Refused."""
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
        if len(data) > MOST_BYTES:
            raise Refused("Standard input is too long for one note. Part it into several.")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("Standard input is not text in UTF-8. Convert it first, as with iconv.") from error
    except OSError as error:
        raise Refused(f"Standard input cannot be read: {error.strerror}. Give the text itself.") from error


async def _note(request: Request) -> Answer:
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
