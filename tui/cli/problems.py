"""The verb problem: what went wrong for a contact, step by step to an agreed end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import problems
from models.reading.problems import OpenProblems
from models.rules import money
from models.rules import problems as rules
from models.rules.when import read
from models.rules.words import Channel, Ending, Fault, Outcome, Step
from tui.cli import naming, output, problem_shown
from tui.cli.arguments import Parser, Usage, choice, number
from tui.cli.output import quoted
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Awaitable, Callable

    from models.reading.problems import Problem, ProblemRow
    from tui.cli.verb import Request

_DOES = {
    "add": "open a problem; to hear them out is due today",
    "list": "list the open problems, the most pressing first",
    "show": "show one problem with its steps",
    "edit": "change what is kept of a problem",
    "step": "do the step whose turn it is, or skip it with a reason",
    "agree": "keep to which solution they agreed",
    "done": "close a problem: they agreed, or the reason says why not",
}
_FIELDS = ("text", "amount", "owner", "fault", "wants")
_STEPS = ", ".join(f"{step.value} ({words})" for step, words in rules.WORDS.items())


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(dest="doing", metavar="|".join(_DOES), prog=parser.prog, parser_class=Parser)
    for name, does in _DOES.items():
        sub = doing.add_parser(name, description=does, help=does)
        _OWN[name](sub)
        sub.everywhere()


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    parser.add_argument("text", metavar="TEXT", help="what went wrong")
    parser.add_argument("--amount", metavar="A", default="", help="as 1,200.50, without a currency")
    parser.add_argument("--owner", metavar="M", help="you unless given")
    parser.add_argument("--fault", **choice(Fault))
    parser.add_argument("--wants", metavar="W", default="", help="what they want")


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", nargs="?", help="only theirs")
    parser.add_argument("--all", action="store_true", help="also those that were closed, of one contact")
    parser.add_argument("--limit", metavar="N", type=number(1), default=50, help="50 unless given")


def _which(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=number(1), help="its id, in [brackets] in: wellkept problem list")


def _edit_arguments(parser: ArgumentParser) -> None:
    _which(parser)
    parser.add_argument("pairs", metavar="FIELD=VALUE", nargs="+", help=f"the fields are {', '.join(_FIELDS)}")


def _step_arguments(parser: ArgumentParser) -> None:
    _which(parser)
    parser.add_argument("step", **choice(Step, help=f"in this order: {_STEPS}"))
    parser.add_argument("text", metavar="TEXT", nargs="?", default="", help="what was said")
    parser.add_argument("--channel", **choice(Channel, help="the planned one unless given"))
    parser.add_argument("--next", metavar="WHEN", help="when the next step is due; it has a usual day")
    parser.add_argument("--skip", metavar="REASON", help="leave it out; the reason is kept with your name")


def _agree_arguments(parser: ArgumentParser) -> None:
    _which(parser)
    parser.add_argument("solution", metavar="SOLUTION", help="what they agreed to")


def _done_arguments(parser: ArgumentParser) -> None:
    _which(parser)
    parser.add_argument("reason", metavar="REASON", nargs="?", default="", help="why not, or why steps are left out")
    parser.add_argument("--outcome", required=True, **choice(Ending))
    parser.add_argument("--solution", metavar="S", default="", help="what they agreed to, if that is not kept yet")


_OWN: dict[str, Callable[[ArgumentParser], None]] = {
    "add": _add_arguments,
    "list": _list_arguments,
    "show": _which,
    "edit": _edit_arguments,
    "step": _step_arguments,
    "agree": _agree_arguments,
    "done": _done_arguments,
}


def _only_reads(args: Namespace) -> bool:
    return args.doing in {None, "list", "show"}


async def _problem(request: Request) -> Answer:
    return await _DO[request.args.doing or "list"](request)


async def _list(request: Request) -> Answer:
    rows, total = await _found(request)
    table = [problem_shown.HEADINGS, *(problem_shown.cells(row, request) for row in rows)]
    lines = output.table(table, yielding=(1, 3)) if rows else [_NONE]
    if total > len(rows):
        lines.append(f"{total - len(rows):,} more: see them with --limit {total}")
    return Answer(lines, {"problems": [problem_shown.listed(row) for row in rows], "total": total})


async def _found(request: Request) -> tuple[list[ProblemRow], int]:
    args = request.args
    if getattr(args, "contact", None) is not None:
        rows = await problems.of_contact(await naming.contact_id(request), also_closed=args.all)
        return rows, len(rows)
    if getattr(args, "all", False):
        raise Usage("--all lists the problems of one contact. Name them: wellkept problem list CONTACT --all")
    source = OpenProblems()
    return await source.page(limit=getattr(args, "limit", 50)), await source.count()


_NONE = "No problem is open. Open one with: wellkept problem add CONTACT TEXT"


async def _show(request: Request) -> Answer:
    row = await problems.one(request.args.id)
    return Answer(problem_shown.whole(row, request), {"problem": problem_shown.shape(row)})


async def _add(request: Request) -> Answer:
    args = request.args
    details: dict[str, Any] = {"amount": money.read(args.amount), "fault": args.fault or "", "wanted": args.wants}
    if args.owner is not None:
        details["owner_id"] = await naming.member_id(args.owner)
    contact_id = await naming.contact_id(request)
    row = await models.problems.add(contact_id, args.text, by=request.by, at=request.now, **details)
    return _said(f"opened problem [{row.id}] with {row.name}", row, request)


async def _edit(request: Request) -> Answer:
    details = await _details(request.args.pairs)
    row = await models.problems.edit(request.args.id, by=request.by, at=request.now, **details)
    return _said(f"changed problem [{row.id}] with {row.name}", row, request)


async def _details(pairs: list[str]) -> dict[str, Any]:
    """Read FIELD=VALUE pairs; an empty value clears. Raises Usage, NotFound, Refused."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name not in _FIELDS:
            raise Usage(f"{quoted(pair)} is not FIELD=VALUE. The fields are {', '.join(_FIELDS)}.")
        found |= await _READ[name](value)
    return found


async def _text(value: str) -> dict[str, Any]:
    return {"text": value}


async def _wants(value: str) -> dict[str, Any]:
    return {"wanted": value}


async def _amount(value: str) -> dict[str, Any]:
    return {"amount": money.read(value)}


async def _owner(value: str) -> dict[str, Any]:
    return {"owner_id": await naming.member_id(value)}


async def _fault(value: str) -> dict[str, Any]:
    if value and value not in {*Fault}:
        raise Usage(f"{quoted(value)} is not a fault. Choose one of: {', '.join(Fault)}.")
    return {"fault": value}


_READ: dict[str, Callable[[str], Awaitable[dict[str, Any]]]] = {
    "text": _text,
    "wants": _wants,
    "amount": _amount,
    "owner": _owner,
    "fault": _fault,
}


async def _step(request: Request) -> Answer:
    args = request.args
    skipped = args.skip is not None
    if skipped and args.text:
        raise Usage("a step that is skipped has a reason and no other text. Leave out TEXT, or --skip.")
    row = await models.problems.step(
        args.id,
        Step(args.step),
        args.skip if skipped else args.text,
        outcome=Outcome.CANCELLED if skipped else Outcome.SPOKE,
        channel=Channel(args.channel) if args.channel else None,
        following=read(args.next, now=request.now, zone=request.zone) if args.next is not None else None,
        by=request.by,
        at=request.now,
    )
    return _said(f"{'skipped' if skipped else 'done'}: {args.step}, problem [{row.id}] with {row.name}", row, request)


async def _agree(request: Request) -> Answer:
    row = await models.problems.agree(request.args.id, request.args.solution, by=request.by, at=request.now)
    return _said(f"agreed on problem [{row.id}] with {row.name}: {row.solution}", row, request)


async def _done(request: Request) -> Answer:
    args = request.args
    ending = Ending(args.outcome)
    row = await models.problems.close(
        args.id, ending, solution=args.solution, reason=args.reason, by=request.by, at=request.now
    )
    return _said(f"closed problem [{row.id}] with {row.name}: {row.outcome}", row, request)


_DO: dict[str, Callable[[Request], Awaitable[Answer]]] = {
    "add": _add,
    "list": _list,
    "show": _show,
    "edit": _edit,
    "step": _step,
    "agree": _agree,
    "done": _done,
}


def _said(line: str, row: Problem, request: Request) -> Answer:
    return Answer([f"{line}{problem_shown.coming(row, request)}"], {"problem": problem_shown.shape(row)})


VERBS = {"problem": BookVerb(arguments=_arguments, run=_problem, reads=_only_reads)}
