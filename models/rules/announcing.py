"""Announcements: what one says, whom it is for, and how far one has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import text
from models.rules.refusals import Refused
from models.rules.words import StageKind

if TYPE_CHECKING:
    from collections.abc import Iterable

EVERYBODY = "everybody"
_QUERY, _AUDIENCE = 300, 500


def title(typed: str) -> str:
    """Clean a title, which is one line. Raises Refused for none."""
    cleaned = text.line(typed, what="title")
    if not cleaned:
        raise Refused("An announcement needs a title: say in a few words what changes.")
    return cleaned


def kinds(words: Iterable[str]) -> list[StageKind]:
    """Return the stage kinds that are named, in their order; none stands for all. Raises Refused."""
    named = {word.strip().casefold() for word in words} - {""}
    if unknown := named - {*StageKind}:
        raise Refused(f"{text.quoted(min(unknown))} is no kind of stage. Choose from: {', '.join(StageKind)}.")
    return [kind for kind in StageKind if kind in named]


def audience(query: str, of: Iterable[StageKind]) -> str:
    """Say in a few words whom an announcement is for: "everybody", "roof", "customer, fan", "roof (customer)"."""
    found, only = text.line(query, what="filter", limit=_QUERY), ", ".join(of)
    return f"{found} ({only})" if found and only else found or only or EVERYBODY


def wider(before: str, more: str) -> str:
    """Say whom an announcement is for once others were added."""
    said = [*filter(None, before.split("; "))]
    whole = "; ".join(said if more in said else [*said, more])
    return whole if len(whole) <= _AUDIENCE else f"{whole[: _AUDIENCE - 1]}…"


def nobody(whom: str) -> str:
    """Say that a filter matches nobody who could be told."""
    if whom == EVERYBODY:
        return "There is nobody to tell: everybody is archived, or contact with them has ended. Add a contact first."
    return f"Nobody matches {text.quoted(whom)}, so there is nobody to tell. Try another filter."


def nobody_more(whom: str) -> str:
    """Say that a filter matches nobody beside those who are told or to be told anyway."""
    return f"Nobody else matches {text.quoted(whom)}, so nobody was added. Try another filter."


def progress(told: int, of: int) -> str:
    """Say how many of how many were told: "told 12 of 40"."""
    return f"told all {of:,}" if told == of else f"told {told:,} of {of:,}"
