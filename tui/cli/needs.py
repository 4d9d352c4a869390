"""The verb of needs: need add, list, confirm, edit, done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import needs
from models.rules.needs import WEIGHTS
from models.rules.when import Moment, echo, read_past
from tui.cli import naming, output, shapes
from tui.cli.arguments import Parser, Usage, choice, number, pairs
from tui.cli.output import quoted
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Awaitable, Callable, Sequence

    from models.reading.needs import Need
    from models.rules.words import Weight
    from tui.cli.verb import Request

_WHEN = "when they said so, as 3 mar or 2 days ago; now if not given"
_FIELDS = ("text", "weight", "note", "confirmed")


def _arguments(parser: ArgumentParser) -> None:
    doing = parser.add_subparsers(
        dest="doing", required=True, metavar="add|list|confirm|edit|done", prog=parser.prog, parser_class=Parser
    )
    subs = {name: doing.add_parser(name, description=does, help=does) for name, does in _DOES.items()}
    subs["add"].add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    subs["add"].add_argument("text", metavar="TEXT", help="as “delivery before 8”")
    subs["add"].add_argument("--weight", default="matters", **choice(WEIGHTS, help="matters unless given"))
    subs["add"].add_argument("--note", metavar="N", default="")
    subs["add"].add_argument("--confirmed", metavar="WHEN", default="now", help=_WHEN)
    subs["list"].add_argument("contact", metavar="CONTACT", nargs="?", help="everybody's unless given")
    subs["list"].add_argument("--stale", action="store_true", help="only those that it is time to ask about again")
    for name in ("confirm", "edit", "done"):
        subs[name].add_argument("need", metavar="ID", type=number(1), help="in [brackets] in: wellkept need list")
    subs["edit"].add_argument("fields", metavar="FIELD=VALUE", nargs="+", help=f"the fields are {', '.join(_FIELDS)}")
    for sub in subs.values():
        sub.everywhere()


_DOES = {
    "add": "note what a contact needs",
    "list": "list needs, of one contact or of everybody",
    "confirm": "note that they said again that they need it",
    "edit": "change a need",
    "done": "end a need: it is met, or is none any more",
}


async def _add(request: Request) -> Answer:
    args = request.args
    said = read_past(args.confirmed, now=request.now, zone=request.zone)
    need = await models.needs.add(
        await naming.contact_id(request),
        args.text,
        weight=WEIGHTS[args.weight],
        note=args.note,
        confirmed_at=said.at,
        by=request.by,
        at=request.now,
    )
    return _answer(f"{_named(need)}, confirmed {echo(said, now=request.now, zone=request.zone)}", need)


async def _list(request: Request) -> Answer:
    if request.args.contact is None:
        found = await needs.of_everybody(now=request.now)
    else:
        found = await needs.of_contact(await naming.contact_id(request), now=request.now)
    kept = [need for need in found if need.is_stale or not request.args.stale]
    return Answer(_lines(kept, request), {"needs": [_shape(need) for need in kept]})


async def _confirm(request: Request) -> Answer:
    need = await models.needs.confirm(request.args.need, by=request.by, at=request.now)
    return _answer(f"confirmed: {_named(need)}", need)


async def _edit(request: Request) -> Answer:
    changes = _given(request.args.fields, request)
    need = await models.needs.edit(request.args.need, by=request.by, at=request.now, **changes)
    return _answer(f"changed: {_named(need)}, confirmed {_day(need, request)}", need)


async def _done(request: Request) -> Answer:
    need = await models.needs.end(request.args.need, by=request.by, at=request.now)
    return _answer(f"ended: {_named(need)}", need)


def _given(typed: Sequence[str], request: Request) -> dict[str, Any]:
    """Read FIELD=VALUE pairs. Raises Usage, Unreadable."""
    found: dict[str, Any] = dict(pairs(typed, _FIELDS))
    if "weight" in found:
        found["weight"] = _weight(found["weight"])
    if "confirmed" in found:
        found["confirmed_at"] = read_past(found.pop("confirmed"), now=request.now, zone=request.zone).at
    return found


def _weight(word: str) -> Weight:
    if word not in WEIGHTS:
        raise Usage(f"{quoted(word)} is no weight. Choose one of: {', '.join(WEIGHTS)}.")
    return WEIGHTS[word]


def _lines(found: Sequence[Need], request: Request) -> list[str]:
    cells = [(f"[{need.id}]", need.name, need.text, need.word, _stands(need, request)) for need in found]
    return output.listed(cells, yielding=(1, 2), most=needs.MOST, none="no need is noted here")


def _stands(need: Need, request: Request) -> str:
    return f"{'stale' if need.is_stale else 'confirmed'} {_day(need, request)}"


def _day(need: Need, request: Request) -> str:
    return echo(Moment(need.confirmed_at), now=request.now, zone=request.zone)


def _named(need: Need) -> str:
    weight = "" if need.word == "matters" else f" ({need.word})"
    return f"need [{need.id}] of {need.name}: {need.text}{weight}"


def _shape(need: Need) -> shapes.Shape:
    return {
        "id": need.id,
        "contact": {"id": need.contact_id, "name": need.name},
        "text": need.text,
        "weight": need.word,
        "note": need.note,
        "confirmed_at": shapes.utc(need.confirmed_at),
        "stale": need.is_stale,
        "ended_at": need.ended_at and shapes.utc(need.ended_at),
        "by": need.by,
    }


def _answer(line: str, need: Need) -> Answer:
    return Answer([line], {"need": _shape(need)})


_DO: dict[str, Callable[[Request], Awaitable[Answer]]] = {
    "add": _add,
    "list": _list,
    "confirm": _confirm,
    "edit": _edit,
    "done": _done,
}


async def _run(request: Request) -> Answer:
    return await _DO[request.args.doing](request)


VERBS = {"need": BookVerb(arguments=_arguments, run=_run, reads=lambda args: args.doing == "list")}
