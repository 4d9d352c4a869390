"""What is said of an import: what the file is, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from models.rules import cadence
from screens.importing.asking import KNOWN, size

if TYPE_CHECKING:
    from datetime import datetime

    from models.exchange.importing import Progress, Report
    from models.exchange.previewing import Seen
    from screens.importing.asking import Wanted


class Phase(Enum):
    """What is being done, or was done."""

    LOOKING = auto()
    LOOKED = auto()
    IMPORTING = auto()
    IMPORTED = auto()
    TAKING_BACK = auto()


BUSY = frozenset({Phase.IMPORTING, Phase.TAKING_BACK})
"""While one of these is done one does not leave."""

_DOING = {Phase.LOOKING: "looking", Phase.IMPORTING: "importing", Phase.TAKING_BACK: "taking it back"}


@dataclass
class Standing:
    """Where an import stands. `came_in` counts the contacts that it added or changed."""

    phase: Phase
    began: datetime
    progress: Progress | None = None
    report: Report | None = None
    came_in: int = 0
    is_stopped: bool = False
    trouble: str = ""

    @property
    def would_come_in(self) -> int:
        """How many contacts a look found to be new, or to lack something."""
        return self.report.added + self.report.updated if self.report else 0


def of_file(wanted: Wanted, seen: Seen) -> str:
    """Say what the file is and how it is imported."""
    known = next(words for words, known in KNOWN.items() if known == wanted.known)
    spread = ", spread" if wanted.spread else ""
    what = ", ".join(filter(None, (wanted.file.format, size(wanted.file.size), seen.encoding)))
    return f"{what} · already here: {known} · {cadence.words(wanted.every_days)}{spread}"


def of_standing(at: Standing, now: datetime) -> str:
    """Say how far it is, or what came of it."""
    if at.phase in _DOING:
        return f"{_DOING[at.phase]}… {_how_far(at, now)}"
    if at.report is None:
        return _ended_early(at)
    report = at.report
    said = "would come in" if at.phase == Phase.LOOKED else "came in"
    counts = f"{report.added:,} added, {report.updated:,} updated, {report.skipped:,} skipped, {report.failed:,} failed"
    return f"{said}: {counts} of {report.read:,}"


def of_dropped(at: Standing, *, is_shown: bool) -> str:
    """Say how much does not come in, and, unless they are shown, where each stands with its reason."""
    if at.report is None:
        return ""
    count = len(at.report.dropped)
    would = "would be dropped" if at.phase == Phase.LOOKED else "dropped"
    if not count:
        return f"{would}: nothing"
    where = "each with its reason below" if is_shown else "{next_pane} shows each, and why"
    return f"{would}: {count:,} {'line or cell' if count == 1 else 'lines or cells'}, {where}"


def _ended_early(at: Standing) -> str:
    if at.phase == Phase.LOOKED:
        return at.trouble
    stopped = f"stopped: {at.came_in:,} came in" if at.is_stopped else f"it broke off: {at.came_in:,} came in"
    return f"{stopped}. {at.trouble}".rstrip()


def _how_far(at: Standing, now: datetime) -> str:
    if at.progress is None or at.phase == Phase.TAKING_BACK:
        return ""
    read, done, of = at.progress.read, at.progress.done_bytes, at.progress.total_bytes
    seconds = (now - at.began).total_seconds()
    percent = f"{min(done, of) * 100 // of} %" if of else ""
    rate = f"{read / seconds:,.0f} a second" if seconds >= 1 else ""
    return ", ".join(filter(None, (f"{read:,} read", percent, rate)))


def of_next(at: Standing, *, is_csv: bool) -> str:
    """Say what one can do now, with the ids of actions in braces."""
    if at.phase == Phase.LOOKED and at.trouble:
        mapping = "{map_column} on a column says where it goes, " if is_csv else ""
        return f"{mapping}{{refresh}} looks again, {{import_file}} asks for another file"
    if at.phase == Phase.LOOKED and at.would_come_in:
        return "nothing is written yet: {import_now} imports, {back} leaves"
    if at.phase == Phase.LOOKED:
        return f"{_nothing_new(at)}: {{import_file}} asks for another file, {{back}} leaves"
    if at.phase == Phase.IMPORTED and at.came_in:
        saves = ", {save_report} saves the report" if at.report else ""
        return f"{{go_contacts}} shows your contacts, {{undo}} takes all of it back{saves}"
    return {Phase.LOOKING: "nothing is written yet: {back} leaves", Phase.IMPORTING: "{back} stops"}.get(at.phase, "")


def _nothing_new(at: Standing) -> str:
    is_known = at.report is not None and 0 < at.report.read == at.report.skipped
    return "everybody in it is here already" if is_known else "there is nothing in it to import"
