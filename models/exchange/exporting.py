"""Exporting contacts: all, or those that a query finds, page by page into a file that appears only when it is whole."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models import db
from models.exchange import csv_writing, json_writing, kept, vcard_writing
from models.reading import keyset, search
from models.rules.refusals import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from datetime import datetime

    from models.exchange.card import Card

_PAGE = 500


class Format(StrEnum):
    """What can be written."""

    CSV = "csv"
    VCF = "vcf"
    JSON = "json"


class NotWritten(Refused):
    """The file could not be written; whatever stood there before still does."""


async def export(target: Path | BinaryIO, query: str = "", *, form: Format, at: datetime) -> int:
    """Write the contacts that `query` finds, all of them for "", and return how many; archived ones are left out.

    CSV with headers or vCard 4.0, in UTF-8. A file appears whole or not at all, readable by its owner alone.
    Raises NotFound for a folder that is not there, NotWritten; OSError when `target` is a stream that takes no more.
    """
    if isinstance(target, Path):
        with _appearing(target) as stream:
            return await _written(stream, query, form, at)
    return await _written(target, query, form, at)


async def _written(stream: BinaryIO, query: str, form: Format, at: datetime) -> int:
    count = 0
    async with db.reader().unchanging():
        if form == Format.JSON:
            async for text, written in json_writing.pieces(
                *search.condition(query, first=1), archived=not query, at=at
            ):
                stream.write(text.encode())
                count += written
            stream.flush()
            return count
        widths = await _widths(query)
        if form == Format.CSV:
            stream.write(csv_writing.header(widths).encode())
        async for cards in _pages(query):
            lines = csv_writing.lines(cards, widths) if form == Format.CSV else vcard_writing.write(cards)
            stream.write("".join(lines).encode())
            count += len(cards)
    stream.flush()
    return count


async def _pages(query: str) -> AsyncIterator[list[Card]]:
    found, terms = search.condition(query, first=1)
    select = f"SELECT c.sort_key, c.id FROM contact c WHERE c.archived_at IS NULL{found}"  # noqa: S608  (our own words)
    after: tuple[object, ...] | None = None
    while rows := await keyset.page(select, terms, ("sort_key", "id"), after=after, limit=_PAGE):
        after = (rows[-1]["sort_key"], rows[-1]["id"])
        marks = ", ".join(f"?{place}" for place in range(1, len(rows) + 1))
        yield [each.card for each in await kept.cards(db.reader().rows, marks, [row["id"] for row in rows])]


async def _widths(query: str) -> dict[str, int]:
    """Return how many points of each kind the contact with the most of them has."""
    found, terms = search.condition(query, first=1)
    rows = await db.reader().rows(
        "SELECT kind, max(points) AS points FROM ("  # noqa: S608  (our own words)
        "SELECT p.kind, count(*) AS points FROM contact_point p JOIN contact c ON c.id = p.contact_id"
        f" WHERE c.archived_at IS NULL{found} GROUP BY p.contact_id, p.kind) AS counted GROUP BY kind",
        terms,
    )
    return dict.fromkeys(kept.POINTS.values(), 0) | {kept.POINTS[row["kind"]]: row["points"] for row in rows}


@contextmanager
def _appearing(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `target` when the block is done; after an error nothing is left of it."""
    path = Path(os.path.realpath(target))
    try:
        if path.exists() and not path.is_file():
            raise NotWritten(f"{target} is not a file. Name a file to export to, or - for standard output.")
        if _is_book(path):
            raise NotWritten(f"{target} is the book itself. Name another file to export to.")
        with _beside(path) as stream:
            yield stream
    except FileNotFoundError as error:
        raise NotFound(f"There is no folder {path.parent}. Make it, or name a file elsewhere.") from error
    except OSError as error:
        raise NotWritten(f"{target} could not be written: {error.strerror}. Nothing was changed there.") from error


def _is_book(path: Path) -> bool:
    """Tell whether the book, or one of the files that SQLite keeps beside it, stands there."""
    book = db.path()
    files = [book, *(book.with_name(f"{book.name}{end}") for end in ("-wal", "-shm", "-journal"))]
    return path.exists() and any(file.exists() and path.samefile(file) for file in files)


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".wellkept-")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(descriptor)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
