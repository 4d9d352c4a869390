"""Conversation guides: their parts, which one fits, and no opening that puts people on the defensive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from models.rules import text
from models.rules.refusals import Refused
from models.rules.words import ReasonKind, StageKind

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST = 8_000
"""Characters: a guide is read in the minute before a call."""
TOO_LONG = f"is longer than {LONGEST:,} characters"


class Guide(NamedTuple):
    """One guide: how to open, what to ask, what not to say, and what to record afterwards."""

    title: str
    opening: str
    ask: tuple[str, ...]
    do_not_say: tuple[str, ...]
    record: tuple[str, ...]


NAMES = ("win-back", "why-never", "unpleasant-news", "recovery", "secret-learned", "needs-check", "rumour", "thanks")
"""The guides there are; each is a file NAME.md."""

_BY_REASON = {
    ReasonKind.BAD_NEWS: "unpleasant-news",
    ReasonKind.PROBLEM: "recovery",
    ReasonKind.RUMOUR: "rumour",
    ReasonKind.PROMISE: "recovery",
    ReasonKind.SECRET: "secret-learned",
    ReasonKind.WHY_LEFT: "win-back",
    ReasonKind.WHY_NEVER: "why-never",
    ReasonKind.NEED: "needs-check",
}
_BY_STAGE = {StageKind.FAN: "thanks", StageKind.NEVER: "why-never", StageKind.FORMER: "win-back"}
_USUAL = "needs-check"

_PARTS = ("opening", "ask", "do not say", "record")
_ACCUSING = re.compile(
    r"\b(?:"
    r"why (?:did|do|have|are|were|was)(?:n't| not)? you|why (?:did|have|were)n't|how could you"
    r"|you (?:never|failed|forgot|refused|neglected|broke|let us down|were supposed|(?:should|did)(?: not|n't))"
    r"|you (?:should|could|ought to|might) (?:not )?have|you(?:'ve| have) (?:never|failed|forgotten|refused|neglected)"
    r"|your (?:own )?(?:fault|mistake|failure|negligence)|what(?:'s| is) wrong with you|you(?:'re| are) wrong"
    r"|explain yourself|blame you|after (?:all|everything) we|disappointed (?:in|with|by) you"
    r")\b",
    re.IGNORECASE,
)
"""What puts somebody on the defensive who hears it first."""


def fitting(kinds: Collection[ReasonKind], stage_kind: str) -> str:
    """Name the guide for the most pressing of these reasons that has one, or else for the kind of the stage."""
    named = [_BY_REASON[kind] for kind in sorted(kinds) if kind in _BY_REASON]
    return named[0] if named else _BY_STAGE.get(StageKind(stage_kind), _USUAL)


def read(written: str) -> Guide:
    """Take a guide apart: a title behind #, and the four parts behind ##.

    Raises Refused, with what is wrong in words that follow the file's name, when it is too long, lacks a part, or opens
    with what accuses.
    """
    if len(written) > LONGEST:
        raise Refused(TOO_LONG)
    title, parts = _parted(text.block(written, what="guide"))
    lacking = [f"## {part.capitalize()}" for part in _PARTS if not parts.get(part)]
    if not title or lacking:
        raise Refused(f"lacks its {'# Title' if not title else lacking[0]}")
    guide = Guide(title, " ".join(parts["opening"]), *(tuple(parts[part]) for part in _PARTS[1:]))
    if found := accusing(guide.opening):
        raise Refused(f"opens with words that accuse ({text.quoted(found)})")
    return guide


def accusing(opening: str) -> str:
    """Return the words of an opening that put somebody on the defensive, or ""."""
    found = _ACCUSING.search(" ".join(opening.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()))
    return found[0] if found else ""


def _parted(written: str) -> tuple[str, dict[str, list[str]]]:
    """Return the title, and the lines of each part; a point of a list is one line, however it is broken."""
    title, lines = "", list[str]()
    parts: dict[str, list[str]] = {}
    for line in map(str.strip, written.splitlines()):
        if line.startswith("## "):
            lines = parts.setdefault(line[3:].strip().casefold(), [])
        elif line.startswith("# "):
            title = title or line[2:].strip()
        elif line.startswith(("- ", "* ")) or (line and not lines):
            lines.append(line.removeprefix("- ").removeprefix("* ").strip())
        elif line:
            lines[-1] += f" {line}"
    return title, parts
