"""The verb reason: the managed list of why people never bought, or left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import choices
from models.rules.words import StageKind
from tui.cli import output
from tui.cli.arguments import Parser, Usage, choice, number
from tui.cli.output import quoted
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Awaitable, Callable

    from models.reading.choices import ReasonRow
    from tui.cli.verb import Request

_KINDS = (StageKind.NEVER.value, StageKind.FORMER.value)
_FLAGS = {
    "ends-contact": ("ends_contact", "cadence and sales stop for who has it"),
    "ours": ("is_ours", "it is our own doing: whoever gets it, a problem opens with them"),
    "asks-again": ("asks_again", "worth asking again later"),
}
"""What a reason may mean, as it is typed: its column, and what it says."""
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0", ""})


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(dest="doing", metavar="list|add|edit|done", prog=parser.prog, parser_class=Parser)
    for name, does in (
        ("list", "list the reasons why people never bought, or left"),
        ("add", "add a reason; one of that name that was removed comes back"),
        ("edit", "change its name or what it means"),
        ("done", "offer a reason no more; it stays with who has it"),
    ):
        sub = doing.add_parser(name, description=does, help=does)
        _OWN[name](sub)
        sub.everywhere()


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", **choice(_KINDS, help="both unless given"))


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", **choice(_KINDS))
    parser.add_argument("name", metavar="NAME")
    for flag, (column, does) in _FLAGS.items():
        parser.add_argument(f"--{flag}", dest=column, action="store_true", help=does)


def _which(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=number(1), help="its id, in [brackets] in: wellkept reason list")


def _edit_arguments(parser: ArgumentParser) -> None:
    _which(parser)
    fields = f"name=NEW, or {', '.join(_FLAGS)}, each =yes or =no"
    parser.add_argument("pairs", metavar="FIELD=VALUE", nargs="+", help=fields)


_OWN: dict[str, Callable[[ArgumentParser], None]] = {
    "list": _list_arguments,
    "add": _add_arguments,
    "edit": _edit_arguments,
    "done": _which,
}


async def _reason(request: Request) -> Answer:
    said = await _DO[request.args.doing](request) if request.args.doing in _DO else []
    asked = getattr(request.args, "kind", None)
    listed = [(kind, row) for kind in _KINDS if asked in {None, kind} for row in await choices.reasons(kind)]
    cells = [(f"[{row.id}]", kind, row.name, _means(row)) for kind, row in listed]
    lines = output.table([("", "stage", "reason", "means"), *cells], yielding=(2, 3))
    return Answer([*said, *lines], {"reasons": [_shape(kind, row) for kind, row in listed]})


def _means(row: ReasonRow) -> str:
    said = (
        "not known: to be asked" if row.is_unknown else "",
        "contact ends" if row.ends_contact else "",
        "ours" if row.is_ours else "",
        "ask again" if row.asks_again else "",
    )
    return ", ".join(word for word in said if word)


def _shape(kind: str, row: ReasonRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": kind,
        "name": row.name,
        "ends_contact": row.ends_contact,
        "is_unknown": row.is_unknown,
        "is_ours": row.is_ours,
        "asks_again": row.asks_again,
    }


async def _add(request: Request) -> list[str]:
    args = request.args
    meaning: Any = {column: getattr(args, column) for column, _ in _FLAGS.values()}
    row = await models.reasons.add(StageKind(args.kind), args.name, by=request.by, at=request.now, **meaning)
    return [f"added the reason [{row.id}] {row.name}"]


async def _edit(request: Request) -> list[str]:
    args, by, at = request.args, request.by, request.now
    given = _given(args.pairs)
    name = given.pop("name", None)
    with models.bulk.one_step():
        if name is not None:
            await models.reasons.rename(args.id, name, by=by, at=at)
        row = await models.reasons.mean(args.id, by=by, at=at, **given)
    return [f"changed the reason [{row.id}] {row.name}"]


def _given(pairs: list[str]) -> dict[str, Any]:
    """Read FIELD=VALUE pairs. Raises Usage."""
    found: dict[str, Any] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        typed = value.strip().casefold()
        if field == "name" and equals:
            found["name"] = value
        elif field in _FLAGS and equals and typed in _YES | _NO:
            found[_FLAGS[field][0]] = typed in _YES
        else:
            raise Usage(f"{quoted(pair)} cannot be read. Write name=NEW, or {', '.join(_FLAGS)} with =yes or =no.")
    return found


async def _done(request: Request) -> list[str]:
    await models.reasons.remove(request.args.id, by=request.by, at=request.now)
    return [f"removed the reason [{request.args.id}]: who has it keeps it"]


_DO: dict[str, Callable[[Request], Awaitable[list[str]]]] = {"add": _add, "edit": _edit, "done": _done}

VERBS = {"reason": BookVerb(arguments=_arguments, run=_reason, reads=lambda args: args.doing in {None, "list"})}
