"""The signs and words that carry the state of a contact, with an ASCII fallback for terminals without UTF-8."""

from __future__ import annotations

from dataclasses import dataclass

from models.rules.words import ReasonKind


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs; `alarm`, `due` and `soft` are two cells wide at most."""

    alarm: str
    due: str
    soft: str
    pointer: str
    inward: str
    outward: str
    both_ways: str
    mark: str
    left: str
    right: str
    secret: str
    bar: str

    @property
    def confidential(self) -> str:
        """What marks a confidential note, and whoever there is one about."""
        return f"{self.secret} confidential"

    @property
    def veiled(self) -> str:
        """What stands in the place of a text that is veiled, however long that is."""
        return f"{self.secret} veiled"

    def of(self, kind: ReasonKind) -> str:
        """Return the sign of a reason for outreach: an alarm down to promises, then due, then soft."""
        if kind <= ReasonKind.PROMISE:
            return self.alarm
        return self.due if kind == ReasonKind.FOLLOW_UP else self.soft


UNICODE = Glyphs("‼", "●", "~", "▸", "←", "→", "↔", "✓", "‹", "›", "◆", "█")
ASCII = Glyphs("!!", "*", "~", ">", "<-", "->", "<>", "+", "<", ">", "[c]", "#")

WORDS = {
    ReasonKind.BAD_NEWS: "bad news untold",
    ReasonKind.PROBLEM: "problem waiting",
    ReasonKind.RUMOUR: "rumour",
    ReasonKind.PROMISE: "promise to check",
    ReasonKind.FOLLOW_UP: "follow-up due",
    ReasonKind.SECRET: "secret learned",
    ReasonKind.WHY_LEFT: "left, why?",
    ReasonKind.WHY_NEVER: "never bought, why?",
    ReasonKind.NEED: "need stale",
    ReasonKind.ANNOUNCEMENT: "to be told",
    ReasonKind.DRIFT: "drifted",
    ReasonKind.BIRTHDAY: "birthday",
}
"""The word that goes with each sign, at most 18 cells."""


HEADINGS = {
    ReasonKind.BAD_NEWS: ("BAD NEWS UNTOLD", "by voice or face to face"),
    ReasonKind.PROBLEM: ("PROBLEM WAITING", "hear, fix, assure, apologise, thank"),
    ReasonKind.RUMOUR: ("RUMOUR", "call today"),
    ReasonKind.PROMISE: ("PROMISE TO CHECK", "did it hold?"),
    ReasonKind.FOLLOW_UP: ("FOLLOW-UPS DUE", ""),
    ReasonKind.SECRET: ("SECRET LEARNED", "talk it over"),
    ReasonKind.WHY_LEFT: ("LEFT, REASON UNKNOWN", "ask, without accusing"),
    ReasonKind.WHY_NEVER: ("NEVER BOUGHT, REASON UNKNOWN", "ask, without accusing"),
    ReasonKind.NEED: ("NEED STALE", "ask again"),
    ReasonKind.ANNOUNCEMENT: ("ANNOUNCEMENT UNTOLD", "the next to be told"),
    ReasonKind.DRIFT: ("DRIFTED", "past the cadence you promised"),
    ReasonKind.BIRTHDAY: ("BIRTHDAYS", ""),
}
"""What stands above a group of rows: its name, and how to go about it."""


def heading(kind: ReasonKind, count: int | None) -> str:
    """Return what stands above the rows of a kind; the count is left out while it is not known."""
    name, advice = HEADINGS[kind]
    return "  ".join(part for part in (f"{name} {count}" if count else name, advice) if part)


def weight(kind: ReasonKind | None) -> str:
    """Return the style name of a row with this reason: pressing ones are bold."""
    return "pressing" if kind is not None and kind <= ReasonKind.FOLLOW_UP else ""
