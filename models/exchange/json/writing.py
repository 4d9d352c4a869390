"""Writing JSON: everything that a book holds but what is worked out, one contact a line; docs/exchange.md tells it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Any

from models import db
from models.exchange import kept
from models.exchange.json import kept as json_kept
from models.exchange.json.keys import Kind
from models.exchange.json.parts import CONTACT, LISTS, PARTS
from models.exchange.json.reading import VERSION
from models.exchange.pieces import Piece
from models.reading import choices, chosen
from models.reading.chosen import Chosen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from models.exchange.card import Card
    from models.exchange.json.keys import Key
    from models.exchange.json.life import Life, Row

_BY_NAME = ("sort_key", "id")
_json = json.JSONEncoder(ensure_ascii=False).encode
_FIELDS = (*("uid", "name", "company", "stage", "owner", "every_days"), *("birthday", "safe_topics", "off_limits"))
_WORDS = ("tags", "do_not_contact", "extras")
_MEMBERS = "SELECT name FROM member ORDER BY name, id"
_STAGES = "SELECT name, kind, every_days, archived_at FROM stage ORDER BY position, id"
_REASONS = """
SELECT kind, name, ends_contact, is_unknown, archived_at, is_ours, asks_again FROM reason
ORDER BY kind DESC, position, id"""
_ANNOUNCEMENTS = """
SELECT a.title, a.text, a.audience, a.at, m.name AS by, a.closed_at FROM announcement a JOIN member m ON m.id = a.by_id
ORDER BY a.at, a.title, a.id"""
_COMPANIES = """
SELECT co.sort_key, co.id, co.name, co.created_at FROM company co
WHERE EXISTS (SELECT 1 FROM contact c WHERE c.company_id = co.id{found})"""


async def write(whom: Chosen, at: datetime) -> AsyncIterator[Piece]:
    """Yield the file in pieces; the archived are in it when nobody is chosen.

    Only companies of the contacts found go out; members, stages and reasons all do.
    """
    found, values = whom.condition()
    found = found if whom == Chosen() else f" AND c.archived_at IS NULL{found}"
    yield Piece(await _beginning(at), {"contacts": 0})
    async for text, _ in _listed(_companies(found, values)):
        yield Piece(text, {})
    yield Piece('\n],\n"contacts": [', {})
    async for text, many in _listed(_contacts(found, values)):
        yield Piece(text, {"contacts": many})
    yield Piece("\n]}\n", {})


async def _listed(pages: AsyncIterator[list[Row]]) -> AsyncIterator[tuple[str, int]]:
    """Yield the elements of a list, each on a line of its own, and how many of them."""
    between = "\n"
    async for page in pages:
        yield between + ",\n".join(map(_json, page)), len(page)
        between = ",\n"


async def _beginning(at: datetime) -> str:
    rows = db.reader().rows
    members = [row["name"] for row in await rows(_MEMBERS)]
    lists = {
        "members": members,
        "stages": [_said(row, LISTS["stages"]) for row in await rows(_STAGES)],
        "reasons": [_said(row, LISTS["reasons"]) for row in await rows(_REASONS)],
        "announcements": [_said(row, LISTS["announcements"]) for row in await rows(_ANNOUNCEMENTS)],
    }
    about = {
        "version": VERSION,
        "written_by": f"wellkept {metadata.version('wellkept')}",
        "at": _plain(at),
        "business": asdict(await choices.business()),
    }
    one_line = [f"{_json(name)}: {_json(value)}" for name, value in about.items()]
    several = [f"{_json(name)}: [\n" + ",\n".join(map(_json, value)) + "\n]" for name, value in lists.items()]
    return "{" + ",\n".join([*one_line, *several, '"companies": ['])


async def _companies(found: str, values: Sequence[object]) -> AsyncIterator[list[Row]]:
    async for rows in chosen.pages(_COMPANIES.format(found=found), values, _BY_NAME):
        yield [_said(row, LISTS["companies"]) for row in rows]


async def _contacts(found: str, values: Sequence[object]) -> AsyncIterator[list[Row]]:
    read = db.reader().rows
    names = await json_kept.called(read)
    select = f"SELECT c.sort_key, c.id FROM contact c WHERE 1 = 1{found}"  # noqa: S608  (our own words)
    async for rows in chosen.pages(select, values, _BY_NAME):
        async for ids in kept.in_memory(read, [row["id"] for row in rows]):
            lives = await json_kept.lives(read, ids, names)
            yield [_contact(each.card, lives[each.id]) for each in await kept.cards(read, ids) if each.id]


def _contact(card: Card, life: Life) -> Row:
    texts = {name: getattr(card, name) for name in _FIELDS}
    points = {name: [point._asdict() for point in getattr(card, name)] for name in kept.POINTS.values()}
    words = {name: getattr(card, name) for name in _WORDS}
    parts = {name: [_said(row, part.keys) for row in life.parts[name]] for name, part in PARTS.items()}
    return {**texts, **points, **words, **_said(life.since, CONTACT), **parts}


def _said(row: Row, keys: Sequence[Key]) -> Row:
    return {key.name: _plain(_typed(row[key.name], key.kind)) for key in keys}


def _typed(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind == Kind.FLAG:
        return bool(value)
    if kind == Kind.ANNOUNCEMENT:
        return {"at": _plain(datetime.fromisoformat(value[0])), "title": value[1]}
    return {"kind": value[0], "name": value[1]} if kind == Kind.REASON else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return value.isoformat() if isinstance(value, date) else value
