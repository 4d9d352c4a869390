"""Exporting: all, or what a query finds, piece by piece into a file that appears only when it is whole."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models import db
from models.exchange import kept, targets
from models.exchange.csv import writing as csv_writing
from models.exchange.json import writing as json_writing
from models.exchange.pieces import Piece
from models.exchange.vcard import writing as vcard_writing
from models.reading import chosen
from models.reading.among import EVERYBODY, Among
from models.reading.chosen import Chosen
from models.rules.formats import Format

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from models.exchange.card import Card

    Writer = Callable[[Chosen, datetime], AsyncIterator[Piece]]

__all__ = ["Format", "export", "said"]

_STEP = 5_000
"""How far an export is, is told once in so many: to draw it takes longer than to write fifty contacts."""


def _to_nobody(_: int) -> None:
    pass


async def export(
    target: Path | BinaryIO,
    query: str = "",
    *,
    form: Format,
    at: datetime,
    ids: Sequence[int] | None = None,
    owner_id: int | None = None,
    among: Among = EVERYBODY,
    told: Callable[[int], object] = _to_nobody,
) -> Counter[str]:
    """Write what `query` finds, all for "", and count it: contacts, or follow_ups and birthdays.

    `ids` are the contacts that are meant, or those `among` some, `owner_id` the member who owns what is. CSV with
    headers, vCard 4.0, or iCalendar as seen at `at` (aware, in the actor's zone), in UTF-8; archived contacts are left
    out. A file appears whole or not at all, readable by its owner alone. `told` hears once in a while how much is
    written.
    Raises NotFound for a folder that is not there, NotWritten; OSError when `target` is a stream that takes no more.
    """
    pieces = _WRITERS[form](Chosen(query, ids, owner_id, among), at)
    if isinstance(target, Path):
        with targets.appearing(target) as stream:
            return await _written(stream, pieces, told)
    return await _written(target, pieces, told)


async def kept_back(
    query: str = "", *, ids: Sequence[int] | None = None, owner_id: int | None = None, among: Among = EVERYBODY
) -> int:
    """Count the confidential notes on the contacts that are meant: no export carries them."""
    found, values = Chosen(query, ids, owner_id, among).condition()
    sql = f"SELECT count(*) FROM confidence k JOIN contact c ON c.id = k.contact_id WHERE TRUE{found}"  # noqa: S608  (our own words)
    return await db.reader().number(sql, values)


def said(counts: Mapping[str, int]) -> str:
    """Say what was counted: "9 follow-ups and 1 birthday"."""
    *some, last = [f"{count:,} {_noun(name, count)}" for name, count in counts.items()]
    return f"{', '.join(some)} and {last}" if some else last


def _noun(name: str, count: int) -> str:
    several = name.replace("_", "-")
    return several if count != 1 else re.sub("ies$", "y", several).removesuffix("s")


async def _written(stream: BinaryIO, pieces: AsyncIterator[Piece], told: Callable[[int], object]) -> Counter[str]:
    counts, heard = Counter[str](), 0
    async with db.reader().unchanging():
        async for piece in pieces:
            stream.write(piece.text.encode())
            counts.update(piece.counts)
            if counts.total() >= heard + _STEP:
                heard = counts.total()
                told(heard)
    stream.flush()
    return counts


async def _csv(whom: Chosen, _at: datetime) -> AsyncIterator[Piece]:
    widths = await _widths(whom)
    yield Piece(csv_writing.header(widths), {"contacts": 0})
    async for cards in _cards(whom):
        yield Piece("".join(csv_writing.lines(cards, widths)), {"contacts": len(cards)})


async def _vcards(whom: Chosen, _at: datetime) -> AsyncIterator[Piece]:
    yield Piece("", {"contacts": 0})
    async for cards in _cards(whom):
        yield Piece("".join(vcard_writing.write(cards)), {"contacts": len(cards)})


def _calendar(whom: Chosen, at: datetime) -> AsyncIterator[Piece]:
    from models.exchange.ics import writing as ics_writing  # noqa: PLC0415  (icalendar takes 44 ms to load)

    return ics_writing.write(whom, at)


_WRITERS: dict[Format, Writer] = {
    Format.CSV: _csv,
    Format.VCF: _vcards,
    Format.ICS: _calendar,
    Format.JSON: json_writing.write,
}


async def _cards(whom: Chosen) -> AsyncIterator[list[Card]]:
    """Yield the chosen contacts that are not archived, by name."""
    found, values = whom.condition()
    select = f"SELECT c.sort_key, c.id FROM contact c WHERE c.archived_at IS NULL{found}"  # noqa: S608  (our own words)
    async for rows in chosen.pages(select, values, ("sort_key", "id")):
        async for ids in kept.in_memory(db.reader().rows, [row["id"] for row in rows]):
            yield [each.card for each in await kept.cards(db.reader().rows, ids)]


async def _widths(whom: Chosen) -> dict[str, int]:
    """Return how many points of each kind the contact with the most of them has."""
    found, values = whom.condition()
    rows = await db.reader().rows(
        "SELECT kind, max(points) AS points FROM ("  # noqa: S608  (our own words)
        "SELECT p.kind, count(*) AS points FROM contact_point p JOIN contact c ON c.id = p.contact_id"
        f" WHERE c.archived_at IS NULL{found} GROUP BY p.contact_id, p.kind) AS counted GROUP BY kind",
        values,
    )
    return dict.fromkeys(kept.POINTS.values(), 0) | {kept.POINTS[row["kind"]]: row["points"] for row in rows}
