"""The first line of every screen: which there are, who is here, and how it stands with what is confidential."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from screens.text import one_line

if TYPE_CHECKING:
    from screens.session import Session

TABS = ("Today", "Contacts", "Companies", "Stages", "Follow-ups", "Matters", "Problems", "Insight")
_SHARE = ("Contacts", "Companies")
"""Which share one place where the line is narrow: there is only the latter while one is on it."""

Line = tuple[list[tuple[str, str]], str]
"""What stands at the left, in pieces with their styles, and what at the right."""


def line(tab: str, session: Session, width: int) -> Line:
    """Return the line of the screen `tab` for so many cells.

    Where they do not hold all, one of two screens that share a place goes first, then the business; but what is
    confidential is told always, so that then the other screens go, and who is here.
    """
    tabs = [(f" [{each}]", "strong") if each == tab else (f" {each}", "") for each in TABS]
    here = [piece for piece in tabs if piece[1]]
    who, business = f"{session.member} ", f"{session.member} · {session.business} "
    lock = f"{session.glyphs.secret} {session.lock} " if session.lock else ""
    fewer = [piece for each, piece in zip(TABS, tabs, strict=True) if each != _SHARE[tab != _SHARE[1]]]
    ways = [(tabs, business + lock), (fewer, business + lock)] * bool(session.business)
    ways += [(tabs, who + lock), (fewer, who + lock)]
    ways += [(here, who + lock), (here, lock)] * bool(lock)
    return next((way for way in ways if _cells(way) < width), ways[-1])


def _cells(way: Line) -> int:
    left, right = way
    return sum(cell_len(text) for text, _ in left) + cell_len(one_line(right))
