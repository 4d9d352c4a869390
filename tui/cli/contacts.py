"""The verbs that change a contact: add, edit, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading.contacts import ContactList
from models.rules import when
from tui.cli import fields, naming, shapes
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from datetime import datetime

    from models.reading.contact import WholeContact
    from tui.cli.verb import Request

_SEVERAL = {
    "email": ("emails", "ADDRESS"),
    "phone": ("phones", "NUMBER"),
    "address": ("addresses", "ADDRESS"),
    "link": ("links", "URL"),
    "tag": ("tags", "T"),
    "do-not-contact": ("do_not_contact", "CHANNEL"),
}
_TEXTS = ("company", "birthday", "owner", "every", "safe_topics", "off_limits")
_DETAILS = (*_TEXTS, *(name for name, _ in _SEVERAL.values()))
_NAMESAKES = 10
"""How many contacts of one name are looked at."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--company", metavar="C")
    for option, (name, what) in _SEVERAL.items():
        parser.add_argument(f"--{option}", metavar=what, action="append", dest=name, help="may be given several times")
    parser.add_argument("--stage", metavar="S", help="the first of kind prospect unless given")
    parser.add_argument("--owner", metavar="M", help="you unless given")
    parser.add_argument("--every", metavar="30d", help="the cadence: how often they should hear from you")
    parser.add_argument("--birthday", metavar="DATE", help="as 1980-03-22 or 22 mar")
    parser.add_argument("--safe-topics", metavar="TEXT")
    parser.add_argument("--off-limits", metavar="TEXT")


async def _add(request: Request) -> Answer:
    args = request.args
    stage_id = (await models.stages.named(args.stage)).id if args.stage is not None else None
    typed = {name: getattr(args, name) for name in _DETAILS}
    details = await fields.details(typed, now=request.now, zone=request.zone)
    row = await models.contacts.add(args.name, stage_id=stage_id, by=request.by, at=request.now, **details)
    return _answer(f"added {row.name} [{row.id}], {row.stage}", *await _namesakes(row, request), row=row, of=request)


async def _namesakes(row: WholeContact, request: Request) -> list[str]:
    """Say who else has that name: it may be the same person."""
    alike = await ContactList(row.name, now=request.now).page(limit=_NAMESAKES)
    others = [each for each in alike if each.id != row.id and each.name.casefold() == row.name.casefold()]
    ids = ", ".join(f"[{each.id}]{f' of {each.company}' if each.company else ''}" for each in others)
    return [f"There is another {row.name}: {ids}."] if others else []


def _edit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    parser.add_argument(
        "fields",
        metavar="FIELD=VALUE",
        nargs="+",
        help=f"{', '.join(fields.NAMES)}; several values parted by semicolons or commas; an empty value clears. "
        "discretion is the day on which you promised it; extras is what else is kept, and can only be cleared",
    )


async def _edit(request: Request) -> Answer:
    typed = fields.given(request.args.fields)
    contact_id = await naming.contact_id(request)
    details = await fields.details(typed, now=request.now, zone=request.zone)
    row = await models.contacts.edit(contact_id, by=request.by, at=request.now, **details)
    return _answer(f"changed {row.name} [{row.id}]{_promised(details.get('discretion'), request)}", row=row, of=request)


def _promised(on: datetime | None, request: Request) -> str:
    """Echo the day on which discretion was promised, where one was typed."""
    if on is None:
        return ""
    return f", discretion promised {when.echo(when.Moment(on), now=request.now, zone=request.zone)}"


def _archive_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    parser.add_argument("--reason", metavar="R", default="", help="needed while bad news is untold; kept by name")
    parser.add_argument("--restore", action="store_true", help="put an archived contact, by its id, back instead")


async def _archive(request: Request) -> Answer:
    contact_id = await naming.contact_id(request)
    if request.args.restore:
        row = await models.contacts.restore(contact_id, by=request.by, at=request.now)
        return _answer(f"restored {row.name} [{row.id}]", row=row, of=request)
    row = await models.contacts.archive(contact_id, reason=request.args.reason, by=request.by, at=request.now)
    back = f"Put them back with: wellkept archive {row.id} --restore"
    return _answer(f"archived {row.name} [{row.id}]. {back}", row=row, of=request)


def _answer(*lines: str, row: WholeContact, of: Request) -> Answer:
    return Answer(list(lines), {"contact": shapes.contact(row, now=of.now)})


VERBS = {
    "add": BookVerb(arguments=_add_arguments, run=_add),
    "edit": BookVerb(arguments=_edit_arguments, run=_edit),
    "archive": BookVerb(arguments=_archive_arguments, run=_archive),
}
