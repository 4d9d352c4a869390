"""Needs: what a contact needs, how much it weighs, and when they last said so."""

from datetime import datetime, timedelta

import pytest

import models
from models.business import Business
from models.reading import needs as reading
from models.reading.needs import Need
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Weight
from tests.data.desk import ADA, GRACE, NOW, bob, days, everything, one, rows

pytestmark = pytest.mark.usefixtures("book")

LONG_AGO = NOW - days(200)


async def needs(*, now: datetime = NOW, also_ended: bool = False) -> list[tuple[str, str, bool]]:
    found = await reading.of_contact(1, now=now, also_ended=also_ended)
    return [(need.text, need.word, need.is_stale) for need in found]


async def early(at: datetime = NOW) -> Need:
    """Note that Bob needs delivery before 8, and said so at `at`."""
    return await models.needs.add(1, "delivery before 8", weight=Weight.VITAL, confirmed_at=at, by=ADA, at=NOW)


async def test_a_need_noted() -> None:
    await bob()
    kept = await models.needs.add(1, " one\ninvoice\x07 ", note="the accountant\r\nasks", by=GRACE, at=NOW)
    assert kept == Need(
        1, 1, "Bob Stone", "one invoice", Weight.MATTERS, "the accountant\nasks", NOW, None, "grace", 1, is_stale=False
    )
    assert await one("SELECT created_at FROM need") == NOW


async def test_the_weightiest_stand_first_and_those_that_ended_last() -> None:
    await bob()
    ended = await models.needs.add(1, "a ladder", weight=Weight.VITAL, by=ADA, at=NOW)
    await models.needs.end(ended.id, by=ADA, at=NOW)
    await models.needs.add(1, "a card at Christmas", weight=Weight.NICE, by=ADA, at=NOW)
    await early(LONG_AGO)
    await models.needs.add(1, "one invoice", by=ADA, at=NOW)
    open_ones = [("delivery before 8", "vital", True), ("one invoice", "matters", False)]
    open_ones.append(("a card at Christmas", "nice", False))
    assert await needs() == open_ones
    assert await needs(also_ended=True) == [*open_ones, ("a ladder", "vital", False)]


async def test_a_need_is_stale_from_the_day_on_that_the_team_agreed_on() -> None:
    await bob()
    await early(NOW - days(180) + timedelta(hours=12))
    assert (await needs())[0][2]
    assert not (await needs(now=NOW - days(1)))[0][2]
    await Business.all().update(need_days=365)
    assert not (await needs())[0][2]


async def test_the_needs_of_everybody_but_the_archived_the_stalest_first() -> None:
    await bob()
    await models.contacts.add("Cleo", by=ADA, at=NOW)
    await models.contacts.add("Dan", by=ADA, at=NOW)
    await models.needs.add(2, "a van", by=ADA, at=NOW)
    await models.needs.add(3, "a lift", by=ADA, at=NOW)
    await early(LONG_AGO)
    await models.contacts.archive(3, by=ADA, at=NOW)
    assert [(need.name, need.text) for need in await reading.of_everybody(now=NOW)] == [
        ("Bob Stone", "delivery before 8"),
        ("Cleo", "a van"),
    ]


async def test_a_need_changed() -> None:
    await bob()
    await early()
    changed = await models.needs.edit(
        1, version=1, text="before 9", weight=Weight.NICE, note="or 10", confirmed_at=LONG_AGO, by=GRACE, at=NOW
    )
    assert (changed.text, changed.weight, changed.note) == ("before 9", Weight.NICE, "or 10")
    assert (changed.confirmed_at, changed.version) == (LONG_AGO, 2)
    with pytest.raises(Stale, match="changed by somebody else meanwhile"):
        await models.needs.edit(1, version=1, note="mine", by=ADA, at=NOW)
    assert (await models.needs.edit(1, note="whatever it was", by=ADA, at=NOW)).version == 3


async def test_one_need_confirmed() -> None:
    await bob()
    await early(LONG_AGO)
    confirmed = await models.needs.confirm(1, by=GRACE, at=NOW)
    assert (confirmed.confirmed_at, confirmed.is_stale) == (NOW, False)


async def test_by_one_key_the_stale_ones_are_confirmed_and_undo_takes_them_all_back() -> None:
    await bob()
    await early(LONG_AGO)
    await models.needs.add(1, "one invoice", confirmed_at=LONG_AGO, by=ADA, at=NOW)
    await models.needs.add(1, "a card", confirmed_at=NOW - days(3), by=ADA, at=NOW)
    before = await everything()
    confirmed = await models.needs.confirm_all(1, by=ADA, at=NOW)
    assert [need.text for need in confirmed] == ["delivery before 8", "one invoice"]
    assert [stale for *_, stale in await needs()] == [False, False, False]
    assert await one("SELECT confirmed_at FROM need WHERE id = 3") == NOW - days(3)
    undone = await models.undo.last(by=ADA, at=NOW)
    assert undone.what == "confirmed the needs of Bob Stone"
    assert await everything() == before


async def test_the_only_need_is_confirmed_though_it_is_not_stale() -> None:
    await bob()
    await early(NOW - days(1))
    assert [need.confirmed_at for need in await models.needs.confirm_all(1, by=ADA, at=NOW)] == [NOW]


async def test_nothing_is_guessed_where_none_of_several_is_stale() -> None:
    await bob()
    with pytest.raises(Refused, match="Bob Stone has no need that could be confirmed"):
        await models.needs.confirm_all(1, by=ADA, at=NOW)
    await early()
    await models.needs.add(1, "one invoice", by=ADA, at=NOW)
    with pytest.raises(Refused, match="No need of Bob Stone is stale"):
        await models.needs.confirm_all(1, by=ADA, at=NOW)


async def test_a_need_ends_once() -> None:
    await bob()
    await early()
    ended = await models.needs.end(1, by=ADA, at=NOW)
    assert ended.ended_at == NOW
    for verb in (models.needs.end, models.needs.confirm, models.needs.edit):
        with pytest.raises(Refused, match="The need “delivery before 8” has ended already"):
            await verb(1, by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    assert await needs() == [("delivery before 8", "vital", False)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (" \n", "Say what they need, in a few words."),
        ("x" * 501, "at most 500 characters"),
    ],
)
async def test_what_is_no_need(words: str, said: str) -> None:
    await bob()
    with pytest.raises(Refused, match=said):
        await models.needs.add(1, words, by=ADA, at=NOW)


async def test_nobody_confirmed_anything_in_the_future() -> None:
    await bob()
    with pytest.raises(Refused, match="The day a need was confirmed cannot lie in the future"):
        await early(NOW + days(1))
    assert await rows("SELECT id FROM need") == []


async def test_nothing_is_noted_of_who_is_archived_or_unknown() -> None:
    await bob()
    await models.contacts.archive(1, by=ADA, at=NOW)
    with pytest.raises(Refused, match="Bob Stone is archived"):
        await early()
    for verb in (models.needs.confirm, models.needs.end, models.needs.edit):
        with pytest.raises(NotFound, match="There is no need 7"):
            await verb(7, by=ADA, at=NOW)
    with pytest.raises(NotFound, match="There is no need 7"):
        await reading.one(7, now=NOW)
    with pytest.raises(NotFound, match="There is no contact 7"):
        await models.needs.confirm_all(7, by=ADA, at=NOW)


async def test_undo_says_what_somebody_else_made_of_it() -> None:
    await bob()
    await early()
    await models.needs.edit(1, text="before 7", by=GRACE, at=NOW)
    with pytest.raises(Stale, match="grace changed a need of Bob Stone since"):
        await models.undo.last(by=ADA, at=NOW)
