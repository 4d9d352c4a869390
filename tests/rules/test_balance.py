"""Who speaks in a relationship, in words."""

import pytest

from models.rules import balance
from models.rules.words import Direction

IN, OUT, BOTH = Direction.IN, Direction.OUT, Direction.BOTH


@pytest.mark.parametrize(
    ("spoke", "expected"),
    [
        ({OUT: 3, IN: 0}, OUT),
        ({IN: 3}, IN),
        ({OUT: 2}, None),
        ({OUT: 50, IN: 1}, None),
        ({OUT: 50, BOTH: 1}, None),
        ({BOTH: 5}, None),
        ({}, None),
    ],
)
def test_only_one_speaks(spoke: dict[Direction, int], expected: Direction | None) -> None:
    assert balance.one_sided(spoke) == expected


def test_in_words() -> None:
    assert balance.words(OUT, 4) == "only we speak: 4 times in a year, never they"
    assert balance.words(IN, 3) == "only they speak: 3 times in a year, never we"
    assert balance.words(None, 9) == ""
