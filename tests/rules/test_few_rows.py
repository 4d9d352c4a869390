"""A list whose rows are all in memory is read in pages like any other."""

from __future__ import annotations

from screens.widgets.few_rows import FewRows

FIVE = FewRows([1, 2, 3, 4, 5], place=lambda row: row)


async def test_pages_go_on_where_the_one_before_ended() -> None:
    assert await FIVE.page(after=None, before=None, limit=2) == [1, 2]
    assert await FIVE.page(after=2, before=None, limit=2) == [3, 4]
    assert await FIVE.page(after=4, before=None, limit=2) == [5]
    assert await FIVE.page(after=5, before=None, limit=2) == []


async def test_pages_go_back() -> None:
    assert await FIVE.page(after=None, before=5, limit=2) == [3, 4]
    assert await FIVE.page(after=None, before=2, limit=9) == [1]
    assert await FIVE.page(after=None, before=1, limit=2) == []


async def test_a_row_that_is_gone_still_has_its_place() -> None:
    rows = FewRows([1, 2, 4, 5], place=lambda row: row)
    assert await rows.page(after=3, before=None, limit=1) == [4]
    assert await rows.page(after=None, before=3, limit=1) == [2]


async def test_the_end_and_the_number() -> None:
    assert await FIVE.last(2) == [4, 5]
    assert await FIVE.last(9) == [1, 2, 3, 4, 5]
    assert await FIVE.count() == 5
    assert await FewRows([], place=lambda row: row).last(2) == []
