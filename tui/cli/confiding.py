"""Confidential notes by the command line: written, sealed anew, made of open notes, and opened for their readers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import models
from models.reading import choices, members
from models.reading.timeline import Timeline
from models.rules import confiding
from models.rules.refusals import NotFound, NotYours, Refused
from tui.cli import endings, naming, passphrases, shapes
from tui.cli.arguments import Usage, number
from tui.cli.verb import Answer

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from models.reading.timeline import TimelineRow
    from models.vault.vault import Vault
    from tui.cli.verb import Request

_ALL = 2**31
SEEN = "others can see the arguments of a command. Give a confidential text on standard input, with - for TEXT."
_ONLY = "{option} is for confidential notes. Add --confidential, or leave it out."
CONFIDENTIAL = "confidential"


def arguments(parser: ArgumentParser) -> None:
    """Take what a confidential note needs."""
    parser.add_argument("--confidential", action="store_true", help="seal it to yourself and its readers")
    parser.add_argument("--reader", metavar="M", action="append", help="a member who can read it; may be repeated")
    only = parser.add_mutually_exclusive_group()
    an_id = number(1)
    only.add_argument(
        "--rewrite", metavar="ID", type=an_id, help="seal TEXT, or to other readers, in place of this one"
    )
    only.add_argument("--conceal", metavar="ID", type=an_id, help="make this open note confidential; it has its text")
    passphrases.argument(parser)
    parser.epilog = "`show --json` tells the ids of notes. What --rewrite and --conceal do is not undone."


def before(args: Namespace) -> None:
    """See that the arguments go together. Raises Usage."""
    args.confidential = args.confidential or bool(args.rewrite or args.conceal)
    for option in ("reader", "passphrase_fd"):
        if not args.confidential and getattr(args, option) is not None:
            raise Usage(_ONLY.format(option=f"--{option.replace('_', '-')}"))
    _check_text(args)
    if args.confidential and args.text not in {None, "-"}:
        endings.complain(SEEN)
    passphrases.before(args)


def _check_text(args: Namespace) -> None:
    if args.hold is not None and (args.rewrite or args.conceal):
        raise Usage("--hold is for a new note. Leave it out, or write another note.")
    if args.conceal and args.text is not None:
        raise Usage("--conceal takes no TEXT, as the note has it. Leave one of them out.")
    if args.text is None and not args.conceal and not (args.rewrite and args.reader):
        raise Usage("the following arguments are required: TEXT. See `wellkept note --help`.")


async def note(request: Request) -> Answer:
    """Do what was asked with one confidential note."""
    from tui.cli import unlocking  # noqa: PLC0415  (an open note needs no vault)

    args, about = request.args, await naming.whole_contact(request)
    readers = [(await members.named(name)).id for name in args.reader or []]
    how: dict[str, Any] = {"by": request.by, "at": request.now}
    await _check_is_about(about.id, args)
    async with unlocking.unlocked(request) as vault:
        how["vault"] = vault
        if args.rewrite:
            note_id, said = await _rewritten(args, readers, how), "sealed a confidential note anew"
        elif args.conceal:
            note_id, said = await models.confidences.confide(args.conceal, readers, **how), "made a note confidential"
        else:
            note_id, said = await models.confidences.write(about.id, args.text, readers, **how), _ADDED
        kept = await models.confidences.read(note_id, vault=vault)
    shape = {**shapes.item(note_id, about, at=kept.at, what=CONFIDENTIAL), "readers": kept.readers}
    lines = [f"{said} on {about.name} [{about.id}], for {confiding.listed(kept.readers)}"]
    return Answer([*lines, *(_NOT_UNDONE if args.rewrite or args.conceal else [])], {"item": shape})


async def opened(rows: Sequence[TimelineRow], request: Request) -> list[TimelineRow]:
    """Return the lines of a timeline with the text of those confidential notes that who asks can read.

    Of one that is not what its author sealed, `state` says what is wrong with it.
    """
    from tui.cli import unlocking  # noqa: PLC0415

    mine = {name for name, at in (await choices.members()).items() if at == request.by}
    async with unlocking.unlocked(request) as vault:
        return [await _opened(row, vault, mine) if row.kind == CONFIDENTIAL else row for row in rows]


async def _opened(row: TimelineRow, vault: Vault, mine: set[str]) -> TimelineRow:
    try:
        return replace(row, text=(await models.confidences.read(row.id, vault=vault)).text)
    except NotYours as why:  # which is as it should be for who is not among the readers
        return replace(row, state=str(why)) if mine & {*row.reader_names} else row
    except (Refused, NotFound) as why:
        return replace(row, state=str(why))


async def _rewritten(args: Namespace, readers: list[int], how: dict[str, Any]) -> int:
    note_id: int = args.rewrite
    was = await models.confidences.read(note_id, vault=how["vault"])
    text = was.text if args.text is None else args.text
    chosen = readers if args.reader else was.reader_ids
    await models.confidences.rewrite(note_id, text, chosen, revision=was.revision, **how)
    return note_id


async def _check_is_about(contact_id: int, args: Namespace) -> None:
    """See that the note which is named is about the contact who is named. Raises NotFound."""
    wanted = ("note", args.conceal) if args.conceal else (CONFIDENTIAL, args.rewrite)
    if wanted[1] and wanted not in {(row.kind, row.id) for row in await Timeline(contact_id).page(limit=_ALL)}:
        raise NotFound(f"There is no {_WHAT[wanted[0]]} {wanted[1]} on this contact. See which with: show --json.")


_ADDED = "wrote a confidential note"
_NOT_UNDONE = ["This is not undone, and older copies of the book hold what was."]
_WHAT = {"note": "open note", CONFIDENTIAL: "confidential note"}
