"""Follow-ups: planned, changed, put off, and what came of them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import models
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.when import Moment, read
from models.rules.words import Channel, Outcome, Purpose, Tone
from tests.data.desk import ADA, BERLIN, FORMER, GRACE, NOW, bob, count, days, moment, promised, reasons, rows

pytestmark = pytest.mark.usefixtures("book")


async def test_a_date_is_enough() -> None:
    added = await bob()
    planned = await promised(added.id)
    assert (planned.contact_id, planned.name, planned.due_at, planned.due_on) == (added.id, "Bob Stone", NOW, None)
    assert (planned.channel, planned.purpose, planned.tone, planned.state) == ("call", "service", "neutral", "open")
    assert (planned.owner_id, planned.owner, planned.private_place, planned.repeat) == (ADA, "ada", False, "")
    assert await reasons(added.id) == ["follow_up"]


async def test_everything_there_is_to_plan() -> None:
    added = await bob()
    whole_day = Moment(datetime(2026, 6, 12, tzinfo=BERLIN), date(2026, 6, 12))
    planned = await models.follow_ups.add(
        added.id,
        whole_day,
        text=" send\x07 the quote ",
        channel=Channel.LETTER,
        purpose=Purpose.SALES,
        tone=Tone.GOOD,
        owner_id=GRACE,
        private_place=True,
        repeat="every 3 months",
        by=ADA,
        at=NOW,
    )
    assert (planned.text, planned.channel, planned.purpose, planned.tone) == (
        "send the quote",
        "letter",
        "sales",
        "good",
    )
    assert (planned.owner, planned.private_place, planned.repeat) == ("grace", True, "3m")
    assert (planned.due_on, planned.due_at) == (date(2026, 6, 12), whole_day.at)
    assert (await reasons(added.id), await reasons(added.id, whole_day.at)) == ([], ["follow_up"])


async def test_nothing_is_planned_with_who_is_archived_or_not_there() -> None:
    added = await bob()
    await models.contacts.archive(added.id, by=ADA, at=NOW)
    for contact_id in (added.id, 99):
        with pytest.raises(NotFound, match=f"no contact {contact_id}, or they are archived"):
            await promised(contact_id)


@pytest.mark.parametrize(
    ("plan", "says"), [({"text": "x" * 2_001}, "at most 2,000"), ({"repeat": "now and then"}, "not a rhythm")]
)
async def test_a_plan_that_is_none(plan: dict[str, Any], says: str) -> None:
    added = await bob()
    with pytest.raises(Refused, match=says):
        await promised(added.id, **plan)
    assert await count("follow_up") == 0


async def test_nothing_is_sold_where_it_must_not_be() -> None:
    asked = await bob(do_not_contact=["text"])
    with pytest.raises(Refused, match="not to be sold to by text"):
        await promised(asked.id, purpose=Purpose.SALES, channel=Channel.TEXT)
    planned = await promised(asked.id, purpose=Purpose.SALES, channel=Channel.CALL)
    with pytest.raises(Refused, match="not to be sold to by text"):
        await models.follow_ups.edit(planned.id, channel=Channel.TEXT, by=ADA, at=NOW)
    gone = await models.contacts.add("Cleo", stage_id=FORMER, by=ADA, at=NOW)
    await models.stage_changes.move(gone.id, FORMER, reason="died", by=ADA, at=NOW)
    with pytest.raises(Refused, match="Contact with them has ended"):
        await promised(gone.id, purpose=Purpose.SALES)
    assert (await promised(gone.id, purpose=Purpose.SOCIAL)).purpose == "social"


async def test_only_what_is_given_changes() -> None:
    added = await bob()
    planned = await promised(added.id, text="the quote", repeat="weekly", channel=Channel.VIDEO)
    edited = await models.follow_ups.edit(planned.id, text="the new quote", owner_id=GRACE, by=ADA, at=NOW)
    assert (edited.text, edited.owner, edited.repeat, edited.channel) == ("the new quote", "grace", "1w", "video")
    never = await models.follow_ups.edit(planned.id, repeat="never", when=moment(NOW + days(1)), by=ADA, at=NOW)
    assert (never.repeat, never.due_at) == ("", NOW + days(1))
    assert await reasons(added.id) == []


async def test_a_change_by_somebody_else_is_told() -> None:
    read_by_both = await promised((await bob()).id)
    theirs = await models.follow_ups.edit(
        read_by_both.id, version=read_by_both.version, text="theirs", by=GRACE, at=NOW
    )
    with pytest.raises(Stale, match="changed by somebody else"):
        await models.follow_ups.edit(read_by_both.id, version=read_by_both.version, text="mine", by=ADA, at=NOW)
    mine = await models.follow_ups.edit(read_by_both.id, version=theirs.version, channel=Channel.VIDEO, by=ADA, at=NOW)
    assert (mine.text, mine.channel) == ("theirs", "video")


async def test_put_off_to_a_time_or_a_day() -> None:
    added = await bob()
    planned = await promised(added.id)
    day = read("friday", now=NOW, zone=BERLIN)
    off = await models.follow_ups.snooze(planned.id, day, by=ADA, at=NOW)
    assert (off.due_on, off.due_at) == (date(2026, 6, 12), datetime(2026, 6, 12, tzinfo=BERLIN))
    assert await reasons(added.id) == []
    forward = await models.follow_ups.snooze(planned.id, moment(NOW - days(1)), by=ADA, at=NOW)
    assert (forward.due_on, await reasons(added.id)) == (None, ["follow_up"])


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.SPOKE, "done"),
        (Outcome.SENT, "done"),
        (Outcome.LEFT_WORD, "done"),
        (Outcome.NO_ANSWER, "open"),
        (Outcome.CANCELLED, "cancelled"),
    ],
)
async def test_what_came_of_it(outcome: Outcome, state: str) -> None:
    planned = await promised((await bob()).id)
    closed = await models.follow_ups.done(planned.id, outcome=outcome, by=ADA, at=NOW)
    assert closed.state == state
    expected = {"open": None}.get(state, NOW)
    assert await rows("SELECT closed_at FROM follow_up") == [{"closed_at": expected}]


async def test_what_was_said_is_logged_with_it() -> None:
    added = await bob()
    planned = await promised(added.id, text="the quote")
    await models.follow_ups.done(
        planned.id, "likes it", outcome=Outcome.SPOKE, channel=Channel.VIDEO, minutes=10, by=GRACE, at=NOW + days(1)
    )
    (kept,) = await rows(
        "SELECT contact_id, follow_up_id, at, channel, direction, outcome, minutes, text, by_id FROM interaction"
    )
    assert kept == {
        "contact_id": added.id,
        "follow_up_id": planned.id,
        "at": NOW + days(1),
        "channel": "video",
        "direction": "both",
        "outcome": "spoke",
        "minutes": 10,
        "text": "likes it",
        "by_id": GRACE,
    }


async def test_without_words_the_log_says_what_was_planned() -> None:
    planned = await promised((await bob()).id, text="the quote", channel=Channel.E_MAIL)
    await models.follow_ups.done(planned.id, outcome=Outcome.SENT, by=ADA, at=NOW)
    assert await rows("SELECT text, channel, direction FROM interaction") == [
        {"text": "the quote", "channel": "e-mail", "direction": "out"}
    ]


async def test_cancelled_it_logs_nothing_and_keeps_the_reason() -> None:
    planned = await promised((await bob()).id)
    await models.follow_ups.done(planned.id, "they moved away", outcome=Outcome.CANCELLED, by=ADA, at=NOW)
    assert await count("interaction") == 0
    assert await rows("SELECT follow_up_id, rule, reason FROM override") == [
        {"follow_up_id": planned.id, "rule": "cancel", "reason": "they moved away"}
    ]


async def test_what_is_closed_stays_closed() -> None:
    planned = await promised((await bob()).id)
    await models.follow_ups.done(planned.id, outcome=Outcome.SPOKE, by=ADA, at=NOW)
    for verb in (
        models.follow_ups.done(planned.id, outcome=Outcome.SPOKE, by=GRACE, at=NOW),
        models.follow_ups.edit(planned.id, text="again", by=GRACE, at=NOW),
        models.follow_ups.snooze(planned.id, moment(), by=GRACE, at=NOW),
    ):
        with pytest.raises(Refused, match="is done already"):
            await verb
    assert await count("interaction") == 1


async def test_no_follow_up_of_that_id() -> None:
    for verb in (
        models.follow_ups.done(99, outcome=Outcome.SPOKE, by=ADA, at=NOW),
        models.follow_ups.edit(99, text="x", by=ADA, at=NOW),
        models.follow_ups.snooze(99, moment(), by=ADA, at=NOW),
    ):
        with pytest.raises(NotFound, match="no follow-up 99"):
            await verb


REPEATS = [  # repeat, due, done at, due next
    ("1m", "2026-01-31 10:00", "2026-02-01 09:00", "2026-02-28 10:00"),
    ("1m", "2026-01-31 10:00", "2026-03-05 09:00", "2026-03-31 10:00"),  # missed months do not shift the month's end
    ("1m", "2026-01-31", "2026-01-31 09:00", "2026-02-28"),
    ("1y", "2028-02-29", "2028-03-01 09:00", "2029-02-28"),
    ("1w", "2026-03-25 10:00", "2026-03-25 11:00", "2026-04-01 10:00"),  # across the change to summer time
    ("1w", "2026-10-21 10:00", "2026-10-21 11:00", "2026-10-28 10:00"),
    ("1w", "2026-03-25", "2026-03-25 11:00", "2026-04-01"),
    ("1d", "2026-06-01 08:00", "2026-06-10 09:30", "2026-06-11 08:00"),
    ("2w", "2026-06-20 08:00", "2026-06-10 09:30", "2026-07-04 08:00"),  # done before it was due
]


@pytest.mark.parametrize(("again", "due", "closed", "expected"), REPEATS)
async def test_the_next_one_of_what_comes_back(again: str, due: str, closed: str, expected: str) -> None:
    added = await bob()
    first = await models.follow_ups.add(
        added.id, read(due, now=NOW, zone=BERLIN), text="the quote", owner_id=GRACE, repeat=again, by=ADA, at=NOW
    )
    at = datetime.fromisoformat(closed).replace(tzinfo=BERLIN)
    await models.follow_ups.done(first.id, outcome=Outcome.SPOKE, by=ADA, at=at)
    wanted = read(expected, now=NOW, zone=BERLIN)
    (kept,) = await rows(
        "SELECT due_at, due_on, state, text, owner_id, repeat, closed_at, created_at, version FROM follow_up"
        " WHERE id > ?1",
        first.id,
    )
    assert kept == {
        "due_at": wanted.at,
        "due_on": wanted.on,
        "state": "open",
        "text": "the quote",
        "owner_id": GRACE,
        "repeat": again,
        "closed_at": None,
        "created_at": at,
        "version": 1,
    }


@pytest.mark.parametrize(("outcome", "following"), [(Outcome.NO_ANSWER, 0), (Outcome.CANCELLED, 0), (Outcome.SENT, 1)])
async def test_only_what_is_done_comes_back(outcome: Outcome, following: int) -> None:
    planned = await promised((await bob()).id, repeat="1w")
    await models.follow_ups.done(planned.id, outcome=outcome, by=ADA, at=NOW)
    assert await count("follow_up") == 1 + following


async def test_a_day_is_the_day_of_whoever_is_at_the_desk() -> None:
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    added = await bob()
    first = await models.follow_ups.add(
        added.id, Moment(datetime(2026, 6, 10, tzinfo=tokyo.tzinfo), date(2026, 6, 10)), repeat="1d", by=ADA, at=tokyo
    )
    await models.follow_ups.done(first.id, outcome=Outcome.SPOKE, by=ADA, at=tokyo)
    (kept,) = await rows("SELECT due_at, due_on FROM follow_up WHERE id > ?1", first.id)
    assert kept == {"due_at": datetime(2026, 6, 11, tzinfo=tokyo.tzinfo), "due_on": date(2026, 6, 11)}
