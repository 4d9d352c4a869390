"""Importing contacts from other address books: who is new is added, who is here is left, updated or added again."""

from __future__ import annotations

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from models import db
from models.engine.whole import whole
from models.exchange import entering, sources
from models.exchange.card import Card, Dropped, dropped
from models.exchange.duplicates import Here
from models.exchange.json import agreed as json_agreed
from models.exchange.json import entering as json_entering
from models.exchange.json.life import Shared
from models.exchange.reports import Report
from models.exchange.taking import OnDuplicate, Taking
from models.history import changing
from models.rules.refusals import BookUnusable, Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor, Future
    from datetime import datetime
    from pathlib import Path

    from models.exchange.kept import Rows
    from models.exchange.sources import Opened
    from models.history import Change

__all__ = ["BATCH", "OnDuplicate", "Progress", "Report", "check", "import_files", "take_back"]

BATCH = 500
"""Cards written in one transaction, at most."""

BATCH_SIZE = 4_000_000
"""Characters of notes and extras, such as photos, after which a batch ends before that."""


_IN_THE_BOOK = "SELECT count(*) AS batches FROM history WHERE run_id = ?1 AND verb = 'import' AND undone_at IS NULL"


class Progress(NamedTuple):
    """How far an import is: cards and bytes that were read of all files, and cards by which the book changed."""

    read: int
    done_bytes: int
    total_bytes: int
    came_in: int


@dataclass(slots=True)
class _Batch:
    """Checked cards, what they share, what was dropped between them, and how much of all files is read by then."""

    cards: list[Card] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    done_bytes: int = 0
    size: int = 0

    def take(self, item: Card | Dropped | Shared) -> None:
        """Put what comes next of a file where it belongs."""
        if isinstance(item, Shared):
            self.shared.append(item)
        elif isinstance(item, Dropped):
            self.dropped.append(item)
        else:
            self.cards.append(item)
            self.size += sum(map(len, (*item.notes, *item.extras)))

    @property
    def is_empty(self) -> bool:
        """Tell that the file had nothing more."""
        return not (self.cards or self.shared or self.dropped)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One import of one or more files, as one step of undo: what was asked, and where it stands."""

    by: int
    at: datetime
    dry_run: bool
    taking: Taking
    reports: list[Report]
    progress: Callable[[Progress], None] | None
    total_bytes: int
    run_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    batches: int = 0
    """Batches by which the book changed."""

    @property
    def came_in(self) -> int:
        """Cards by which the book changed."""
        return sum(report.added + report.updated for report in self.reports)

    def tell(self, done_bytes: int) -> None:
        """Tell how far it is."""
        if self.progress:
            read = sum(report.read for report in self.reports)
            self.progress(Progress(read, done_bytes, self.total_bytes, self.came_in))


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
    progress: Callable[[Progress], None] | None = None,
) -> list[Report]:
    """Import files as one step of undo, 500 cards a transaction; a dry run only reads, and reports the same.

    `columns` sends CSV headers to fields. Who is added gets the cadence of the file, else `every_days`, else none;
    `spread` staggers the first dates evenly over it. Who is here keeps their name, stage, owner and cadence.
    `progress` is told after each transaction. A task that is cancelled stops after the transaction under way: what
    came in by then stays.
    Raises what `sources.opened` does, before anything is written; Refused when a file cannot be read to its end; Stale
    when it is taken back meanwhile, or the book restored to a copy.
    """
    with ExitStack() as stack:
        files = [stack.enter_context(sources.opened(path, columns=columns)) for path in paths]
        taking = Taking(
            here=Here(dry_run=dry_run),
            names=await entering.names(by),
            on_duplicate=on_duplicate,
            every_days=every_days,
            spread=spread,
        )
        sizes = [path.stat().st_size for path in paths]
        run = _Run(
            by=by,
            at=at,
            dry_run=dry_run,
            taking=taking,
            reports=[Report(str(path)) for path in paths],
            progress=progress,
            total_bytes=sum(sizes),
        )
        reader = stack.enter_context(ThreadPoolExecutor(1))
        for place, file in enumerate(files):
            await _import_file(file, run.reports[place], run, reader, before=sum(sizes[:place]))
    return run.reports


async def _import_file(file: Opened, report: Report, run: _Run, reader: Executor, *, before: int) -> None:
    """Take a file in; its next batch is read and checked while one is written. `before` counts bytes of other files."""
    new = not run.came_in and await json_agreed.is_new(db.reader().rows)
    coming = reader.submit(_next_batch, file, before)
    while batch := await _arrived(coming, report, run):
        coming = reader.submit(_next_batch, file, before)
        await _share(batch, report, run, new=new)
        if run.dry_run:
            await _looked(batch, report, run)
        else:
            await whole(_written(batch, report, run))
    await _find_introduced(report, run)


async def _share(batch: _Batch, report: Report, run: _Run, *, new: bool) -> None:
    """Enter what the cards share, before them; a dry run only remembers its names."""
    for shared in batch.shared:
        report.dropped.extend(await json_agreed.checked(shared, db.reader().rows, new=new))
        if not run.dry_run:
            await json_agreed.agree(shared, new=new, by=run.by, at=run.at, run_id=run.run_id)
        run.taking.names = json_agreed.foreseen(run.taking.names, shared, new=new)


def _next_batch(file: Opened, before: int) -> _Batch | None:
    """Read and check cards until a batch is full; None at the end of the file. Raises OSError."""
    batch = _Batch()
    for item in islice(file, BATCH):
        batch.take(item)
        if batch.size > BATCH_SIZE:
            break
    batch.done_bytes = before + file.done_bytes
    return None if batch.is_empty else batch


async def _arrived(coming: Future[_Batch | None], report: Report, run: _Run) -> _Batch | None:
    try:
        return await asyncio.wrap_future(coming)
    except OSError as error:
        said = f"{report.file} could not be read to its end: {error.strerror}. {take_back(run.came_in)}".rstrip()
        raise Refused(said) from error


async def _looked(batch: _Batch, report: Report, run: _Run) -> None:
    """Do all but write."""
    await _taken(batch, report, run, db.reader().rows)
    _settle(batch, run)


async def _written(batch: _Batch, report: Report, run: _Run) -> None:
    """Write a batch; where the book gives up, say how much of the import is in it."""
    came_in = run.came_in
    try:
        async with changing("import", by=run.by, at=run.at) as change:
            change.run_id = run.run_id
            await _stand(run, change)
            run.taking.names = await entering.names(run.by)  # a stage may have been deleted since the last batch
            await _taken(batch, report, run, change.connection.execute_query_dict)
            await run.taking.write(change)
    except BookUnusable as trouble:
        raise BookUnusable(f"{trouble} {take_back(came_in)}".rstrip()) from trouble
    run.batches += run.came_in > came_in
    _settle(batch, run)


async def _find_introduced(report: Report, run: _Run) -> None:
    """Report who was introduced and is neither in the file nor in the book; enter the favours without them."""
    missing = await run.taking.here.missing(run.taking.introduced, db.reader().rows)
    why = "nobody has this UID, here or in the file; the favour is kept without them"
    report.dropped.extend([dropped(0, f"favours.introduced: {uid}", why) for uid in missing])
    run.taking.introduced.clear()
    if missing and not run.dry_run:
        await whole(_given_up(run))


async def _given_up(run: _Run) -> None:
    async with changing("import", by=run.by, at=run.at) as change:
        change.run_id = run.run_id
        await json_entering.give_up(run.taking.waiting, change=change)


async def _stand(run: _Run, change: Change) -> None:
    """Look whether all that came in before is still in the book. Raises Stale."""
    (row,) = await change.connection.execute_query_dict(_IN_THE_BOOK, [run.run_id])
    if row["batches"] < run.batches:
        raise Stale(
            "The import was taken back, or the book went back to a copy, while it was under way. "
            "Nothing more came in; import again if you want it."
        )


async def _taken(batch: _Batch, report: Report, run: _Run, rows: Rows) -> None:
    """Find what becomes of each card, and report it."""
    await run.taking.here.look(batch.cards, rows)
    for card in batch.cards:
        run.taking.take(card, report)
    report.dropped.extend([*batch.dropped, *(line for card in batch.cards for line in card.dropped)])


def _settle(batch: _Batch, run: _Run) -> None:
    """End a batch, stopped or not: what came in by then is told."""
    run.taking.settle()
    run.tell(batch.done_bytes)


def take_back(came_in: int) -> str:
    """Say how many cards came in before an import ended too soon, and how they go again; "" for none."""
    if not came_in:
        return ""
    many, them = ("One of the cards", "it") if came_in == 1 else (f"{came_in:,} of the cards", "them")
    return f"{many} came in before; take {them} back with: wellkept undo."
