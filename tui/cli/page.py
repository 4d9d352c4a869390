"""One contact as a page of text: who they are, why they need outreach, how to reach them, and the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import also_kept, birthday, cadence, confiding, days, why
from models.rules.when import short
from models.rules.words import PointKind
from tui.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from models.reading.contact import WholeContact
    from models.reading.timeline import TimelineRow

_DATE = 8
"""Cells before a line of the timeline."""

_INDENT = 16
"""Cells before a value: the longest label is do not contact."""


def page(row: WholeContact, timeline: Sequence[TimelineRow], *, now: datetime, zone: ZoneInfo) -> list[str]:
    """Lay out a contact and the lines of their timeline, newest first."""
    mark = f"  {output.glyphs().confidential}" if row.confidential_notes else ""
    head = f"{row.name}{f', {row.company}' if row.company else ''} [{row.id}]{mark}"
    lines = [head, _standing(row, now, zone)]
    for reason in row.outreach:
        lines += _labelled(output.glyphs().of(reason.kind), why.sentence(reason, now=now), width=3)
    for label, text in _facts(row, now):
        lines += _labelled(label, text, width=_INDENT)
    return [*lines, "", *_timeline(timeline, now, zone)]


def _standing(row: WholeContact, now: datetime, zone: ZoneInfo) -> str:
    since = short(row.stage_since_at, now=now, zone=zone).strip()
    gone = f"; archived {short(row.archived_at, now=now, zone=zone).strip()}" if row.archived_at else ""
    reason = f", reason: {row.reason}" if row.reason else ""
    return f"{row.stage} since {since}{reason}; owner {row.owner}{gone}"


def _facts(row: WholeContact, now: datetime) -> Iterator[tuple[str, str]]:
    for kind in PointKind:
        for point in row.points.get(kind, []):
            yield kind, f"{point.value}{f' ({point.label})' if point.label else ''}"
    yield from (
        (label, text)
        for label, text in (
            ("cadence", _cadence(row)),
            ("birthday", row.birthday and birthday.words(row.birthday)),
            ("tags", ", ".join(row.tags)),
            ("safe topics", row.safe_topics),
            ("off limits", row.off_limits),
            ("do not contact", row.do_not_contact.replace(" ", ", ")),
            ("discretion", _promised(row, now)),
            ("also kept", also_kept.words(row.extras)),
        )
        if text
    )


def _cadence(row: WholeContact) -> str:
    if row.every_days:
        return cadence.words(row.every_days)
    return f"{cadence.words(row.stage_every_days)}, as the stage has it" if row.stage_every_days else ""


def _promised(row: WholeContact, now: datetime) -> str:
    if row.discretion_at is None:
        return ""
    return f"promised {days.dated(row.discretion_at.astimezone(now.tzinfo).date(), now.date())} by {row.discretion_by}"


def _labelled(label: str, text: str, *, width: int) -> list[str]:
    first, *rest = output.wrapped(text, indent=" " * width)
    return [f"{label:<{width}}{first.lstrip()}", *rest]


def _timeline(rows: Sequence[TimelineRow], now: datetime, zone: ZoneInfo) -> Iterator[str]:
    for row in rows:
        if row.kind == "held":
            text = output.glyphs().confidential if row.state == "sealed" else row.text
            yield from _labelled(
                short(row.at, now=now, zone=zone), f"held until then, for you alone: {text}", width=_DATE
            )
            continue
        if row.kind == "confidential":
            yield from _confidential(row, short(row.at, now=now, zone=zone))
            continue
        said = f"{_what(row)} ({_aside(row)}){f': {row.text}' if row.text else ''}"
        yield from _labelled(short(row.at, now=now, zone=zone), said, width=_DATE)


def _confidential(row: TimelineRow, at: str) -> Iterator[str]:
    """Tell who wrote a confidential note and who can read it; below that its text, where it was opened."""
    mark = f"{at:<{_DATE}}{output.glyphs().confidential}  "
    left = confiding.left(was_open=row.was_open, has_residue=row.has_residue)
    yield from _labelled(mark, f"by {row.by}, for {row.readers}{left and '; '}{left}", width=output.cell_len(mark))
    for line in filter(None, (row.state, *row.text.splitlines())):
        yield from output.wrapped(line, indent=" " * _DATE)


def _what(row: TimelineRow) -> str:
    """Say what it was: call from them, e-mail to them, note, follow-up by call, changed birthday tags."""
    if row.kind in {"interaction", "attempt"}:
        return f"{row.what}{_TOWARDS[row.direction]}"
    if row.kind == "follow_up":
        return f"follow-up {output.by(row.what)}"
    return f"rule set aside ({row.what})" if row.kind == "override" else row.what


def _aside(row: TimelineRow) -> str:
    length = f"{row.minutes} min" if row.minutes is not None else ""
    return ", ".join(filter(None, (_STATES.get(row.state, row.state), length, row.by)))


_TOWARDS = {"in": " from them", "out": " to them", "both": ""}
_STATES = {
    "spoke": "",
    "sent": "",
    "no-answer": "no answer",
    "left-word": "left word",
    "unpleasant": "open, unpleasant",
}
