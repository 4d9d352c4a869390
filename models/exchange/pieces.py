"""What a writer of a format hands out, piece by piece: text, and how many of what it tells of."""

import re
from collections.abc import Mapping
from typing import NamedTuple


class Piece(NamedTuple):
    """Some text of a file, and what is in it, by the plural noun: {"contacts": 500}."""

    text: str
    counts: Mapping[str, int]


def said(counts: Mapping[str, int]) -> str:
    """Say what was counted: "9 follow-ups and 1 birthday"."""
    *some, last = [f"{count:,} {_noun(name, count)}" for name, count in counts.items()]
    return f"{', '.join(some)} and {last}" if some else last


def _noun(name: str, count: int) -> str:
    several = name.replace("_", "-")
    return several if count != 1 else re.sub("ies$", "y", several).removesuffix("s")
