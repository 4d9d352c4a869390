"""The signs that carry state beside a word and a weight, with an ASCII fallback for terminals without UTF-8."""

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

    def of(self, kind: ReasonKind) -> str:
        """Return the sign of a reason for outreach: an alarm down to promises, then due, then soft."""
        if kind <= ReasonKind.PROMISE:
            return self.alarm
        return self.due if kind == ReasonKind.FOLLOW_UP else self.soft


UNICODE = Glyphs("‼", "●", "~", "▸", "←", "→", "↔")
ASCII = Glyphs("!!", "*", "~", ">", "<-", "->", "<>")

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


def weight(kind: ReasonKind | None) -> str:
    """Return the style name of a row with this reason: pressing ones are bold."""
    return "pressing" if kind is not None and kind <= ReasonKind.FOLLOW_UP else ""
