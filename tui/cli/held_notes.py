"""The verb of notes that cool off: held list, keep, drop and until."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import models
from models.reading import held_notes as reading
from models.reading import members
from models.rules import held_notes as rules
from models.rules.refusals import NotYours, Refused
from models.rules.when import read
from tui.cli import confiding, endings, output, passphrases, shapes, standard_input, unlocking
from tui.cli.arguments import Parser, number
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from models.held_confidences import Held
    from models.reading.contact import WholeContact
    from models.reading.held_notes import HeldRow
    from tui.cli.verb import Request

NONE = "You hold no notes. Hold one with: wellkept note CONTACT TEXT --hold WHEN"
LEAVERS = "[{id}] was held by {by}, who has left: nobody reads it. Drop it with: wellkept held drop {id}"


async def hold(request: Request, about: WholeContact) -> Answer:
    """Hold a note on somebody, as `note --hold` asks, confidential or not."""
    args = request.args
    until = _until(request, args.hold)
    how: dict[str, Any] = {"until": until, "by": request.by, "at": request.now}
    if args.confidential:
        readers = [(await members.named(name)).id for name in args.reader or []]
        async with unlocking.unlocked(request) as vault:
            held_id = await models.held_confidences.hold(about.id, args.text, readers, vault=vault, **how)
    else:
        held_id = await models.held_notes.hold(about.id, args.text, **how)
    row = await reading.one(held_id, request.by)
    said = f"held [{row.id}] until {rules.said(until, now=request.now)}, for you alone"
    return Answer([f"{said}: a note on {about.name} [{about.id}]"], {"held": _shape(row, request)})


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(
        dest="doing", metavar="list|keep|drop|until", prog=parser.prog, parser_class=Parser, required=True
    )
    for name, does in (
        ("list", "list what you hold; what is confidential is told with --passphrase-fd"),
        ("keep", "keep a note that has cooled off, perhaps in other words"),
        ("drop", "drop a note that you hold, or that somebody held who has left"),
        ("until", "hold a note longer"),
    ):
        sub = doing.add_parser(name, description=does, help=does)
        if name != "list":
            sub.add_argument("id", metavar="ID", type=number(1), help="its id, in [brackets] in: wellkept held list")
        if name == "keep":
            sub.add_argument("text", metavar="TEXT|-", nargs="?", help="other words, or - for those of standard input")
        if name == "until":
            sub.add_argument("when", metavar="WHEN", help="as “tomorrow 9am”")
        if name in _OPEN:
            passphrases.argument(sub)
        sub.everywhere()


_OPEN = ("list", "keep")
"""What opens what is confidential."""


def _before(args: Namespace) -> None:
    passphrases.before(args)
    if getattr(args, "text", None) == "-":
        args.text, args.is_seen = standard_input.text(), False
    else:
        args.is_seen = getattr(args, "text", None) is not None


async def _held(request: Request) -> Answer:
    return await _DOES[request.args.doing](request)


async def _list(request: Request) -> Answer:
    rows = await reading.of(request.by)
    opened: dict[int, Held] = {}
    if request.args.passphrases:
        opened = await _opened(request, [row for row in rows if row.is_sealed])
    left = await reading.of_leavers(request.by)
    lines = [line for row in rows for line in _told(row, opened.get(row.id), request.now)]
    lines += [LEAVERS.format(id=held_id, by=by) for held_id, by in left]
    shape = [_shape(row, request, opened.get(row.id)) for row in rows]
    return Answer(lines or [NONE], {"held": shape, "of_leavers": [{"id": each, "by": by} for each, by in left]})


async def _opened(request: Request, rows: list[HeldRow]) -> dict[int, Held]:
    opened = {}
    async with unlocking.unlocked(request) as vault:
        for row in rows:
            with suppress(NotYours, Refused):  # sealed to older keys, or damaged: it is listed without its words
                opened[row.id] = await models.held_confidences.read(row.id, vault=vault)
    return opened


async def _keep(request: Request) -> Answer:
    args = request.args
    row = await reading.one(args.id, request.by)
    who: dict[str, Any] = {"by": request.by, "at": request.now}
    if row.is_sealed:
        if args.is_seen:
            endings.complain(confiding.SEEN)
        async with unlocking.unlocked(request) as vault:
            was = await models.held_confidences.read(row.id, vault=vault)
            words = was.text if args.text is None else args.text
            await models.held_confidences.keep(row.id, words, was.reader_ids, vault=vault, **who)
    else:
        await models.held_notes.keep(row.id, args.text, **who)
    return _done(row, f"kept: the note on {row.name} [{row.contact_id}] counts from now on")


async def _drop(request: Request) -> Answer:
    await models.held_notes.drop(request.args.id, by=request.by, at=request.now)
    return Answer([f"dropped what was held as [{request.args.id}]"], {"held": {"id": request.args.id}})


async def _longer(request: Request) -> Answer:
    until = _until(request, request.args.when)
    await models.held_notes.longer(request.args.id, until, by=request.by, at=request.now)
    row = await reading.one(request.args.id, request.by)
    said = f"held [{row.id}] until {rules.said(until, now=request.now)}"
    return Answer([said], {"held": _shape(row, request)})


def _until(request: Request, when: str) -> datetime:
    return read(when, now=request.now, zone=request.zone).at


def _done(row: HeldRow, said: str) -> Answer:
    return Answer([said], {"held": {"id": row.id, "contact": {"id": row.contact_id, "name": row.name}}})


def _told(row: HeldRow, opened: Held | None, now: datetime) -> list[str]:
    """Tell what is held until when, and below that its words, if they may be told."""
    until = "has cooled off: keep it or drop it" if row.is_over(now) else f"until {rules.said(row.until_at, now=now)}"
    text = opened.text if opened else output.glyphs().confidential if row.is_sealed else row.text
    return [f"[{row.id}] on {row.name}, {until}", *(f"    {line}" for line in text.splitlines())]


def _shape(row: HeldRow, request: Request, opened: Held | None = None) -> dict[str, Any]:
    return {
        "id": row.id,
        "contact": {"id": row.contact_id, "name": row.name},
        "at": shapes.utc(row.at),
        "until": shapes.utc(row.until_at),
        "over": row.is_over(request.now),
        "confidential": row.is_sealed,
        "text": opened.text if opened else row.text,
    }


_DOES = {"list": _list, "keep": _keep, "drop": _drop, "until": _longer}
VERBS = {"held": BookVerb(arguments=_arguments, run=_held, reads=lambda args: args.doing == "list", before=_before)}
