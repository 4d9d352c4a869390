"""The verb demo: the screens on fictional people in a throw-away book, or a book filled with them."""

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
    parser.add_argument("--fill", action="store_true", help="only write the people into the book that --db names")
    parser.epilog = "Without --db the book is thrown away afterwards. One that is not empty is refused."


def _demo(args: Namespace, now: datetime | None) -> Answer | int:
    if args.fill:
        return _filled(args, now)
    from tui.cli import opening  # noqa: PLC0415  (--fill needs no terminal)

    opening.terminal()
    if args.db:
        return _opened(settings.load(os.environ, db=args.db), now)
    with tempfile.TemporaryDirectory(prefix="wellkept-demo-") as folder:
        return _opened(settings.load(os.environ, db=str(Path(folder) / "demo.db")), now)


def _filled(args: Namespace, now: datetime | None) -> Answer:
    if not (args.db or os.environ.get("WELLKEPT_DB")):
        raise Usage("--fill writes into a book, and none is named. Name a new one with --db PATH.")
    kept = settings.load(os.environ, db=args.db)
    endings.warn(kept.warnings)
    people = asyncio.run(_fill(kept, now))
    shape = {"demo": {"db": str(kept.db), "contacts": people}}
    return Answer([f"wrote {people} fictional contacts to {kept.db}. Open it with: wellkept --db {kept.db}"], shape)


def _opened(kept: Settings, now: datetime | None) -> int:
    from tui.cli import opening  # noqa: PLC0415

    asyncio.run(_fill(kept, now))
    return opening.screens(kept, now=now)


async def _fill(kept: Settings, now: datetime | None) -> int:
    """Fill a book and return how many people are in it now. Raises Refused when it was not empty, BookUnusable."""
    import models  # noqa: PLC0415
    from models import demo  # noqa: PLC0415
    from models.reading.contacts import ContactList  # noqa: PLC0415

    at = clock.now(now).astimezone(kept.zone)
    async with db.opened(kept.db):
        by = await models.members.present(settings.account(), at=at)
        await demo.fill(by=by, at=at)
        return await ContactList(now=at).count()


VERBS = {"demo": FreeVerb(arguments=_arguments, run=_demo)}
