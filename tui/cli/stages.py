"""The verbs of stages: stage moves a contact, stages lists and changes the stages themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import choices
from models.rules import cadence
from models.rules.words import StageKind
from tui.cli import naming, output, shapes
from tui.cli.arguments import Parser, choice, number
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Awaitable, Callable

    from tui.cli.verb import Request

_MOST_PLACES = 999


def _stage_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    parser.add_argument("stage", metavar="STAGE", help="its name, or how it begins")
    parser.add_argument("--reason", metavar="R", default="", help="why they never bought or left; unknown if not given")
    parser.add_argument("--note", metavar="TEXT", default="", help="kept with the move")


async def _stage(request: Request) -> Answer:
    args = request.args
    contact_id = await naming.contact_id(request)
    stage = await models.stages.named(args.stage)
    row = await models.stage_changes.move(
        contact_id, stage.id, reason=args.reason, note=args.note, by=request.by, at=request.now
    )
    reason = f", reason: {row.reason}" if row.reason else ""
    if await choices.is_ours(row.id):
        reason += "; that is ours, so a problem is open: see wellkept problem list"
    return Answer(
        [f"moved {row.name} [{row.id}] to {row.stage}{reason}"], {"contact": shapes.contact(row, now=request.now)}
    )


def _stages_arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(
        dest="doing", metavar="add|rename|move|kind|every|delete", prog=parser.prog, parser_class=Parser
    )
    for name, does, argument in (
        ("add", "add a stage behind the others", None),
        ("rename", "give a stage another name", "new"),
        ("move", "put a stage at a place, counted from 1", "place"),
        ("kind", "say what a stage means to the rules", "kind"),
        ("every", "set the cadence of who has none of their own", "every"),
        ("delete", "delete a stage; who is in it moves to another", "--to"),
    ):
        sub = doing.add_parser(name, description=does, help=does)
        sub.add_argument("name", metavar="NAME")
        if argument is None:
            sub.add_argument("--kind", required=True, **choice(StageKind))
        else:
            sub.add_argument(argument, **_SECOND[argument])
        sub.everywhere()


_SECOND: dict[str, dict[str, Any]] = {
    "new": {"metavar": "NEW"},
    "place": {"metavar": "PLACE", "type": number(1, _MOST_PLACES)},
    "kind": choice(StageKind),
    "every": {"metavar": "30d", "help": "or never"},
    "--to": {"metavar": "STAGE", "help": "where they go who are in it, archived ones too"},
}


async def _stages(request: Request) -> Answer:
    if request.args.doing:
        await _DO[request.args.doing](request)
    rows = await choices.stages()
    cells = [_cells(row) for row in rows]
    lines = output.table([("", "stage", "kind", "cadence", "contacts"), *cells], yielding=(1,))
    return Answer(lines, {"stages": [shapes.stage(row) for row in rows]})


def _cells(row: choices.StageRow) -> tuple[str, ...]:
    every = cadence.words(row.every_days) if row.every_days else "-"
    return (str(row.position), row.name, row.kind, every, str(row.contacts))


async def _add(request: Request) -> None:
    await models.stages.add(request.args.name, StageKind(request.args.kind), by=request.by, at=request.now)


async def _rename(request: Request) -> None:
    await models.stages.rename(await _named(request), request.args.new, by=request.by, at=request.now)


async def _move(request: Request) -> None:
    await models.stages.reorder(await _named(request), request.args.place, by=request.by, at=request.now)


async def _kind(request: Request) -> None:
    kind = StageKind(request.args.kind)
    await models.stages.set_kind(await _named(request), kind, by=request.by, at=request.now)


async def _every(request: Request) -> None:
    days = cadence.every(request.args.every)
    await models.stages.set_cadence(await _named(request), days, by=request.by, at=request.now)


async def _delete(request: Request) -> None:
    to = (await models.stages.named(request.args.to)).id if request.args.to else None
    await models.stages.delete(await _named(request), to=to, by=request.by, at=request.now)


async def _named(request: Request) -> int:
    return (await models.stages.named(request.args.name)).id


_DO: dict[str, Callable[[Request], Awaitable[None]]] = {
    "add": _add,
    "rename": _rename,
    "move": _move,
    "kind": _kind,
    "every": _every,
    "delete": _delete,
}

VERBS = {
    "stage": BookVerb(arguments=_stage_arguments, run=_stage),
    "stages": BookVerb(arguments=_stages_arguments, run=_stages, reads=lambda args: not args.doing),
}
