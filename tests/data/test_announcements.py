"""Announcements: whom they are for, who has been told and who has not, and all of it taken back as one step."""

from typing import Any

import pytest

import models
from models.reading import announcements
from models.reading.announcements import Announcements, Person, Untold, WereTold
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Channel, StageKind
from tests.data.desk import ADA, CUSTOMER, FAN, FORMER, GRACE, NOW, bob, count, days, everything, one, rows

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
CALL: dict[str, Any] = {"channel": Channel.CALL, **ME}


async def three() -> None:
    """Add Bob, a prospect, Carl, a customer, and Dora, a fan who has a roof."""
    await bob()
    await models.contacts.add("Carl Reed", stage_id=CUSTOMER, **ME)
    await models.contacts.add("Dora Hill", stage_id=FAN, tags=["roof"], **ME)


async def names(announcement_id: int, limit: int = 20) -> list[str]:
    return [row.name for row in await announcements.audience(announcement_id).page(limit=limit)]


async def test_an_announcement_for_everybody() -> None:
    await three()
    made = await models.announcements.add(" Prices rise ", " in\r\nMarch", **ME)
    assert (made.title, made.text, made.audience, made.by) == ("Prices rise", "in\nMarch", "everybody", "ada")
    assert (made.told, made.audience_size, made.closed_at, made.at) == (0, 3, None, NOW)
    assert await names(made.id) == ["Bob Stone", "Carl Reed", "Dora Hill"]


@pytest.mark.parametrize(
    ("query", "kinds", "whom", "said"),
    [
        ("roof", [], ["Dora Hill"], "roof"),
        ("", [StageKind.CUSTOMER], ["Carl Reed"], "customer"),
        ("", [StageKind.CUSTOMER, StageKind.FAN], ["Carl Reed", "Dora Hill"], "customer, fan"),
        ("roof", [StageKind.FAN], ["Dora Hill"], "roof (fan)"),
    ],
)
async def test_a_query_and_kinds_of_stage_pick_the_audience(
    query: str, kinds: list[StageKind], whom: list[str], said: str
) -> None:
    await three()
    made = await models.announcements.add("Prices rise", query=query, kinds=kinds, **ME)
    assert (await names(made.id), made.audience) == (whom, said)


async def test_who_is_archived_or_with_whom_contact_ended_is_not_told() -> None:
    await three()
    await models.contacts.archive(1, **ME)
    await models.stage_changes.move(2, FORMER, reason="died", **ME)
    made = await models.announcements.add("Prices rise", **ME)
    assert await names(made.id) == ["Dora Hill"]


async def test_a_filter_that_matches_nobody_is_one_sentence_and_nothing_is_announced() -> None:
    with pytest.raises(Refused, match=r"^There is nobody to tell: everybody is archived, or contact"):
        await models.announcements.add("Prices rise", **ME)
    await three()
    before = await everything()
    with pytest.raises(
        Refused, match=r"^Nobody matches “zeppelin”, so there is nobody to tell\. Try another filter\.$"
    ):
        await models.announcements.add("Prices rise", query="zeppelin", **ME)
    with pytest.raises(Refused, match=r"^Nobody matches “roof \(customer\)”, so"):
        await models.announcements.add("Prices rise", query="roof", kinds=[StageKind.CUSTOMER], **ME)
    with pytest.raises(Refused, match="needs a title"):
        await models.announcements.add("", **ME)
    assert await everything() == before


async def test_telling_says_how_when_and_by_whom_and_is_an_interaction() -> None:
    await three()
    made = await models.announcements.add("Prices rise", **ME)
    now = await models.announcements.told(
        made.id, 2, " fine\x07 ", told_at=NOW - days(2), by=GRACE, at=NOW, channel=Channel.CALL
    )
    assert (now.told, now.audience_size) == (1, 3)
    assert await names(made.id) == ["Bob Stone", "Dora Hill", "Carl Reed"]
    (person,) = await WereTold(made.id).page(limit=5)
    assert person == Person(2, 2, "Carl Reed", "Customer", False, NOW - days(2), "call", "fine", "grace")
    assert await rows("SELECT at, channel, direction, outcome, purpose, text, by_id FROM interaction") == [
        {
            "at": NOW - days(2),
            "channel": "call",
            "direction": "both",
            "outcome": "spoke",
            "purpose": "news",
            "text": "fine",
            "by_id": GRACE,
        }
    ]
    assert await one("SELECT last_interaction_at FROM contact WHERE id = 2") is not None
    await models.undo.last(by=GRACE, at=NOW)
    assert await names(made.id) == ["Bob Stone", "Carl Reed", "Dora Hill"]
    assert await count("interaction") == 0


async def test_somebody_else_who_is_told_is_among_them_from_then_on() -> None:
    await three()
    made = await models.announcements.add("Prices rise", query="roof", **ME)
    now = await models.announcements.told(made.id, 1, channel=Channel.LETTER, **ME)
    assert (now.told, now.audience_size) == (1, 2)
    assert await one("SELECT outcome FROM interaction") == "sent"


async def test_telling_twice_too_early_archived_closed_or_nobody() -> None:
    await three()
    made = await models.announcements.add("Prices rise", **ME)
    with pytest.raises(Refused, match="cannot lie in the future"):
        await models.announcements.told(made.id, 1, told_at=NOW + days(1), **CALL)
    await models.announcements.told(made.id, 1, **CALL)
    before = await everything()
    with pytest.raises(
        Refused, match=r"^Bob Stone was told of “Prices rise” already, 10 Jun\. Log what was said now\.$"
    ):
        await models.announcements.told(made.id, 1, **CALL)
    with pytest.raises(NotFound, match=r"^There is no announcement 7\. See them with: wellkept announce list\.$"):
        await models.announcements.told(7, 1, **CALL)
    with pytest.raises(NotFound, match=r"^There is no contact 7\."):
        await models.announcements.told(made.id, 7, **CALL)
    assert await everything() == before
    await models.contacts.archive(2, **ME)
    with pytest.raises(
        Refused, match=r"^Carl Reed is archived\. Restore them first, with: wellkept archive 2 --restore$"
    ):
        await models.announcements.told(made.id, 2, **CALL)
    await models.announcements.close(made.id, **ME)
    with pytest.raises(Refused, match=r"^“Prices rise” is closed already\. Announce it anew"):
        await models.announcements.told(made.id, 3, **CALL)


async def test_more_people_by_another_filter_each_once() -> None:
    await three()
    made = await models.announcements.add("Prices rise", query="roof", **ME)
    assert await models.announcements.widen(made.id, kinds=[StageKind.CUSTOMER, StageKind.FAN], **ME) == 1
    now = await announcements.one(made.id)
    assert (now.audience, now.audience_size) == ("roof; customer, fan", 2)
    with pytest.raises(Refused, match=r"^Nobody else matches “roof”, so nobody was added\. Try another filter\.$"):
        await models.announcements.widen(made.id, query="roof", **ME)
    await models.undo.last(**ME)
    now = await announcements.one(made.id)
    assert (now.audience, now.audience_size) == ("roof", 1)
    await models.undo.redo(**ME)
    assert (await announcements.one(made.id)).audience_size == 2


async def test_title_and_text_change_unless_somebody_else_changed_them() -> None:
    await three()
    made = await models.announcements.add("Prices rise", **ME)
    now = await models.announcements.edit(made.id, version=1, title=" Prices fall ", **ME)
    assert (now.title, now.text, now.version) == ("Prices fall", "", 2)
    assert (await models.announcements.edit(made.id, text="in May", **ME)).text == "in May"
    with pytest.raises(Stale, match=r"^“Prices fall” was changed by somebody else meanwhile\."):
        await models.announcements.edit(made.id, version=1, title="x", **ME)
    with pytest.raises(Refused, match="needs a title"):
        await models.announcements.edit(made.id, title="", **ME)


async def test_closing_leaves_who_was_never_told() -> None:
    await three()
    made = await models.announcements.add("Prices rise", **ME)
    await models.announcements.told(made.id, 1, **CALL)
    closed = await models.announcements.close(made.id, **ME)
    assert (closed.closed_at, closed.told, closed.audience_size) == (NOW, 1, 3)
    assert await announcements.still_open() == {}
    with pytest.raises(Refused, match="closed already"):
        await models.announcements.close(made.id, **ME)
    await models.undo.last(**ME)
    assert await announcements.still_open() == {"Prices rise": 1}


async def test_announcing_is_one_step_however_many_they_are() -> None:
    await three()
    before = await everything()
    await models.announcements.add("Prices rise", **ME)
    after = await everything()
    for _ in range(2):
        assert (await models.undo.last(**ME)).what == "announced something"
        assert await everything() == before
        await models.undo.redo(**ME)
        assert await everything() == after


async def test_no_undo_takes_away_what_a_colleague_told() -> None:
    await three()
    made = await models.announcements.add("Prices rise", **ME)
    await models.announcements.told(made.id, 3, by=GRACE, at=NOW, channel=Channel.CALL)
    with pytest.raises(Stale, match=r"^grace changed what Dora Hill was told since, at 09:30"):
        await models.undo.last(**ME)
    assert (await announcements.one(made.id)).told == 1


async def test_the_list_has_open_ones_first_and_the_newest_first() -> None:
    await three()
    for day, title in enumerate(("One", "Two", "Three")):
        await models.announcements.add(title, by=ADA, at=NOW + days(day))
    await models.announcements.close(3, by=ADA, at=NOW + days(5))
    listed = Announcements()
    assert [row.title for row in await listed.page(limit=9)] == ["Two", "One", "Three"]
    first, *_ = await listed.page(limit=1)
    assert [row.title for row in await listed.page(after=first, limit=9)] == ["One", "Three"]
    (last,) = await listed.last(1)
    assert [row.title for row in await listed.page(before=last, limit=9)] == ["Two", "One"]
    assert (last.title, await listed.count()) == ("Three", 3)
    with pytest.raises(NotFound, match=r"^There is no announcement 9\."):
        await announcements.one(9)


async def test_the_audience_is_read_page_by_page_untold_first() -> None:
    for number in range(7):
        await models.contacts.add(f"N {number}", **ME)
    made = await models.announcements.add("Prices rise", **ME)
    for contact_id in (2, 5, 6):
        await models.announcements.told(made.id, contact_id, by=ADA, at=NOW + days(contact_id), channel=Channel.CALL)
    whole = ["N 0", "N 2", "N 3", "N 6", "N 5", "N 4", "N 1"]
    people = announcements.audience(made.id)
    rows_read = await people.page(limit=99)
    assert [row.name for row in rows_read] == whole
    assert (await people.count(), await Untold(made.id).count(), await WereTold(made.id).count()) == (7, 4, 3)
    for place, row in enumerate(rows_read):
        for limit in (1, 2, 3, 9):
            after = await people.page(after=row, limit=limit)
            assert [each.name for each in after] == whole[place + 1 :][:limit]
            before = await people.page(before=row, limit=limit)
            assert [each.name for each in before] == whole[:place][-limit:]
    assert [row.name for row in await people.last(5)] == whole[-5:]
    assert [row.name for row in await people.last(2)] == whole[-2:]


async def test_what_one_contact_was_told_and_is_to_be_told() -> None:
    await three()
    await models.announcements.add("Prices rise", **ME)
    await models.announcements.add("We move", query="roof", by=ADA, at=NOW + days(1))
    await models.announcements.told(1, 3, "fine", by=GRACE, at=NOW, channel=Channel.E_MAIL)
    untold, told = await announcements.of_contact(3)
    assert (untold.title, untold.told_at, untold.by) == ("We move", None, "")
    assert (told.title, told.told_at, told.channel, told.text, told.by) == (
        "Prices rise",
        NOW,
        "e-mail",
        "fine",
        "grace",
    )
    assert await announcements.of_contact(9) == []
