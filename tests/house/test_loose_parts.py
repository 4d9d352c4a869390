"""Which parts of a line are drawn whole, because a terminal may reckon widths in them otherwise."""

import pytest

from tui.cells.loose import LoosePart, loose_parts
from tui.cells.widths import spread


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Ada 山田 é ─  next", []),
        ("Ada ☆", [LoosePart(4, 5, 7)]),
        ("a ☆ b c   next", [LoosePart(2, 10, 12)]),
        ("☆ 山  next", [LoosePart(0, 6, 10)]),
        ("☆ ☆  next  ☆ ", [LoosePart(0, 5, 9), LoosePart(11, 13, 15)]),
        ("☆ b│ next", [LoosePart(0, 3, 5)]),
        ("☆b | next", [LoosePart(0, 3, 5)]),
        ("╭─ ☆ b ───╮", [LoosePart(3, 10, 18)]),
        ("👩\u200d🌾 b", [LoosePart(0, 4, 10)]),
    ],
)
def test_a_part_ends_where_the_next_column_begins(line: str, parts: list[LoosePart]) -> None:
    assert list(loose_parts(spread(line)[1])) == parts


def test_a_part_ends_where_nobody_knows_what_stands() -> None:
    assert list(loose_parts(["☆", "a", None, "b"])) == [LoosePart(0, 2, 4)]
