"""What can be done on a screen, and how it is found: by key, by name or by what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from screens.key_table import as_written, begin_alike
from screens.keys import Bound, KeyedScreen, bound, is_permitted

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADINGS = {"list": "LISTS", "global": "EVERYWHERE", "form": "IN THIS FORM"}
BY_KEY = "BY THIS KEY"
FAR = 3
"""How many letters the text may be spread over for each letter typed, to count as found in a sentence."""


@dataclass(frozen=True)
class Listed:
    """An action that exists on a screen, under which heading, and what it lacks now ("" when nothing)."""

    action: Bound
    heading: str
    lacks: str


def listed(screen: KeyedScreen[Any]) -> list[Listed]:
    """List everything that exists on a screen, in the order of its sections."""
    return [
        Listed(
            each, HEADINGS.get(each.section, "HERE"), "" if is_permitted(screen, each.id) else screen.why_not(each.id)
        )
        for each in bound(screen)
    ]


def looked_up(every: Sequence[Listed], typed: str) -> list[Listed]:
    """Find what a key does, then what has the text in its name or meaning, all in the order they have."""
    text = typed.strip()
    by_key = [Listed(each.action, BY_KEY, each.lacks) for each in every if _has_key(each.action, text)]
    found = {each.action.id for each in by_key}
    words = text.casefold()
    return by_key + [each for each in every if each.action.id not in found and words in _text(each.action)]


def _has_key(action: Bound, text: str) -> bool:
    """Tell whether the keys typed call an action, or begin to."""
    keys = tuple(as_written(key) for key in text.split())
    return bool(keys) and any(len(chord) >= len(keys) and begin_alike(chord, keys) for chord in action.chords)


def _text(action: Bound) -> str:
    return f"{action.label}\n{action.help}\n{action.keys}".casefold()


def best_first(every: Sequence[Listed], typed: str) -> list[Listed]:
    """Find what fits the text best: its name, the beginning of a word of it, its letters in order, then its meaning."""
    ranked = [
        (rank, place, each) for place, each in enumerate(every) if (rank := _rank(each.action, typed)) is not None
    ]
    return [each for *_, each in sorted(ranked, key=lambda found: found[:2])]


def _rank(action: Bound, typed: str) -> int | None:
    text, name, meaning = typed.strip().casefold(), action.label.casefold(), action.help.casefold()
    checks = (
        name == text,
        name.startswith(text),
        f" {text}" in name,
        f" {text}" in f" {meaning}",
        text in name,
        text in meaning,
        _is_strewn(text, name, over=len(name)),
        _is_strewn(text, meaning, over=FAR * len(text)),
    )
    return next((rank for rank, fits in enumerate(checks) if fits), None)


def _is_strewn(letters: str, text: str, *, over: int) -> bool:
    """Tell whether the letters stand in the text in their order, from the first one on within so many."""
    start = place = text.find(letters[:1])
    for letter in letters[1:].replace(" ", ""):
        place = text.find(letter, place + 1) if place >= 0 else place
    return 0 <= start <= place < start + over
