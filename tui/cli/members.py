"""The verb members: who uses the book; owners add them, say what they may do, and have them leave."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import models
from models.reading import members
from models.rules import days
from models.rules.words import Role
from tui.cli import output, passphrases, shapes
from tui.cli.arguments import Parser, choice
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import AsyncIterator, Awaitable, Callable

    from models.reading.members import MemberLine
    from models.vault.vault import Vault
    from tui.cli.verb import Request

_HEADINGS = ("account", "name", "role", "since", "contacts", "follow-ups")


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(dest="doing", metavar="list|add|remove|role", prog=parser.prog, parser_class=Parser)
    for name, does in (
        ("list", "list who uses the book, and who did"),
        ("add", "let an account use the book, or use it again"),
        ("remove", "have a member leave; what they own and wrote stays"),
        ("role", "make a member an owner, or an owner a member"),
    ):
        sub = doing.add_parser(name, description=does, help=does)
        if name != "list":
            sub.add_argument("name", metavar="NAME", help="an account; for who is a member already, also their name")
        for argument, how in _OWN.get(name, {}).items():
            sub.add_argument(argument, **how)
        if name in _TOUCH_KEYS:
            passphrases.argument(sub)
        sub.everywhere()


_OWN: dict[str, dict[str, dict[str, Any]]] = {
    "add": {
        "--role": {"default": Role.MEMBER.value, **choice(Role, help="member unless given")},
        "--name": {"metavar": "NAME", "dest": "shown", "default": "", "help": "what they are called here"},
    },
    "remove": {"--to": {"metavar": "NAME", "help": "who takes over their unpleasant news and their problems"}},
    "role": {"role": choice(Role)},
}
"""What each takes beside the name."""
_TOUCH_KEYS = ("remove", "role")
"""What takes an owner's own key where that of the member counts."""


def _only_lists(args: Namespace) -> bool:
    return args.doing in {None, "list"}


async def _members(request: Request) -> Answer:
    said = [] if _only_lists(request.args) else await _DO[request.args.doing](request)
    rows = await members.listed()
    lines = output.table([_HEADINGS, *(_cells(row, request) for row in rows)], yielding=(0, 1))
    return Answer([*said, *lines], {"members": [shapes.member(row) for row in rows]})


def _cells(row: MemberLine, request: Request) -> tuple[str, ...]:
    since = days.dated((row.left_at or row.created_at).astimezone(request.zone).date(), request.now.date())
    role = "left" if row.left_at else row.role
    return (row.account, row.name, role, since, f"{row.contacts:,}", f"{row.follow_ups:,}")


async def _add(request: Request) -> list[str]:
    args = request.args
    await models.members.add(args.name, name=args.shown, role=Role(args.role), by=request.by, at=request.now)
    return [f"added {args.name}, {_A[args.role]}"]


async def _remove(request: Request) -> list[str]:
    member = await members.named(request.args.name)
    to = (await members.named(request.args.to)).id if request.args.to is not None else None
    owned = await members.owned(member.id)
    async with _vault(member, request) as vault:
        await models.membership.remove(member.id, to=to, vault=vault, by=request.by, at=request.now)
    said = [f"{member.name} is a member no more"]
    if any(owned):
        said.append(f"their unpleasant news and problems are {request.args.to}'s now")
    if member.contacts or member.follow_ups:
        said.append("What is theirs waits for another: wellkept edit CONTACT owner=NAME")
    return said


async def _role(request: Request) -> list[str]:
    member = await members.named(request.args.name)
    role = Role(request.args.role)
    async with _vault(member, request) as vault:
        await models.membership.set_role(member.id, role, vault=vault, by=request.by, at=request.now)
    return [f"{member.name} is {_A[request.args.role]} now"]


@asynccontextmanager
async def _vault(member: MemberLine, request: Request) -> AsyncIterator[Vault | None]:
    """Hand out the vault of who asks, open, if the member's key counts; nobody needs a passphrase otherwise."""
    if not await models.membership.key_counts(member.id):
        yield None
        return
    from tui.cli import unlocking  # noqa: PLC0415  (few books have keys)

    async with unlocking.unlocked(request) as vault:
        yield vault


_A = {Role.OWNER: "an owner", Role.MEMBER: "a member"}
_DO: dict[str, Callable[[Request], Awaitable[list[str]]]] = {"add": _add, "remove": _remove, "role": _role}

VERBS = {"members": BookVerb(arguments=_arguments, run=_members, reads=_only_lists, before=passphrases.before)}
