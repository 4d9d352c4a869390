"""The verbs that keep a copy of the book, and go back to one: backup and restore."""

from __future__ import annotations

import asyncio
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import db
from models.engine import book_file
from models.rules import days
from models.rules.refusals import NotFound, Refused
from tui import clock, settings
from tui.cli import endings, output, shapes
from tui.cli.verb import Answer, FreeVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from models.engine.book_ahead import Ahead
    from models.restoring import Restored
    from tui.settings import Settings

_YES = ("y", "yes")


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an older copy there is replaced; nothing else is")
    parser.epilog = "Others can go on writing meanwhile. FILE appears whole or not at all."


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a copy that backup made, or that restore kept aside")
    parser.add_argument("--yes", action="store_true", help="do not ask where the book has what the copy lacks")
    parser.epilog = "The book as it is is kept beside it. Others can have it open meanwhile."


def _backup(args: Namespace, now: datetime | None) -> Answer:
    kept = settings.load(os.environ, db=args.db)
    endings.warn(kept.warnings)
    return asyncio.run(_backed_up(args, kept, clock.now(now).astimezone(kept.zone)))


async def _backed_up(args: Namespace, kept: Settings, at: datetime) -> Answer:
    import models  # noqa: PLC0415  (Tortoise, not before the arguments were found good)

    file = Path(args.file)
    if not book_file.check(kept.db):
        raise NotFound(f"There is no book yet at {kept.db}, so there is nothing to copy. Name a book with --db.")
    async with db.opened(kept.db):
        by = await models.members.present(args.account, at=at)
        made = await models.backups.make(file, by=by, at=at)
    said = [f"kept a copy of {_contacts(made.contacts)} in {file} ({book_file.size(made.bytes)}), verified"]
    if made.orphans:
        said.append(
            f"{made.orphans:,} rows of the book, and so of its copy, point to what is not there: wellkept doctor"
        )
    shape = {"file": str(file), "bytes": made.bytes, "contacts": made.contacts, "made_at": shapes.utc(at)}
    return Answer(said, shape)


def _restore(args: Namespace, now: datetime | None) -> Answer:
    kept = settings.load(os.environ, db=args.db)
    endings.warn(kept.warnings)
    if not (args.db or os.environ.get("WELLKEPT_DB")):
        settings.ensure_private_dir(kept.db.parent)
    return asyncio.run(_restored(args, kept, clock.now(now).astimezone(kept.zone)))


async def _restored(args: Namespace, kept: Settings, at: datetime) -> Answer:
    from models import restoring  # noqa: PLC0415

    file = Path(args.file)
    async with restoring.incoming(file, kept.db) as copy:
        if not args.yes and sys.stdin and sys.stdin.isatty():
            _ask(copy.lacks(), file, at)
        restored = await copy.restore(at=at)
    return Answer([*_said(restored, file, at)], _shape(restored, file))


def _ask(lacks: Ahead | None, file: Path, at: datetime) -> None:
    """Ask whoever would lose sight of something whether they mean it. Raises Refused."""
    if lacks is None or not (lacks.changes or lacks.is_other):
        return
    sys.stderr.write(output.clean(f"{_lacked(lacks, file, at, has='has')} It would be kept aside. Restore? y/N "))
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in _YES:
        raise Refused("nothing was restored. The book is as it was.")


def _lacked(lacks: Ahead, file: Path, at: datetime, *, has: str) -> str:
    """Say plainly what the book has that the copy lacks."""
    last = f", the last on {_day(lacks.last_at, at)} by {lacks.by}" if lacks.last_at else ""
    if lacks.is_other:
        return f"{file} is of another book. This one {has} {lacks.counted} of its own{last}."
    return f"The book {has} {lacks.counted} that {file} lacks{last}."


def _day(moment: datetime, now: datetime) -> str:
    """Name a moment as somebody in the zone of `now` does: "20 Nov 10:00"."""
    there = moment.astimezone(now.tzinfo)
    return f"{days.dated(there.date(), now.date())} {there:%H:%M}"


def _contacts(number: int) -> str:
    return f"{number:,} contact{'' if number == 1 else 's'}"


def _said(restored: Restored, file: Path, at: datetime) -> list[str]:
    said = [f"restored {_contacts(restored.contacts)} from {file}"]
    if restored.left_aside and (restored.left_aside.changes or restored.left_aside.is_other):
        said.append(_lacked(restored.left_aside, file, at, has="had"))
    if restored.was_damaged:
        said.append(f"The book was damaged; its files are kept as they were: {restored.kept_aside}")
        said.append("Leave Wellkept where it is still open, and open it again.")
    elif restored.kept_aside:
        said.append(f"The book as it was is kept in {restored.kept_aside}")
        said.append(f"Have it back with: wellkept restore {shlex.quote(str(restored.kept_aside))}")
    return said


def _shape(restored: Restored, file: Path) -> dict[str, Any]:
    left = restored.left_aside
    return {
        "file": str(file),
        "contacts": restored.contacts,
        "kept_aside": str(restored.kept_aside) if restored.kept_aside else None,
        "was_damaged": restored.was_damaged,
        "was_another_book": left.is_other if left else None,
        "changes_left_aside": left.changes if left else None,
        "last_change_at": shapes.utc(left.last_at) if left and left.last_at else None,
    }


VERBS = {
    "backup": FreeVerb(arguments=_backup_arguments, run=_backup),
    "restore": FreeVerb(arguments=_restore_arguments, run=_restore),
}
