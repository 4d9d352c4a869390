"""Lists of problems: the open ones, most pressing first, those that were closed, and those of one contact."""

import pytest

import models
from models.reading import problems as reading
from models.reading.problems import ClosedProblems, OpenProblems, Stand
from models.rules.words import Ending, Step
from tests.data.desk import ADA, NOW, bob, days

pytestmark = pytest.mark.usefixtures("book")


async def several() -> None:
    """Open nine problems with people of their own, three each heard and agreed on; a tenth with somebody archived."""
    for place in range(10):
        about = await models.contacts.add(f"P{place}", by=ADA, at=NOW)
        at = NOW + days(place % 4)
        await models.problems.add(about.id, f"problem {place}", by=ADA, at=at)
        if place % 3:
            await models.problems.step(place + 1, Step.HEAR, by=ADA, at=at)
        if place % 3 == 2:
            await models.problems.agree(place + 1, "so be it", by=ADA, at=at)
    await models.contacts.archive(10, reason="a test", by=ADA, at=NOW)


async def test_the_most_pressing_come_first_page_by_page() -> None:
    await several()
    listed = OpenProblems()
    whole = await listed.page(limit=50)
    assert await listed.count() == len(whole) == 9
    assert [row.stand for row in whole] == [Stand.UNHEARD] * 3 + [Stand.HEARD] * 3 + [Stand.AGREED] * 3
    assert [(row.stand, row.opened_at, row.id) for row in whole] == sorted(
        (row.stand, row.opened_at, row.id) for row in whole
    )
    assert (whole[0].step, whole[0].name, whole[3].step) == ("hear", "P0", "fix")
    for place, row in enumerate(whole):
        for limit in (1, 2, 5, 50):
            assert await listed.page(after=row, limit=limit) == whole[place + 1 :][:limit]
            assert await listed.page(before=row, limit=limit) == whole[max(0, place - limit) : place]
    assert await listed.last(4) == whole[-4:]


async def test_the_closed_ones_the_latest_first() -> None:
    await several()
    for place in range(1, 4):
        await models.problems.close(place, Ending.NOT_AGREED, reason="x", by=ADA, at=NOW + days(9 + place % 2))
    listed = ClosedProblems()
    whole = await listed.page(limit=50)
    assert [row.id for row in whole] == [3, 1, 2]
    assert (await listed.count(), await OpenProblems().count()) == (3, 6)
    assert await listed.page(after=whole[0], limit=1) == [whole[1]]
    assert await listed.last(2) == whole[1:]


async def test_those_of_one_contact() -> None:
    opened = await models.problems.add((await bob()).id, "the tap leaks", by=ADA, at=NOW)
    await models.problems.close(opened.id, Ending.NOT_AGREED, reason="x", by=ADA, at=NOW)
    again = await models.problems.add(opened.contact_id, "again", by=ADA, at=NOW)
    assert [row.id for row in await reading.of_contact(opened.contact_id)] == [again.id]
    assert [row.id for row in await reading.of_contact(opened.contact_id, also_closed=True)] == [again.id, opened.id]
    assert await reading.open_with(opened.contact_id) == "again"
    assert await reading.open_with(99) == ""
