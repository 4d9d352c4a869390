"""The verb login: another verb, or the screens, as a member of the book; only from the account that owns the book."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from models.rules.refusals import NotYours
from models.rules.text import quoted
from tui import settings
from tui.cli.verb import FreeVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime
    from pathlib import Path


def account(name: str, *, db: str | None) -> str:
    """Return the account of the member who goes by this name in the book. Raises NotYours, BookUnusable."""
    book = settings.load(os.environ, db=db).db
    _see_that_it_is_ours(book, name)
    return asyncio.run(_account(book, name))


def _see_that_it_is_ours(book: Path, name: str) -> None:
    """See that this process runs as the account that owns the file of the book, which no variable can feign."""
    try:
        owner = book.stat().st_uid
    except OSError:
        message = f"There is no book at {book}, so {quoted(name)} is no member of it. Begin one with: wellkept"
        raise NotYours(message) from None
    if os.getuid() != owner:
        message = f"Only the account that owns {book} can log in as somebody. Leave out login to be who you are."
        raise NotYours(message)


async def _account(book: Path, name: str) -> str:
    from models import db  # noqa: PLC0415  (sqlite3, after the arguments were found good)
    from models.reading import members  # noqa: PLC0415

    async with db.opened(book):
        return await members.account_of(name)


def _arguments(parser: ArgumentParser) -> None:
    parser.usage = "wellkept login NAME [VERB …] [--db PATH] [--json]"
    parser.add_argument("name", metavar="NAME", help="a member, by their account or what they are called")
    parser.epilog = (
        "Without a verb the screens are opened. Only the account that owns the book can log in others, as a forced "
        "command of SSH does."
    )


def _login(args: Namespace, now: datetime | None) -> int:
    from tui.cli import commands  # noqa: PLC0415  (which came here)

    named = [*(["--db", args.db] if args.db else []), *(["--json"] if args.json else [])]
    return commands.run([*named, *args.rest], now=now, login=args.name)


VERBS = {"login": FreeVerb(arguments=_arguments, run=_login)}
