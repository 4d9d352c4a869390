"""What screens share, handed in by tui: who, when, where, how things are drawn, and drafts not saved yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.vault.agent import Agent
from models.vault.pins import Pins
from models.vault.vault import Vault
from screens.drafts import Drafts
from screens.glyphs import UNICODE, Glyphs
from screens.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from textual.screen import Screen

    from screens.deeds import Deed
    from screens.keys import Press


@dataclass
class Session:
    """One person at one terminal. `clock` gives the present moment, aware, in any zone."""

    member_id: int
    member: str
    zone: ZoneInfo
    clock: Callable[[], datetime]
    glyphs: Glyphs = UNICODE
    account: str = ""
    """The operating-system account, by which the member is known; only whoever sits down needs it."""
    business: str = ""
    """What the business is called, or nothing."""
    drafts: Drafts = field(default_factory=Drafts)
    veiled: bool = False
    """Whether everything confidential is hidden; the app changes it, and tells every screen (`veil_changed`)."""
    closed: str = ""
    """What is said of the member's key while it is not open: it is locked, or there is none though one is needed."""

    vault: Vault = field(default_factory=lambda: Vault(Agent(), Pins(None), member_id=0))
    """The member's keys, locked at first."""
    secrets: dict[str, Any] = field(default_factory=dict)
    """The secrets that were opened, by uid; emptied when the keys are locked."""
    private: list[Screen[Any]] = field(default_factory=list)
    """The screens that show or take confidential words; they close when the keys are locked, and at the veil."""
    asked_again: set[tuple[int, int]] = field(default_factory=set)
    """The notes that cooled off and were offered already, each with the contact on whose screen that was, or 0."""
    again: Deed | tuple[str, Press] | None = None
    """What was done last, to be done again to somebody else; or the action, where it asks or is about one alone."""
    preferences: Preferences = field(default_factory=Preferences)

    def __post_init__(self) -> None:
        """Give the vault to who sits here."""
        self.sit_down(self.member_id, self.member)

    def sit_down(self, member_id: int, member: str) -> None:
        """Be this member from now on; 0 is nobody yet."""
        self.member_id, self.member = member_id, member
        self.vault.member_id = member_id

    @property
    def lock(self) -> str:
        """What the first line of every screen says of what is confidential: veiled, open, or why it is closed."""
        if self.veiled:
            return "veiled"
        return "open" if self.vault.agent.is_open else self.closed

    def now(self) -> datetime:
        """Return the present moment in this person's zone, as verbs and lists take it."""
        return self.clock().astimezone(self.zone)
