"""Outreach as it is kept: worked out by every verb, put off, and rolled on when a day is over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import models
from models import outreach
from models.reading.contacts import ContactList
from models.reading.today import TodayList, of_contact
from models.rules.refusals import NotFound
from models.rules.words import Channel, ReasonKind, Tone
from tests.data.desk import ADA, BERLIN, FORMER, GRACE, NEVER, NOW, bob, count, days, one, promised, reasons, rows

pytestmark = pytest.mark.usefixtures("book")

LATER = NOW + days(31)


async def the_reason(contact_id: int, now: datetime) -> int:
    (row,) = await of_contact(contact_id, now=now)
    return row.id


async def test_today_is_in_the_order_of_what_presses_most() -> None:
    for name, plan in (
        ("Drift", {"every_days": 30}),
        ("Birthday", {"birthday": "--07-12"}),
        ("Left", {"stage_id": FORMER}),
        ("Never", {"stage_id": NEVER}),
        ("Promise", {}),
        ("News", {}),
        ("Later", {}),
    ):
        added = await models.contacts.add(name, by=ADA, at=NOW, **plan)
        if name == "News":
            await promised(added.id, LATER - days(1), tone=Tone.UNPLEASANT)
        if name in {"Promise", "Later"}:
            await promised(added.id, LATER - days(1) if name == "Promise" else LATER - days(0.5))
    today = TodayList(now=LATER)
    page = await today.page(limit=60)
    assert [row.name for row in page] == ["News", "Promise", "Later", "Left", "Never", "Drift", "Birthday"]
    assert await today.count() == 7
    assert today.counts[ReasonKind.FOLLOW_UP] == 2
    assert {row.name: row.pressing for row in await ContactList(now=LATER).page(limit=60)}[
        "News"
    ] == ReasonKind.BAD_NEWS
    assert await TodayList(now=NOW - days(1)).page(limit=60) == []


async def test_the_most_pressing_of_several_marks_the_contact() -> None:
    added = await bob(every_days=30)
    await promised(added.id, tone=Tone.UNPLEASANT)
    assert [row.pressing for row in await ContactList(now=NOW).page(limit=1)] == [ReasonKind.BAD_NEWS]
    assert [row.pressing for row in await ContactList(now=NOW - days(1)).page(limit=1)] == [None]


async def test_a_row_says_all_its_sentence_needs() -> None:
    added = await bob(every_days=30)
    planned = await promised(added.id, text="the quote", channel=Channel.VIDEO, private_place=True)
    (row,) = await of_contact(added.id, now=NOW)
    assert (row.follow_up, row.text, row.channel, row.private_place) == (planned.id, "the quote", "video", True)
    assert (row.stage, row.every_days, row.created_at, row.due_at) == ("Prospect", 30, NOW, NOW)


async def test_reasons_that_stay_keep_their_ids() -> None:
    added = await bob(every_days=30)
    before = await the_reason(added.id, LATER)
    await models.contacts.edit(added.id, name="Robert Stone", by=ADA, at=NOW)
    await models.interactions.log(added.id, channel=Channel.CALL, by=ADA, at=NOW + days(1))
    assert await the_reason(added.id, LATER) == before
    assert await one("SELECT due_at FROM outreach") == NOW + days(31)


async def test_put_off_for_that_date_only() -> None:
    added = await bob(every_days=30)
    await models.snoozes.snooze(await the_reason(added.id, LATER), LATER + days(3), by=GRACE, at=LATER)
    assert (await reasons(added.id, LATER), await reasons(added.id, LATER + days(3))) == ([], ["drift"])
    await models.contacts.edit(added.id, name="Robert", by=ADA, at=LATER)  # worked out anew, still put off
    assert await reasons(added.id, LATER) == []
    await models.contacts.edit(added.id, every_days=29, by=ADA, at=LATER)  # another date: it does not hold
    assert await reasons(added.id, LATER) == ["drift"]


async def test_put_off_again() -> None:
    added = await bob(every_days=30)
    which = await the_reason(added.id, LATER)
    await models.snoozes.snooze(which, LATER + days(3), by=ADA, at=LATER)
    await models.snoozes.snooze(which, LATER + days(1), by=ADA, at=LATER)
    assert (await reasons(added.id, LATER), await reasons(added.id, LATER + days(1))) == ([], ["drift"])
    assert await rows("SELECT due_at, until_at FROM snooze") == [
        {"due_at": NOW + days(30), "until_at": LATER + days(1)}
    ]
    await models.interactions.log(added.id, channel=Channel.CALL, by=ADA, at=LATER)
    assert await one("SELECT due_at FROM outreach") == LATER + days(30)
    await models.snoozes.snooze(which, LATER + days(40), by=ADA, at=LATER + days(31))
    assert await rows("SELECT due_at, until_at FROM snooze") == [
        {"due_at": LATER + days(30), "until_at": LATER + days(40)}
    ]


async def test_nothing_to_put_off() -> None:
    with pytest.raises(NotFound, match="gone meanwhile"):
        await models.snoozes.snooze(99, NOW, by=ADA, at=NOW)


async def test_a_birthday_that_is_over_makes_room_for_the_next() -> None:
    added = await bob(birthday="1980-06-12")
    assert await reasons(added.id) == ["birthday"]
    after = datetime(2026, 6, 13, 0, 0, tzinfo=BERLIN)
    assert await reasons(added.id, after - timedelta(seconds=1)) == ["birthday"]
    assert await reasons(added.id, after) == []
    await outreach.roll(at=after)
    assert await rows("SELECT due_at, ends_at FROM outreach") == [
        {"due_at": datetime(2027, 6, 5, tzinfo=BERLIN), "ends_at": datetime(2027, 6, 13, tzinfo=BERLIN)}
    ]
    assert (await reasons(added.id, after + days(360)), await count("history WHERE verb NOT LIKE 'member.%'")) == (
        ["birthday"],
        1,
    )


async def test_rolling_on_a_day_when_nothing_ended_writes_nothing() -> None:
    await bob(birthday="1980-06-12")
    before = await rows("SELECT * FROM outreach")
    await outreach.roll(at=NOW)
    assert await rows("SELECT * FROM outreach") == before


async def test_more_contacts_than_fit_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outreach, "BATCH", 2)
    for name in "ABCDE":
        await models.contacts.add(name, by=ADA, at=NOW)
    await models.stages.set_cadence(1, 30, by=ADA, at=NOW)
    assert [row.name for row in await TodayList(now=LATER).page(limit=60)] == list("ABCDE")


async def test_a_batch_of_contacts_is_asked_for_its_follow_ups_not_the_book_for_all_that_are_open() -> None:
    ids = ", ".join(map(str, range(outreach.BATCH)))
    (step,) = await rows(f"EXPLAIN QUERY PLAN {outreach._FOLLOW_UPS.format(ids=ids)}")
    assert "(contact_id=?)" in step["detail"]


async def test_a_day_begins_at_the_midnight_of_whoever_is_at_the_desk() -> None:
    added = await bob(birthday="--06-18")
    await models.contacts.edit(added.id, safe_topics="cats", by=ADA, at=NOW.astimezone(ZoneInfo("America/New_York")))
    assert await one("SELECT due_at FROM outreach") == datetime(2026, 6, 11, tzinfo=ZoneInfo("America/New_York"))
