"""The verb of announcements: what changes, whom it is for, and who has been told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import announcements
from models.rules import announcing, days
from models.rules.when import echo, read_past
from models.rules.words import Channel, StageKind
from tui.cli import naming, output, shapes
from tui.cli.arguments import Parser, choice, number
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from models.reading.announcements import AnnouncementRow, Person
    from tui.cli.shapes import Shape
    from tui.cli.verb import Request

_LISTED = 100
"""So many people are listed to people; --json has all of them."""
_ALL = 2**31
_AUDIENCE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("--to", {"metavar": "QUERY", "default": "", "help": "whom: what find would find; everybody unless given"}),
    ("--kind", {"action": "append", "default": [], **choice(StageKind, help="only who is in such a stage; several")}),
)
_ID: dict[str, Any] = {"metavar": "ID", "type": number(1)}
_ARGUMENTS: dict[str, tuple[str, tuple[tuple[str, dict[str, Any]], ...]]] = {
    "add": (
        "announce something to those whom a query finds",
        (("title", {"metavar": "TITLE"}), ("text", {"metavar": "TEXT", "nargs": "?", "default": ""}), *_AUDIENCE),
    ),
    "list": ("list what is announced, open ones first", ()),
    "show": ("show who has been told, how and when, and who has not", (("id", _ID),)),
    "widen": ("have more people told", (("id", _ID), *_AUDIENCE)),
    "told": (
        "note that a contact was told",
        (
            ("id", _ID),
            ("contact", {"metavar": "CONTACT", "help": "an id, or text that matches exactly one contact"}),
            ("text", {"metavar": "TEXT", "nargs": "?", "default": "", "help": "what they said"}),
            ("--channel", {"default": Channel.CALL.value, **choice(Channel, help="call unless given")}),
            ("--at", {"metavar": "WHEN", "default": "now", "help": "now if not given"}),
        ),
    ),
    "done": ("close it: nobody is to be told any more", (("id", _ID),)),
}


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(dest="doing", metavar="|".join(_ARGUMENTS), prog=parser.prog, parser_class=Parser)
    for name, (does, arguments) in _ARGUMENTS.items():
        sub = doing.add_parser(name, description=does, help=does)
        for argument, how in arguments:
            sub.add_argument(argument, **how)
        sub.everywhere()


async def _announce(request: Request) -> Answer:
    return await _DO[request.args.doing or "list"](request)


async def _add(request: Request) -> Answer:
    args = request.args
    row = await models.announcements.add(
        args.title, args.text, query=args.to, kinds=announcing.kinds(args.kind), by=request.by, at=request.now
    )
    return _answer(f"announced {row.title} [{row.id}] for {row.audience}: {row.audience_size:,} to be told", row)


async def _widen(request: Request) -> Answer:
    args = request.args
    kinds = announcing.kinds(args.kind)
    many = await models.announcements.widen(args.id, query=args.to, kinds=kinds, by=request.by, at=request.now)
    row = await announcements.one(args.id)
    return _answer(f"{many:,} more to be told of {row.title} [{row.id}]", row)


async def _told(request: Request) -> Answer:
    args = request.args
    when = read_past(args.at, now=request.now, zone=request.zone)
    about = await naming.whole_contact(request)
    channel = Channel(args.channel)
    row = await models.announcements.told(
        args.id, about.id, args.text, channel=channel, told_at=when.at, by=request.by, at=request.now
    )
    said = echo(when, now=request.now, zone=request.zone)
    line = f"told {about.name} [{about.id}] {output.by(channel)}, {said}: {row.title} [{row.id}], "
    return _answer(f"{line}{announcing.progress(row.told, row.audience_size)}", row)


async def _done(request: Request) -> Answer:
    row = await models.announcements.close(request.args.id, by=request.by, at=request.now)
    untold = row.audience_size - row.told
    return _answer(f"closed {row.title} [{row.id}]{f': {untold:,} were never told' if untold else ''}", row)


async def _list(request: Request) -> Answer:
    rows = await announcements.Announcements().page(limit=_ALL)
    lines = output.table([_cells(row, request) for row in rows], yielding=(1, 3)) if rows else [_NOTHING]
    return Answer(lines, {"announcements": [_shape(row) for row in rows]})


async def _show(request: Request) -> Answer:
    row = await announcements.one(request.args.id)
    people = await announcements.audience(row.id).page(limit=_ALL if request.args.json else _LISTED)
    lines = [f"{row.title} [{row.id}]", *(output.wrapped(row.text, indent="") if row.text else [])]
    lines.append(f"for {row.audience}; announced {_day(row.at, request)} by {row.by}; {_state(row, request)}")
    lines += output.table([_person_cells(each, request) for each in people], yielding=(1, 3)) if people else []
    more = row.audience_size - len(people)
    lines += [f"{more:,} more: see them with --json"] if more > 0 else []
    return Answer(lines, {"announcement": _shape(row), "people": [_person(each) for each in people]})


def _cells(row: AnnouncementRow, request: Request) -> tuple[str, ...]:
    return (f"[{row.id}]", row.title, _state(row, request), row.audience, _day(row.at, request), row.by)


def _person_cells(row: Person, request: Request) -> tuple[str, ...]:
    if row.told_at is None:
        return (f"[{row.contact_id}]", row.name, "archived" if row.is_archived else "to be told", "")
    said = f"told {_day(row.told_at, request)} {output.by(row.channel)} by {row.by}"
    return (f"[{row.contact_id}]", row.name, said, row.text)


def _state(row: AnnouncementRow, request: Request) -> str:
    progress = announcing.progress(row.told, row.audience_size)
    return f"{progress}, closed {_day(row.closed_at, request)}" if row.closed_at else progress


def _day(at: datetime, request: Request) -> str:
    return days.dated(at.astimezone(request.zone).date(), request.now.date())


def _answer(line: str, row: AnnouncementRow) -> Answer:
    return Answer([line], {"announcement": _shape(row)})


def _shape(row: AnnouncementRow) -> Shape:
    """Shape an announcement; `told` of the `audience_size` have been told."""
    return {
        "id": row.id,
        "title": row.title,
        "text": row.text,
        "audience": row.audience,
        "at": shapes.utc(row.at),
        "by": row.by,
        "closed_at": row.closed_at and shapes.utc(row.closed_at),
        "told": row.told,
        "audience_size": row.audience_size,
    }


def _person(row: Person) -> Shape:
    """Shape where one contact stands; `told_at` is null for who is to be told."""
    return {
        "contact": {"id": row.contact_id, "name": row.name},
        "told_at": row.told_at and shapes.utc(row.told_at),
        "channel": row.channel,
        "text": row.text,
        "by": row.by,
    }


_NOTHING = "Nothing is announced yet. Announce something with: wellkept announce add TITLE --to QUERY"
_DO: dict[str, Callable[[Request], Awaitable[Answer]]] = {
    "add": _add,
    "list": _list,
    "show": _show,
    "widen": _widen,
    "told": _told,
    "done": _done,
}

VERBS = {
    "announce": BookVerb(arguments=_arguments, run=_announce, reads=lambda args: args.doing in {None, "list", "show"}),
}
