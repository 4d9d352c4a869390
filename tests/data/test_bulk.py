"""One verb done to many contacts, as one step of undo."""

import pytest

import models
from models.rules.refusals import NotFound
from tests.data.desk import ADA, NOW, one

pytestmark = pytest.mark.usefixtures("book")


async def three() -> list[int]:
    return [(await models.contacts.add(name, by=ADA, at=NOW)).id for name in ("Bob", "Cara", "Dee")]


async def test_it_is_done_to_each_and_undone_in_one_step() -> None:
    ids = await three()
    result = await models.bulk.each([*ids, 99], lambda number: models.contacts.archive(number, by=ADA, at=NOW))
    assert result.done == 3
    assert [number for number, _ in result.refused] == [99]
    assert await one("SELECT count(*) FROM contact WHERE archived_at IS NULL") == 0
    await models.undo.last(by=ADA, at=NOW)
    assert await one("SELECT count(*) FROM contact WHERE archived_at IS NULL") == 3


async def test_what_was_done_before_it_is_stopped_stays_and_is_one_step() -> None:
    ids = await three()

    async def verb(number: int) -> object:
        if number == ids[2]:
            raise InterruptedError
        return await models.contacts.archive(number, by=ADA, at=NOW)

    with pytest.raises(InterruptedError):
        await models.bulk.each(ids, verb)
    assert await one("SELECT count(*) FROM contact WHERE archived_at IS NULL") == 1
    await models.undo.last(by=ADA, at=NOW)
    assert await one("SELECT count(*) FROM contact WHERE archived_at IS NULL") == 3


async def test_what_comes_after_is_a_step_of_its_own() -> None:
    ids = await three()
    await models.bulk.each(ids, lambda number: models.contacts.archive(number, by=ADA, at=NOW))
    await models.contacts.restore(ids[0], by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    assert await one("SELECT count(*) FROM contact WHERE archived_at IS NULL") == 0
    with pytest.raises(NotFound):
        await models.contacts.archive(99, by=ADA, at=NOW)
