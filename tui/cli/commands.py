"""Runs one command: its arguments, the settings, the book opened around the verb, the answer printed after it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui import clock, settings
from tui.cli import arguments, endings, output
from tui.cli.verb import FreeVerb, Request

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from datetime import datetime

    from tui.cli.verb import Answer, BookVerb
    from tui.settings import Settings


def run(argv: Sequence[str], *, now: datetime | None = None, login: str | None = None) -> int:
    """Do what the arguments say and return the exit code; `now` is the present moment unless given.

    It is done as the member behind the account of this process, or as the one that `login` names.
    """
    kept: Settings | None = None
    try:
        name, verb, args = arguments.read(argv)
        args.account = settings.account() if login is None else _account(name, login, args)
        if isinstance(verb, FreeVerb):
            return _said(verb.run(args, now), args)
        kept = settings.load(os.environ, db=args.db)
        if verb is None:
            return _screens(args, kept, now)
        endings.warn(kept.warnings)
        return _said(_in_book(verb, args, kept, clock.now(now)), args)
    except SystemExit as shown:  # after --help and --version
        return int(shown.code or 0)
    except Exception as error:  # noqa: BLE001  (the last line of defence: no traceback ever reaches a person)
        return endings.told(error, book=kept.db if kept else None, state=kept.state if kept else None)


def _account(verb: str | None, member: str, args: Namespace) -> str:
    from tui.cli import login  # noqa: PLC0415  (few need it)

    if verb == "login":
        raise arguments.Usage("login cannot follow login. See `wellkept login --help`.")
    return login.account(member, db=args.db)


def _said(answer: Answer | int, args: Namespace) -> int:
    if isinstance(answer, int):
        return answer
    output.answer(answer, as_json=args.json)
    return answer.exit_code


def _screens(args: Namespace, kept: Settings, now: datetime | None) -> int:
    from tui.cli import opening  # noqa: PLC0415  (no verb needs it)

    _make_folder(args, kept)
    return opening.screens(kept, account=args.account, now=now)


def _in_book(verb: BookVerb, args: Namespace, kept: Settings, now: datetime) -> Answer:
    import asyncio  # noqa: PLC0415  (30 ms, after the arguments were found good)

    _make_folder(args, kept)
    return asyncio.run(_answer(verb, args, kept, now.astimezone(kept.zone)))


async def _answer(verb: BookVerb, args: Namespace, kept: Settings, now: datetime) -> Answer:
    from models import db  # noqa: PLC0415

    async with db.opened(kept.db):
        by = await _member(args.account, now, reads=verb.reads(args))
        return await verb.run(Request(args, by, now, kept.zone, kept.pins, kept.guides))


async def _member(account: str, now: datetime, *, reads: bool) -> int:
    """Return who asks; nothing is written for a verb that only reads, unless a book or a day has to begin.

    Raises NotYours for who is no member.
    """
    from models.reading import members, today  # noqa: PLC0415

    known = await members.seated(account)
    if known and reads and not await today.ended(now=now):
        return known.id
    import models  # noqa: PLC0415

    by = await models.members.present(account, at=now)
    await models.outreach.roll(at=now)
    return by


def _make_folder(args: Namespace, kept: Settings) -> None:
    """Make the folder of the usual book; one that was named must be there, as its name may be mistyped."""
    if not (args.db or os.environ.get("WELLKEPT_DB")):
        settings.ensure_private_dir(kept.db.parent)
