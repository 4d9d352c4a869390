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

KEPT = (
    "Your key stays, as it is needed, and everybody knows its passphrase, the demo's. Choose your own:"
    " wellkept key passphrase"
)


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
        thrown = settings.load(os.environ, db=str(Path(folder) / "demo.db"))
        return _opened(thrown, args.account, now, keeps=False)


def _filled(args: Namespace, now: datetime | None) -> Answer:
    if not (args.db or os.environ.get("WELLKEPT_DB")):
        raise Usage("--fill writes into a book, and none is named. Name a new one with --db PATH.")
    kept = settings.load(os.environ, db=args.db)
    endings.warn(kept.warnings)
    people, told = asyncio.run(_fill(kept, args.account, now))
    shape = {"demo": {"db": str(kept.db), "contacts": people, "passphrase": told}}
    wrote = f"wrote {people} fictional contacts to {kept.db}. Open it with: wellkept --db {kept.db}"
    return Answer([wrote, *([f"The passphrase for what is confidential: {told}"] if told else [])], shape)


def _removed(args: Namespace, now: datetime | None) -> Answer:
    kept = settings.load(os.environ, db=args.db)
    people, told = asyncio.run(_remove(kept, args.account, now))
    shape = {"demo": {"db": str(kept.db), "removed": people}}
    removed = f"removed {people} fictional contacts from {kept.db}. Have them back with: wellkept undo"
    return Answer([removed, *([KEPT] if told else [])], shape)


def _opened(kept: Settings, account: str, now: datetime | None, *, keeps: bool = True) -> int:
    from tui.cli import opening  # noqa: PLC0415

    asyncio.run(_fill(kept, account, now))
    return opening.screens(kept, account=account, now=now, keeps=keeps)


async def _fill(kept: Settings, account: str, now: datetime | None) -> tuple[int, str]:
    """Fill a book; return how many people are in it now, and the passphrase of the visitor's key, or nothing.

    Raises Refused when it was not empty, BookUnusable.
    """
    import models  # noqa: PLC0415
    from models import demo  # noqa: PLC0415
    from models.reading import demo as reading  # noqa: PLC0415
    from models.reading.contacts import ContactList  # noqa: PLC0415

    at = clock.now(now).astimezone(kept.zone)
    async with db.opened(kept.db):
        by = await models.members.present(account, at=at)
        await demo.fill(by=by, at=at)
        await demo.confide(by=by, at=at)
        return await ContactList(now=at).count(), await reading.passphrase(by)


async def _remove(kept: Settings, account: str, now: datetime | None) -> tuple[int, str]:
    """Take the people out of a book; return how many they were, and the passphrase of a key that stays, or nothing.

    Raises NotFound, BookUnusable.
    """
    import models  # noqa: PLC0415
    from models.reading import demo as reading  # noqa: PLC0415

    at = clock.now(now).astimezone(kept.zone)
    async with db.opened(kept.db):
        by = await models.members.present(account, at=at)
        return await models.demo.remove(by=by, at=at), await reading.passphrase(by)


VERBS = {"demo": FreeVerb(arguments=_arguments, run=_demo)}
