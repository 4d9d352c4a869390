"""A calendar of follow-ups and birthdays: what goes out, under which id, and what stays discreet."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

import models
from models.exchange import exporting
from models.exchange.exporting import Format
from models.exchange.ics import events as ics_events
from models.reading import chosen
from models.rules import repeat, text
from models.rules.when import Moment
from models.rules.words import Channel, Outcome, Tone
from tests.data.desk import ADA, FORMER, GRACE, NOW, bob, days, one, promised

FRIDAY = datetime(2026, 6, 12, 10, 0, tzinfo=NOW.tzinfo)
CONFIDED = "the divorce; nobody knows"


async def written(query: str = "", *, at: datetime = NOW, **how: Any) -> bytes:
    stream = BytesIO()
    await exporting.export(stream, query, form=Format.ICS, at=at, **how)
    return stream.getvalue()


def events_of(raw: bytes) -> list[Event]:
    return cast("list[Event]", Calendar.from_ical(raw).walk("VEVENT"))


async def events(query: str = "", **how: Any) -> list[Event]:
    return events_of(await written(query, **how))


async def only(**how: Any) -> Event:
    (event,) = await events(**how)
    return event


def said(found: list[Event]) -> list[str]:
    return [str(event["summary"]) for event in found]


def days_of(event: Event, *, until: date) -> list[date]:
    """List the days on which a calendar shows an event."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # noqa: PLC0415  (comes with icalendar)

    start = event.decoded("dtstart")
    start = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)  # noqa: DTZ001  (a day)
    rule = rrulestr(cast("bytes", event["rrule"].to_ical()).decode(), dtstart=start)
    return [
        each.date()
        for each in rule.between(start, datetime(until.year, until.month, until.day, tzinfo=start.tzinfo), inc=True)
    ]


PLAIN = {"uid": "x", "name": "Bob", "first": 1, "text": "", "channel": "call", "tone": "neutral"} | {
    "private_place": False,
    "repeat": "",
    "due_on": None,
    "due_at": NOW,
}


def calendar_of(row: dict[str, Any]) -> bytes:
    return f"BEGIN:VCALENDAR\r\n{ics_events.follow_up(row, at=NOW)}{ics_events.TAIL}".encode()


@pytest.mark.usefixtures("book")
async def test_an_empty_book_is_a_calendar_too() -> None:
    stream = BytesIO()
    assert await exporting.export(stream, form=Format.ICS, at=NOW) == {"follow_ups": 0, "birthdays": 0}
    assert events_of(stream.getvalue()) == []
    assert stream.getvalue().endswith(b"END:VTIMEZONE\r\nEND:VCALENDAR\r\n")


@pytest.mark.usefixtures("book")
async def test_open_follow_ups_come_as_they_are_due_and_then_birthdays_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "_READ", 3)
    monkeypatch.setattr(chosen, "_PAGE", 2)
    await bob(birthday="1980-03-22", company="Stone")
    for name in ("Dana Levy", "Ann Moss"):
        await models.contacts.add(name, birthday="22 mar", by=GRACE, at=NOW)
    for contact_id, wait in ((1, 2), (2, 3), (3, 1)):
        await promised(contact_id, NOW + days(wait), text=f"in {wait}")
    closed = await promised(1)
    await models.follow_ups.done(closed.id, outcome=Outcome.SPOKE, by=ADA, at=NOW)
    planned, born = (
        ["call Ann Moss: in 1", "call Bob Stone: in 2", "call Dana Levy: in 3"],
        ["birthday of Ann Moss", "birthday of Bob Stone", "birthday of Dana Levy"],
    )
    assert said(await events()) == [*planned, *born]
    assert said(await events("stone")) == [planned[1], born[1]]
    assert said(await events(ids=[1, 3])) == [*planned[:2], *born[:2]]
    assert said(await events(owner_id=ADA)) == [*planned, born[1]]
    assert said(await events("moss", ids=[1, 3], owner_id=GRACE)) == [born[0]]
    await models.contacts.archive(3, by=ADA, at=NOW)
    assert said(await events()) == [*planned[1:], *born[1:]]


@pytest.mark.usefixtures("book")
async def test_nobody_is_reminded_of_the_birthday_of_the_dead() -> None:
    await bob(birthday="1980-03-22")
    died = str(await one("SELECT name FROM reason WHERE ends_contact AND kind = 'former' LIMIT 1"))
    await models.stage_changes.move(1, FORMER, reason=died, by=ADA, at=NOW)
    assert await events() == []


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("plan", [{"private_place": True}, {"tone": Tone.UNPLEASANT}])
async def test_what_is_not_for_every_eye_goes_out_without_its_words(plan: dict[str, Any]) -> None:
    await bob(safe_topics="boats", off_limits=CONFIDED)
    await promised(1, text=f"{CONFIDED}\nat all", **plan)
    raw = await written()
    event = await only()
    assert (event["summary"], event["class"]) == ("call Bob Stone", "PRIVATE")
    assert b"divorce" not in raw
    assert b"boats" not in raw
    assert "description" not in event


@pytest.mark.usefixtures("book")
async def test_a_follow_up_of_a_day_and_one_at_an_hour() -> None:
    await bob()
    await models.follow_ups.add(1, Moment(FRIDAY, on=date(2026, 6, 12)), text="tea", by=ADA, at=NOW)
    await promised(1, FRIDAY, text="new kitchen\noak, or pine?", channel=Channel.IN_PERSON)
    whole_day, hour = await events()
    if "description" in whole_day:
        whole_day, hour = hour, whole_day
    assert (whole_day["summary"], whole_day.decoded("dtstart")) == ("call Bob Stone: tea", date(2026, 6, 12))
    assert whole_day["transp"] == "TRANSPARENT"
    assert (hour["summary"], hour["description"]) == ("meet Bob Stone: new kitchen", "new kitchen\noak, or pine?")
    assert hour["dtstart"].to_ical() == b"20260612T080000Z"
    assert hour.decoded("dtstamp") == NOW.astimezone(UTC)
    assert "class" not in hour
    assert "rrule" not in hour


@pytest.mark.usefixtures("book")
async def test_exported_again_an_event_has_the_id_it_had() -> None:
    await bob(birthday="1980-03-22")
    planned = await promised(1, FRIDAY, text="tea")
    first = [event["uid"] for event in await events()]
    await models.follow_ups.edit(planned.id, text="cake", when=Moment(FRIDAY + days(1)), by=ADA, at=NOW)
    await models.contacts.edit(1, name="Robert Stone", birthday="1980-03-23", by=ADA, at=NOW)
    again = await events(at=NOW + days(1))
    assert [event["uid"] for event in again] == first
    assert len(set(first)) == 2
    assert said(again) == ["call Robert Stone: cake", "birthday of Robert Stone"]


@pytest.mark.usefixtures("book")
async def test_a_rhythm_keeps_its_id_while_it_is_done_again_and_again() -> None:
    await bob()
    planned = await promised(1, FRIDAY, text="tea", repeat="weekly")
    other = await promised(1, FRIDAY, text="cake", repeat="weekly")
    ids = {str(event["summary"]): event["uid"] for event in await events()}
    for week in range(1, 4):
        at = FRIDAY + days(7 * week)
        planned_id = int(await one("SELECT id FROM follow_up WHERE state = 'open' AND text = 'tea'"))
        await models.follow_ups.done(planned_id, outcome=Outcome.SPOKE, by=ADA, at=at)
    await models.follow_ups.done(other.id, outcome=Outcome.SPOKE, by=ADA, at=at)
    assert planned_id > planned.id
    assert {str(event["summary"]): event["uid"] for event in await events()} == ids
    assert len(set(ids.values())) == 2


@pytest.mark.usefixtures("book")
async def test_a_clock_that_comes_back_is_the_one_on_the_wall() -> None:
    await bob()
    await promised(1, FRIDAY, repeat="2w")
    raw = await written()
    (event,) = events_of(raw)
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;INTERVAL=2"
    assert b"DTSTART;TZID=Europe/Berlin:20260612T100000\r\n" in raw
    assert raw.index(b"TZID:Europe/Berlin") < raw.index(b"BEGIN:VEVENT")
    assert (await only(at=NOW.astimezone(UTC)))["dtstart"].to_ical() == b"20260612T080000Z"
    assert (await only(at=NOW.astimezone(ZoneInfo("UTC"))))["dtstart"].to_ical() == b"20260612T080000Z"


@pytest.mark.parametrize("again", ["1d", "10d", "2w", "1m", "3m", "1y"])
@pytest.mark.parametrize("on", [date(2026, 6, 12), date(2026, 2, 28), date(2026, 12, 31), date(2024, 2, 29)])
def test_a_calendar_counts_as_we_do_or_shows_the_next_alone(again: str, on: date) -> None:
    (event,) = events_of(calendar_of(PLAIN | {"repeat": again, "due_on": on}))
    assert event.decoded("dtstart") == on
    if "rrule" not in event:
        assert on.day > 28
        assert again[-1] in "my"
        return
    expected = [on]
    while (following := repeat.next_after(again, expected[-1])) < on + timedelta(days=1_000):
        expected.append(following)
    assert days_of(event, until=on + timedelta(days=999)) == expected


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("birthday", "shown"),
    [
        ("1980-03-22", ["1980-03-22", "1981-03-22", "1982-03-22", "1983-03-22"]),
        ("--03-22", ["2026-03-22", "2027-03-22", "2028-03-22", "2029-03-22"]),
        ("--12-31", ["2026-12-31", "2027-12-31", "2028-12-31", "2029-12-31"]),
        ("1980-02-29", ["1980-02-29", "1981-02-28", "1982-02-28", "1983-02-28", "1984-02-29"]),
        ("--02-29", ["2026-02-28", "2027-02-28", "2028-02-29"]),
    ],
)
async def test_a_birthday_comes_every_year(birthday: str, shown: list[str]) -> None:
    await bob(birthday=birthday)
    event = await only()
    assert (event["summary"], event["transp"]) == ("birthday of Bob Stone", "TRANSPARENT")
    assert [str(day) for day in days_of(event, until=date(int(shown[0][:4]) + 5, 1, 1))][: len(shown)] == shown


@given(
    st.text(max_size=200)
    | st.sampled_from(["a;b,c\\n\\d", "x\r\nBEGIN:VEVENT\r\nSUMMARY:y", "\x00\x1b[2J", "漢" * 90, ":;,"])
)
def test_hostile_words_are_words_again_when_they_are_read(words: str) -> None:
    raw = calendar_of(PLAIN | {"uid": words, "name": words, "text": words})
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(text.BAD.search(line.decode()) for line in lines)
    (event,) = events_of(raw)
    name, (first, *_) = text.BAD.sub("", words), text.BAD.sub("", words).split("\n", 1)
    assert event.keys() <= {"SUMMARY", "DESCRIPTION", "UID", "DTSTAMP", "DTSTART", "CATEGORIES"}
    assert str(event["summary"]) == (f"call {name}: {first}" if first else f"call {name}")
