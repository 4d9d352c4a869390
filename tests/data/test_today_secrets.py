"""Today with reasons that are kept nowhere: secrets stand in their place, whichever way the list is read."""

import pytest

import models
from models.reading.today import OutreachRow, TodayList
from models.rules.words import ReasonKind, StageKind
from tests.data.desk import ADA, FORMER, NOW, days, promised

pytestmark = pytest.mark.usefixtures("book")


def secret(row_id: int, contact_id: int, *, ago: float = 1) -> OutreachRow:
    return OutreachRow(
        id=row_id,
        kind=ReasonKind.SECRET,
        subject=0,
        due_at=NOW - days(ago),
        due_on=None,
        contact_id=contact_id,
        name=f"Knower {-row_id}",
        stage="Customer",
        stage_kind=StageKind.CUSTOMER,
        stage_since_at=NOW,
        created_at=NOW,
        last_interaction_at=None,
        every_days=None,
        birthday="",
        text="",
        channel="",
        follow_up=None,
        private_place=False,
        has_confidences=True,
    )


async def a_day() -> TodayList:
    """Two promises, one former customer, and three secrets: one of somebody who was promised something, too."""
    for name in ("Ann", "Bob"):
        added = await models.contacts.add(name, by=ADA, at=NOW)
        await promised(added.id, NOW - days(1))
    await models.contacts.add("Left", stage_id=FORMER, by=ADA, at=NOW)
    calm = await models.contacts.add("Calm", by=ADA, at=NOW)
    secrets = [secret(-1, added.id), secret(-2, calm.id, ago=3), secret(-3, calm.id), secret(-4, calm.id, ago=-1)]
    return TodayList(now=NOW, secrets=secrets)


async def test_secrets_stand_between_promises_and_who_left() -> None:
    today = await a_day()
    names = [row.name for row in await today.page(limit=60)]
    assert names == [
        "Ann",
        "Bob",
        "Knower 2",
        "Knower 3",
        "Knower 1",
        "Left",
    ]
    assert await today.count() == 6
    assert (today.counts[ReasonKind.SECRET], today.people) == (3, 4)


@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_page_by_page_both_ways_is_the_whole_list(limit: int) -> None:
    today = await a_day()
    whole = await today.page(limit=60)
    forth, back = await today.page(limit=limit), await today.last(limit)
    while more := await today.page(after=forth[-1], limit=limit):
        forth += more
    while more := await today.page(before=back[0], limit=limit):
        back = more + back
    assert forth == back == whole
