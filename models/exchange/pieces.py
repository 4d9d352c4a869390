"""What a writer of a format hands out, piece by piece: text, and how many of what it tells of."""

from collections.abc import Mapping
from typing import NamedTuple


class Piece(NamedTuple):
    """Some text of a file, and what is in it, by the plural noun: {"contacts": 500}."""

    text: str
    counts: Mapping[str, int]
