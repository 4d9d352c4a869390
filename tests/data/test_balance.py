"""Who speaks in a relationship."""

from datetime import timedelta

import pytest

import models
from models.reading import balance
from models.rules.words import Channel, Direction, Outcome
from tests.data.desk import ADA, NOW, bob, days

pytestmark = pytest.mark.usefixtures("book")

WAYS = {
    "only we": ([Direction.OUT] * 3, Direction.OUT),
    "only they": ([Direction.IN] * 4, Direction.IN),
    "too few": ([Direction.OUT] * 2, None),
    "both write": ([Direction.OUT] * 9 + [Direction.IN], None),
    "both talked": ([Direction.OUT] * 9 + [Direction.BOTH], None),
    "talk alone": ([Direction.BOTH] * 3, None),
    "nobody": ([], None),
}


async def wrote(way: Direction, ago: timedelta = timedelta(), outcome: Outcome = Outcome.SENT) -> None:
    await models.interactions.log(
        1, channel=Channel.E_MAIL, direction=way, happened_at=NOW - ago, by=ADA, at=NOW, outcome=outcome
    )


async def one_sided() -> Direction | None:
    return (await balance.of_contact(1, now=NOW)).one_sided


@pytest.mark.parametrize("name", WAYS)
async def test_who_speaks(name: str) -> None:
    await bob()
    ways, expected = WAYS[name]
    for way in ways:
        await wrote(way)
    assert await one_sided() == expected


async def test_attempts_and_what_is_long_ago_do_not_count() -> None:
    await bob()
    for _ in range(3):
        await wrote(Direction.OUT, days(364))
    assert await one_sided() == Direction.OUT
    await wrote(Direction.IN, days(366))
    await wrote(Direction.IN, outcome=Outcome.NO_ANSWER)
    assert await one_sided() == Direction.OUT
    await wrote(Direction.IN, days(1))
    assert await one_sided() is None
