"""Whether both speak in a relationship, or only one: who spoke in what was said and sent, attempts aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.words import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping

WINDOW = 365
"""So many days back it counts who spoke: a year has every season of a business in it."""
FEWEST = 3
"""Fewer interactions than that say nothing yet."""

_WORDS = {Direction.OUT: "only we speak", Direction.IN: "only they speak"}


def one_sided(spoke: Mapping[Direction, int]) -> Direction | None:
    """Say who alone speaks, by how many interactions went each way: out is we, in is they; None for both, or too few.

    Where two talked, both spoke, however often one writes besides.
    """
    ways = [way for way, count in spoke.items() if count]
    if len(ways) != 1 or ways == [Direction.BOTH] or spoke[ways[0]] < FEWEST:
        return None
    return ways[0]


def words(way: Direction | None, count: int) -> str:
    """Say it: "only we speak: 5 times in a year, never they"; nothing where both do."""
    if way is None:
        return ""
    other = "they" if way == Direction.OUT else "we"
    return f"{_WORDS[way]}: {count} times in a year, never {other}"
