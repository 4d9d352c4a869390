"""What screens share, handed in by tui: who, when, where, how things are drawn, and drafts not saved yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from screens.drafts import Drafts
from screens.glyphs import UNICODE, Glyphs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo


@dataclass
class Session:
    """One person at one terminal. `clock` gives the present moment, aware, in any zone."""

    member_id: int
    member: str
    zone: ZoneInfo
    clock: Callable[[], datetime]
    glyphs: Glyphs = UNICODE
    drafts: Drafts = field(default_factory=Drafts)

    def now(self) -> datetime:
        """Return the present moment in this person's zone, as verbs and lists take it."""
        return self.clock().astimezone(self.zone)
