"""The verb that prepares for a call: brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.reading import brief, guides, secrets
from screens import briefing
from tui.cli import naming, output, passphrases, shapes
from tui.cli.verb import Answer, BookVerb, always

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from models.reading.brief import Brief
    from models.reading.guides import Found
    from models.rules.secrets import Knower
    from models.secrets import Opened
    from screens.briefing import Part, Teller
    from tui.cli.verb import Request

    Known = list[tuple[Opened, Knower]]

_LABEL = 12
_LOCKED = "locked: see what they know with --passphrase-fd"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("contact", metavar="CONTACT", help="an id, or text that matches exactly one contact")
    passphrases.argument(parser, asks=False)
    parser.epilog = "Secrets are told with --passphrase-fd, those that you can read; else nobody is asked."


async def _brief(request: Request) -> Answer:
    contact_id = await naming.contact_id(request)
    read = await brief.of_contact(contact_id, now=request.now)
    known = await _opened(request, read) if request.args.passphrases else None
    is_locked = known is None and bool(await secrets.revisions(request.by))
    waits = brief.waits(known or [])
    name = read.guide(waits=waits)
    found = await guides.named(name, request.guides)
    tell = briefing.Teller(output.glyphs(), request.now, request.zone, str)
    said = [_LOCKED] if is_locked else [briefing.secret(each.matter, knower, tell) for each, knower in known or []]
    is_private = read.needs_private_place(waits=waits)
    shape = {
        **_shape(read, request),
        "private_place": is_private,
        "secrets": None if known is None else [_known(*each) for each in known],
        "guide": {"name": name, **found.guide._asdict(), "problem": found.problem},
    }
    first = [briefing.PRIVATE] if is_private else []
    return Answer([_head(read), *first, *_lines(read, found, said, tell)], {"brief": shape})


async def _opened(request: Request, read: Brief) -> Known:
    import models  # noqa: PLC0415  (without a passphrase nothing is opened, and Tortoise not loaded)
    from tui.cli import unlocking  # noqa: PLC0415

    async with unlocking.unlocked(request) as vault:
        return secrets.what_they_know(await models.secrets.opened(vault=vault, known={}), read.whole.uid)


def _head(read: Brief) -> str:
    whole = read.whole
    return f"{whole.name}{f', {whole.company}' if whole.company else ''} [{whole.id}]  {whole.stage}"


def _lines(read: Brief, found: Found, secrets_said: list[str], tell: Teller) -> list[str]:
    lines = [line for part in briefing.told(read, tell, secrets_said) for line in _laid_out(part)]
    guide = [line for part in briefing.guided(found) for line in _laid_out(part)]
    return [*lines, "", found.guide.title, *guide]


def _laid_out(part: Part) -> list[str]:
    label = part.label
    lines = [line for text in part.lines for line in output.wrapped(text, indent=" " * _LABEL)]
    return [f"{label:<{_LABEL}}{lines[0].lstrip()}", *lines[1:]]


def _shape(read: Brief, request: Request) -> dict[str, Any]:
    whole, relationship = read.whole, read.relationship
    return {
        "contact": {"id": whole.id, "name": whole.name},
        "outreach": [
            {key: value for key, value in shapes.outreach(row, now=request.now).items() if key != "contact"}
            for row in whole.outreach
        ],
        "last_words": [_timed(each._asdict(), "tone") for each in read.said],
        "problems": [_timed(each._asdict()) for each in read.problems],
        "promises": [_timed(each._asdict(), "due_on") for each in read.promises],
        "needs": [
            {"id": each.id, "text": each.text, "weight": each.word, "confirmed_at": shapes.utc(each.confirmed_at)}
            | {"stale": each.is_stale}
            for each in relationship.needs
        ],
        "safe_topics": whole.safe_topics,
        "off_limits": whole.off_limits,
        "do_not_contact": whole.do_not_contact.split(),
        "discretion": whole.discretion_at and {"at": shapes.utc(whole.discretion_at), "by": whole.discretion_by},
        "announcements": [_timed(each._asdict()) for each in read.news],
        "balance": {
            "took": len(relationship.took),
            "gave": len(relationship.gave),
            "introduced": relationship.introduced,
            "introduced_by": relationship.introduced_by,
            "one_sided": relationship.balance.one_sided,
        },
    }


def _known(secret: Opened, knower: Knower) -> dict[str, Any]:
    return {
        "id": secret.id,
        "title": secret.matter.title,
        "standing": knower.standing,
        "learned_at": knower.learned_at and shapes.utc(knower.learned_at),
        "talked_at": knower.talked_at and shapes.utc(knower.talked_at),
    }


def _timed(values: dict[str, Any], *but: str) -> dict[str, Any]:
    """Write every moment of a row as JSON has it, and leave out what only the lines need."""
    return {
        name: shapes.utc(value) if name.endswith("at") and value is not None else value
        for name, value in values.items()
        if name not in but
    }


VERBS = {"brief": BookVerb(arguments=_arguments, run=_brief, reads=always, before=passphrases.before)}
