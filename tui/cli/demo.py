"""The verb demo: the screens on fictional people in a throw-away book, or a book filled with them, or rid of them."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from models import db
from tui import clock, settings
from tui.cli import endings
from tui.cli.arguments import Usage
from tui.cli.verb import Answer, FreeVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from tui.settings import Settings


def _arguments(parser: ArgumentParser) -> None:
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--fill", action="store_true", help="only write the people into the book that --db names")
    only.add_argument("--remove", action="store_true", help="take the people out of your book again; the others stay")
    parser.epilog = "Without --db the demo is thrown away afterwards. A book that is not empty is refused."


def _demo(args: Namespace, now: datetime | None) -> Answer | int:
    if args.fill:
        return _filled(args, now)
    if args.remove:
        return _removed(args, now)
    from tui.cli import opening  # noqa: PLC0415  (--fill and --remove need no terminal)

    opening.terminal()
    if args.db:
        return _opened(settings.load(os.environ, db=args.db), args.account, now)
    with tempfile.TemporaryDirectory(prefix="wellkept-demo-") as folder:
        return _opened(settings.load(os.environ, db=str(Path(folder) / "demo.db")), args.account, now)


def _filled(args: Namespace, now: datetime | None) -> Answer:
    if not (args.db or os.environ.get("WELLKEPT_DB")):
        raise Usage("--fill writes into a book, and none is named. Name a new one with --db PATH.")
    kept = settings.load(os.environ, db=args.db)
    endings.warn(kept.warnings)
    people = asyncio.run(_fill(kept, args.account, now))
    shape = {"demo": {"db": str(kept.db), "contacts": people}}
    return Answer([f"wrote {people} fictional contacts to {kept.db}. Open it with: wellkept --db {kept.db}"], shape)


def _removed(args: Namespace, now: datetime | None) -> Answer:
    kept = settings.load(os.environ, db=args.db)
    people = asyncio.run(_remove(kept, args.account, now))
    shape = {"demo": {"db": str(kept.db), "removed": people}}
    return Answer([f"removed {people} fictional contacts from {kept.db}. Have them back with: wellkept undo"], shape)


def _opened(kept: Settings, account: str, now: datetime | None) -> int:
    from tui.cli import opening  # noqa: PLC0415

    asyncio.run(_fill(kept, account, now))
    return opening.screens(kept, account=account, now=now)


async def _fill(kept: Settings, account: str, now: datetime | None) -> int:
    """Fill a book and return how many people are in it now. Raises Refused when it was not empty, BookUnusable."""
    import models  # noqa: PLC0415
    from models import demo  # noqa: PLC0415
    from models.reading.contacts import ContactList  # noqa: PLC0415

    at = clock.now(now).astimezone(kept.zone)
    async with db.opened(kept.db):
        by = await models.members.present(account, at=at)
        await demo.fill(by=by, at=at)
        return await ContactList(now=at).count()


async def _remove(kept: Settings, account: str, now: datetime | None) -> int:
    """Take the people out of a book and return how many they were. Raises NotFound, BookUnusable."""
    import models  # noqa: PLC0415

    at = clock.now(now).astimezone(kept.zone)
    async with db.opened(kept.db):
        return await models.demo.remove(by=await models.members.present(account, at=at), at=at)


VERBS = {"demo": FreeVerb(arguments=_arguments, run=_demo)}
