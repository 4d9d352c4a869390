"""The business: what a team agrees on, and whom a new threshold concerns."""

from typing import Any

import pytest

import models
from models.outreach import Outreach
from models.reading import choices
from models.reading.choices import BusinessRow
from models.rules.refusals import NotFound, Refused
from models.rules.words import Channel
from tests.data.desk import ADA, CUSTOMER, NOW, bob, count, days, everything, reasons, rows

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}


async def test_a_new_book_has_what_is_usual() -> None:
    assert await choices.business() == BusinessRow("", 7, 0, 180, "")


async def test_a_change_leaves_the_rest_and_is_taken_back() -> None:
    before = await everything()
    changed = await models.business.change(name=" Oak & Sons ", phone_region=" gb", **ME)
    assert changed == await choices.business() == BusinessRow("Oak & Sons", 7, 0, 180, "GB")
    await models.business.change(birthday_days=0, grace_days=365, need_days=90, **ME)
    assert await choices.business() == BusinessRow("Oak & Sons", 0, 365, 90, "GB")
    assert await rows("SELECT verb, changed FROM history WHERE verb LIKE 'business%' ORDER BY id") == [
        {"verb": "business.change", "changed": "name phone_region"},
        {"verb": "business.change", "changed": "birthday_days grace_days need_days"},
    ]
    await models.undo.last(**ME)
    assert (await models.undo.last(**ME)).verb == "business.change"
    assert await everything() == before


async def test_the_same_again_is_no_change() -> None:
    await models.business.change(grace_days=0, phone_region="", **ME)
    with pytest.raises(NotFound):
        await models.undo.last(**ME)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"birthday_days": -1}, "A birthday can show from 0 to 60 days. Give a number between."),
        ({"birthday_days": 61}, "0 to 60 days"),
        ({"grace_days": 366}, "There can be grace of 0 to 365 days."),
        ({"need_days": 3651}, "A need can stay fresh for 0 to 3650 days. Give a number between."),
        ({"phone_region": "xx\x1b"}, "is no country code for phone numbers"),
        ({"name": "Oak", "phone_region": "Great Britain"}, "Give two letters such as GB"),
    ],
)
async def test_what_cannot_be_agreed_on(values: dict[str, Any], says: str) -> None:
    before = await everything()
    with pytest.raises(Refused, match=says) as told:
        await models.business.change(**values, **ME)
    assert "\x1b" not in str(told.value)
    assert await everything() == before


async def test_birthdays_show_from_as_many_days_before_as_agreed() -> None:
    about = await bob(birthday="--06-30")
    assert await reasons(about.id) == []
    await models.business.change(birthday_days=20, **ME)
    assert await reasons(about.id) == ["birthday"]
    await models.undo.last(**ME)
    assert await reasons(about.id) == []


async def test_nobody_has_drifted_within_the_days_of_grace() -> None:
    await models.stages.set_cadence(CUSTOMER, 30, **ME)
    own, by_stage = await bob(every_days=30), await models.contacts.add("Cleo", stage_id=CUSTOMER, **ME)
    ids, late = (own.id, by_stage.id), NOW + days(31)
    assert [await reasons(each, late) for each in ids] == [["drift"], ["drift"]]
    await models.business.change(grace_days=5, **ME)
    assert [await reasons(each, late) for each in ids] == [[], []]
    assert [await reasons(each, NOW + days(35)) for each in ids] == [["drift"], ["drift"]]
    await models.undo.last(**ME)
    assert [await reasons(each, late) for each in ids] == [["drift"], ["drift"]]


async def test_a_drift_put_off_stays_so_whatever_is_agreed_on() -> None:
    about = await bob(every_days=30)
    await models.business.change(grace_days=5, **ME)
    late = NOW + days(36)
    drift = await Outreach.get()
    await models.snoozes.snooze(drift.id, late + days(10), by=ADA, at=late)
    assert await reasons(about.id, late + days(9)) == []
    for grace in (0, 20):
        await models.business.change(grace_days=grace, by=ADA, at=late)
        assert await reasons(about.id, late + days(9)) == []
        assert await reasons(about.id, late + days(10)) == ["drift"]
    await models.interactions.log(about.id, channel=Channel.CALL, by=ADA, at=late)
    assert await reasons(about.id, late + days(49)) == []
    assert await reasons(about.id, late + days(50)) == ["drift"]


async def test_only_whom_it_concerns_is_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[int]] = []

    async def refresh(_: object, ids: list[int], **__: object) -> None:
        asked.append(list(ids))

    born, promised = await bob(birthday="--06-30"), await models.contacts.add("Cleo", every_days=3, **ME)
    await models.contacts.add("Dan", **ME)
    monkeypatch.setattr("models.outreach.refresh", refresh)
    await models.business.change(birthday_days=20, **ME)
    await models.business.change(grace_days=20, **ME)
    await models.business.change(birthday_days=21, grace_days=21, name="Oak", **ME)
    await models.business.change(name="Ash", **ME)
    assert asked == [[born.id], [promised.id], [born.id, promised.id], []]
    assert await count("business") == 1
