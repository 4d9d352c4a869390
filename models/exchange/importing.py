"""Importing contacts from other address books: who is new is added, who is here is left, updated or added again."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from models import db
from models.exchange import entering, json_agreed, json_entering, json_kept, sources
from models.exchange.card import Card, Dropped, dropped
from models.exchange.checking import checked
from models.exchange.duplicates import Here, left_out, merged
from models.exchange.json_life import Life, Shared
from models.exchange.kept import Kept
from models.history import Change, changing
from models.rules.refusals import BookUnusable, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from models.exchange.entering import Names
    from models.exchange.sources import Items

BATCH = 500
"""Cards written in one transaction."""

_SAID = {"every_days": "cadence", "safe_topics": "safe topics", "off_limits": "list of what is off limits"}


class OnDuplicate(StrEnum):
    """What becomes of a card of somebody who is here already."""

    SKIP = "skip"
    UPDATE = "update"
    ADD = "add"


@dataclass(slots=True)
class Report:
    """What became of the cards of one file: `read` is the sum of the four others. `dropped` are lines and cells."""

    file: str
    read: int = 0
    added: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0
    dropped: list[Dropped] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One import of one or more files: what was asked, and where it stands."""

    on_duplicate: OnDuplicate
    every_days: int | None
    spread: bool
    names: Names
    here: Here = field(default_factory=Here)
    staggered: int = 0
    lives_here: dict[int, Life] = field(default_factory=dict)
    lives: list[tuple[int, Life]] = field(default_factory=list)


def check(path: Path) -> None:
    """Look whether a file is an address book that can be read. Raises what `sources.opened` does."""
    with sources.opened(path):
        pass


async def import_files(
    paths: Sequence[Path],
    *,
    by: int,
    at: datetime,
    dry_run: bool = False,
    columns: Mapping[str, str] = MappingProxyType({}),
    on_duplicate: OnDuplicate = OnDuplicate.SKIP,
    every_days: int | None = None,
    spread: bool = False,
    progress: Callable[[int], None] | None = None,
) -> list[Report]:
    """Import files as one step of undo, 500 cards a transaction; a dry run only reads, and reports the same.

    `columns` sends CSV headers to fields. Who is added gets the cadence of the file, else `every_days`, else none;
    `spread` staggers the first dates evenly over it. Who is here keeps their name, stage, owner and cadence.
    `progress` is told after each transaction how many cards were read.
    Raises what `sources.opened` does, before anything is written; Refused when a file cannot be read to its end.
    """
    with ExitStack() as files:
        opened = [files.enter_context(sources.opened(path, columns=columns)) for path in paths]
        names = await entering.names(by)
        run = _Run(on_duplicate=on_duplicate, every_days=every_days, spread=spread, names=names)
        run_id = str(uuid.uuid4())
        reports = [Report(str(path)) for path in paths]
        for report, items in zip(reports, opened, strict=True):
            new = not any(each.added for each in reports) and await json_agreed.is_new(db.reader().rows)
            while batch := await asyncio.to_thread(_next_batch, items, report):
                await _share(batch, run, report, new=new, by=by, at=at, run_id="" if dry_run else run_id)
                cards = _checked(batch, report)
                if dry_run:
                    await _look(cards, run, report)
                else:
                    await _written(cards, run, reports, report, by=by, at=at, run_id=run_id)
                if progress:
                    progress(sum(each.read for each in reports))
            report.dropped.sort(key=attrgetter("line"))
    return reports


async def _share(
    batch: Sequence[object], run: _Run, report: Report, *, new: bool, by: int, at: datetime, run_id: str
) -> None:
    """Enter what the cards share, before them; with no `run_id` only remember its names."""
    for shared in (item for item in batch if isinstance(item, Shared)):
        report.dropped += await json_agreed.left(shared, db.reader().rows, new=new)
        if run_id:
            await json_agreed.agree(shared, new=new, by=by, at=at, run_id=run_id)
        run.names = json_agreed.foreseen(run.names, shared, new=new)


def _next_batch(items: Items, report: Report) -> list[Card | Dropped | Shared]:
    try:
        return list(islice(items, BATCH))
    except OSError as error:
        said = f"{report.file} could not be read to its end: {error.strerror}. Take back what came in: wellkept undo."
        raise Refused(said) from error


def _checked(batch: list[Card | Dropped | Shared], report: Report) -> list[Card]:
    report.dropped += [item for item in batch if isinstance(item, Dropped)]
    return [checked(item) for item in batch if isinstance(item, Card)]


async def _look(cards: list[Card], run: _Run, report: Report) -> None:
    """Do all but write: `run.here` remembers who would have come in, for all of a dry run."""
    await run.here.look(cards, db.reader().rows)
    run.lives_here = await json_kept.of_cards(cards, db.reader().rows)
    for card in cards:
        await _take(card, run, report, change=None)


async def _written(
    cards: list[Card], run: _Run, reports: list[Report], report: Report, *, by: int, at: datetime, run_id: str
) -> None:
    """Write a batch; where the book gives up, say how much of the import is in it."""
    came_in = sum(each.added + each.updated for each in reports)
    try:
        await _write(cards, run, report, by=by, at=at, run_id=run_id)
    except BookUnusable as trouble:
        said = f"{trouble} {came_in} of the cards came in before; take them back with: wellkept undo."
        raise BookUnusable(said) from trouble


async def _write(cards: list[Card], run: _Run, report: Report, *, by: int, at: datetime, run_id: str) -> None:
    async with changing("import", by=by, at=at) as change:
        change.run_id = run_id
        run.names = await entering.names(by)  # a stage may have been deleted since the last batch
        run.here = Here()  # who came in before is in the book by now
        await run.here.look(cards, change.connection.execute_query_dict)
        run.lives_here = await json_kept.of_cards(cards, change.connection.execute_query_dict)
        run.lives.clear()
        for card in cards:
            await _take(card, run, report, change=change)
        await json_entering.enter(run.lives, change=change)


async def _take(card: Card, run: _Run, report: Report, *, change: Change | None) -> None:
    report.read += 1
    known = None if run.on_duplicate == OnDuplicate.ADD else run.here.find(card)
    json_kept.recall(known, run.lives_here)
    if not card.name:
        report.failed += 1
        card.dropped.append(dropped(card.line, " ".join(card.notes), "no name, company, e-mail or phone to call it by"))
    elif known is None:
        report.added += 1
        await _add(card, run, change)
    elif run.on_duplicate == OnDuplicate.UPDATE and await _update(card, known, run, change):
        report.updated += 1
    else:
        report.skipped += 1
        if run.on_duplicate == OnDuplicate.SKIP:
            _tell_skipped(card, known)
    report.dropped += card.dropped


async def _add(card: Card, run: _Run, change: Change | None) -> None:
    if run.here.taken(card.uid):
        card.dropped.append(dropped(card.line, card.uid, "another contact has this UID; a new one is given"))
        card.uid = ""
    stage, owner = entering.stand(card, run.names)
    new = replace(card, stage=stage.name, owner=owner.name, every_days=card.every_days or run.every_days)
    known = Kept(None, replace(new, dropped=[], lines={}))
    if change:
        known.id = await entering.add(new, stage, owner, change=change)
        if run.spread and new.every_days:
            await entering.stagger(known.id, new.every_days, run.staggered, change=change)
            run.staggered += 1
        _live(known, run)
    run.here.remember(known)


def _live(known: Kept, run: _Run) -> None:
    if known.id is not None and known.card.life:
        run.lives.append((known.id, known.card.life))


async def _update(card: Card, known: Kept, run: _Run, change: Change | None) -> bool:
    """Add to a contact what they lack; say whether there was anything. What stays as it is is reported."""
    before, known.card = known.card, merged(known.card, card)
    for name, said in left_out(known.card, card):
        why = f"already here; an update leaves the {_SAID.get(name, name)} as it is"
        card.dropped.append(dropped(card.line, said, why))
    if known.card == before:
        return False
    if change and known.id is not None:
        await entering.rewrite(known.id, before, known.card, change=change)
        _live(known, run)
    run.here.remember(known)
    return True


def _tell_skipped(card: Card, known: Kept) -> None:
    whole = merged(known.card, card)
    if whole != known.card or any(left_out(whole, card)):
        card.dropped.append(dropped(card.line, card.name, "already here; what this card says beyond that is left out"))
