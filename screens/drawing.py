"""How a contact and a follow-up are drawn as one row, wherever they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len

from models.rules import agenda, when
from models.rules.outreach import horizon
from models.rules.words import Tone
from screens import discretion
from screens.glyphs import WORDS, weight
from screens.text import fit, one_line

if TYPE_CHECKING:
    from models.reading.agenda import AgendaRow
    from models.reading.contacts import ContactRow
    from screens.session import Session

Pieces = list[tuple[str, str]]

SIGN, STAGE, WORD = 3, 13, 19
NARROW, NORMAL = 50, 76  # cells: below the first the last columns go, above the second there are more
DUE, CHANNEL, OWNER = 10, 10, 10
SHORTEST, GAP = 8, 3  # cells of a name that is cut to make room for the mark; before and behind the mark
ROOM, WIDE = 60, 90
"""Cells without which a follow-up says only what, with whom and when; and with which also where they stand."""


def contact(row: ContactRow, width: int, session: Session) -> Pieces:
    """Draw a contact with their most pressing reason for outreach."""
    kind = row.pressing
    word, stage = (WORD, STAGE) if width > NARROW else (0, 0)
    rest = min(width, NORMAL) - SIGN - word - stage
    usual = rest if width <= 36 else rest * 3 // 5  # noqa: PLR2004
    name, taken = named(row, usual, rest, session, style=weight(kind))
    return [
        (fit(session.glyphs.of(kind) if kind else "", SIGN), f"mark {weight(kind)}".strip()),
        *name,
        (fit(row.company, max(0, rest - taken - 1)) + " " * (taken < rest), "soft"),
        (fit(row.stage, stage), ""),
        (fit(WORDS[kind] if kind else "", word), weight(kind)),
        (fit(_last_word(row, session), width - NORMAL), "soft"),
    ]


class Named(Protocol):
    """Whom a row is about."""

    @property
    def name(self) -> str:
        """What they are called."""

    @property
    def has_confidences(self) -> bool:
        """Whether there are confidential notes about them."""


def named(row: Named, width: int, room: int, session: Session, *, style: str) -> tuple[Pieces, int]:
    """Draw a name in its column of `width` cells, and return how many it took: with the mark more, up to `room`.

    Sign and word belong together: where there is no room for both there is neither.
    """
    mark = session.glyphs.confidential
    most = min(width - 1, room - cell_len(mark) - GAP)
    if not row.has_confidences or most < SHORTEST:
        return [(fit(row.name, max(0, width - 1)) + " ", style)], width
    name = min(most, cell_len(one_line(row.name)))
    taken = max(width, name + cell_len(mark) + GAP)
    return [(fit(row.name, name) + " ", style), (fit(mark, taken - name - 1), "mark")], taken


def called(row: Named, session: Session) -> str:
    """Name somebody in a line of text, with the mark of confidential notes."""
    return f"{row.name} {session.glyphs.confidential}" if row.has_confidences else row.name


def _last_word(row: ContactRow, session: Session) -> str:
    """Say what a wide row has room for: the last word with somebody, and whose contact they are."""
    last = row.last_interaction_at
    word = when.short(last, now=session.now(), zone=session.zone).strip() if last else "no word"
    return f" {word:<8} {row.owner}"


def follow_up(row: AgendaRow, width: int, session: Session, *, due: str) -> Pieces:
    """Draw an open follow-up; `due` says when, as the headings of the list leave it to be said."""
    channel, owner = (CHANNEL, OWNER) if width > ROOM else (0, 0)
    stage = STAGE + 1 if width > WIDE else 0
    rest = width - SIGN - DUE - channel - owner - stage
    usual = min(17, rest * 2 // 5)  # as in 80 cells: what a wider row adds, it adds behind the name
    style = "pressing" if is_pressing(row, session) else ""
    name, taken = named(row, usual, rest, session, style=style)
    return [
        (fit(sign(row, session), SIGN), f"mark {style}".strip()),
        (fit(due, DUE - 1) + " ", style),
        (fit(row.channel, channel), ""),
        *name,
        (fit(what(row, session), rest - taken), ""),
        (fit(f" {row.stage}", stage), ""),
        (fit(f"{row.owner} ", owner, align="right"), "soft"),
    ]


def sign(row: AgendaRow, session: Session) -> str:
    """Return the sign of an open follow-up: unpleasant news is an alarm."""
    return session.glyphs.alarm if row.tone == Tone.UNPLEASANT else session.glyphs.due


def is_pressing(row: AgendaRow, session: Session) -> bool:
    """Tell whether a follow-up is due by the end of today, or bad news."""
    return row.tone == Tone.UNPLEASANT or row.due_at < horizon(session.now())


def what(row: AgendaRow, session: Session) -> str:
    """Say what a follow-up is about."""
    step = f"{row.step}: " if row.step else ""
    return f"{'private: ' if row.private_place else ''}{step}{discretion.planned(row, session).text}"


def due(row: AgendaRow, session: Session) -> str:
    """Say when a follow-up is due where no heading says the day."""
    return agenda.brief(row.due_at, row.due_on, now=session.now())


def in_words(row: AgendaRow, session: Session) -> str:
    """Say a follow-up in a line of text."""
    about = f": {what(row, session)}" if row.text else ""
    return f"{sign(row, session)} {due(row, session)}  {row.channel}  {called(row, session)}{about}"
