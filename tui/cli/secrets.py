"""The verbs matter and disclose: secrets, who knows of them, and what was decided; for their readers alone."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import models
from models.reading import members, secrets
from models.reading.secrets import SecretList
from models.rules import confiding
from models.rules import secrets as rules
from models.rules.secrets import FEELINGS, Course, Standing, View, Wish
from models.rules.when import Moment, echo, read_past
from tui.cli import endings, naming, output, passphrases, shapes, standard_input
from tui.cli.arguments import Parser, Usage, choice, number
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import datetime

    from models.rules.secrets import Decision, Knower
    from models.secrets import Opened
    from models.vault.vault import Vault
    from tui.cli.verb import Request

_ALL = 2**31
_SEEN = "others can see the arguments of a command. Give what is secret on standard input, with - in its place."
_NONE = "No secret yet. Begin one with: wellkept matter add - (its title is the first line of standard input)"
_GONE = "somebody who is in the book no more"
_NOT_UNDONE = "This is not undone, and older copies of the book hold what was."


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(
        dest="doing", metavar="add|list|show|decide|done", prog=parser.prog, parser_class=Parser
    )
    doing.required = True
    for name, does in (
        ("add", "seal a secret to yourself and its readers"),
        ("list", "list the secrets; what they are about only with your passphrase"),
        ("show", "show one: who knows, what they feel, what was decided"),
        ("decide", "say what you decided"),
        ("done", "close one, so that nobody is to be talked with"),
    ):
        sub = doing.add_parser(name, description=does, help=does)
        _of(name, sub)
        passphrases.argument(sub)
        sub.everywhere()


def _of(name: str, sub: Any) -> None:
    if name == "add":
        sub.add_argument("title", metavar="TITLE|-", help="or - to read title and secret from standard input")
        sub.add_argument("text", metavar="BODY|-", nargs="?", default="", help="what is secret")
        sub.add_argument("--reader", metavar="M", action="append", help="a member who can read it; may be repeated")
    elif name != "list":
        sub.add_argument("id", metavar="ID", type=number(1), help="as `matter list` tells it")
    if name == "decide":
        sub.add_argument("course", **choice(Course))
        sub.add_argument("text", metavar="TEXT|-", nargs="?", default="", help="in your words")


def _before(args: Namespace) -> None:
    """Read standard input where something is to be read from there. Raises Usage, Refused."""
    passphrases.before(args)
    if args.doing == "add" and args.title == "-":
        if args.text:
            raise Usage("With - for TITLE the secret comes from standard input, too. Leave BODY out.")
        args.title, _, args.text = standard_input.text().lstrip().partition("\n")
        return
    typed = getattr(args, "text", "") or (args.doing == "add" and args.title)
    if getattr(args, "text", "") == "-":
        args.text = standard_input.text()
        typed = args.doing == "add"
    if typed:
        endings.complain(_SEEN)


def _only_lists(args: Namespace) -> bool:
    return args.doing == "list" and args.passphrase_fd is None


@dataclass(frozen=True)
class _Asked:
    """What was asked, with an open vault."""

    request: Request
    vault: Vault

    @property
    def how(self) -> dict[str, Any]:
        """Who does it, with which keys and when."""
        return {"vault": self.vault, "by": self.request.by, "at": self.request.now}

    async def one(self, secret_id: int) -> Opened:
        """Open a secret."""
        return await models.secrets.read(secret_id, vault=self.vault)


@asynccontextmanager
async def _open(request: Request) -> AsyncIterator[_Asked]:
    from tui.cli import unlocking  # noqa: PLC0415  (a list needs no vault)

    async with unlocking.unlocked(request) as vault:
        yield _Asked(request, vault)


async def _matter(request: Request) -> Answer:
    if request.args.doing == "list":
        return await _list(request)
    async with _open(request) as asked:
        secret, said = await _DO[request.args.doing](asked)
    return await _told(secret, said, request)


async def _add(asked: _Asked) -> tuple[Opened, list[str]]:
    args = asked.request.args
    readers = [(await members.named(name)).id for name in args.reader or []]
    secret = await models.secrets.add(args.title, args.text, readers, **asked.how)
    return secret, [f"sealed [{secret.id}], for {confiding.listed(secret.readers)}"]


async def _show(asked: _Asked) -> tuple[Opened, list[str]]:
    return await asked.one(asked.request.args.id), []


async def _decide(asked: _Asked) -> tuple[Opened, list[str]]:
    args, name = asked.request.args, await _name(asked.request.by)
    secret = await asked.one(args.id)
    return await models.secrets.decide(secret, Course(args.course), args.text, name=name, **asked.how), [_NOT_UNDONE]


async def _done(asked: _Asked) -> tuple[Opened, list[str]]:
    secret = await asked.one(asked.request.args.id)
    return await models.secrets.close(secret, **asked.how), ["closed: nobody is to be talked with", _NOT_UNDONE]


async def _list(request: Request) -> Answer:
    opened: dict[str, Opened] = {}
    if request.args.passphrase_fd is not None:
        async with _open(request) as asked:
            opened = await models.secrets.opened(vault=asked.vault, known={})
    rows = await SecretList(request.by).page(limit=_ALL)
    lines = [output.cut(f"[{row.id}] {_title(opened.get(row.uid))}  by {row.by}, for {row.readers}") for row in rows]
    shape = [
        {
            "id": row.id,
            "title": opened[row.uid].matter.title if row.uid in opened else None,
            "by": row.by,
            "at": shapes.utc(row.at),
            "readers": row.readers,
        }
        for row in rows
    ]
    return Answer(lines or output.wrapped(_NONE, indent=""), {"matters": shape})


def _title(secret: Opened | None) -> str:
    return f"{output.glyphs().secret} {secret.matter.title}" if secret else output.glyphs().confidential


async def _told(secret: Opened, said: list[str], request: Request) -> Answer:
    names = await secrets.named(knower.contact for knower in secret.matter.knowers)
    matter, tally = secret.matter, rules.tally(secret.matter)
    lines = [
        *said,
        f"{_title(secret)} [{secret.id}]{', closed' if matter.closed_at else ''}",
        f"sealed by {secret.by} {_day(secret.at, request)}, for {confiding.listed(secret.readers)}",
        *(line for each in matter.body.splitlines() for line in output.wrapped(each, indent="  ")),
        *(line for each in reversed(matter.decisions) for line in _decided(each, request)),
        *(_knower(each, names, request) for each in matter.knowers),
        *([f"{tally.untalked} to be talked with"] if tally.untalked else []),
    ]
    return Answer(lines, {"matter": _shape(secret, names)})


def _decided(decision: Decision, request: Request) -> list[str]:
    words = f" ({decision.text})" if decision.text else ""
    said = f"decided {_day(decision.at, request)} by {decision.by}: {decision.course}{words}"
    return output.wrapped(said, indent="")


def _knower(knower: Knower, names: dict[str, secrets.Name], request: Request) -> str:
    who = names.get(knower.contact)
    since = f" since {_day(knower.learned_at, request)}" if knower.learned_at else ""
    feels = [f"{name.replace('_', ' ')}: {getattr(knower, name)}" for name in FEELINGS if getattr(knower, name)]
    waits = ["not talked with"] if knower.waits else []
    told = "; ".join([*([knower.how] if knower.how else []), *feels, *waits])
    name = f"{who.name} [{who.id}]" if who else _GONE
    return f"  {name} {knower.standing}{since}{told and f' ({told})'}"


def _shape(secret: Opened, names: dict[str, secrets.Name]) -> dict[str, Any]:
    matter = secret.matter
    return {
        "id": secret.id,
        "title": matter.title,
        "body": matter.body,
        "by": secret.by,
        "at": shapes.utc(secret.at),
        "readers": secret.readers,
        "closed_at": _utc(matter.closed_at),
        "decisions": [
            {"course": each.course, "text": each.text, "at": _utc(each.at), "by": each.by} for each in matter.decisions
        ],
        "knowers": [
            {
                "contact": names[each.contact]._asdict() if each.contact in names else None,
                "standing": each.standing,
                "how": each.how,
                "learned_at": _utc(each.learned_at),
                "talked_at": _utc(each.talked_at),
                **{name: getattr(each, name) for name in FEELINGS},
            }
            for each in matter.knowers
        ],
    }


def _utc(at: datetime | None) -> str | None:
    return shapes.utc(at) if at else None


def _day(at: datetime, request: Request) -> str:
    return echo(Moment(at), now=request.now, zone=request.zone).partition(",")[0]


async def _name(member_id: int) -> str:
    return next(each.name for each in await members.listed() if each.id == member_id)


def _disclose_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="MATTER", type=number(1), help="as `matter list` tells it")
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    parser.add_argument("--standing", **choice(Standing))
    parser.add_argument("--how", metavar="TEXT|-", help="how they learned of it, or - for standard input")
    parser.add_argument("--at", metavar="WHEN", help="when they learned of it; now unless given")
    parser.add_argument("--good-idea", **choice(View))
    parser.add_argument("--better-off", **choice(View))
    parser.add_argument("--wish", **choice(Wish))
    parser.add_argument("--talked", action="store_true", help="you talked it over with them now")
    passphrases.argument(parser)
    parser.epilog = "What is not given stays as it is. Nothing is logged: `wellkept log` does that."


def _before_disclosing(args: Namespace) -> None:
    passphrases.before(args)
    if args.how == "-":
        args.how = standard_input.text()
    elif args.how:
        endings.complain(_SEEN)


async def _disclose(request: Request) -> Answer:
    args, about = request.args, await naming.whole_contact(request)
    said: dict[str, Any] = {name: words(getattr(args, name)) for name, words in _SAID.items() if getattr(args, name)}
    if args.how is not None:
        said["how"] = args.how
    if args.at:
        said["learned_at"] = read_past(args.at, now=request.now, zone=request.zone).at
    if args.talked:
        said |= {"talked_at": request.now, "later_at": None}
    async with _open(request) as asked:
        was = await asked.one(args.id)
        if not was.matter.knower(about.uid):
            said.setdefault("standing", Standing.KNOWS)
        secret = await models.secrets.place(was, about.id, said, **asked.how)
    return await _told(secret, [f"noted where {about.name} [{about.id}] stands", _NOT_UNDONE], request)


_SAID: dict[str, Any] = {"standing": Standing, **FEELINGS}
_DO: dict[str, Callable[[_Asked], Awaitable[tuple[Opened, list[str]]]]] = {
    "add": _add,
    "show": _show,
    "decide": _decide,
    "done": _done,
}

VERBS = {
    "matter": BookVerb(arguments=_arguments, run=_matter, reads=_only_lists, before=_before),
    "disclose": BookVerb(arguments=_disclose_arguments, run=_disclose, before=_before_disclosing),
}
