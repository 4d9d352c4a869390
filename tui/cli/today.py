"""The verb today: who needs outreach, most pressing first, and why."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from models.reading import held_notes, secrets
from models.reading.today import TodayList
from models.rules import when, why
from models.rules.words import ReasonKind
from screens.glyphs import heading
from tui.cli import arguments, output, passphrases, shapes
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator

    from models.reading.today import OutreachRow
    from tui.cli.verb import Request

_NOBODY = "Nobody needs outreach now. Plan a follow-up with: wellkept follow-up CONTACT WHEN"
_COOLED = "What you held has cooled off. Keep it or drop it: wellkept held list"
_SINCE = 9
"""Cells for how long it has been due: "67d of 30"."""
_VERBS = {ReasonKind.RUMOUR: "rumour", ReasonKind.NEED: "need", ReasonKind.ANNOUNCEMENT: "announce"}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="N", type=arguments.number(1), default=50, help="50 unless given")
    passphrases.argument(parser, asks=False)
    parser.epilog = "Who has to be talked with about a secret is listed only with --passphrase-fd."


def _is_locked(args: Namespace) -> bool:
    return args.passphrase_fd is None


async def _today(request: Request) -> Answer:
    listed = TodayList(now=request.now, secrets=await _secrets(request))
    rows = await listed.page(limit=request.args.limit)
    total = await listed.count()
    shape = {"outreach": [shapes.outreach(row, now=request.now) for row in rows], "total": total}
    lines = list(_said(rows, total, listed, request))
    lines += [_COOLED] if await held_notes.cooled(request.by, now=request.now) else []
    if _is_locked(request.args) and await secrets.revisions(request.by):
        lines += ["", "Locked: secrets are not counted. Count them with --passphrase-fd."]
    return Answer(lines, shape)


async def _secrets(request: Request) -> list[OutreachRow]:
    """Work out whom to talk with about secrets, for who hands over a passphrase."""
    if _is_locked(request.args):
        return []
    import models  # noqa: PLC0415  (what only reads goes without)
    from tui.cli import unlocking  # noqa: PLC0415

    async with unlocking.unlocked(request) as vault:
        return await secrets.due(await models.secrets.opened(vault=vault, known={}), now=request.now)


def _said(rows: list[OutreachRow], total: int, listed: TodayList, request: Request) -> Iterator[str]:
    date = when.said(when.Moment(request.now), now=request.now, zone=request.zone)
    if not rows:
        yield from output.wrapped(f"{date}. {_NOBODY}", indent="")
        return
    yield f"{date}. {listed.people} need{'s' if listed.people == 1 else ''} outreach."
    ids = 2 + max(len(str(row.follow_up or "")) for row in rows)
    for kind, group in groupby(rows, key=lambda row: row.kind):
        yield from ("", output.cut(heading(kind, listed.counts.get(kind))))
        yield from _group(group, ids, request)
    if total > len(rows):
        yield from ("", f"{total - len(rows)} more: see them with --limit {total}")


def _group(rows: Iterable[OutreachRow], ids: int, request: Request) -> Iterator[str]:
    """Two lines or more for each: the follow-up's id in brackets, how long, who and where they stand; then why.

    What is no follow-up is named with its id, as the verb that is about it names it: rumour 3.
    """
    for row in rows:
        mark = f" {output.glyphs().confidential}" if row.has_confidences else ""
        bracket = f"[{row.follow_up}]" if row.follow_up else ""
        sign = output.glyphs().of(row.kind)
        since = why.since(row, now=request.now)
        what = f" [{_VERBS[row.kind]} {row.subject}]" if row.kind in _VERBS else ""
        yield output.cut(f"{sign:<2} {bracket:<{ids}} {since:<{_SINCE}} {row.name}{mark}, {row.stage}{what}")
        yield from output.wrapped(why.sentence(row, now=request.now), indent=" " * (ids + 4))


VERBS = {"today": BookVerb(arguments=_arguments, run=_today, reads=_is_locked, before=passphrases.before)}
