"""The verbs of follow-ups: follow-up, done, snooze."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import follow_up
from models.rules.when import Moment, echo, read
from models.rules.words import ATTEMPTS, Channel, Outcome, Purpose, State, Tone
from tui.cli import naming, shapes
from tui.cli.arguments import Usage, choice, number
from tui.cli.output import by
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from models.reading.follow_up import FollowUp
    from tui.cli.verb import Request

_WHEN = "one argument, as “fri 10am”, 2026-11-27 or “in 3 weeks”"
DESPITE = "why you sell although a problem is open; kept with your name"
_WHICH = "its id, in [brackets] in: wellkept today"


def _follow_up_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    parser.add_argument("when", metavar="WHEN", help=_WHEN)
    parser.add_argument("text", metavar="TEXT", nargs="?", default="")
    parser.add_argument("--channel", default=Channel.CALL.value, **choice(Channel, help="call unless given"))
    parser.add_argument("--purpose", default=Purpose.SERVICE.value, **choice(Purpose, help="service unless given"))
    parser.add_argument("--tone", default=Tone.NEUTRAL.value, **choice(Tone, help="neutral unless given"))
    parser.add_argument("--private", action="store_true", help="it needs a private place")
    parser.add_argument("--owner", metavar="M", help="you unless given")
    parser.add_argument("--repeat", metavar="EVERY", default="", help="as monthly, 2w or 3 months")
    parser.add_argument("--despite", metavar="REASON", default="", help=DESPITE)


async def _follow_up(request: Request) -> Answer:
    args = request.args
    when = read(args.when, now=request.now, zone=request.zone)
    plan: dict[str, Any] = {
        "text": args.text,
        "channel": Channel(args.channel),
        "purpose": Purpose(args.purpose),
        "tone": Tone(args.tone),
        "private_place": args.private,
        "repeat": args.repeat,
    }
    if args.owner is not None:
        plan["owner_id"] = await naming.member_id(args.owner)
    contact_id = await naming.contact_id(request)
    row = await models.follow_ups.add(contact_id, when, despite=args.despite, by=request.by, at=request.now, **plan)
    return _answer(f"planned {_due(row, request)}{_conditions(row)}", row)


def _done_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("follow_up", metavar="FOLLOW_UP", type=number(1), help=_WHICH)
    parser.add_argument(
        "text", metavar="TEXT", nargs="?", default="", help="what was said; the reason of a cancellation"
    )
    parser.add_argument("--outcome", required=True, **choice(Outcome))
    parser.add_argument("--channel", **choice(Channel, help="the planned one unless given"))
    parser.add_argument("--minutes", metavar="N", type=number(0), help="how long it took")
    parser.add_argument("--despite", metavar="REASON", default="", help=DESPITE)
    parser.add_argument("--next", metavar="WHEN", help="when the next step of a problem is due; it has a usual day")


async def _done(request: Request) -> Answer:
    args = request.args
    row = await models.follow_ups.done(
        args.follow_up,
        args.text,
        outcome=Outcome(args.outcome),
        channel=Channel(args.channel) if args.channel else None,
        minutes=args.minutes,
        despite=args.despite,
        following=await _following(request),
        by=request.by,
        at=request.now,
    )
    return _answer(_CAME_OF[State(row.state)].format(f"[{row.id}] with {row.name}") + _next(row), row)


async def _following(request: Request) -> Moment | None:
    """Read when the next step of a problem is due. Raises Usage where none is planned, so that no date is lost."""
    args = request.args
    if args.next is None:
        return None
    if Outcome(args.outcome) in ATTEMPTS or not (await follow_up.one(args.follow_up)).problem_id:
        raise Usage("--next is for a step of a problem that is over. Plan anything else with wellkept follow-up.")
    return read(args.next, now=request.now, zone=request.zone)


_CAME_OF = {
    State.DONE: "done: follow-up {}",
    State.CANCELLED: "cancelled: follow-up {}",
    State.OPEN: "logged the attempt; follow-up {} stays open",
}


def _next(row: FollowUp) -> str:
    """Say what comes after it: another try, the next step of a problem, the next of those that repeat."""
    if row.state == State.OPEN:
        return f"; next try: wellkept snooze {row.id} tomorrow"
    if row.problem_id:
        return f"; look on with: wellkept problem show {row.problem_id}"
    return "; the next one is planned" if row.repeat and row.state == State.DONE else ""


def _snooze_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("follow_up", metavar="FOLLOW_UP", type=number(1), help=_WHICH)
    parser.add_argument("when", metavar="WHEN", help=_WHEN)


async def _snooze(request: Request) -> Answer:
    when = read(request.args.when, now=request.now, zone=request.zone)
    row = await models.follow_ups.snooze(request.args.follow_up, when, by=request.by, at=request.now)
    return _answer(f"put off {_due(row, request)}", row)


def _due(row: FollowUp, request: Request) -> str:
    """Say which follow-up, and its time as it was read."""
    due = echo(Moment(row.due_at, row.due_on), now=request.now, zone=request.zone)
    return f"follow-up [{row.id}] with {row.name} {by(row.channel)}, due {due}"


def _conditions(row: FollowUp) -> str:
    said = (
        "unpleasant" if row.tone == Tone.UNPLEASANT else "",
        "in a private place" if row.private_place else "",
        f"again every {row.repeat}" if row.repeat else "",
    )
    return "".join(f"; {words}" for words in said if words)


def _answer(line: str, row: FollowUp) -> Answer:
    return Answer([line], {"follow_up": shapes.follow_up(row)})


VERBS = {
    "follow-up": BookVerb(arguments=_follow_up_arguments, run=_follow_up),
    "done": BookVerb(arguments=_done_arguments, run=_done),
    "snooze": BookVerb(arguments=_snooze_arguments, run=_snooze),
}
